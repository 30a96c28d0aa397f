package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.JournalEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Organizations, shared applications, root organizations and other providers: where they are asked, and whose tokens are taken. */
public abstract class ProviderContract extends FilterContract {

  private static final String API = "/api/stores/list";

  private Visitor with(String... changes) throws StartFailedException {
    return new Visitor(start(Deployment.withClock(settings(changes))));
  }

  private Visitor shared() throws StartFailedException {
    return with("shared-application", "true", "client-id", Provider.SHARED, "client-secret", Provider.SHARED_SECRET);
  }

  private Visitor rootAlone(String... changes) throws StartFailedException {
    Map<String, String> settings = settings(changes);
    settings.put("client-id", Provider.SHARED);
    settings.put("client-secret", Provider.SHARED_SECRET);
    settings.remove("organization-id");
    return new Visitor(start(Deployment.withClock(settings)));
  }

  private String rootToken(Map<String, String> parameters) {
    return provider.token(provider.local().root().id(), Provider.SHARED, Provider.SHARED_SECRET, parameters).member("access_token");
  }

  /** A token of the shared application for another organization, by the organization switch. */
  private String switched(String organization) {
    String own = rootToken(Map.of("grant_type", "password", "username", "root-admin", "password", "root-admin-pw", "scope", "read_stores"));
    return rootToken(Map.of("grant_type", "organization_switch", "token", own, "switching_organization", organization,
        "scope", "read_stores"));
  }

  @Test
  void sharedApplication_namesTheOrganization_andTalksToTheRoot() throws StartFailedException {
    Visitor browser = shared();

    Answer begun = browser.go("/private/page");
    Answer page = browser.signIn(browser.follow(begun), "store-reader").requireStatus(200);

    assertThat(begun.location().toString()).startsWith(provider.local().baseUrl() + "/t/bestcarmart/oauth2/authorize?");
    assertThat(Expect.query(begun.location())).containsEntry("fidp", "OrganizationSSO").containsEntry("orgId", Provider.EAST);
    assertThat(page.fact("organization")).isEqualTo(Provider.EAST);
    assertThat(page.fact("scopes")).contains("read_stores");
    assertThat(provider.journal().entries(Endpoint.TOKEN)).extracting(JournalEntry::path).allMatch("/t/bestcarmart/oauth2/token"::equals);
    later(Duration.ofMinutes(61));
    browser.go("/private/page").requireStatus(200);
    browser.signOut();
    Expect.signIn(browser.go("/private/page"));
  }

  @Test
  void sharedApplication_takesTokensOfItsOrganizationAlone() throws StartFailedException {
    Visitor program = shared();

    assertThat(program.program("/api/other", switched(Provider.EAST)).requireStatus(200).fact("organization")).isEqualTo(Provider.EAST);
    Expect.json(program.program("/api/other", switched(Provider.WEST)), 401, "invalid_token");
    Expect.json(program.program("/api/other", rootToken(Map.of("grant_type", "client_credentials"))), 401, "invalid_token");
  }

  @Test
  void furtherOrganizations_areTakenWhereTheyAreListed() throws StartFailedException {
    Visitor program = with("shared-application", "true", "client-id", Provider.SHARED, "client-secret", Provider.SHARED_SECRET,
        "accepted-organizations", Provider.WEST);

    assertThat(program.program("/api/other", switched(Provider.WEST)).requireStatus(200).fact("organization")).isEqualTo(Provider.WEST);
  }

  @Test
  void rootAlone_signsInItsOwnUsers() throws StartFailedException {
    Visitor browser = rootAlone();

    Answer page = browser.signIn("/private/page", "root-admin").requireStatus(200);

    assertThat(page.fact("organization")).isEqualTo(provider.local().root().id());
    assertThat(page.fact("scopes")).contains("write_stores");
    later(Duration.ofMinutes(61));
    browser.go("/private/page").requireStatus(200);
  }

  @Test
  void rootAlone_takesNoTokensThatNameAnotherOrganization() throws StartFailedException {
    Visitor program = rootAlone();

    Expect.json(program.program("/api/other", switched(Provider.EAST)), 401, "invalid_token");
    Expect.json(program.program("/api/other", switched(Provider.WEST)), 401, "invalid_token");
  }

  @Test
  void rootAlone_knowsItsOwnIdByTheSettings() throws StartFailedException {
    Visitor program = rootAlone("accepted-organizations", provider.local().root().id());

    assertThat(program.program("/api/other", rootToken(Map.of("grant_type", "client_credentials"))).requireStatus(200).fact("kind"))
        .isEqualTo("APPLICATION");
    Expect.json(program.program("/api/other", switched(Provider.EAST)), 401, "invalid_token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"client_secret_basic", "client_secret_post"})
  void clientAuthentication_isASetting(String method) throws StartFailedException {
    Visitor browser = with("client-authentication", method);

    browser.signIn("/private/page", "Charlie").requireStatus(200);

    JournalEntry asked = provider.journal().last(Endpoint.TOKEN).orElseThrow();
    assertThat(asked.parameter("client_secret").isPresent()).isEqualTo(method.endsWith("post"));
    assertThat(asked.header("Authorization").isPresent()).isEqualTo(method.endsWith("basic"));
    assertThat(provider.journal().last(Endpoint.INTROSPECT).orElseThrow().header("Authorization")).isPresent();
  }

  @Test
  void publicClient_signsUsersIn() throws StartFailedException {
    Map<String, String> settings = settings("client-id", "public_client_id", "scopes", "openid profile read_stores",
        "rules", "/control/** anyone\n/private/** login\n/ anyone");
    settings.remove("client-secret");
    Visitor browser = new Visitor(start(Deployment.withClock(settings)));

    Answer page = browser.signIn("/private/page", "Charlie").requireStatus(200);

    assertThat(page.fact("scopes")).isEqualTo("openid profile read_stores");
    assertThat(provider.asked(Endpoint.INTROSPECT)).isZero();
    later(Duration.ofMinutes(61));
    browser.go("/private/page").requireStatus(200);
    browser.signOut();
    assertThat(provider.asked(Endpoint.REVOKE)).isEqualTo(2);
  }

  @Test
  void discovery_isEnoughForEverything() throws StartFailedException {
    Visitor browser = with("discovery", "true");

    browser.signIn("/private/page", "Charlie").requireStatus(200);
    browser.program(API, provider.accessToken("Charlie", "read_stores")).requireStatus(200);
    browser.signOut();

    assertThat(provider.asked(Endpoint.DISCOVERY)).isEqualTo(1);
    assertThat(provider.asked(Endpoint.LOGOUT)).isEqualTo(1);
  }

  @Test
  void anyOtherProvider_needsItsIssuerOnly() throws StartFailedException {
    Map<String, String> settings = settings("issuer", provider.local().baseUrl() + "/t/bestcarmart/oauth2/token", "client-id", Provider.SHARED,
        "client-secret", Provider.SHARED_SECRET);
    List.of("base-url", "root-organization", "organization-id").forEach(settings::remove);
    Visitor program = new Visitor(start(Deployment.withClock(settings)));

    assertThat(program.program("/api/other", rootToken(Map.of("grant_type", "client_credentials"))).requireStatus(200).fact("kind"))
        .isEqualTo("APPLICATION");
    assertThat(program.program("/api/other", switched(Provider.EAST)).requireStatus(200).fact("organization")).isEqualTo(Provider.EAST);
  }

  static List<Fault> badDiscovery() {
    return List.of(Fault.status(500), Fault.reset(), Fault.notJson(), Fault.emptyBody(), Fault.missingMember("issuer"), Fault.wrongIssuer(),
        Fault.member("token_endpoint", "javascript:alert(1)"), Fault.member("jwks_uri", 7),
        Fault.member("authorization_endpoint", "http://evil.example/authorize"));
  }

  @ParameterizedTest
  @MethodSource("badDiscovery")
  void discoveryThatCannotBeTrusted_isNoAnswer(Fault fault) throws StartFailedException {
    Visitor visitor = with("discovery", "true", "request-timeout", "2s");
    String token = provider.accessToken("Charlie", "read_stores");
    provider.inject(fault, Endpoint.DISCOVERY);

    Expect.json(visitor.program(API, token), 503, "temporarily_unavailable");
    Expect.page(visitor.go("/private/page"), 503, "Sign-in is not available right now");
    provider.restore();
    later(Duration.ofSeconds(6));
    visitor.program(API, token).requireStatus(200);
  }

  @Test
  void endpoints_canBeOverridden() throws StartFailedException {
    String east = provider.url(Provider.EAST, "/oauth2").toString();
    Visitor browser = with("organization-id", Provider.EAST, "token-endpoint", east + "/token", "introspection-endpoint",
        east + "/introspect?x=1", "jwks-uri", east + "/jwks");

    browser.signIn("/private/page", "Charlie").requireStatus(200);
    assertThat(provider.journal().last(Endpoint.INTROSPECT).orElseThrow().parameter("x")).contains("1");
  }
}
