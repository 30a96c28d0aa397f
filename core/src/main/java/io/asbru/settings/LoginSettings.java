package io.asbru.settings;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How users sign in and out.
 *
 * @param scopes scopes to ask for
 * @param authorizationParameters further parameters of the authorization request
 * @param redirectPath path of the redirection URI
 * @param signOutPath path that a POST signs out at
 * @param signedOutPath where a browser ends after signing out
 * @param postLogoutRedirectPath path that the provider's logout leads back to
 * @param backchannelLogoutPath path that takes logout tokens
 * @param externalUrl the application as browsers see it
 * @param trustedProxies addresses whose forwarded headers are believed, as {@link IpAddress#canonical} writes them
 * @param revokeOnSignOut whether a sign-out revokes the session's tokens
 * @param introspectAtSignIn whether the access token is introspected at sign-in
 * @param userInfoAtSignIn whether UserInfo is fetched at sign-in
 * @param allowSignInWithoutIdToken whether a token response may lack the ID token that was asked for
 * @param idTokenAlgorithms JWS algorithms of ID tokens
 * @param allowInsecureCrossSiteRequests whether the same-origin check is off
 */
public record LoginSettings(
    Set<String> scopes,
    Map<String, String> authorizationParameters,
    String redirectPath,
    String signOutPath,
    String signedOutPath,
    String postLogoutRedirectPath,
    String backchannelLogoutPath,
    Optional<URI> externalUrl,
    Set<String> trustedProxies,
    boolean revokeOnSignOut,
    boolean introspectAtSignIn,
    boolean userInfoAtSignIn,
    boolean allowSignInWithoutIdToken,
    Set<String> idTokenAlgorithms,
    boolean allowInsecureCrossSiteRequests) {

  private static final Set<String> OWN_PARAMETERS = Set.of("response_type", "client_id", "redirect_uri", "scope", "state",
      "nonce", "code_challenge", "code_challenge_method", "response_mode", "request", "request_uri");

  static LoginSettings read(SettingsReader reader) {
    String redirectPath = reader.path(Setting.REDIRECT_PATH);
    String signOutPath = reader.path(Setting.SIGN_OUT_PATH);
    String backchannelPath = reader.path(Setting.BACKCHANNEL_LOGOUT_PATH);
    if (redirectPath.equals(signOutPath) || redirectPath.equals(backchannelPath) || signOutPath.equals(backchannelPath)) {
      reader.fault(Setting.REDIRECT_PATH, "is the same as another path of the library.",
          "Give redirect-path, sign-out-path and backchannel-logout-path different values.");
    }
    boolean ownLanding = reader.given(Setting.POST_LOGOUT_REDIRECT_PATH);
    String signedOutPath = reader.path(Setting.SIGNED_OUT_PATH);
    if (List.of(redirectPath, signOutPath, backchannelPath).contains(signedOutPath)) {
      reader.fault(Setting.SIGNED_OUT_PATH, "is one of the library's own paths, which shows no page.",
          "Name a page of the application that anyone may see.");
    }
    return new LoginSettings(
        reader.words(Setting.SCOPES),
        authorizationParameters(reader),
        redirectPath,
        signOutPath,
        signedOutPath,
        ownLanding ? reader.path(Setting.POST_LOGOUT_REDIRECT_PATH) : redirectPath,
        backchannelPath,
        externalUrl(reader),
        trustedProxies(reader),
        reader.flag(Setting.REVOKE_ON_SIGN_OUT),
        reader.flag(Setting.INTROSPECT_AT_SIGN_IN),
        reader.flag(Setting.USERINFO_AT_SIGN_IN),
        reader.flag(Setting.ALLOW_SIGN_IN_WITHOUT_ID_TOKEN),
        Algorithms.read(reader, Setting.ID_TOKEN_ALGORITHMS),
        reader.flag(Setting.ALLOW_INSECURE_CROSS_SITE_REQUESTS));
  }

  private static Set<String> trustedProxies(SettingsReader reader) {
    Set<String> addresses = new LinkedHashSet<>();
    for (String proxy : reader.words(Setting.TRUSTED_PROXIES)) {
      IpAddress.canonical(proxy).ifPresentOrElse(addresses::add, () -> reader.fault(Setting.TRUSTED_PROXIES,
          reader.shown(Setting.TRUSTED_PROXIES, proxy) + " is not an IP address.",
          "List each proxy by its address, such as 10.0.0.1 or ::1; names and ranges are not taken."));
    }
    return Collections.unmodifiableSet(addresses);
  }

  private static Optional<URI> externalUrl(SettingsReader reader) {
    Optional<URI> url = reader.url(Setting.EXTERNAL_URL);
    if (url.isPresent() && url.get().getRawQuery() != null) {
      reader.fault(Setting.EXTERNAL_URL, "has a query.", "Write scheme, host and context path only.");
    }
    return url.map(uri -> uri.toString().endsWith("/")
        ? URI.create(uri.toString().substring(0, uri.toString().length() - 1)) : uri);
  }

  private static Map<String, String> authorizationParameters(SettingsReader reader) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : reader.words(Setting.AUTHORIZATION_PARAMETERS)) {
      int split = pair.indexOf('=');
      if (split < 1) {
        reader.fault(Setting.AUTHORIZATION_PARAMETERS, reader.shown(Setting.AUTHORIZATION_PARAMETERS, pair) + " is not name=value.", "Write for example prompt=login.");
      } else if (OWN_PARAMETERS.contains(pair.substring(0, split))) {
        reader.fault(Setting.AUTHORIZATION_PARAMETERS, "'" + pair.substring(0, split) + "' is set by the library.",
            "Remove it.");
      } else {
        parameters.put(pair.substring(0, split), pair.substring(split + 1));
      }
    }
    return Collections.unmodifiableMap(parameters);
  }
}
