package io.asbru.settings;

import io.asbru.AuthorizationParameters;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How users sign in and out.
 *
 * @param scopes scopes to ask for
 * @param authorizationParameters further parameters of the authorization request
 * @param pushAuthorizationRequests whether authorization requests are pushed even if the provider does not require it
 * @param redirectPath path of the redirection URI
 * @param initiateLoginPath path at which others begin sign-ins; absent if they may not
 * @param signOutPath path that a POST signs out at
 * @param signedOutPath where a browser ends after signing out
 * @param postLogoutRedirectPath path that the provider's logout leads back to
 * @param backchannelLogoutPath path that takes logout tokens
 * @param frontchannelLogoutPath path that the provider loads in a frame
 * @param externalUrl the application as browsers see it
 * @param trustedProxies addresses whose forwarded headers are believed
 * @param forwardedHeader whether these are {@code Forwarded} (RFC 7239), and not {@code X-Forwarded-*}
 * @param revokeOnSignOut whether a sign-out revokes the session's tokens
 * @param introspectAtSignIn whether the access token is introspected at sign-in
 * @param userInfoAtSignIn whether UserInfo is fetched at sign-in
 * @param allowSignInWithoutIdToken whether a token response may lack the ID token that was asked for
 * @param idTokenAlgorithms JWS algorithms of ID tokens: either asymmetric ones or HMACs by the client secret
 * @param idTokenEncryption how ID tokens are encrypted; absent if they are not
 * @param allowInsecureCrossSiteRequests whether the same-origin check is off
 * @param crossSiteToken whether requests by session that may change something need a token of the application's pages
 */
public record LoginSettings(
    Set<String> scopes,
    AuthorizationParameters authorizationParameters,
    boolean pushAuthorizationRequests,
    String redirectPath,
    Optional<String> initiateLoginPath,
    String signOutPath,
    String signedOutPath,
    String postLogoutRedirectPath,
    String backchannelLogoutPath,
    String frontchannelLogoutPath,
    Optional<URI> externalUrl,
    Set<IpRange> trustedProxies,
    boolean forwardedHeader,
    boolean revokeOnSignOut,
    boolean introspectAtSignIn,
    boolean userInfoAtSignIn,
    boolean allowSignInWithoutIdToken,
    Set<String> idTokenAlgorithms,
    Optional<IdTokenEncryption> idTokenEncryption,
    boolean allowInsecureCrossSiteRequests,
    boolean crossSiteToken) {

  static LoginSettings read(SettingsReader reader) {
    String redirectPath = reader.path(Setting.REDIRECT_PATH);
    String signOutPath = reader.path(Setting.SIGN_OUT_PATH);
    String backchannelPath = reader.path(Setting.BACKCHANNEL_LOGOUT_PATH);
    String frontchannelPath = reader.path(Setting.FRONTCHANNEL_LOGOUT_PATH);
    List<String> ownPaths = List.of(redirectPath, signOutPath, backchannelPath, frontchannelPath);
    if (Set.copyOf(ownPaths).size() < ownPaths.size()) {
      reader.fault(Setting.REDIRECT_PATH, "is the same as another path of the library, or two others are.",
          "Give redirect-path, sign-out-path, backchannel-logout-path and frontchannel-logout-path different values.");
    }
    Optional<String> initiateLoginPath = reader.given(Setting.INITIATE_LOGIN_PATH)
        ? Optional.of(reader.path(Setting.INITIATE_LOGIN_PATH)) : Optional.empty();
    if (initiateLoginPath.filter(List.of("/", redirectPath, signOutPath, backchannelPath, frontchannelPath)::contains).isPresent()) {
      reader.fault(Setting.INITIATE_LOGIN_PATH, "is the start page or another path of the library.", "Give it a path of its own.");
    }
    boolean ownLanding = reader.given(Setting.POST_LOGOUT_REDIRECT_PATH);
    String signedOutPath = reader.path(Setting.SIGNED_OUT_PATH);
    if (ownPaths.contains(signedOutPath)) {
      reader.fault(Setting.SIGNED_OUT_PATH, "is one of the library's own paths, which shows no page.",
          "Name a page of the application that anyone may see.");
    }
    return new LoginSettings(
        reader.words(Setting.SCOPES),
        authorizationParameters(reader),
        reader.flag(Setting.PUSHED_AUTHORIZATION_REQUESTS),
        redirectPath,
        initiateLoginPath,
        signOutPath,
        signedOutPath,
        ownLanding ? reader.path(Setting.POST_LOGOUT_REDIRECT_PATH) : redirectPath,
        backchannelPath,
        frontchannelPath,
        externalUrl(reader),
        trustedProxies(reader),
        reader.choice(Setting.FORWARDED_HEADERS, "x-forwarded", "forwarded").filter("forwarded"::equals).isPresent(),
        reader.flag(Setting.REVOKE_ON_SIGN_OUT),
        reader.flag(Setting.INTROSPECT_AT_SIGN_IN),
        reader.flag(Setting.USERINFO_AT_SIGN_IN),
        reader.flag(Setting.ALLOW_SIGN_IN_WITHOUT_ID_TOKEN),
        Algorithms.ofIdTokens(reader),
        IdTokenEncryption.read(reader),
        reader.flag(Setting.ALLOW_INSECURE_CROSS_SITE_REQUESTS),
        reader.flag(Setting.CROSS_SITE_TOKEN));
  }

  private static Set<IpRange> trustedProxies(SettingsReader reader) {
    Set<IpRange> ranges = new LinkedHashSet<>();
    for (String proxy : reader.words(Setting.TRUSTED_PROXIES)) {
      IpRange.parse(proxy).ifPresentOrElse(ranges::add, () -> reader.fault(Setting.TRUSTED_PROXIES,
          reader.shown(Setting.TRUSTED_PROXIES, proxy) + " is neither an IP address nor a range of them.",
          "List each proxy by its address, such as 10.0.0.1 or ::1, or as a range such as 10.0.0.0/24; names are not taken."));
    }
    return Collections.unmodifiableSet(ranges);
  }

  private static Optional<URI> externalUrl(SettingsReader reader) {
    Optional<URI> url = reader.url(Setting.EXTERNAL_URL);
    if (url.isPresent() && url.get().getRawQuery() != null) {
      reader.fault(Setting.EXTERNAL_URL, "has a query.", "Write scheme, host and context path only.");
    }
    return url.map(uri -> uri.toString().endsWith("/")
        ? URI.create(uri.toString().substring(0, uri.toString().length() - 1)) : uri);
  }

  private static AuthorizationParameters authorizationParameters(SettingsReader reader) {
    AuthorizationParameters parameters = AuthorizationParameters.NONE;
    for (String pair : reader.words(Setting.AUTHORIZATION_PARAMETERS)) {
      int split = pair.indexOf('=');
      if (split < 1) {
        reader.fault(Setting.AUTHORIZATION_PARAMETERS, reader.shown(Setting.AUTHORIZATION_PARAMETERS, pair) + " is not name=value.",
            "Write for example prompt=login.");
        continue;
      }
      String name = pair.substring(0, split);
      try {
        List<String> values = new ArrayList<>(parameters.values().getOrDefault(name, List.of()));
        // A plus stays what it is: these are no form fields.
        values.add(URLDecoder.decode(pair.substring(split + 1).replace("+", "%2B"), StandardCharsets.UTF_8));
        parameters = parameters.with(name, values.toArray(String[]::new));
      } catch (IllegalArgumentException e) {
        reader.fault(Setting.AUTHORIZATION_PARAMETERS, AuthorizationParameters.ofTheSignIn(name)
            ? "'" + name + "' is set by the library." : "has a value for '" + name + "' that cannot be sent.",
            "Remove it, or correct its value; percent signs are written %25.");
      }
    }
    return parameters;
  }
}
