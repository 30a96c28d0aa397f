package io.asbru.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.asbru.Secret;
import io.asbru.client.OrganizationClient;
import io.asbru.client.TokenResponse;
import io.asbru.local.LocalOrganization;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CallingApisTest {

  private static final Secret PASSWORD = Secret.of("store-reader-pw");

  private static LocalOrganization local;
  private static OrganizationClient client;

  @BeforeAll
  static void start() {
    local = LocalOrganization.builder().start();
    client = OrganizationClient.of(settings("sample_application_client_id", "sample_application_client_secret")
        .set(Setting.ORGANIZATION_ID, "7e98b86f-63c7-41a1-8c56-c909a21a2615").build());
  }

  @AfterAll
  static void stop() {
    client.close();
    local.close();
  }

  private static Settings.Builder settings(String id, String secret) {
    return Settings.builder().set(Setting.BASE_URL, local.baseUrl().toString()).set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.CLIENT_ID, id).set(Setting.CLIENT_SECRET, secret).set(Setting.REQUEST_TIMEOUT, "60s");
  }

  @Test
  void application_getsATokenOfItsOwn() throws Exception {
    assertThat(CallingApis.asTheApplication(client).headers().firstValue("Authorization")).get().asString().startsWith("Bearer ");
  }

  @Test
  void tokensThatRenewThemselves_areSentToAnApi() throws Exception {
    HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/", exchange -> {
      boolean bearer = exchange.getRequestHeaders().getFirst("Authorization").startsWith("Bearer ");
      exchange.sendResponseHeaders(bearer ? 200 : 401, -1);
      exchange.close();
    });
    api.start();
    try {
      Settings settings = settings("sample_application_client_id", "sample_application_client_secret")
          .set(Setting.ORGANIZATION_ID, "7e98b86f-63c7-41a1-8c56-c909a21a2615").build();
      assertThat(CallingApis.withRenewal(settings, URI.create("http://localhost:" + api.getAddress().getPort())).statusCode()).isEqualTo(200);
    } finally {
      api.stop(0);
    }
  }

  @Test
  void password_isGrantedWhatTheUserMay_orRefused() throws Exception {
    assertThat(CallingApis.refusal(client, "store-reader", PASSWORD)).isEqualTo("granted: [read_stores]");
    assertThat(CallingApis.refusal(client, "store-reader", Secret.of("wrong"))).isEqualTo("refused: invalid_grant");
  }

  @Test
  void everyOtherCall_works() throws Exception {
    assertThat(CallingApis.calls(client, "store-reader", PASSWORD)).get().satisfies(claims -> assertThat(claims).containsKey("sub"));
    assertThat(CallingApis.atTheCallback(client, Secret.of("unknown"), Secret.of("verifier-of-no-request-at-all-but-long-enough")))
        .isInstanceOf(TokenResponse.Refused.class);
  }

  @Test
  void tokenOfTheRoot_isSwitchedIntoTheOrganization() throws Exception {
    try (OrganizationClient root = OrganizationClient.of(settings("shared_client_id", "shared_client_secret").build())) {
      assertThat(CallingApis.intoTheOrganization(root)).isInstanceOf(TokenResponse.Granted.class);
    }
  }
}
