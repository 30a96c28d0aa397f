package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import io.asbru.Secret;
import io.asbru.settings.ClientSettings.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientAuthenticationTest {

  private static final String AWKWARD = "p+s%/ö:&=";

  @Test
  void basicRaw_sendsIdAndSecretAsTheyAre() throws Exception {
    HTTPRequest request = post(Method.CLIENT_SECRET_BASIC, false);
    assertThat(decoded(request)).isEqualTo("id:" + AWKWARD);
    assertThat(request.getBody()).isEqualTo("grant_type=client_credentials&scope=a+b%26c");
  }

  @Test
  void basicForm_encodesIdAndSecretFirst() throws Exception {
    assertThat(decoded(post(Method.CLIENT_SECRET_BASIC, true))).isEqualTo("id:p%2Bs%25%2F%C3%B6%3A%26%3D");
  }

  @Test
  void post_sendsBothInTheBodyAndNoHeader() throws Exception {
    HTTPRequest request = post(Method.CLIENT_SECRET_POST, false);
    assertThat(request.getAuthorization()).isNull();
    assertThat(request.getBody())
        .isEqualTo("grant_type=client_credentials&scope=a+b%26c&client_id=id&client_secret=p%2Bs%25%2F%C3%B6%3A%26%3D");
  }

  @Test
  void publicClient_sendsItsIdAlone() throws Exception {
    HTTPRequest request = new ClientAuthentication(Method.NONE, "id", Optional.empty(), false)
        .post(URI.create("https://idp.example/token"), Map.of("grant_type", "x"));
    assertThat(request.getAuthorization()).isNull();
    assertThat(request.getBody()).isEqualTo("grant_type=x&client_id=id");
  }

  @Test
  void everyRequest_isAFormAndAsksForJson() throws Exception {
    HTTPRequest request = post(Method.CLIENT_SECRET_BASIC, false);
    assertThat(request.getMethod()).isEqualTo(HTTPRequest.Method.POST);
    assertThat(request.getEntityContentType()).hasToString("application/x-www-form-urlencoded");
    assertThat(request.getAccept()).isEqualTo("application/json");
  }

  @Test
  void text_doesNotShowTheSecret() {
    assertThat(new ClientAuthentication(Method.CLIENT_SECRET_BASIC, "id", Optional.of(Secret.of(AWKWARD)), false).toString())
        .doesNotContain(AWKWARD);
  }

  private static HTTPRequest post(Method method, boolean formEncoded) throws Exception {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "client_credentials");
    parameters.put("scope", "a b&c");
    return new ClientAuthentication(method, "id", Optional.of(Secret.of(AWKWARD)), formEncoded)
        .post(URI.create("https://idp.example/token"), parameters);
  }

  private static String decoded(HTTPRequest request) {
    return new String(Base64.getDecoder().decode(request.getAuthorization().substring("Basic ".length())), StandardCharsets.UTF_8);
  }
}
