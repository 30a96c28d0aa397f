package io.asbru.resilience;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import io.asbru.local.LocalOrganization;
import io.asbru.settings.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers and forms as no HTTP client sends them. */
@Timeout(60)
class HeaderAttackTest {

  private static LocalOrganization organization;
  private static GuardedServer server;

  @BeforeAll
  static void start() throws Exception {
    organization = LocalOrganization.builder().start();
    server = new GuardedServer(organization, Clock.systemUTC(), Map.of(Setting.BEARER_TOKEN_FROM, "header form"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    organization.close();
  }

  @Test
  void headerOfAMegabyte_isRefusedByTheServer() throws Exception {
    organization.journal().clear();
    assertThat(status("Authorization: Bearer " + "a".repeat(1_000_000))).isEqualTo(431);
    assertThat(organization.journal().count(Endpoint.INTROSPECT)).isZero();
    assertThat(server.get("/public/page", "").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization: Bearer a\r\nAuthorization: Bearer b", "Authorization: Bearer a\r\nAuthorization: Basic YTpi",
      "Authorization: Bearer a\u0000b", "Authorization: Bearer a\u0001b", "Authorization: Bearer a\u007fb", "Authorization: Bearer \u00e9",
      "Authorization: Bearer a b", "Authorization: Bearer", "Authorization: Bearer a,Bearer b"})
  void malformedCredentials_areABadRequest(String header) throws Exception {
    assertThat(status(header)).isEqualTo(400);
  }

  @Test
  void tokenInAForm_leavesTheFormToTheApplication() throws Exception {
    String token = server.token("Charlie");
    assertThat(server.post("/api", "name=Charlie+East&access_token=" + token)).satisfies(answer -> {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("name=Charlie East");
    });
    assertThat(server.post("/api", "name=x&access_token=" + token + "&access_token=" + token).status()).isEqualTo(400);
    assertThat(server.post("/api?access_token=" + token, "name=x").status()).as("the query is no place").isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_token=%zz", "%", "access_token=%C3", "&&&=&="})
  void malformedForm_isNoServerError(String form) throws Exception {
    assertThat(server.post("/api", form).status()).isIn(400, 401);
  }

  private static int status(String header) throws IOException {
    try (Socket socket = new Socket("localhost", server.uri("/").getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      try {
        out.write(("GET /api HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
      } catch (SocketException e) {
        // The server does not read on; what it has to say is there.
      }
      String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
      return Integer.parseInt(line.split(" ")[1]);
    }
  }
}
