package io.asbru.local;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** An application's protocol, {@code inbound-protocols/oidc}, from and to JSON. */
final class OidcConfiguration {

  /** Where details keep what has no meaning here. */
  private static final String DETAIL = "oidc";
  private static final Set<String> ONLY_KEPT = Set.of("allowedOrigins", "scopeValidators", "clientAuthentication",
      "requestObject", "pushAuthorizationRequest", "subject", "subjectToken", "isFAPIApplication", "hybridFlow",
      "validateRequestObjectSignature");
  private static final Set<String> GRANTS_OF_ROOT = Set.of(Application.AUTHORIZATION_CODE,
      Application.CLIENT_CREDENTIALS, Application.PASSWORD, Application.REFRESH_TOKEN, Application.ORGANIZATION_SWITCH);
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
  private static final SecureRandom RANDOM = new SecureRandom();

  private OidcConfiguration() {}

  /** A client identifier as the real service makes them. */
  static String newClientId() {
    return random(28);
  }

  static String newSecret() {
    return random(44);
  }

  private static String random(int length) {
    return RANDOM.ints(length, 0, LETTERS.length()).mapToObj(LETTERS::charAt)
        .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append).toString();
  }

  /** Takes over what a client said; what it did not say gets its default. */
  static void read(Input oidc, Application.Builder application, Map<String, Object> details, Organization organization,
      Optional<String> currentSecret) throws ManagementRefusal {
    Set<String> grants = grants(oidc, organization);
    application.grants(grants);
    application.redirectUris(callbacks(oidc, grants.contains(Application.AUTHORIZATION_CODE)));
    if (oidc.flag("publicClient", false)) {
      application.publicClient();
    } else {
      Optional<String> sent = oidc.optionalText("clientSecret").filter(secret -> !secret.isBlank());
      application.clientSecret(sent.or(() -> currentSecret).orElseGet(OidcConfiguration::newSecret));
    }
    Input none = new Input(Map.of(), "", oidc::bad);
    Input pkce = oidc.optional("pkce").orElse(none);
    application.pkceMandatory(pkce.flag("mandatory", false));
    application.pkcePlainAllowed(pkce.flag("supportPlainTransformAlgorithm", false));
    Input access = oidc.optional("accessToken").orElse(none);
    application.accessTokenFormat(format(access));
    Input refresh = oidc.optional("refreshToken").orElse(none);
    application.refreshTokenRotated(refresh.flag("renewRefreshToken", true));
    Input id = oidc.optional("idToken").orElse(none);
    application.audiences(id.texts("audience"));
    application.lifetimes(lifetimes(access, refresh, id));
    logout(oidc, application, none);
    Map<String, Object> kept = new LinkedHashMap<>(oidc.object());
    kept.keySet().retainAll(ONLY_KEPT);
    details.put(DETAIL, kept);
  }

  private static Set<String> grants(Input oidc, Organization organization) throws ManagementRefusal {
    Set<String> grants = new LinkedHashSet<>(oidc.texts("grantTypes"));
    Set<String> allowed = organization.root() ? GRANTS_OF_ROOT : Organization.GRANTS_OF_ORGANIZATIONS;
    if (grants.isEmpty()) {
      throw oidc.bad("'grantTypes' is missing.");
    }
    if (!allowed.containsAll(grants)) {
      throw oidc.bad("Invalid grant types: this application may only use " + new TreeSet<>(allowed) + ".");
    }
    return grants;
  }

  private static List<String> callbacks(Input oidc, boolean needed) throws ManagementRefusal {
    List<String> callbacks = oidc.texts("callbackURLs");
    if (callbacks.size() > 1) {
      throw ApiErrors.notImplemented("Multiple callbacks for OAuth2 are not supported yet. Please use regex to define"
          + " multiple callbacks.");
    }
    if (callbacks.isEmpty() && needed) {
      throw oidc.bad("'callbackURLs' is missing, which the grant type authorization_code needs.");
    }
    for (String callback : callbacks) {
      if (!callback(callback)) {
        throw oidc.bad("'callbackURLs' has an invalid URL.");
      }
    }
    return callbacks;
  }

  private static boolean callback(String callback) {
    if (callback.startsWith("regexp=")) {
      try {
        Pattern.compile(callback.substring("regexp=".length()));
        return true;
      } catch (PatternSyntaxException e) {
        return false;
      }
    }
    return absolute(callback).filter(uri -> uri.getRawFragment() == null).isPresent();
  }

  /** Several count as one pattern, because the server keeps one callback. */
  private static List<String> callbacks(List<String> registered) {
    if (registered.size() < 2) {
      return registered;
    }
    return List.of("regexp=(" + registered.stream().map(callback -> callback.startsWith("regexp=")
        ? callback.substring("regexp=".length()) : callback.replaceAll("[\\\\.?*+^$|(){}\\[\\]]", "\\\\$0"))
        .collect(Collectors.joining("|")) + ")");
  }

  private static Optional<URI> absolute(String text) {
    try {
      return Optional.of(URI.create(text)).filter(uri -> uri.isAbsolute() && !uri.isOpaque());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static AccessTokenFormat format(Input access) throws ManagementRefusal {
    String type = access.optionalText("type").orElse("Default");
    return switch (type) {
      case "Default" -> AccessTokenFormat.OPAQUE;
      case "JWT" -> AccessTokenFormat.JWT;
      default -> throw access.bad("Invalid access token type: it is Default or JWT.");
    };
  }

  private static TokenLifetimes lifetimes(Input access, Input refresh, Input id) throws ManagementRefusal {
    TokenLifetimes defaults = TokenLifetimes.DEFAULT;
    return new TokenLifetimes(
        seconds(access, "userAccessTokenExpiryInSeconds", defaults.userAccessToken()),
        seconds(access, "applicationAccessTokenExpiryInSeconds", defaults.applicationAccessToken()),
        seconds(refresh, "expiryInSeconds", defaults.refreshToken()),
        seconds(id, "expiryInSeconds", defaults.idToken()));
  }

  private static Duration seconds(Input input, String name, Duration otherwise) throws ManagementRefusal {
    return Duration.ofSeconds(input.seconds(name, otherwise.toSeconds()));
  }

  private static void logout(Input oidc, Application.Builder application, Input none) throws ManagementRefusal {
    Input logout = oidc.optional("logout").orElse(none);
    application.backChannelLogoutUri(web(logout, "backChannelLogoutUrl"));
    application.frontChannelLogoutUri(web(logout, "frontChannelLogoutUrl"));
  }

  private static Optional<URI> web(Input input, String name) throws ManagementRefusal {
    Optional<String> text = input.optionalText(name).filter(uri -> !uri.isBlank());
    Optional<URI> uri = text.flatMap(OidcConfiguration::absolute)
        .filter(found -> found.getScheme().matches("https?") && found.getHost() != null);
    if (text.isPresent() && uri.isEmpty()) {
      throw input.bad("'" + name + "' is not an http(s) URL.");
    }
    return uri;
  }

  /** All of it, the secret included. */
  static Map<String, Object> json(Application application) {
    Map<String, Object> kept = application.details().get(DETAIL) instanceof Map<?, ?> map ? texts(map) : Map.of();
    Map<String, Object> json = Json.object("clientId", application.clientId());
    application.clientSecret().ifPresent(secret -> json.put("clientSecret", secret));
    json.put("state", "ACTIVE");
    json.put("grantTypes", List.copyOf(application.grants()));
    json.put("callbackURLs", callbacks(application.redirectUris()));
    json.put("allowedOrigins", kept.getOrDefault("allowedOrigins", List.of()));
    json.put("publicClient", application.publicClient());
    json.put("pkce", Json.object("mandatory", application.pkceMandatory(),
        "supportPlainTransformAlgorithm", application.pkcePlainAllowed()));
    TokenLifetimes lifetimes = application.lifetimes();
    json.put("accessToken", Json.object(
        "type", application.accessTokenFormat() == AccessTokenFormat.JWT ? "JWT" : "Default",
        "userAccessTokenExpiryInSeconds", lifetimes.userAccessToken().toSeconds(),
        "applicationAccessTokenExpiryInSeconds", lifetimes.applicationAccessToken().toSeconds(),
        "bindingType", "None", "revokeTokensWhenIDPSessionTerminated", false, "validateTokenBinding", false));
    json.put("refreshToken", Json.object("expiryInSeconds", lifetimes.refreshToken().toSeconds(),
        "renewRefreshToken", application.refreshTokenRotated()));
    json.put("idToken", Json.object("expiryInSeconds", lifetimes.idToken().toSeconds(),
        "audience", application.audiences(), "encryption", Json.object("enabled", false)));
    Map<String, Object> logout = Json.object();
    application.backChannelLogoutUri().ifPresent(uri -> logout.put("backChannelLogoutUrl", uri.toString()));
    application.frontChannelLogoutUri().ifPresent(uri -> logout.put("frontChannelLogoutUrl", uri.toString()));
    json.put("logout", logout);
    json.put("validateRequestObjectSignature", false);
    json.put("scopeValidators", List.of());
    kept.forEach((name, value) -> {
      if (ONLY_KEPT.contains(name)) {
        json.put(name, value);
      }
    });
    return json;
  }

  @SuppressWarnings("unchecked") // made by read
  private static Map<String, Object> texts(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
