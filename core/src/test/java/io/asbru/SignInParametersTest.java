package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.session.MemorySessionStore;
import io.asbru.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sign-in asks of the provider beyond the usual, fixed and for one request, and what is checked of it afterwards. */
class SignInParametersTest {

  @Test
  void parametersOfOneRequest_reachTheProviderAndWinOverTheSettings() {
    try (EngineFixture engine = new EngineFixture(Map.of(Setting.AUTHORIZATION_PARAMETERS, "prompt=login,ui_locales=de resource=https://a/ "
        + "resource=https://b/?x%3D%2C"))) {
      HttpReply reply = engine.authenticator.signIn(EngineFixture.page("/account"), new MemorySessionStore(),
          AuthorizationParameters.NONE.prompt("select_account").loginHint("charlie@east"));
      assertThat(parameters(reply)).containsEntry("prompt", List.of("select_account")).containsEntry("ui_locales", List.of("de"))
          .containsEntry("login_hint", List.of("charlie@east")).containsEntry("resource", List.of("https://a/", "https://b/?x=,"));
    }
  }

  @Test
  void parametersOfTheRequestItself_areThoseOfASignInThatTheRulesBegin() {
    try (EngineFixture engine = new EngineFixture()) {
      FakeRequest request = EngineFixture.page("/account").authorizationParameters(AuthorizationParameters.NONE.uiLocales("nb"));
      assertThat(parameters(((Redirected) engine.visit(request, new MemorySessionStore())).reply()))
          .containsEntry("ui_locales", List.of("nb"));
    }
  }

  @Test
  void maxAge_isCheckedWhenTheUserComesBack() throws Exception {
    try (EngineFixture engine = new EngineFixture()) {
      BrowserAtProvider browser = new BrowserAtProvider("store-reader", "store-reader-pw");
      MemorySessionStore session = new MemorySessionStore();
      assertThat(engine.visit(engine.comeBack(session, browser), session)).isInstanceOf(Redirected.class);
      HttpReply asked = signIn(engine, session, AuthorizationParameters.NONE.maxAge(Duration.ofMinutes(10)));
      assertThat(parameters(asked)).containsEntry("max_age", List.of("600"));
      assertThat(engine.visit(EngineFixture.callback(browser.signIn(location(asked), EngineFixture.CLIENT_URL)), session))
          .isInstanceOf(Redirected.class);
    }
  }

  @Test
  void authTimeThatIsMissingThoughMaxAgeWasAsked_isRefused() throws Exception {
    for (Map<Setting, String> settings : List.of(Map.of(Setting.AUTHORIZATION_PARAMETERS, "max_age=600"), Map.<Setting, String>of())) {
      try (EngineFixture engine = new EngineFixture(settings)) {
        engine.organization.inject(Fault.missingClaim("auth_time"), Endpoint.TOKEN);
        MemorySessionStore session = new MemorySessionStore();
        HttpReply asked = signIn(engine, session,
            settings.isEmpty() ? AuthorizationParameters.NONE.maxAge(Duration.ofMinutes(10)) : AuthorizationParameters.NONE);
        AuthenticationResult result = engine.visit(back(asked), session);
        assertThat(((Refused) result).reply().status()).isEqualTo(502);
        assertThat(session.load()).isEmpty();
      }
    }
  }

  @Test
  void essentialAcr_isChecked() throws Exception {
    String claims = "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"urn:example:never\"]}}}";
    try (EngineFixture engine = new EngineFixture()) {
      MemorySessionStore session = new MemorySessionStore();
      HttpReply asked = signIn(engine, session, AuthorizationParameters.NONE.claims(claims));
      assertThat(parameters(asked)).containsEntry("claims", List.of(claims));
      AuthenticationResult result = engine.visit(back(asked), session);
      assertThat(result).as("another acr than the essential one").isInstanceOf(Refused.class);
      HttpReply voluntary = signIn(engine, session, AuthorizationParameters.NONE.claims(claims.replace("true", "false")));
      assertThat(engine.visit(back(voluntary), session)).isInstanceOf(Redirected.class);
    }
  }

  @Test
  void claimsThatAreNoJson_areTheApplicationsFault() {
    try (EngineFixture engine = new EngineFixture()) {
      assertThatThrownBy(() -> signIn(engine, new MemorySessionStore(), AuthorizationParameters.NONE.claims("[")))
          .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("claims");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"login_required", "interaction_required", "consent_required", "account_selection_required"})
  void whatPromptNoneComesTo_isAPageAndNoLoop(String error) {
    try (EngineFixture engine = new EngineFixture()) {
      MemorySessionStore session = new MemorySessionStore();
      HttpReply asked = signIn(engine, session, AuthorizationParameters.NONE.prompt("none"));
      AuthenticationResult result = engine.visit(EngineFixture.page("/oauth2/callback")
          .query("error=" + error + "&state=" + parameters(asked).get("state").get(0)), session);
      assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> {
        assertThat(refused.reply().status()).isEqualTo(403);
        assertThat(refused.reply().header("Location")).isEmpty();
        assertThat(refused.reply().body()).contains("asked not to").contains("/account");
      });
    }
  }

  @Test
  void promptNone_withoutASessionAtTheProvider_isAPage() throws Exception {
    try (EngineFixture engine = new EngineFixture()) {
      MemorySessionStore session = new MemorySessionStore();
      HttpReply asked = signIn(engine, session, AuthorizationParameters.NONE.prompt("none"));
      AuthenticationResult result = engine.visit(back(asked), session);
      assertThat(((Refused) result).reply().status()).isEqualTo(403);
      assertThat(session.load()).isEmpty();
    }
  }

  private static HttpReply signIn(EngineFixture engine, MemorySessionStore session, AuthorizationParameters parameters) {
    return engine.authenticator.signIn(EngineFixture.page("/account"), session, parameters);
  }

  private static FakeRequest back(HttpReply asked) throws Exception {
    return EngineFixture.callback(
        new BrowserAtProvider("store-reader", "store-reader-pw").signIn(location(asked), EngineFixture.CLIENT_URL));
  }

  private static String location(HttpReply reply) {
    return reply.header("Location").orElseThrow();
  }

  private static Map<String, List<String>> parameters(HttpReply reply) {
    return URLUtils.parseParameters(URI.create(location(reply)).getRawQuery());
  }
}
