package io.asbru.internal;

import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** An Asgardeo organization that consists of a key set, with a client in it. */
abstract class TokenTestBase {

  static final String ORGANIZATION = "7e98b86f-63c7-41a1-8c56-c909a21a2615";
  static final String KEYS = "/t/bestcarmart/o/" + ORGANIZATION + "/oauth2/jwks";
  static final String CLIENT = "client_of_stores";

  final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));
  final StubServer server = new StubServer().on(KEYS, 200, TestKeys.set(TestKeys.KEY));
  private AuthorizationServer authorizationServer = authorizationServer(settings -> {});

  AuthorizationServer authorizationServer() {
    return authorizationServer;
  }

  AuthorizationServer with(Setting setting, String value) {
    return with(Map.of(setting, value));
  }

  AuthorizationServer with(Map<Setting, String> values) {
    authorizationServer.close();
    authorizationServer = authorizationServer(settings -> values.forEach(settings::set));
    return authorizationServer;
  }

  private AuthorizationServer authorizationServer(Consumer<Settings.Builder> more) {
    Settings.Builder settings = Settings.builder()
        .set(Setting.BASE_URL, server.url())
        .set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.ORGANIZATION_ID, ORGANIZATION)
        .set(Setting.CLIENT_ID, CLIENT)
        .set(Setting.CLIENT_SECRET, "secret")
        .set(Setting.JWT_ACCESS_TOKENS, "validate");
    more.accept(settings);
    return AuthorizationServer.of(settings.build(), clock);
  }

  String rootIssuer() {
    return server.url() + "/t/bestcarmart/oauth2/token";
  }

  String ownIssuer() {
    return server.url() + "/t/bestcarmart/o/" + ORGANIZATION + "/oauth2/token";
  }

  long now() {
    return clock.instant().getEpochSecond();
  }

  Map<String, Object> claims(Object... pairs) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", rootIssuer());
    claims.put("sub", "charlie-id");
    claims.put("aud", CLIENT);
    claims.put("iat", now());
    claims.put("exp", now() + 3600);
    claims.put("org_id", ORGANIZATION);
    for (int i = 0; i < pairs.length; i += 2) {
      claims.put((String) pairs[i], pairs[i + 1]);
      if (pairs[i + 1] == null) {
        claims.remove((String) pairs[i]);
      }
    }
    return claims;
  }

  @AfterEach
  void closeBoth() {
    authorizationServer.close();
    server.close();
  }
}
