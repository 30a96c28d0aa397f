package io.asbru.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.client.OrganizationClient;
import io.asbru.client.TokenResponse;
import io.asbru.local.Definition;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.LocalOrganization;
import io.asbru.local.Switch;
import io.asbru.outbound.InsufficientScopeException;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications and API resources: in an organization by switch, by its own client, and at the root. */
@Timeout(120)
class ApplicationsTest {

  private final LocalOrganization local = LocalOrganization.builder()
      .definition(Definition.demo().toBuilder().with(Switch.RATE_LIMIT, false).build()).start();
  private final Management management = Management.inOrganization(Demo.root(local).build(), Demo.EAST);
  private final Applications applications = management.applications();

  @AfterEach
  void close() {
    management.close();
    local.close();
  }

  @Test
  void standardApplication_worksAtOnce() throws Exception {
    Application created = applications.create(NewApplication.standard("Shop")
        .grantTypes(Set.of("authorization_code", "refresh_token", "client_credentials"))
        .redirectUris("https://shop.example.com/oauth2/callback").backChannelLogoutUri("https://shop.example.com/out").build());
    OidcConfiguration oidc = applications.oidc(created.id());

    assertThat(created.name()).isEqualTo("Shop");
    assertThat(created.clientId()).contains(oidc.clientId());
    assertThat(oidc.grantTypes()).containsExactlyInAnyOrder("authorization_code", "refresh_token", "client_credentials");
    assertThat(oidc.redirectUris()).containsExactly("https://shop.example.com/oauth2/callback");
    assertThat(oidc.backChannelLogoutUri()).contains("https://shop.example.com/out");
    assertThat(token(oidc)).isInstanceOf(TokenResponse.Granted.class);
    assertThat(oidc.toString()).contains(oidc.clientId()).doesNotContain(oidc.clientSecret().orElseThrow().value());
  }

  @Test
  void machineToMachineApplication_hasItsTemplateAndOneGrant() throws Exception {
    Application created = applications.create(NewApplication.machineToMachine("Nightly").build());

    assertThat(applications.get(created.id()).orElseThrow().templateId()).contains("m2m-application");
    assertThat(applications.oidc(created.id()).grantTypes()).containsExactly("client_credentials");
  }

  @Test
  void jwtAccessTokens_areWhatTheApplicationGets() throws Exception {
    Application created = applications.create(NewApplication.standard("Shop").grantTypes(Set.of("client_credentials")).jwtAccessTokens().build());

    assertThat(((TokenResponse.Granted) token(applications.oidc(created.id()))).accessToken().value()).contains(".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"implicit", "organization_switch", "urn:ietf:params:oauth:grant-type:device_code"})
  void grantThatOrganizationsDoNotHave_isRefusedBeforeAnythingIsSent(String grant) {
    assertThatThrownBy(() -> applications.create(NewApplication.standard("Shop").grantTypes(Set.of(grant)).build()))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(grant);
    assertThat(local.journal().count(Endpoint.APPLICATIONS)).isZero();
    assertThat(local.journal().count(Endpoint.TOKEN)).isZero();
  }

  @Test
  void wrongParts_areRefused() {
    assertThatThrownBy(() -> NewApplication.standard("Shop").build()).hasMessageContaining("redirection URI");
    assertThatThrownBy(() -> NewApplication.standard(" ").redirectUris("https://a.example/").build()).hasMessageContaining("name");
    assertThatThrownBy(() -> NewApplication.standard("Shop").redirectUris("/callback").build()).hasMessageContaining("absolute");
    assertThatThrownBy(() -> NewApplication.standard("Shop").redirectUris("https://a.example/#x").build()).hasMessageContaining("fragment");
    assertThatThrownBy(() -> NewApplication.machineToMachine("M").grantTypes(Set.of("password")).build()).hasMessageContaining("M2M");
  }

  @Test
  void severalRedirectUris_areRegisteredAsThemselvesAndNothingElse() throws Exception {
    Application created = applications.create(NewApplication.standard("Shop")
        .redirectUris("https://shop.example.com/cb?a=b", "http://localhost:8080/cb").build());

    assertThat(applications.oidc(created.id()).redirectUris()).containsExactly("https://shop.example.com/cb?a=b", "http://localhost:8080/cb");
    assertThat(OidcConfiguration.registered(List.of("https://a.example/x", "https://b.example/y")))
        .containsExactly("regexp=(https://a\\.example/x|https://b\\.example/y)");
  }

  @Test
  void list_isPagedAndFiltered() throws Exception {
    for (int i = 0; i < 5; i++) {
      applications.create(NewApplication.machineToMachine("Batch " + i).build());
    }
    Page<Application> page = applications.list("name sw Batch", 2, 2);

    assertThat(page.items()).extracting(Application::name).containsExactly("Batch 2", "Batch 3");
    assertThat(page.total()).isEqualTo(5);
    assertThat(page.startIndex()).isEqualTo(3);
    assertThat(applications.all("name sw Batch")).hasSize(5);
    assertThat(applications.named("Batch 4")).isPresent();
    assertThat(applications.named("Batch")).isEmpty();
    assertThat(applications.named("with \"quotes\" and \\")).isEmpty();
  }

  @Test
  void protocolAttributesAndLoginFlow_areChanged() throws Exception {
    Application created = applications.create(NewApplication.standard("Shop").redirectUris("https://shop.example.com/cb").build());
    OidcConfiguration before = applications.oidc(created.id());

    applications.replaceOidc(created.id(), before.withGrantTypes(Set.of("authorization_code", "password"))
        .withRedirectUris(List.of("https://shop.example.com/other")).withJwtAccessTokens(true)
        .withBackChannelLogoutUri("https://shop.example.com/out"));
    applications.rename(created.id(), "Store", "sells cars");
    applications.requestClaims(created.id(), Set.of("http://wso2.org/claims/emailaddress"));
    applications.skipConsent(created.id(), true, true);
    applications.loginFlow(created.id(), Map.of("type", "USER_DEFINED", "steps",
        List.of(Map.of("id", 1, "options", List.of(Map.of("idp", "LOCAL", "authenticator", "BasicAuthenticator"))))));

    OidcConfiguration after = applications.oidc(created.id());
    assertThat(after.grantTypes()).containsExactlyInAnyOrder("authorization_code", "password");
    assertThat(after.redirectUris()).containsExactly("https://shop.example.com/other");
    assertThat(after.jwtAccessTokens()).isTrue();
    assertThat(after.backChannelLogoutUri()).contains("https://shop.example.com/out");
    assertThat(after.clientSecret()).isEqualTo(before.clientSecret());
    assertThat(applications.get(created.id()).orElseThrow())
        .extracting(Application::name, application -> application.description().orElse("")).containsExactly("Store", "sells cars");
  }

  @Test
  void regeneratedSecret_replacesTheOldOne() throws Exception {
    Application created = applications.create(NewApplication.machineToMachine("Nightly").build());
    OidcConfiguration before = applications.oidc(created.id());
    OidcConfiguration after = applications.regenerateSecret(created.id());

    assertThat(after.clientSecret()).isNotEqualTo(before.clientSecret());
    assertThat(token(before)).isInstanceOf(TokenResponse.Refused.class);
    assertThat(token(after)).isInstanceOf(TokenResponse.Granted.class);
  }

  @Test
  void deletedApplication_isGone() throws Exception {
    Application created = applications.create(NewApplication.machineToMachine("Nightly").build());
    applications.delete(created.id());

    assertThat(applications.get(created.id())).isEmpty();
  }

  @Test
  void refusal_tellsAllThatTheServerSaid() {
    assertThatThrownBy(() -> applications.delete("no-such-application")).isInstanceOfSatisfying(ManagementException.class, e -> {
      assertThat(e.status()).isEqualTo(404);
      assertThat(e.code()).contains("APP-60006");
      assertThat(e.traceId()).isPresent();
      assertThat(e).hasMessageContaining("APP-60006").hasMessageContaining("Application not found")
          .hasMessageContaining(e.description().orElseThrow()).hasMessageContaining(e.traceId().orElseThrow());
    });
  }

  @Test
  void apiResource_isFoundAuthorizedChangedAndWithdrawn() throws Exception {
    Application created = applications.create(NewApplication.machineToMachine("Nightly").build());
    ApiResource stores = management.apiResources().find(Demo.STORES).orElseThrow();
    assertThat(stores.scopes()).containsExactlyInAnyOrder("read_stores", "write_stores");
    assertThat(stores.business()).isTrue();

    applications.authorize(created.id(), stores, Set.of("read_stores"));
    assertThat(applications.authorizedApis(created.id())).containsExactly(new AuthorizedApi(stores.id(), Demo.STORES, Set.of("read_stores")));
    applications.changeAuthorization(created.id(), stores, Set.of("write_stores"), Set.of("read_stores"));
    assertThat(applications.authorizedApis(created.id())).containsExactly(new AuthorizedApi(stores.id(), Demo.STORES, Set.of("write_stores")));
    assertThat(((TokenResponse.Granted) token(applications.oidc(created.id()))).scopes()).contains(Set.of("write_stores"));
    applications.withdraw(created.id(), stores);
    assertThat(applications.authorizedApis(created.id())).isEmpty();
  }

  @Test
  void apiResourceOfTheServer_isAuthorizedToo() throws Exception {
    Application created = applications.create(NewApplication.machineToMachine("Nightly").build());
    ApiResource users = management.apiResources().find("/o/scim2/Users").orElseThrow();

    applications.authorize(created.id(), users, Set.of("internal_org_user_mgt_list"));

    assertThat(users.business()).isFalse();
    assertThat(applications.authorizedApis(created.id())).singleElement().extracting(AuthorizedApi::identifier).isEqualTo("/o/scim2/Users");
  }

  @Test
  void apiResources_areListedPageAfterPageAndFoundByScope() throws Exception {
    assertThat(management.apiResources().list("")).extracting(ApiResource::identifier).contains(Demo.STORES, "/o/scim2/Users", "/o/scim2/Roles");
    assertThat(management.apiResources().withScope("write_stores").orElseThrow().identifier()).isEqualTo(Demo.STORES);
    assertThat(management.apiResources().withScope("no_such_scope")).isEmpty();
    assertThat(management.apiResources().find("https://unknown.example")).isEmpty();
  }

  @Test
  void ownClientOfTheOrganization_managesIt() throws Exception {
    try (Management own = Management.of(Demo.east(local).build())) {
      Application created = own.applications().create(NewApplication.machineToMachine("Nightly").build());

      assertThat(own.belowRoot()).isTrue();
      assertThat(applications.get(created.id())).isPresent();
    }
  }

  @Test
  void root_hasItsOwnApplications() throws Exception {
    try (Management root = Management.of(Demo.root(local).build())) {
      Application created = root.applications().create(NewApplication.standard("Switching")
          .grantTypes(Set.of("client_credentials", "organization_switch")).build());

      assertThat(root.belowRoot()).isFalse();
      assertThat(root.applications().get(created.id())).isPresent();
      assertThat(applications.get(created.id())).isEmpty();
    }
  }

  @Test
  void clientWithoutTheScopes_isToldWhichOne() {
    try (Management poor = Management.of(Demo.east(local).set(Setting.CLIENT_ID, "sample_application_client_id")
        .set(Setting.CLIENT_SECRET, "sample_application_client_secret").build())) {
      assertThatThrownBy(() -> poor.applications().all("")).isInstanceOf(InsufficientScopeException.class)
          .hasMessageContaining("internal_org_application_mgt_view");
    }
  }

  @Test
  void otherProvider_hasNoSuchApis() {
    assertThatThrownBy(() -> Management.of(Settings.builder().set(Setting.ISSUER, "https://op.example")
        .set(Setting.CLIENT_ID, "c").set(Setting.CLIENT_SECRET, "s").build())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void answerThatIsNotJson_saysThatTheServiceCouldNotBeAsked() {
    local.inject(Fault.notJson(), Endpoint.APPLICATIONS, 1);

    assertThatThrownBy(() -> applications.all("")).isInstanceOf(AuthorizationServerUnavailableException.class)
        .hasMessageContaining("not JSON");
  }

  @Test
  void overloadedServer_isAskedAgain() throws Exception {
    local.inject(Fault.status(503), Endpoint.APPLICATIONS, 1);

    assertThat(applications.all("")).isNotEmpty();
  }

  private TokenResponse token(OidcConfiguration oidc) throws Exception {
    try (OrganizationClient client = OrganizationClient.of(Demo.east(local).set(Setting.CLIENT_ID, oidc.clientId())
        .set(Setting.CLIENT_SECRET, oidc.clientSecret().map(Secret::value).orElseThrow()).build())) {
      return client.clientCredentials(Set.of("read_stores", "write_stores"));
    }
  }
}
