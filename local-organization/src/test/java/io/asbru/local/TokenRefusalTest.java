package io.asbru.local;

import static io.asbru.local.Wire.NOBODY;
import static io.asbru.local.Wire.SAMPLE;
import static io.asbru.local.Wire.basic;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Every row of the token endpoint's error table, and the order of the checks. */
class TokenRefusalTest extends RunningTest {

  private static final String CODE_VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CODE_CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  @Test
  void repeatedParameter_isRefusedFirst() {
    Answer answer = east.postForm("/oauth2/token?client_secret=x", NOBODY, "grant_type=a&grant_type=b");

    refused(answer, 400, "invalid_request", "Invalid request with repeated parameters.");
  }

  @Test
  void credentialsInTheQuery_areRefusedBeforeTheMissingGrantType() {
    refused(east.postForm("/oauth2/token?client_secret=x", NOBODY, ""), 400, "invalid_request",
        "Invalid request with sensitive data in the URL.");
  }

  @Test
  void missingGrantType_isRefusedBeforeBadCredentials() {
    refused(east.token(basic("nobody", "nothing")), 400, "invalid_request", "Missing grant_type parameter value");
  }

  @Test
  void unknownGrantType_isInvalidRequest() {
    refused(east.token(basic("nobody", "nothing"), "grant_type", "magic"), 400, "invalid_request",
        "Unsupported grant_type value");
  }

  @Test
  void missingParameter_isNamedBeforeBadCredentials() {
    String bad = basic("nobody", "nothing");

    refused(east.token(bad, "grant_type", "authorization_code"), 400, "invalid_request", "Missing parameters: code");
    refused(east.token(bad, "grant_type", "refresh_token"), 400, "invalid_request",
        "Missing parameters: refresh_token");
    refused(east.token(bad, "grant_type", "password", "username", "Charlie"), 400, "invalid_request",
        "Missing parameters: password");
    refused(east.token(bad, "grant_type", "password"), 400, "invalid_request",
        "Missing parameters: username password");
  }

  @Test
  void noClientId_isInvalidClient() {
    unauthorized(east.token(NOBODY, "grant_type", "client_credentials"), "Client ID not found in the request.");
  }

  @Test
  void unknownClient_isInvalidClient() {
    unauthorized(east.token(basic("nobody", "nothing"), "grant_type", "client_credentials"),
        "Client credentials are invalid.");
    unauthorized(east.token(NOBODY, "grant_type", "client_credentials", "client_id", "nobody"),
        "Client credentials are invalid.");
  }

  @Test
  void wrongSecret_isInvalidClient_inHeaderAndBody() {
    unauthorized(east.token(basic("sample_application_client_id", "wrong"), "grant_type", "client_credentials"),
        "Client credentials are invalid.");
    unauthorized(east.token(NOBODY, "grant_type", "client_credentials", "client_id", "sample_application_client_id",
        "client_secret", "wrong"), "Client credentials are invalid.");
  }

  @Test
  void malformedBasicHeader_isInvalidClient() {
    unauthorized(east.token("Basic ???", "grant_type", "client_credentials"), "Client credentials are invalid.");
  }

  @Test
  void clientOfAnotherOrganization_isUnknown() {
    unauthorized(west.token(SAMPLE, "grant_type", "client_credentials"), "Client credentials are invalid.");
    unauthorized(root.token(SAMPLE, "grant_type", "client_credentials"), "Client credentials are invalid.");
    unauthorized(east.token(Wire.SHARED, "grant_type", "client_credentials"), "Client credentials are invalid.");
  }

  @Test
  void confidentialApplicationWithoutSecret_isInvalidClient() {
    unauthorized(
        east.token(NOBODY, "grant_type", "client_credentials", "client_id", "sample_application_client_id"),
        "Unsupported client authentication mechanism");
  }

  @Test
  void credentialsInHeaderAndBody_areInvalidRequest() {
    refused(east.token(SAMPLE, "grant_type", "client_credentials", "client_id", "sample_application_client_id",
        "client_secret", "sample_application_client_secret"), 400, "invalid_request",
        "Request body and headers contain authorization information");
  }

  @Test
  void secretWithColon_failsInTheHeaderAndWorksInTheBody() {
    change(Wire.EAST, "sample_application_client_id", application -> application.clientSecret("with:colon"));

    unauthorized(
        east.token(basic("sample_application_client_id", "with:colon"), "grant_type", "client_credentials"),
        "Client credentials are invalid.");
    assertThat(east.token(NOBODY, "grant_type", "client_credentials", "client_id", "sample_application_client_id",
        "client_secret", "with:colon").status()).isEqualTo(200);
  }

  @Test
  void basicCredentials_areNotUrlDecoded() {
    change(Wire.EAST, "sample_application_client_id", application -> application.clientSecret("50%25"));

    assertThat(east.token(basic("sample_application_client_id", "50%25"), "grant_type", "client_credentials")
        .status()).isEqualTo(200);
    unauthorized(east.token(basic("sample_application_client_id", "50%2525"), "grant_type", "client_credentials"),
        "Client credentials are invalid.");
  }

  @Test
  void grantThatIsNotEnabled_isUnauthorizedClient() {
    refused(east.token(NOBODY, "grant_type", "password", "username", "Charlie", "password", "jG9A5KrX", "client_id",
        "public_client_id"), 400, "unauthorized_client",
        "The authenticated client is not authorized to use this authorization grant type");
  }

  @Test
  void unknownCode_isInvalidGrant() {
    refused(exchange("111c6b23-e395-4263-8792-87dc5db3c8a9"), 400, "invalid_grant",
        "Invalid authorization code received from token request");
  }

  @Test
  void codeOfAnotherClient_isUnknown() {
    String code = code("sample_application_client_id", "Charlie");

    refused(east.token(Wire.JWT_SAMPLE, "grant_type", "authorization_code", "code", code, "redirect_uri",
        Browser.CALLBACK), 400, "invalid_grant", "Invalid authorization code received from token request");
  }

  @Test
  void usedCode_isRefusedAndItsTokensAreRevoked() {
    String code = code("sample_application_client_id", "Charlie", "scope", "openid");
    Answer first = exchange(code);
    assertThat(first.status()).isEqualTo(200);

    refused(exchange(code), 400, "invalid_grant", "Inactive authorization code received from token request");

    assertThat(east.active(SAMPLE, first.text("access_token"))).isFalse();
    assertThat(east.active(SAMPLE, first.text("refresh_token"))).isFalse();
  }

  @Test
  void codeIsGoodForFiveMinutes() {
    String inTime = code("sample_application_client_id", "Charlie");
    String late = code("sample_application_client_id", "Charlie");

    clock.advance(Duration.ofSeconds(299));
    assertThat(exchange(inTime).status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    refused(exchange(late), 400, "invalid_grant",
        "Expired or Revoked authorization code received from token request");
  }

  @Test
  void differentRedirectUri_isRefusedAndBurnsTheCode() {
    String code = code("sample_application_client_id", "Charlie");

    refused(east.token(SAMPLE, "grant_type", "authorization_code", "code", code, "redirect_uri",
        "http://localhost:8080/"), 400, "invalid_grant", "Callback url mismatch");
    refused(exchange(code), 400, "invalid_grant",
        "Expired or Revoked authorization code received from token request");
  }

  @Test
  void missingRedirectUri_isAMismatch() {
    String code = code("sample_application_client_id", "Charlie");

    refused(east.token(SAMPLE, "grant_type", "authorization_code", "code", code), 400, "invalid_grant",
        "Callback url mismatch");
  }

  @Test
  void wrongCodeVerifier_isRefusedAndBurnsTheCode() {
    String code = code("sample_application_client_id", "Charlie", "code_challenge", CODE_CHALLENGE,
        "code_challenge_method", "S256");

    refused(exchange(code, "code_verifier", CODE_VERIFIER.replace('d', 'e')), 400, "invalid_grant",
        "PKCE validation failed");
    refused(exchange(code, "code_verifier", CODE_VERIFIER), 400, "invalid_grant",
        "Expired or Revoked authorization code received from token request");
  }

  @Test
  void missingCodeVerifier_isRefusedAndTheCodeStaysGood() {
    String code = code("sample_application_client_id", "Charlie", "code_challenge", CODE_CHALLENGE,
        "code_challenge_method", "S256");

    refused(exchange(code), 400, "invalid_grant", "Empty PKCE code_verifier sent. "
        + "This authorization code requires a PKCE verification to obtain an access token.");
    assertThat(exchange(code, "code_verifier", CODE_VERIFIER).status()).isEqualTo(200);
  }

  @Test
  void wrongPassword_isInvalidGrantThatNamesTheUser() {
    refused(east.token(SAMPLE, "grant_type", "password", "username", "Charlie", "password", "wrong"), 400,
        "invalid_grant", "Authentication failed for Charlie");
    refused(east.token(SAMPLE, "grant_type", "password", "username", "Nobody", "password", "wrong"), 400,
        "invalid_grant", "Authentication failed for Nobody");
  }

  @Test
  void lockedAccount_isRefusedLikeAWrongPassword() {
    Organization organization = local.organization(Wire.EAST);
    organization.put(organization.user("Charlie").orElseThrow().toBuilder().locked(true).build());

    refused(east.password(SAMPLE, "Charlie", "openid"), 400, "invalid_grant", "Authentication failed for Charlie");
  }

  @Test
  void userOfAnotherOrganization_isUnknown() {
    refused(west.token(Wire.DOCUMENTED_WEST, "grant_type", "password", "username", "store-manager", "password",
        "store-manager-pw"), 400, "invalid_grant", "Authentication failed for store-manager");
  }

  @Test
  void anotherMethodThanPost_isNotAllowed() throws Exception {
    Answer answer = Wire.send(east.request("/oauth2/token", SAMPLE).GET().build());

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("POST");
  }

  private Answer exchange(String code, String... more) {
    return east.postForm("/oauth2/token", SAMPLE, Wire.form("grant_type", "authorization_code", "code", code,
        "redirect_uri", Browser.CALLBACK) + (more.length == 0 ? "" : "&" + Wire.form(more)));
  }

  private static void unauthorized(Answer answer, String description) {
    refused(answer, 401, "invalid_client", description);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic realm=localhost");
  }

  private static void refused(Answer answer, int status, String error, String description) {
    assertThat(answer.body()).isEqualTo(new String(Json.write(
        Json.object("error_description", description, "error", error)), UTF_8));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Pragma")).isEqualTo("no-cache");
  }
}
