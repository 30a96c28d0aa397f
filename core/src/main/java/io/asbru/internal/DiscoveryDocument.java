package io.asbru.internal;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.organization.Endpoints;
import io.asbru.organization.Organization;
import io.asbru.settings.ProviderSettings;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a discovery document (OpenID Connect Discovery 1.0, section 4): it is the provider's own, or it is not used at all.
 *
 * @param members the members of the document
 */
record DiscoveryDocument(Map<String, Object> members) {

  /** Where the document of this provider lies. */
  static URI address(ProviderSettings settings) {
    return settings.organization().map(Organization::discovery).orElseGet(() -> {
      String issuer = settings.issuer().orElseThrow();
      return URI.create((issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer)
          + "/.well-known/openid-configuration");
    });
  }

  /** The issuers that the document may name, and tokens after it. */
  static Set<String> issuers(ProviderSettings settings) {
    if (!settings.acceptedIssuers().isEmpty()) {
      return settings.acceptedIssuers();
    }
    return settings.organization().map(Organization::issuers).orElseGet(() -> Set.of(settings.issuer().orElseThrow()));
  }

  /**
   * What the document says, if it may be believed.
   *
   * @param byCertificate whether the client authenticates by a certificate, for which there may be other addresses (RFC 8705, section 5)
   */
  ProviderMetadata judge(ProviderSettings settings, boolean byCertificate, boolean allowInsecureHttp)
      throws AuthorizationServerUnavailableException {
    String issuer = text("issuer").orElseThrow(() -> unusable("names no issuer"));
    if (!trusted(issuer, settings)) {
      throw unusable("names another issuer than " + expected(settings) + "; compare " + Setting.ISSUER.key() + ", or "
          + Setting.BASE_URL.key() + ", " + Setting.ROOT_ORGANIZATION.key() + " and " + Setting.ORGANIZATION_ID.key());
    }
    Endpoints discovered = new Endpoints(
        address("authorization_endpoint", allowInsecureHttp),
        direct("token_endpoint", byCertificate, allowInsecureHttp),
        direct("introspection_endpoint", byCertificate, allowInsecureHttp),
        direct("revocation_endpoint", byCertificate, allowInsecureHttp),
        address("userinfo_endpoint", allowInsecureHttp),
        address("jwks_uri", allowInsecureHttp),
        address("end_session_endpoint", allowInsecureHttp),
        direct("pushed_authorization_request_endpoint", byCertificate, allowInsecureHttp));
    return new ProviderMetadata(settings.overrides().or(discovered), issuers(settings),
        Boolean.TRUE.equals(members.get("authorization_response_iss_parameter_supported")),
        Boolean.TRUE.equals(members.get("require_pushed_authorization_requests")));
  }

  /** An endpoint at which the client authenticates. */
  private Optional<URI> direct(String name, boolean byCertificate, boolean allowInsecureHttp)
      throws AuthorizationServerUnavailableException {
    if (byCertificate && members.get("mtls_endpoint_aliases") instanceof Map<?, ?> aliases && aliases.get(name) != null) {
      return new DiscoveryDocument(Json.copy(aliases)).address(name, allowInsecureHttp);
    }
    return address(name, allowInsecureHttp);
  }

  /** A general provider names exactly the issuer that was configured; an organization's document may name its root. */
  private static boolean trusted(String issuer, ProviderSettings settings) {
    return settings.issuer().map(issuer::equals).orElseGet(() -> expected(settings).contains(issuer));
  }

  private static Set<String> expected(ProviderSettings settings) {
    Set<String> expected = new LinkedHashSet<>(settings.organization().map(Organization::issuers).orElse(Set.of()));
    settings.issuer().ifPresentOrElse(expected::add, () -> expected.addAll(settings.acceptedIssuers()));
    return expected;
  }

  private Optional<URI> address(String name, boolean allowInsecureHttp) throws AuthorizationServerUnavailableException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text.get());
      boolean http = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      if (!http || uri.getHost() == null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
        throw unusable("has a " + name + " that is no http or https URL");
      }
      if (!allowInsecureHttp && Settings.exposed(uri)) {
        throw unusable("has a " + name + " with http to another machine; see " + Setting.ALLOW_INSECURE_HTTP.key());
      }
      return Optional.of(uri);
    } catch (URISyntaxException e) {
      throw unusable("has a " + name + " that is no http or https URL");
    }
  }

  private Optional<String> text(String name) throws AuthorizationServerUnavailableException {
    try {
      return new Claims(members).text(name);
    } catch (InvalidTokenException e) {
      throw unusable("is malformed: " + e.getMessage());
    }
  }

  private static AuthorizationServerUnavailableException unusable(String why) {
    return new AuthorizationServerUnavailableException("the provider's discovery document " + why, null);
  }
}
