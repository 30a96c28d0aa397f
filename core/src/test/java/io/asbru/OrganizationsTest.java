package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.local.Endpoint;
import io.asbru.settings.Setting;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which organization a request, a callback and a token belong to. */
final class OrganizationsTest extends OrganizationsFixture {

  @Test
  void userSignsInToTwoOrganizations_andIsAnotherCallerInEach() throws Exception {
    signIn("/east/orders");
    assertThat(page("/west/orders")).isInstanceOf(Redirected.class);
    signIn("/west/orders");

    assertThat(caller(page("/east/orders")).organization()).contains(EAST);
    assertThat(caller(page("/west/orders")).organization()).contains(WEST);
    assertThat(caller(page("/east/orders")).subject()).isNotEqualTo(caller(page("/west/orders")).subject());
  }

  @Test
  void tabsOfTwoOrganizations_comeBackInAnyOrder() throws Exception {
    URI east = comeBack("/east/orders");
    URI west = comeBack("/west/orders");

    assertThat(EngineFixture.location(visit(EngineFixture.callback(west)))).isEqualTo("/west/orders");
    assertThat(EngineFixture.location(visit(EngineFixture.callback(east)))).isEqualTo("/east/orders");
    assertThat(caller(page("/east/x")).organization()).contains(EAST);
    assertThat(caller(page("/west/x")).organization()).contains(WEST);
  }

  /** Mix-up: the attacker's organization cannot make its code count as one of another, because the state alone says whose it is. */
  @Test
  void codeOfOneOrganization_withTheStateOfAnother_signsNobodyIn() throws Exception {
    URI east = comeBack("/east/orders");
    URI west = comeBack("/west/orders");
    String mixed = west.getRawQuery().replaceAll("code=[^&]*", east.getRawQuery().replaceAll(".*(code=[^&]*).*", "$1"));

    assertThat(visit(EngineFixture.page(CALLBACK).query(mixed))).isInstanceOf(Refused.class);

    assertThat(local.journal().entries(entry -> entry.endpoint() == Endpoint.TOKEN)).singleElement()
        .satisfies(entry -> assertThat(entry.toString()).contains(WEST));
    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
    assertThat(page("/west/orders")).isInstanceOf(Redirected.class);
  }

  /** Mix-up between providers: one that names itself in the authorization response cannot be taken for another (RFC 9207). */
  @Test
  void responseOfAnotherProviderThatNamesItself_isRefused_andItsCodeGoesNowhere() throws Exception {
    URI east = comeBack("/east/orders");
    local.journal().clear();

    assertThat(visit(EngineFixture.page(CALLBACK).query(east.getRawQuery() + "&iss=https%3A%2F%2Fother.example"))).isInstanceOf(Refused.class);

    assertThat(local.journal().count(Endpoint.TOKEN)).isZero();
    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
  }

  @Test
  void callbackBelowAnotherOrganizationsName_isNoCallback() throws Exception {
    URI east = comeBack("/east/orders");

    assertThat(authenticator.ownPath("/west" + CALLBACK)).isFalse();
    visit(EngineFixture.page("/west" + CALLBACK).query(east.getRawQuery()));
    assertThat(page("/west/orders")).isInstanceOf(Redirected.class);
    assertThat(EngineFixture.location(visit(EngineFixture.callback(east)))).isEqualTo("/east/orders");
  }

  @Test
  void stateIsGoodOnce_andUnknownStateIsRefused() throws Exception {
    URI east = comeBack("/east/orders");
    visit(EngineFixture.callback(east));

    refused(visit(EngineFixture.callback(east)), 400);
    refused(visit(EngineFixture.page(CALLBACK).query("code=x&state=y")), 400);
    refused(visit(EngineFixture.page(CALLBACK).query("code=x")), 400);
    assertThat(EngineFixture.location(visit(EngineFixture.page(CALLBACK)))).isEqualTo("/");
  }

  @Test
  void resolverHasNoSayInACallback() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    authenticator.close();
    authenticator = RequestAuthenticator.builder(common(Map.of(Setting.ORGANIZATION_FROM, "code"))).clock(clock)
        .organizationResolver(request -> {
          asked.incrementAndGet();
          return Optional.of(request.path().startsWith("/east") ? "east" : "west");
        }).build();

    signIn("/east/orders");

    assertThat(caller(page("/east/orders")).organization()).contains(EAST);
    assertThat(page("/west/orders")).isInstanceOf(Redirected.class);
  }

  @Test
  void bearerTokenOfOneOrganization_isRefusedInAnother() throws Exception {
    String east = eastToken();

    assertThat(caller(present("/east/api", east)).organization()).contains(EAST);
    assertThat(refused(present("/west/api", east), 401).reason()).isEqualTo(Reason.INVALID_TOKEN);
    assertThat(caller(present("/east/api", east)).organization()).contains(EAST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/north/orders", "/EAST/orders", "/east%2f/orders", "/../east/orders", "/a b/orders", "/con\u0000/x", "/.east/x"})
  void unknownOrganization_is404_andNobodyWhereAnyoneMayCome(String path) {
    Refused refused = refused(page(path), 404);

    assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_ORGANIZATION);
    assertThat(refused.reply().body()).contains("There is no such organization").doesNotContain("north");
    assertThat(refused(visit(EngineFixture.api(path)), 404).reply().body()).contains("unknown_organization");
    assertThat(authenticator.authenticate(EngineFixture.page(path), session, Requirement.ANYONE)).isInstanceOf(Anonymous.class);
    refused(present(path, "token"), 404);
  }

  @Test
  void headerIsBelieved_fromTrustedProxiesOnly() {
    authenticator.close();
    authenticator = RequestAuthenticator.builder(common(Map.of(
        Setting.ORGANIZATION_FROM, "header:X-Organization", Setting.TRUSTED_PROXIES, "10.0.0.1"))).clock(clock).build();

    assertThat(EngineFixture.location(visit(EngineFixture.page("/orders").from("10.0.0.1").with("X-Organization", "east"))))
        .contains("/o/" + EAST + "/");
    assertThat(EngineFixture.location(visit(EngineFixture.page("/orders").from("10.0.0.1").with("X-Organization", "west"))))
        .contains("/o/" + WEST + "/");
    refused(visit(EngineFixture.page("/orders").from("192.0.2.1").with("X-Organization", "east")), 404);
    refused(visit(EngineFixture.page("/orders").from("10.0.0.1").with("X-Organization", "east").with("X-Organization", "west")), 404);
    refused(visit(EngineFixture.page("/orders").from("10.0.0.1")), 404);
  }

  @Test
  void hostIsTheBrowsers_andAForwardedOneOfTrustedProxiesOnly() {
    write("east.shop.example", east());
    write("west.shop.example", west());
    for (String name : new String[] {"east", "west"}) {
      assertThat(directory.resolve(name + ".properties").toFile().delete()).isTrue();
    }
    authenticator.close();
    authenticator = RequestAuthenticator.builder(common(Map.of(
        Setting.ORGANIZATION_FROM, "host", Setting.TRUSTED_PROXIES, "10.0.0.1"))).clock(clock).build();

    assertThat(EngineFixture.location(visit(EngineFixture.page("/orders").origin("https", "East.Shop.example:8443"))))
        .contains("/o/" + EAST + "/");
    FakeRequest forwarded = EngineFixture.page("/orders").origin("https", "east.shop.example").with("X-Forwarded-Host", "west.shop.example");
    assertThat(EngineFixture.location(visit(forwarded.from("192.0.2.1")))).contains("/o/" + EAST + "/");
    assertThat(EngineFixture.location(visit(forwarded.from("10.0.0.1")))).contains("/o/" + WEST + "/");
    refused(visit(EngineFixture.page("/orders").origin("https", "shop.example")), 404);
  }
}
