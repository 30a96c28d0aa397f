package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Refused;
import io.asbru.settings.Setting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Protected resource metadata (RFC 9728). */
class ResourceMetadataTest extends BearerFixture {

  @Test
  void metadata_sayWhereTokensComeFrom() {
    start(Map.of());
    Refused challenged = (Refused) fixture.present(EngineFixture.api("/api"));
    assertThat(challenged.reply().header("WWW-Authenticate")).contains("Bearer realm=\"asbru\", "
        + "resource_metadata=\"http://localhost:8080/.well-known/oauth-protected-resource\"");
    HttpReply reply = metadata(EngineFixture.api("/.well-known/oauth-protected-resource"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).contains("application/json");
    assertThat(reply.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(reply.body().replace("\\/", "/")).contains("\"resource\":\"http://localhost:8080\"")
        .contains("\"bearer_methods_supported\":[\"header\"]").contains("\"authorization_servers\":[\"" + fixture.organization.baseUrl()
        + "/t/bestcarmart/o/" + EngineFixture.ORGANIZATION + "/oauth2/token\",\"" + fixture.organization.baseUrl()
        + "/t/bestcarmart/oauth2/token\"]");
  }

  @Test
  void metadata_ofAnApplicationWithAContextPathOrBehindAProxyNameItsOwnAddress() {
    start(Map.of(Setting.BEARER_TOKEN_FROM, "header form"));
    FakeRequest shop = EngineFixture.api("/.well-known/oauth-protected-resource").contextPath("/shop");
    assertThat(metadata(shop).body().replace("\\/", "/")).contains("\"resource\":\"http://localhost:8080/shop\"")
        .contains("[\"body\",\"header\"]");
    fixture.close();
    start(Map.of(Setting.EXTERNAL_URL, "https://shop.example/cars"));
    assertThat(metadata(shop).body().replace("\\/", "/")).contains("\"resource\":\"https://shop.example/cars\"");
    Refused challenged = (Refused) fixture.present(EngineFixture.api("/api"));
    assertThat(challenged.reply().header("WWW-Authenticate").orElseThrow())
        .endsWith("resource_metadata=\"https://shop.example/cars/.well-known/oauth-protected-resource\"");
  }

  @Test
  void metadata_areNamedInEveryChallengeOfTheBearerScheme() throws Exception {
    start(Map.of());
    for (AuthenticationResult result : List.of(fixture.present("unknown"), fixture.present("a b"),
        present(token(), Requirement.BEARER.allScopes("none")))) {
      assertThat(((Refused) result).reply().header("WWW-Authenticate").orElseThrow()).contains(", resource_metadata=\"").contains(", error=\"");
    }
  }

  @Test
  void metadata_areReadAndNotWritten() {
    start(Map.of());
    FakeRequest head = EngineFixture.api("/.well-known/oauth-protected-resource").method("HEAD");
    assertThat(metadata(head).status()).isEqualTo(200);
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      Refused refused = (Refused) fixture.present(EngineFixture.api("/.well-known/oauth-protected-resource").method(method));
      assertThat(refused.reply().status()).isEqualTo(405);
      assertThat(refused.reply().header("Allow")).contains("GET");
    }
  }

  @Test
  void address_cannotBreakOutOfTheChallenge() {
    start(Map.of());
    String challenge = ((Refused) fixture.present(EngineFixture.api("/api").origin("https", "a\", realm=\"b\\\r\nX: y"))).reply()
        .header("WWW-Authenticate").orElseThrow();
    assertThat(challenge).isEqualTo("Bearer realm=\"asbru\", "
        + "resource_metadata=\"https://a', realm='b'??x: y/.well-known/oauth-protected-resource\"");
  }

  /** Challenges are kept for each address; behind a proxy the one that it forwards counts, not the one that it calls. */
  @Test
  void challengesBehindAProxy_nameTheAddressOfTheirOwnRequest() {
    start(Map.of(Setting.TRUSTED_PROXIES, "10.0.0.0/8"));
    for (String host : List.of("a.example", "b.example", "a.example")) {
      Refused challenged = (Refused) fixture.present(
          EngineFixture.api("/api").from("10.0.0.1").with("X-Forwarded-Proto", "https").with("X-Forwarded-Host", host));
      assertThat(challenged.reply().header("WWW-Authenticate").orElseThrow())
          .endsWith("resource_metadata=\"https://" + host + "/.well-known/oauth-protected-resource\"");
    }
  }

  @Test
  void metadata_canBeSwitchedOff() {
    start(Map.of(Setting.PROTECTED_RESOURCE_METADATA, "false"));
    assertThat(fixture.authenticator.ownPath("/.well-known/oauth-protected-resource")).isFalse();
    assertThat(((Refused) fixture.present(EngineFixture.api("/api"))).reply().header("WWW-Authenticate"))
        .contains("Bearer realm=\"asbru\"");
  }

  @Test
  void madeUpHosts_areRepeatedToNobodyElse() {
    start(Map.of());
    for (int i = 0; i < 2_000; i++) {
      fixture.present(EngineFixture.api("/api").origin("https", "h" + i + ".example"));
    }
    assertThat(((Refused) fixture.present(EngineFixture.api("/api"))).reply().header("WWW-Authenticate").orElseThrow())
        .contains("http://localhost:8080/");
    assertThat(((Refused) fixture.present(EngineFixture.api("/api").origin("https", "new.example"))).reply()
        .header("WWW-Authenticate").orElseThrow()).contains("https://new.example/");
    FakeRequest known = EngineFixture.api("/api").origin("https", "h0.example");
    assertThat(fixture.present(known)).isSameAs(fixture.present(known));
    FakeRequest oneTooMany = EngineFixture.api("/api").origin("https", "h1999.example");
    assertThat(fixture.present(oneTooMany)).as("not kept").isNotSameAs(fixture.present(oneTooMany));
  }

  private HttpReply metadata(FakeRequest request) {
    return ((AuthenticationResult.Redirected) fixture.present(request)).reply();
  }
}
