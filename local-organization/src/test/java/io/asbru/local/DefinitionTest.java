package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionTest {

  private static final String EVERYTHING = """
      root:
        handle: acme
      organizations:
        - id: 11111111-2222-3333-4444-555555555555
          handle: acme-east
          name: Acme East
          user-name-domain: acme-east
          email-domains: [east.acme.example]
          users:
            - {name: Dora, password: pw, id: d0, user-store: DEFAULT, groups: [g], locked: true, claims: {email: d@x}}
          roles:
            - {name: r, application: app, permissions: [read], users: [Dora]}
            - {name: s, shared: true, users: [Dora]}
          applications:
            - client-id: app
              id: a0
              name: App
              client-secret: secret
              jwks: '{"keys":[]}'
              grants: [password]
              redirect-uris: ['https://app.example/cb']
              scopes: [read]
              audiences: ['https://api.example']
              access-token-format: jwt
              pkce-mandatory: true
              pkce-plain-allowed: true
              consent-required: false
              logout-consent-skipped: false
              organization-issuer: true
              refresh-token-rotated: false
              user-access-token-seconds: 1
              application-access-token-seconds: 2
              refresh-token-seconds: 3
              id-token-seconds: 4
              back-channel-logout-uri: https://app.example/logout
      api-resources:
        - {identifier: 'https://api.example', name: Api, scopes: [read]}
      switches:
        id-token-for-openid: false
        super-tenant: true
      """;

  @Test
  void everyKey_isRead(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("acme.yaml"), EVERYTHING);
    Definition definition = Definition.read(file);
    OrganizationDefinition east = definition.organizations().get(0);

    assertThat(definition.root().handle()).isEqualTo("acme");
    assertThat(east.id()).isEqualTo("11111111-2222-3333-4444-555555555555");
    assertThat(List.of(east.handle(), east.name(), east.userNameDomain()))
        .containsExactly("acme-east", "Acme East", "acme-east");
    assertThat(east.emailDomains()).containsExactly("east.acme.example");
    assertThat(definition.apiResources()).extracting(ApiResource::identifier).containsExactly("https://api.example");
    assertThat(definition.on(Switch.ID_TOKEN_FOR_OPENID)).isFalse();
    assertThat(definition.on(Switch.SUPER_TENANT)).isTrue();
    assertThat(definition.on(Switch.REVOCATION_ENDS_BOTH)).isTrue();
    assertThat(east.roles()).hasSize(2).anyMatch(Role::shared)
        .anyMatch(role -> role.application().equals(Optional.of("app")));
  }

  @Test
  void user_isRead() throws IOException {
    User user = parse(EVERYTHING).organizations().get(0).users().get(0);

    assertThat(user.id()).isEqualTo("d0");
    assertThat(user.userStore()).contains("DEFAULT");
    assertThat(user.groups()).containsExactly("g");
    assertThat(user.locked()).isTrue();
    assertThat(user.claims()).containsEntry("email", "d@x");
  }

  @Test
  void application_isRead() throws IOException {
    Application application = parse(EVERYTHING).organizations().get(0).applications().get(0);

    assertThat(application.id()).isEqualTo("a0");
    assertThat(application.name()).isEqualTo("App");
    assertThat(application.clientSecret()).contains("secret");
    assertThat(application.grants()).containsExactly("password");
    assertThat(application.redirectUris()).containsExactly("https://app.example/cb");
    assertThat(application.accessTokenFormat()).isEqualTo(AccessTokenFormat.JWT);
    assertThat(application.pkceMandatory() && application.pkcePlainAllowed() && application.organizationIssuer())
        .isTrue();
    assertThat(application.consentRequired() || application.logoutConsentSkipped() || application.refreshTokenRotated())
        .isFalse();
    assertThat(application.lifetimes()).isEqualTo(new TokenLifetimes(Duration.ofSeconds(1), Duration.ofSeconds(2),
        Duration.ofSeconds(3), Duration.ofSeconds(4)));
    assertThat(application.backChannelLogoutUri()).contains(URI.create("https://app.example/logout"));
    assertThat(application.audiences()).containsExactly("https://api.example");
  }

  @Test
  void copyOfAnApplication_hasEverything() throws IOException {
    Application application = parse(EVERYTHING).organizations().get(0).applications().get(0);

    assertThat(application.toBuilder().build()).usingRecursiveComparison().isEqualTo(application);
  }

  @Test
  void copyOfAUser_hasEverything() throws IOException {
    User user = parse(EVERYTHING).organizations().get(0).users().get(0);

    assertThat(user.toBuilder().build()).usingRecursiveComparison().isEqualTo(user);
  }

  @Test
  void sameFile_givesTheSameSubjects_differentInEachOrganization() {
    List<OrganizationDefinition> first = Definition.demo().organizations();
    List<OrganizationDefinition> second = Definition.demo().organizations();

    assertThat(charlie(first.get(0))).isEqualTo(charlie(second.get(0))).isNotEqualTo(charlie(first.get(1)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "organizations: []                              | test: the key 'root' is missing",
      "root: {name: x}                                | test.root: the key 'handle' is missing",
      "root: x                                        | test.root: a mapping of keys to values is expected",
      "root: {handle: x, users: {}}                   | test.root.users: a list is expected",
      "root: {handle: x, users: [{name: y}]}          | test.root.users[0]: the key 'password' is missing",
      "root: {handle: x, user: []}                    | test.root: unknown key [user]",
      "root: {handle: x, roles: [{name: r, users: [y]}]} | test.root: the role 'r' is given to [y]",
      "root: {handle: [x]}                            | test.root.handle: plain text is expected",
      "{root: {handle: x}, switches: {magic: true}}   | test.switches: unknown key [magic]",
      "{root: {handle: x}, switches: {super-tenant: 1}} | test.switches.super-tenant: true or false is expected",
      "root: {handle: x, applications: [{client-id: y, access-token-format: z}]} | z is none of [opaque, jwt]",
      "root: {handle: x, applications: [{client-id: y, id-token-seconds: 0}]} | a positive number of seconds",
  })
  void mistake_isNamedWithItsPlace(String yaml, String message) {
    assertThatThrownBy(() -> parse(yaml)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
  }

  @Test
  void missingFile_isAnIoException(@TempDir Path directory) {
    assertThatThrownBy(() -> Definition.read(directory.resolve("none.yaml"))).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void emptyFile_isAMistake() {
    assertThatThrownBy(() -> parse("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void demo_isWhatTheDocumentationTalksAbout() {
    Definition demo = Definition.demo();

    assertThat(demo.root().handle()).isEqualTo("bestcarmart");
    assertThat(demo.organizations()).extracting(OrganizationDefinition::id, OrganizationDefinition::handle)
        .containsExactly(tuple(Wire.EAST, "best-car-mart-east"),
            tuple(Wire.WEST, "best-car-mart-west"));
  }

  private static String charlie(OrganizationDefinition organization) {
    return organization.users().stream().filter(user -> user.name().equals("Charlie")).findFirst().orElseThrow().id();
  }

  private static Definition parse(String yaml) throws IOException {
    return DefinitionFile.parse(new ByteArrayInputStream(yaml.getBytes(UTF_8)), "test");
  }
}
