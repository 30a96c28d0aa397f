package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.Caller;
import io.asbru.FakeRequest;
import io.asbru.Requirement;
import io.asbru.RequestAuthenticator;
import io.asbru.Secret;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.SignIn;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignOutTest extends TokenTestBase {

  private Settings settings;
  private RequestAuthenticator engine;

  @BeforeEach
  void start() {
    settings = Settings.builder().set(Setting.BASE_URL, server.url()).set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.ORGANIZATION_ID, ORGANIZATION).set(Setting.CLIENT_ID, CLIENT).set(Setting.CLIENT_SECRET, "secret").build();
    engine = RequestAuthenticator.builder(settings).clock(clock).build();
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void logoutTokenWithSid_endsTheSubjectsSessionsThatHaveNoSidToo() {
    MemorySessionStore meant = session("charlie-id", Optional.of("meant"));
    MemorySessionStore unknown = session("charlie-id", Optional.empty());
    MemorySessionStore other = session("charlie-id", Optional.of("other"));
    MemorySessionStore somebodyElse = session("anna-id", Optional.empty());
    assertThat(logout("sid", "meant", "sub", "charlie-id")).isEqualTo(200);
    assertThat(signedIn(meant)).isFalse();
    assertThat(signedIn(unknown)).isFalse();
    assertThat(signedIn(other)).isTrue();
    assertThat(signedIn(somebodyElse)).isTrue();
  }

  @Test
  void logoutTokenWithSubjectAlone_endsAllOfItsSessions() {
    MemorySessionStore one = session("charlie-id", Optional.of("one"));
    MemorySessionStore two = session("charlie-id", Optional.empty());
    assertThat(logout("sub", "charlie-id")).isEqualTo(200);
    assertThat(signedIn(one)).isFalse();
    assertThat(signedIn(two)).isFalse();
  }

  @Test
  void logoutToken_hasBearerTokensAskedForAnew() {
    String introspection = KEYS.replace("jwks", "introspect");
    server.on(introspection, 200, "{\"active\":true,\"username\":\"charlie\",\"aud\":\"" + CLIENT + "\",\"org_id\":\"" + ORGANIZATION + "\"}");
    FakeRequest bearer = FakeRequest.script().with("Authorization", "Bearer token");
    for (int i = 0; i < 2; i++) {
      assertThat(engine.authenticate(bearer, new MemorySessionStore(), Requirement.BEARER)).isInstanceOf(Authenticated.class);
    }
    server.on(introspection, 200, "{\"active\":false}");
    assertThat(logout("sid", "meant", "sub", "charlie-id")).isEqualTo(200);
    assertThat(engine.authenticate(bearer, new MemorySessionStore(), Requirement.BEARER)).isInstanceOf(Refused.class);
    assertThat(server.requests(introspection)).hasSize(2);
  }

  private int logout(Object... claims) {
    Map<String, Object> token = claims(claims);
    token.put("jti", "j");
    token.put("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    FakeRequest request = FakeRequest.script().method("POST").path("/oauth2/backchannel-logout")
        .form("logout_token", TestKeys.sign(token));
    var result = engine.authenticate(request, new MemorySessionStore(), Requirement.ANYONE);
    return result instanceof Redirected done ? done.reply().status() : ((Refused) result).reply().status();
  }

  private boolean signedIn(MemorySessionStore session) {
    return engine.authenticate(FakeRequest.script(), session, Requirement.LOGIN) instanceof Authenticated;
  }

  private MemorySessionStore session(String subject, Optional<String> sid) {
    MemorySessionStore session = new MemorySessionStore();
    session.save(new SignIn("id-" + subject + sid, settings.provider().key(),
        Caller.builder(Caller.Kind.USER, subject).subject(subject).build(), Optional.of(rootIssuer()), sid, Secret.of("access"),
        Optional.empty(), Optional.empty(), Optional.empty(), clock.instant()));
    return session;
  }
}
