package io.asbru.internal;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Caller;
import io.asbru.Secret;
import io.asbru.client.TokenResponse.Granted;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.session.PendingLogin;
import io.asbru.session.SignIn;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Turns tokens that the client was issued into a sign-in: validates the ID token, introspects the access token, and finds out
 * who the caller is.
 */
final class TokenAcceptance {

  /** Claims that speak of the ID token itself, not of the user. */
  private static final Set<String> OF_THE_ID_TOKEN =
      Set.of("aud", "exp", "iat", "nbf", "jti", "nonce", "at_hash", "c_hash", "azp");

  /** Claims that say what was granted, to whom and how the user authenticated: UserInfo knows nothing of these, whatever it says. */
  private static final Set<String> NOT_OF_USERINFO =
      Set.of("scope", "exp", "aut", "client_id", "azp", "aud", "acr", "amr", "auth_time", "sid");

  private final Settings settings;
  private final AuthorizationServer server;
  private final Clock clock;

  TokenAcceptance(Settings settings, AuthorizationServer server, Clock clock) {
    this.settings = settings;
    this.server = server;
    this.clock = clock;
  }

  /** A new sign-in, from the response to an authorization code. */
  SignIn signedIn(Granted tokens, PendingLogin login) throws InvalidTokenException, AuthorizationServerUnavailableException {
    Map<String, Object> idToken = Map.of();
    Optional<Secret> signedIdToken = Optional.empty();
    boolean maxAge = login.stepUp().maxAge().isPresent();
    if (tokens.idToken().isPresent()) {
      IdTokenVerifier.IdToken verified = server.idTokenVerifier().verify(tokens.idToken().get().value(), new IdTokenVerifier.Expectation(
          Optional.of(login.nonce()), Optional.of(tokens.accessToken()), Optional.empty()));
      idToken = verified.claims();
      signedIdToken = Optional.of(verified.signed());
      if (maxAge && !(idToken.get("auth_time") instanceof Number)) {
        throw new InvalidTokenException("auth_time is missing though max_age was asked for (OpenID Connect Core, section 2)");
      }
    } else if (settings.login().scopes().contains("openid") && !settings.login().allowSignInWithoutIdToken()) {
      throw new InvalidTokenException("the token response has no id_token though openid was asked for; if the provider is "
          + "known to leave it out, set " + Setting.ALLOW_SIGN_IN_WITHOUT_ID_TOKEN.key());
    }
    Caller caller = caller(tokens, idToken, settings.login().scopes());
    return new SignIn(
        UUID.randomUUID().toString(),
        settings.provider().key(),
        caller,
        text(idToken, "iss"),
        text(idToken, "sid"),
        tokens.accessToken(),
        tokens.refreshToken(),
        signedIdToken,
        caller.expiresAt(),
        clock.instant());
  }

  /**
   * The same sign-in with the tokens of a refresh. What the response leaves out stays as it was. The tokens before are spent by now: if
   * the new ones cannot be looked into because the provider went away, they are kept all the same, with what the response tells.
   *
   * <p>The provider's session is that of the sign-in for good, and so is how the user authenticated (OpenID Connect Core, section 12.2): an
   * organization hands out the same tokens to several browsers of one user, so that an ID token from a refresh may speak of another
   * browser. Such a one is not kept either, as it would sign that browser out.
   */
  SignIn renewed(Granted tokens, SignIn before) throws InvalidTokenException {
    Caller caller;
    Optional<Secret> signedIdToken = before.idToken();
    try {
      Map<String, Object> idToken = before.caller().claims();
      if (tokens.idToken().isPresent()) {
        IdTokenVerifier.IdToken verified = server.idTokenVerifier().verify(tokens.idToken().get().value(), new IdTokenVerifier.Expectation(
            Optional.empty(), Optional.of(tokens.accessToken()), before.caller().subject()));
        idToken = new LinkedHashMap<>(verified.claims());
        if (before.issuer().isPresent() && !before.issuer().equals(text(idToken, "iss"))) {
          throw new InvalidTokenException("the ID token of a refresh is of another issuer (OpenID Connect Core, section 12.2)");
        }
        if (text(idToken, "sid").equals(before.sid())) {
          signedIdToken = Optional.of(verified.signed());
        }
        CallerClaims.keepAuthentication(before.caller().claims(), idToken);
      }
      caller = caller(tokens, idToken, before.caller().scopes());
    } catch (AuthorizationServerUnavailableException e) {
      Map<String, Object> claims = new LinkedHashMap<>(before.caller().claims());
      claims.remove("exp");
      claims.putAll(ofTheResponse(tokens, before.caller().scopes()));
      caller = user(claims);
    }
    return new SignIn(
        before.id(),
        before.provider(),
        caller,
        before.issuer(),
        before.sid(),
        tokens.accessToken(),
        tokens.refreshToken().or(before::refreshToken),
        signedIdToken,
        caller.expiresAt(),
        before.signedInAt());
  }

  /** The user. {@code ifUntold} are the scopes granted if the provider says that they are what was asked for. */
  private Caller caller(Granted tokens, Map<String, Object> idToken, Set<String> ifUntold)
      throws InvalidTokenException, AuthorizationServerUnavailableException {
    Map<String, Object> claims = new LinkedHashMap<>(idToken);
    OF_THE_ID_TOKEN.forEach(claims::remove);
    claims.remove("scope");
    if (settings.login().userInfoAtSignIn()) {
      Map<String, Object> userInfo = new LinkedHashMap<>(userInfo(tokens, idToken));
      NOT_OF_USERINFO.forEach(userInfo::remove);
      claims.putAll(userInfo);
    }
    claims.putAll(introspect() ? introspection(tokens, idToken) : ofTheResponse(tokens, ifUntold));
    if (!idToken.isEmpty()) {
      CallerClaims.keepAuthentication(idToken, claims);
    }
    requirePermitted(claims);
    return user(claims);
  }

  /** The ID token's verifier has looked at its own; here each other source is looked at before they are put together. */
  private void requirePermitted(Map<String, Object> claims) throws InvalidTokenException {
    if (!settings.provider().organizationRule().permits(claims)) {
      throw new InvalidTokenException("the tokens are of the organization "
          + OccasionalLog.plain(String.valueOf(claims.get("org_id"))) + ", which is not the one configured");
    }
  }

  private Caller user(Map<String, Object> claims) throws InvalidTokenException {
    Caller caller = server.callerClaims().caller(claims);
    if (!caller.user()) {
      throw new InvalidTokenException("the tokens are an application's, not a user's");
    }
    return caller;
  }

  private boolean introspect() {
    return settings.login().introspectAtSignIn() && settings.client().introspects();
  }

  private Map<String, Object> userInfo(Granted tokens, Map<String, Object> idToken)
      throws InvalidTokenException, AuthorizationServerUnavailableException {
    Optional<String> subject = text(idToken, "sub");
    return subject.isPresent()
        ? server.userInfoEndpoint().userInfo(tokens.accessToken(), subject.get())
        : server.userInfoEndpoint().userInfo(tokens.accessToken());
  }

  private Map<String, Object> introspection(Granted tokens, Map<String, Object> idToken)
      throws InvalidTokenException, AuthorizationServerUnavailableException {
    IntrospectionResponse response = server.introspectionEndpoint().introspect(tokens.accessToken().value());
    if (!(response instanceof Active active)) {
      throw new InvalidTokenException("the access token just issued is inactive for the client that introspects; look at "
          + Setting.INTROSPECTION_CLIENT_ID.key() + " and at the token's audience, or set "
          + Setting.INTROSPECT_AT_SIGN_IN.key() + " to false");
    }
    Optional<String> subject = active.caller().subject();
    if (!active.caller().user() || subject.isPresent() && idToken.containsKey("sub") && !subject.equals(text(idToken, "sub"))) {
      throw new InvalidTokenException("the access token is somebody else's than the ID token");
    }
    Optional<String> organization = text(idToken, "org_id");
    Optional<String> introspected = active.caller().organization();
    if (organization.isPresent() && introspected.isPresent() && !organization.equals(introspected)) {
      throw new InvalidTokenException("the access token is of another organization than the ID token");
    }
    if (organization.isEmpty() || introspected.isEmpty()) {
      // Else it is that of the ID token, which names a root organization by its handle, too, as introspection responses do not.
      requirePermitted(active.caller().claims());
    }
    Map<String, Object> claims = new LinkedHashMap<>(active.caller().claims());
    if (active.caller().expiresAt().isEmpty()) {
      tokens.expiresIn().ifPresent(lifetime -> claims.put("exp", clock.instant().plus(lifetime).getEpochSecond()));
    }
    return claims;
  }

  /** Without introspection the token response alone tells what was granted, and for how long. */
  private Map<String, Object> ofTheResponse(Granted tokens, Set<String> ifUntold) {
    Map<String, Object> claims = new LinkedHashMap<>();
    // An Asgardeo organization leaves the scope out when none is left; RFC 6749, sections 5.1 and 6, when all that was asked for was
    // granted, or at a refresh all that was granted before.
    Set<String> silent = settings.provider().organization().isPresent() ? Set.of() : ifUntold;
    claims.put("scope", String.join(" ", tokens.scopes().orElse(silent)));
    claims.put("client_id", settings.client().id());
    tokens.expiresIn().ifPresent(lifetime -> claims.put("exp", clock.instant().plus(lifetime).getEpochSecond()));
    return claims;
  }

  private static Optional<String> text(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** Whether tokens of this sign-in have run out. */
  static boolean expired(SignIn signIn, Instant now) {
    return signIn.expiresAt().filter(at -> !now.isBefore(at)).isPresent();
  }
}
