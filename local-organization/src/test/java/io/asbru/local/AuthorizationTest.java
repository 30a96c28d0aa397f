package io.asbru.local;

import static io.asbru.local.Browser.CALLBACK;
import static io.asbru.local.Browser.authorize;
import static io.asbru.local.Wire.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The authorization endpoint: what it checks and how it answers. */
class AuthorizationTest extends RunningTest {

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  @Test
  void success_hasCodeSessionStateAndStateInThisOrder() {
    Browser.Page page = signedIn("sample_jwt_client_id", "scope", "openid", "state", "a b&c");

    assertThat(page.uri().toString()).startsWith(CALLBACK + "?code=");
    assertThat(page.parameters().keySet()).containsExactly("code", "session_state", "state");
    assertThat(page.parameters()).containsEntry("state", "a b&c");
    assertThat(page.parameters().get("session_state")).matches("[0-9a-f]{64}\\.[0-9a-f]{32}");
  }

  @Test
  void withoutState_thereIsNoState() {
    assertThat(signedIn("sample_jwt_client_id").parameters().keySet()).containsExactly("code", "session_state");
  }

  @Test
  void post_isTakenToo() {
    Browser.Page page = browser.post(east.url("/oauth2/authorize"), "response_type", "code", "client_id",
        "sample_jwt_client_id", "redirect_uri", CALLBACK, "state", "s");

    assertThat(browser.signIn(page, "Charlie").parameters()).containsKeys("code").containsEntry("state", "s");
  }

  @Test
  void fragmentMode_answersInTheFragment() {
    Browser.Page page = signedIn("sample_jwt_client_id", "response_mode", "fragment", "state", "s");

    assertThat(page.uri().getQuery()).isNull();
    assertThat(page.parameters().keySet()).containsExactly("code", "session_state", "state");
  }

  @Test
  void formPostMode_answersWithAFormThatWorksWithoutScripts() {
    Browser.Page page = signedIn("sample_jwt_client_id", "response_mode", "form_post", "state", "\"<s>");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("<form method=\"post\" action=\"" + CALLBACK + "\">").contains("<noscript>")
        .contains("<button>Continue</button>").contains("value=\"&quot;&lt;s&gt;\"");
    assertThat(page.hiddenFields().keySet()).containsExactly("code", "session_state", "state");
    assertThat(page.answer().header("Content-Security-Policy")).contains("script-src 'sha256-");
  }

  @ParameterizedTest
  @CsvSource({"jwt,?", "query.jwt,?", "fragment.jwt,#"})
  void jwtModes_answerWithASignedToken(String mode, String separator) throws Exception {
    Browser.Page page = signedIn("sample_jwt_client_id", "response_mode", mode, "state", "s");

    assertThat(page.uri().toString()).startsWith(CALLBACK + separator + "response=");
    Map<String, Object> claims = JWSObject.parse(page.parameters().get("response")).getPayload().toJSONObject();
    assertThat(claims).containsKeys("code", "exp").containsEntry("state", "s")
        .containsEntry("aud", "sample_jwt_client_id")
        .containsEntry("iss", local.baseUrl() + "/t/bestcarmart/oauth2/token");
  }

  @Test
  void redirectUriWithAQuery_keepsIt() {
    String callback = "http://localhost:8080/oauth2/callback?tenant=1";
    change(EAST, "sample_jwt_client_id", application -> application.redirectUris(callback));
    Browser.Page page = browser.signIn(browser.get(east.url("/oauth2/authorize?" + Wire.form("response_type", "code",
        "client_id", "sample_jwt_client_id", "redirect_uri", callback))), "Charlie");

    assertThat(page.uri().toString()).startsWith(callback + "&code=");
  }

  @Test
  void unknownClient_isNeverRedirectedToTheClient() {
    Answer answer = east.get("/oauth2/authorize?response_type=code&client_id=nobody&state=s&redirect_uri=" + CALLBACK);

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).isEqualTo(local.baseUrl() + "/authenticationendpoint/oauth2_error.do?"
        + "oauthErrorCode=invalid_client"
        + "&oauthErrorMsg=A+valid+OAuth+client+could+not+be+found+for+client_id%3A+nobody");
  }

  @Test
  void clientOfAnotherOrganization_isUnknown() {
    assertThat(west.get("/oauth2/authorize?response_type=code&client_id=sample_application_client_id&redirect_uri="
        + CALLBACK).header("Location")).contains("oauthErrorCode=invalid_client");
  }

  @ParameterizedTest
  @CsvSource({"https://evil.example/", "http://localhost:8080.evil.example/oauth2/callback",
      "http://localhost:8080/oauth2/callback#x", "http://localhost/oauth2/callback"})
  void unknownRedirectUri_isNeverRedirectedTo(String uri) {
    Answer answer = east.get("/oauth2/authorize?" + Wire.form("response_type", "code", "client_id",
        "sample_application_client_id", "redirect_uri", uri));

    assertThat(answer.header("Location")).isEqualTo(local.baseUrl() + "/authenticationendpoint/oauth2_error.do?"
        + "oauthErrorCode=invalid_callback&oauthErrorMsg=callback.not.match");
  }

  @Test
  void missingClientOrRedirectUriAndRepeatedParameters_goToTheErrorPage() {
    for (String query : new String[] {"response_type=code&redirect_uri=" + CALLBACK,
        "response_type=code&client_id=sample_jwt_client_id",
        "response_type=code&client_id=sample_jwt_client_id&redirect_uri=" + CALLBACK + "&state=1&state=2"}) {
      assertThat(east.get("/oauth2/authorize?" + query).header("Location"))
          .contains("/oauth2_error.do?oauthErrorCode=invalid_request");
    }
  }

  @Test
  void redirectUri_mayBeARegularExpression() {
    change(EAST, "sample_jwt_client_id",
        application -> application.redirectUris("regexp=(https://a.example/cb|https://b.example/.*)"));

    assertThat(redirected("https://a.example/cb")).contains("login.do");
    assertThat(redirected("https://b.example/x/y")).contains("login.do");
    assertThat(redirected("https://a.example/cb/more")).contains("callback.not.match");
  }

  @Test
  void promptNoneWithoutASession_isLoginRequired() {
    Browser.Page page = browser.get(authorize(east, "sample_jwt_client_id", "prompt", "none", "state", "s"));

    assertThat(page.parameters().keySet()).containsExactly("error", "error_description", "state");
    assertThat(page.parameters()).containsEntry("error", "login_required").containsEntry("state", "s");
  }

  @ParameterizedTest
  @CsvSource({"prompt,nonsense", "prompt,none login", "max_age,soon", "max_age,-1", "response_mode,telepathy"})
  void badParameter_isInvalidRequestToTheClient(String name, String value) {
    Browser.Page page = browser.get(authorize(east, "sample_jwt_client_id", name, value, "state", "s"));

    assertThat(page.outside()).isTrue();
    assertThat(page.parameters()).containsEntry("error", "invalid_request").containsEntry("state", "s")
        .containsKey("error_description");
  }

  @Test
  void otherResponseTypeThanCode_isRefused() {
    Browser.Page page = browser.get(east.url("/oauth2/authorize?" + Wire.form("response_type", "token", "client_id",
        "sample_jwt_client_id", "redirect_uri", CALLBACK)));

    assertThat(page.parameters()).containsEntry("error", "unsupported_response_type");
  }

  @Test
  void applicationWithoutTheCodeGrant_isUnauthorizedClient() {
    change(EAST, "sample_jwt_client_id", application -> application.grants("password"));

    assertThat(browser.get(authorize(east, "sample_jwt_client_id")).parameters())
        .containsEntry("error", "unauthorized_client");
  }

  @Test
  void mandatoryPkce_refusesRequestsWithout() {
    assertThat(browser.get(authorize(east, "public_client_id")).parameters()).containsEntry("error", "invalid_request");
    assertThat(browser.get(authorize(east, "public_client_id", "code_challenge", CHALLENGE, "code_challenge_method",
        "S256")).body()).contains("Sign in");
  }

  @Test
  void plainPkce_isPerApplication() {
    String verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    assertThat(browser.get(authorize(east, "sample_jwt_client_id", "code_challenge", verifier)).parameters())
        .containsEntry("error", "invalid_request");

    change(EAST, "sample_jwt_client_id", application -> application.pkcePlainAllowed(true));
    String code = code("sample_jwt_client_id", "Charlie", "code_challenge", verifier, "code_challenge_method", "plain");
    assertThat(east.token(Wire.JWT_SAMPLE, "grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK,
        "code_verifier", verifier).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"S512," + CHALLENGE, "S256,tooshort"})
  void badChallenge_isInvalidRequest(String method, String challenge) {
    assertThat(browser.get(authorize(east, "sample_jwt_client_id", "code_challenge", challenge,
        "code_challenge_method", method)).parameters()).containsEntry("error", "invalid_request");
  }

  @Test
  void errorsUseTheResponseMode() {
    assertThat(browser.get(authorize(east, "sample_jwt_client_id", "prompt", "none", "response_mode", "fragment"))
        .uri().getFragment()).startsWith("error=login_required");
  }

  private Browser.Page signedIn(String clientId, String... more) {
    return browser.signIn(browser.get(authorize(east, clientId, more)), "Charlie");
  }

  private String redirected(String redirectUri) {
    return east.get("/oauth2/authorize?" + Wire.form("response_type", "code", "client_id", "sample_jwt_client_id",
        "redirect_uri", redirectUri)).header("Location");
  }
}
