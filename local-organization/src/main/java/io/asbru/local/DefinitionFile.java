package io.asbru.local;

import static io.asbru.local.YamlNode.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The YAML form of a {@link Definition}. Every key that is not known is an error that names its place. */
final class DefinitionFile {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private DefinitionFile() {}

  static Definition parse(InputStream yaml, String name) throws IOException {
    JsonNode tree = YAML.readTree(yaml);
    YamlNode file = new YamlNode(tree, name);
    Definition.Builder definition = Definition.builder(organization(file.child("root"), true));
    file.children("organizations").forEach(node -> definition.organization(organization(node, false)));
    file.children("api-resources").forEach(node -> definition.apiResource(apiResource(node)));
    file.optional("switches").ifPresent(switches -> {
      for (Switch each : Switch.values()) {
        definition.with(each, switches.flag(key(each)).orElse(each.byDefault()));
      }
      switches.nothingElse();
    });
    file.nothingElse();
    return definition.build();
  }

  private static OrganizationDefinition organization(YamlNode node, boolean root) {
    OrganizationDefinition.Builder organization = OrganizationDefinition.builder(node.text("handle"));
    node.optionalText("id").ifPresent(organization::id);
    node.optionalText("name").ifPresent(organization::name);
    node.optionalText("user-name-domain").ifPresent(organization::userNameDomain);
    organization.emailDomains(node.texts("email-domains"));
    String owner = organization.build().id();
    node.children("users").forEach(child -> organization.user(user(child, owner)));
    node.children("roles").forEach(child -> organization.role(role(child)));
    node.children("applications").forEach(child -> organization.application(application(child, root)));
    node.nothingElse();
    return checked(organization.build(), node);
  }

  private static OrganizationDefinition checked(OrganizationDefinition organization, YamlNode node) {
    Set<String> users = organization.users().stream().map(User::name).collect(Collectors.toSet());
    for (Role role : organization.roles()) {
      if (!users.containsAll(role.users())) {
        throw fail(node.place() + ": the role '" + role.name() + "' is given to " + role.users()
            + ", who are not all among the users " + users);
      }
    }
    return organization;
  }

  private static User user(YamlNode node, String organizationId) {
    User.Builder user = User.builder(node.text("name"), node.text("password"));
    // The same person has the same subject after every start, so that an application's own records stay valid.
    user.id(node.optionalText("id").orElseGet(() -> UUID
        .nameUUIDFromBytes((organizationId + "/" + node.text("name")).getBytes(StandardCharsets.UTF_8)).toString()));
    node.optionalText("user-store").ifPresent(user::userStore);
    user.groups(node.texts("groups"));
    node.flag("locked").ifPresent(user::locked);
    node.optional("claims").ifPresent(claims -> claims.names().forEach(name -> user.claim(name, claims.text(name))));
    node.nothingElse();
    return user.build();
  }

  private static Role role(YamlNode node) {
    Role role = new Role(node.text("name"), node.flag("shared").orElse(false), node.optionalText("application"),
        Set.copyOf(node.texts("permissions")), Set.copyOf(node.texts("users")));
    node.nothingElse();
    return role;
  }

  private static ApiResource apiResource(YamlNode node) {
    String identifier = node.text("identifier");
    ApiResource resource = new ApiResource(identifier, node.optionalText("name").orElse(identifier),
        new LinkedHashSet<>(node.texts("scopes")));
    node.nothingElse();
    return resource;
  }

  private static Application application(YamlNode node, boolean root) {
    Application.Builder application = Application.builder(node.text("client-id"));
    node.optionalText("id").ifPresent(application::id);
    node.optionalText("name").ifPresent(application::name);
    node.optionalText("client-secret").ifPresent(application::clientSecret);
    node.optionalText("jwks").ifPresent(application::jwks);
    if (node.has("grants")) {
      application.grants(node.texts("grants"));
    }
    application.redirectUris(node.texts("redirect-uris"));
    Set<String> scopes = new LinkedHashSet<>(node.texts("scopes"));
    if (node.flag("management-application").orElse(false)) {
      scopes.addAll(SystemApis.scopes(root));
    }
    application.scopes(scopes);
    application.audiences(node.texts("audiences"));
    node.optionalText("access-token-format").ifPresent(
        format -> application.accessTokenFormat(choice(AccessTokenFormat.class, format, node)));
    node.flag("pkce-mandatory").ifPresent(application::pkceMandatory);
    node.flag("pkce-plain-allowed").ifPresent(application::pkcePlainAllowed);
    node.flag("consent-required").ifPresent(application::consentRequired);
    node.flag("logout-consent-skipped").ifPresent(application::logoutConsentSkipped);
    node.flag("organization-issuer").ifPresent(application::organizationIssuer);
    node.flag("refresh-token-rotated").ifPresent(application::refreshTokenRotated);
    application.lifetimes(lifetimes(node));
    node.optionalText("back-channel-logout-uri").map(URI::create).ifPresent(application::backChannelLogoutUri);
    node.optionalText("front-channel-logout-uri").map(URI::create).ifPresent(application::frontChannelLogoutUri);
    application.sharedWith(node.texts("shared-with"));
    node.nothingElse();
    return application.build();
  }

  private static TokenLifetimes lifetimes(YamlNode node) {
    TokenLifetimes defaults = TokenLifetimes.DEFAULT;
    return new TokenLifetimes(
        node.seconds("user-access-token-seconds").orElse(defaults.userAccessToken()),
        node.seconds("application-access-token-seconds").orElse(defaults.applicationAccessToken()),
        node.seconds("refresh-token-seconds").orElse(defaults.refreshToken()),
        node.seconds("id-token-seconds").orElse(defaults.idToken()));
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String value, YamlNode node) {
    List<E> choices = Arrays.asList(type.getEnumConstants());
    Optional<E> chosen = choices.stream().filter(each -> key(each).equals(value)).findFirst();
    return chosen.orElseThrow(() -> fail(node.place() + ": " + value + " is none of "
        + choices.stream().map(DefinitionFile::key).toList()));
  }

  private static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
