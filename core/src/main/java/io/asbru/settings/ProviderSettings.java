package io.asbru.settings;

import io.asbru.organization.Endpoints;
import io.asbru.organization.Organization;
import io.asbru.organization.OrganizationRule;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Which authorization server is used: an Asgardeo organization, or any OpenID Provider.
 *
 * @param organization the organization; absent for another provider
 * @param issuer the issuer of another provider; absent for an organization
 * @param discovery whether endpoints are taken from the discovery document
 * @param overrides endpoints given one by one, which win over all else
 * @param acceptedIssuers the issuers given for tokens; empty if none were given
 * @param organizationRule which organizations' tokens are taken
 * @param name under which an application of several organizations knows this one; empty if there is one only
 */
public record ProviderSettings(
    Optional<Organization> organization,
    Optional<String> issuer,
    boolean discovery,
    Endpoints overrides,
    Set<String> acceptedIssuers,
    OrganizationRule organizationRule,
    String name) {

  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  static ProviderSettings read(SettingsReader reader) {
    boolean general = reader.given(Setting.ISSUER);
    if (general && reader.given(Setting.ROOT_ORGANIZATION)) {
      reader.fault(Setting.ISSUER, "contradicts root-organization.",
          "Give root-organization for Asgardeo or WSO2 Identity Server, issuer for another provider, not both.");
    }
    if (general && (reader.given(Setting.BASE_URL) || reader.flag(Setting.SHARED_APPLICATION))) {
      reader.fault(Setting.ISSUER, "contradicts base-url and shared-application, which are about Asgardeo and WSO2 Identity Server.",
          "Remove issuer and set root-organization, or remove the other two.");
    }
    Endpoints overrides = overrides(reader);
    boolean discovery = reader.flag(Setting.DISCOVERY, general);
    if (general && !discovery && overrides.equals(Endpoints.NONE)) {
      reader.fault(Setting.DISCOVERY, "is false, so that no address of the issuer is known.",
          "Remove it, or set the endpoints one by one.");
    }
    Set<String> further = reader.words(Setting.ACCEPTED_ORGANIZATIONS);
    Optional<String> id = reader.text(Setting.ORGANIZATION_ID);
    Optional<Organization> organization = general ? Optional.empty() : Optional.of(organization(reader, id));
    return new ProviderSettings(
        organization,
        general ? reader.url(Setting.ISSUER).map(URI::toString) : Optional.empty(),
        discovery,
        overrides,
        reader.words(Setting.ACCEPTED_ISSUERS),
        organization.isEmpty() && id.isEmpty() && further.isEmpty() ? OrganizationRule.UNCHECKED
            : id.map(own -> OrganizationRule.exactly(own, further))
                .or(() -> organization.map(root -> OrganizationRule.rootAlone(root.root(), further)))
                .orElseGet(() -> OrganizationRule.listed(further)),
        "");
  }

  /** The same as one of several organizations. */
  ProviderSettings named(String other) {
    return new ProviderSettings(organization, issuer, discovery, overrides, acceptedIssuers, organizationRule, other);
  }

  private static Organization organization(SettingsReader reader, Optional<String> id) {
    String root = reader.required(Setting.ROOT_ORGANIZATION,
        "Set it to the name of your root organization in Asgardeo, or set issuer for another OpenID Provider.");
    if (!root.matches("[A-Za-z0-9._-]+")) {
      reader.fault(Setting.ROOT_ORGANIZATION, reader.shown(Setting.ROOT_ORGANIZATION, root) + " is not the name of an organization.",
          "Write the part of the console's address that follows /t/.");
      root = "invalid";
    }
    if (id.isPresent() && !id.get().matches(UUID)) {
      reader.fault(Setting.ORGANIZATION_ID, reader.shown(Setting.ORGANIZATION_ID, id.get()) + " is not a lower-case UUID.",
          "Copy the organization's id from the console, under Organizations.");
    }
    boolean shared = reader.flag(Setting.SHARED_APPLICATION);
    if (shared && id.isEmpty()) {
      reader.fault(Setting.SHARED_APPLICATION, "needs organization-id.",
          "Say which organization's users sign in with the shared application.");
    }
    URI base = reader.url(Setting.BASE_URL).orElse(URI.create(Setting.BASE_URL.defaultValue()));
    if (base.getRawPath().matches(".*/(t|o)/.*") || base.getRawQuery() != null) {
      reader.fault(Setting.BASE_URL, reader.shown(Setting.BASE_URL, base.toString()) + " is more than the base.",
          "Leave out /t/… and what follows: root-organization and organization-id say it.");
    }
    return new Organization(base, root, id.filter(text -> text.matches(UUID)), shared);
  }

  private static Endpoints overrides(SettingsReader reader) {
    return new Endpoints(
        reader.url(Setting.AUTHORIZATION_ENDPOINT),
        reader.url(Setting.TOKEN_ENDPOINT),
        reader.url(Setting.INTROSPECTION_ENDPOINT),
        reader.url(Setting.REVOCATION_ENDPOINT),
        reader.url(Setting.USERINFO_ENDPOINT),
        reader.url(Setting.JWKS_URI),
        reader.url(Setting.END_SESSION_ENDPOINT),
        reader.url(Setting.PUSHED_AUTHORIZATION_REQUEST_ENDPOINT));
  }

  /**
   * Names the authorization server in caches and sessions: tokens of two of them never meet. Of several organizations each has a key of its
   * own, even if they share an authorization server: it begins with the organization's name and a space.
   */
  public String key() {
    return name.isEmpty() ? address() : name + " " + address();
  }

  /** Names the authorization server alone. */
  public String address() {
    return organization.map(own -> address(own, own.id())).or(() -> issuer).orElse("");
  }

  /** What names an organization below the same root; empty for a provider without a root organization. */
  public Optional<String> addressOf(String organizationId) {
    return organization.map(own -> address(own, Optional.of(organizationId)));
  }

  private static String address(Organization organization, Optional<String> id) {
    return organization.baseUrl() + "/t/" + organization.root() + id.map(below -> "/o/" + below).orElse("");
  }
}
