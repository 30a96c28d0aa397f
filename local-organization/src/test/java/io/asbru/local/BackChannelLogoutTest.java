package io.asbru.local;

import static io.asbru.local.Browser.authorize;
import static io.asbru.local.Wire.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackChannelLogoutTest extends RunningTest {

  private static final String JWT_ID = "sample_jwt_client_id";
  private static final Duration SOON = Duration.ofSeconds(10);

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private HttpServer application;

  @BeforeEach
  void listen() throws Exception {
    application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    application.createContext("/logout", exchange -> {
      received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    application.start();
    URI uri = URI.create("http://localhost:" + application.getAddress().getPort() + "/logout");
    change(EAST, JWT_ID, builder -> builder.backChannelLogoutUri(uri));
  }

  @AfterEach
  void silence() {
    application.stop(0);
  }

  @Test
  void signOut_postsALogoutTokenToTheApplicationsOfTheSession() throws Exception {
    Map<String, Object> idToken = signIn();
    browser.get(east.url("/oidc/logout?client_id=" + JWT_ID));

    JWSObject token = logoutToken();
    long now = TestClock.START.getEpochSecond();
    assertThat(token.getPayload().toJSONObject())
        .containsOnlyKeys("iss", "sub", "aud", "iat", "exp", "jti", "sid", "events")
        .containsEntry("iss", idToken.get("iss")).containsEntry("sub", idToken.get("sub"))
        .containsEntry("sid", idToken.get("sid")).containsEntry("aud", JWT_ID)
        .containsEntry("iat", now).containsEntry("exp", now + 120)
        .containsEntry("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    assertThat(token.verify(new RSASSAVerifier(JWKSet.parse(east.get("/oauth2/jwks").body())
        .getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey()))).isTrue();
  }

  @Test
  void delivery_isInTheJournal() throws Exception {
    signIn();
    browser.get(east.url("/oidc/logout?client_id=" + JWT_ID));

    JournalEntry entry = local.journal().await(Endpoint.BACK_CHANNEL_LOGOUT, 1, SOON).get(0);
    assertThat(entry.status()).isEqualTo(200);
    assertThat(entry.clientId()).contains(JWT_ID);
    assertThat(entry.parameter("logout_token")).isPresent();
    assertThat(entry.toString()).doesNotContain(entry.parameter("logout_token").orElseThrow());
  }

  @Test
  void administrator_canEndTheSessionsOfAUser() throws Exception {
    Map<String, Object> idToken = signIn();

    assertThat(local.endSessions(local.organization(EAST), "nobody")).isZero();
    assertThat(local.endSessions(local.organization(EAST), "charlie")).isEqualTo(1);

    assertThat(logoutToken().getPayload().toJSONObject()).containsEntry("sid", idToken.get("sid"));
    assertThat(browser.get(authorize(east, JWT_ID, "prompt", "none")).parameters())
        .containsEntry("error", "login_required");
  }

  @Test
  void applicationThatCannotBeReached_isInTheJournalWithStatus0() throws Exception {
    signIn();
    application.stop(0);
    local.endSessions(local.organization(EAST), "Charlie");

    assertThat(local.journal().await(Endpoint.BACK_CHANNEL_LOGOUT, 1, SOON).get(0).status()).isZero();
  }

  @Test
  void onlyApplicationsOfTheSession_areTold() throws Exception {
    signIn();
    URI uri = local.organization(EAST).application(JWT_ID).orElseThrow().backChannelLogoutUri().orElseThrow();
    change(EAST, "sample_application_client_id", builder -> builder.backChannelLogoutUri(uri));
    local.endSessions(local.organization(EAST), "Charlie");

    assertThat(logoutToken().getPayload().toJSONObject()).containsEntry("aud", JWT_ID);
    local.journal().await(Endpoint.BACK_CHANNEL_LOGOUT, 1, SOON);
    assertThat(received).isEmpty();
  }

  @Test
  void faults_changeTheLogoutToken() throws Exception {
    local.inject(Fault.wrongIssuer(), Endpoint.BACK_CHANNEL_LOGOUT, 1);
    signIn();
    local.endSessions(local.organization(EAST), "Charlie");

    assertThat(logoutToken().getPayload().toJSONObject()).containsEntry("iss", "https://issuer.example/oauth2/token");
    assertThat(local.journal().await(Endpoint.BACK_CHANNEL_LOGOUT, 1, SOON).get(0).faults())
        .containsExactly("wrongIssuer");
  }

  private JWSObject logoutToken() throws Exception {
    String body = received.poll(SOON.toSeconds(), TimeUnit.SECONDS);
    assertThat(body).startsWith("logout_token=");
    return JWSObject.parse(URLDecoder.decode(body.substring("logout_token=".length()), StandardCharsets.UTF_8));
  }

  private Map<String, Object> signIn() {
    Browser.Page page = browser.signIn(browser.get(authorize(east, JWT_ID, "scope", "openid")), "Charlie");
    return east.token(Wire.JWT_SAMPLE, "grant_type", "authorization_code", "redirect_uri", Browser.CALLBACK, "code",
        page.parameters().get("code")).claims("id_token");
  }
}
