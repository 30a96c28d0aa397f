package io.asbru.local;

import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.SAMPLE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every fault does what its name says; those of issued tokens are in {@link TokenFaultTest}. */
class FaultTest extends RunningTest {

  private String accessToken = "";

  @BeforeEach
  void issueToken() {
    accessToken = east.password(SAMPLE, "Charlie", "openid read_stores").text("access_token");
  }

  @Test
  void status_isAnsweredInsteadOfTheRequest() {
    local.inject(Fault.status(503), Endpoint.INTROSPECT);

    Answer answer = introspect();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Content-Type")).startsWith("text/html");
    assertThat(answer.header("Retry-After")).isEmpty();
  }

  @Test
  void status_mayComeWithRetryAfter() {
    local.inject(Fault.status(429, 7), Endpoint.INTROSPECT);

    assertThat(introspect().status()).isEqualTo(429);
    assertThat(introspect().header("Retry-After")).isEqualTo("7");
  }

  @Test
  void error_isAnOAuthError() {
    local.inject(Fault.error(400, "temporarily_unavailable", "later"), Endpoint.TOKEN);

    assertThat(east.password(SAMPLE, "Charlie", "openid").json()).isEqualTo(
        Map.of("error", "temporarily_unavailable", "error_description", "later"));
  }

  @Test
  void status_doesNotCarryTheRequestOut() {
    local.inject(Fault.status(500), Endpoint.REVOKE, 1);
    east.revoke(SAMPLE, accessToken);

    assertThat(east.active(SAMPLE, accessToken)).isTrue();
  }

  @Test
  void redirect_is302() {
    local.inject(Fault.redirect("https://evil.example/"), Endpoint.JWKS);

    assertThat(east.get("/oauth2/jwks").status()).isEqualTo(302);
    assertThat(east.get("/oauth2/jwks").header("Location")).isEqualTo("https://evil.example/");
  }

  @Test
  void times_areCountedPerFault_andClearingEndsThem() {
    local.inject(Fault.status(500), Endpoint.INTROSPECT, 2);
    assertThat(List.of(introspect().status(), introspect().status(), introspect().status()))
        .containsExactly(500, 500, 200);

    local.inject(Fault.status(500), Endpoint.INTROSPECT);
    local.clearFaults();
    assertThat(introspect().status()).isEqualTo(200);
  }

  @Test
  void otherEndpoints_areNotAffected() {
    local.inject(Fault.status(500), Endpoint.INTROSPECT);

    assertThat(east.get("/oauth2/jwks").status()).isEqualTo(200);
  }

  @Test
  void notJson_looksLikeASuccess() {
    local.inject(Fault.notJson(), Endpoint.INTROSPECT);

    Answer answer = introspect();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).startsWith("<!DOCTYPE");
  }

  @Test
  void emptyBody_isEmpty() {
    local.inject(Fault.emptyBody(), Endpoint.INTROSPECT);

    assertThat(introspect().body()).isEmpty();
  }

  @Test
  void contentType_isAnother() {
    local.inject(Fault.contentType("text/plain"), Endpoint.INTROSPECT);

    assertThat(introspect().header("Content-Type")).isEqualTo("text/plain");
    assertThat(introspect().json()).containsEntry("active", true);
  }

  @Test
  void hugeBody_isValidAndHuge() {
    local.inject(Fault.hugeBody(5_000_000), Endpoint.INTROSPECT);

    assertThat(introspect().body()).hasSizeGreaterThan(5_000_000).contains("\"active\":true");
  }

  @Test
  void latency_holdsTheAnswerBack() {
    local.inject(Fault.latency(Duration.ofHours(1)), Endpoint.INTROSPECT);

    assertThatThrownBy(() -> introspectWithin(Duration.ofMillis(300))).isInstanceOf(HttpTimeoutException.class);
    assertThat(local.journal().count(Endpoint.INTROSPECT)).isEqualTo(1);
  }

  @Test
  void latency_endsWithTheUsualAnswer() {
    local.inject(Fault.latency(Duration.ofMillis(50)), Endpoint.INTROSPECT);
    long before = System.nanoTime();

    assertThat(introspect().json()).containsEntry("active", true);
    assertThat(System.nanoTime() - before).isGreaterThan(Duration.ofMillis(50).toNanos());
  }

  @Test
  void reset_breaksTheConnectionBeforeTheRequestIsCarriedOut() {
    local.inject(Fault.reset(), Endpoint.REVOKE, 1);

    assertThatThrownBy(() -> Wire.send(east.request("/oauth2/revoke", SAMPLE)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString("token=" + accessToken)).build())).isInstanceOf(IOException.class);
    assertThat(east.active(SAMPLE, accessToken)).isTrue();
    assertThat(local.journal().last(Endpoint.REVOKE).orElseThrow().status()).isZero();
  }

  @Test
  void halfBody_endsInTheMiddle() {
    local.inject(Fault.halfBody(), Endpoint.INTROSPECT, 1);

    assertThatThrownBy(() -> introspectWithin(Duration.ofSeconds(10))).isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
    assertThat(introspect().status()).isEqualTo(200);
  }

  @Test
  void trickle_comesWholeInTheEnd() {
    local.inject(Fault.trickle(Duration.ofMillis(1)), Endpoint.INTROSPECT, 1);

    assertThat(introspect().json()).containsEntry("active", true);
  }

  @Test
  void trickle_takesItsTimeAfterTheHeaders() throws Exception {
    local.inject(Fault.trickle(Duration.ofHours(1)), Endpoint.INTROSPECT, 1);
    try (Socket socket = introspectRaw()) {
      StringBuilder head = new StringBuilder();
      while (!head.toString().endsWith("\r\n\r\n{")) {
        head.append((char) socket.getInputStream().read());
      }
      socket.setSoTimeout(200);

      assertThat(head).startsWith("HTTP/1.1 200");
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void reset_isNoOrderlyEnd() throws Exception {
    local.inject(Fault.reset(), Endpoint.INTROSPECT, 1);
    try (Socket socket = introspectRaw()) {
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void membersOfIntrospection_canBeWrong() {
    long exp = TestClock.START.getEpochSecond() + 3600;

    assertThat(introspected(Fault.activeAsString())).containsEntry("active", "true");
    assertThat(introspected(Fault.missingExpiry())).doesNotContainKey("exp");
    assertThat(introspected(Fault.decimalExpiry())).containsEntry("exp", exp + 0.5);
    assertThat(introspected(Fault.negativeExpiry())).containsEntry("exp", -1);
    assertThat(introspected(Fault.hugeExpiry())).containsEntry("exp", BigInteger.TEN.pow(30));
    assertThat(introspected(Fault.expired())).containsEntry("exp", (int) (exp - 30 * 86400))
        .containsEntry("active", true);
    assertThat(introspected(Fault.wrongAudience())).containsEntry("aud", "another_client_id");
    assertThat(introspected(Fault.wrongOrganization()).get("org_id")).isNotEqualTo(EAST);
    assertThat(introspected(Fault.missingOrganization())).doesNotContainKey("org_id");
    assertThat(introspected(Fault.wrongTokenType())).containsEntry("token_type", "mac");
    assertThat(introspected(Fault.member("scope", List.of("a", "b")))).containsEntry("scope", List.of("a", "b"));
    assertThat(introspected(Fault.missingMember("client_id"))).doesNotContainKey("client_id");
  }

  @Test
  void discoveryAndUserInfo_canBeWrong() {
    local.inject(Fault.wrongIssuer(), Endpoint.DISCOVERY);
    local.inject(Fault.wrongSubject(), Endpoint.USERINFO);

    assertThat(east.get("/oauth2/token/.well-known/openid-configuration").text("issuer"))
        .isEqualTo("https://issuer.example/oauth2/token");
    assertThat(east.get("/oauth2/userinfo", "Bearer " + accessToken).text("sub"))
        .isEqualTo("00000000-0000-4000-8000-000000000000");
  }

  @Test
  void parametersOfTheCallback_canBeWrong() {
    local.inject(Fault.parameter("state", "another"), Endpoint.AUTHORIZE, 1);
    local.inject(Fault.missingParameter("code"), Endpoint.AUTHORIZE, 1);
    Browser.Page page =
        browser.signIn(browser.get(Browser.authorize(east, "sample_jwt_client_id", "state", "s")), "Charlie");

    assertThat(page.parameters()).containsEntry("state", "another").doesNotContainKey("code");
    assertThat(browser.get(Browser.authorize(east, "sample_jwt_client_id", "state", "s")).parameters())
        .containsEntry("state", "s").containsKey("code");
  }

  @Test
  void journal_saysWhichFaultStruck() {
    local.inject(Fault.wrongAudience(), Endpoint.INTROSPECT, 1);
    introspect();
    introspect();

    assertThat(local.journal().entries(Endpoint.INTROSPECT)).extracting(JournalEntry::faults)
        .containsExactly(List.of("wrongAudience"), List.of());
  }

  private Answer introspect() {
    return east.introspect(SAMPLE, accessToken);
  }

  private Map<String, Object> introspected(Fault fault) {
    local.clearFaults();
    local.inject(fault, Endpoint.INTROSPECT);
    return introspect().json();
  }

  private void introspectWithin(Duration timeout) throws IOException {
    Wire.send(east.request("/oauth2/introspect", SAMPLE).timeout(timeout)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString("token=" + accessToken)).build());
  }

  private Socket introspectRaw() throws IOException {
    Socket socket = new Socket("localhost", local.port());
    socket.setSoTimeout(20_000);
    String body = "token=" + accessToken;
    socket.getOutputStream().write(("POST /t/bestcarmart/o/" + EAST + "/oauth2/introspect HTTP/1.1\r\n"
        + "Host: localhost\r\nAuthorization: " + SAMPLE + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(US_ASCII));
    return socket;
  }
}
