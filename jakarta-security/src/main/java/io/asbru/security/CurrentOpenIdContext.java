package io.asbru.security;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Credential;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Caller;
import io.asbru.Secret;
import io.asbru.organization.Endpoints;
import io.asbru.organization.Organization;
import io.asbru.resource.BearerCredentials;
import io.asbru.servlet.HttpSessionStore;
import io.asbru.servlet.ServletRequestView;
import io.asbru.session.SignIn;
import io.asbru.settings.ProviderSettings;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.security.enterprise.identitystore.openid.AccessToken;
import jakarta.security.enterprise.identitystore.openid.IdentityToken;
import jakarta.security.enterprise.identitystore.openid.OpenIdClaims;
import jakarta.security.enterprise.identitystore.openid.OpenIdContext;
import jakarta.security.enterprise.identitystore.openid.RefreshToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The standard's view of the present caller, so that code written for its OpenID mechanism goes on working. Holds nothing: each call looks
 * at the request that is under way. <strong>As the standard's, it has null where nobody is known.</strong>
 */
@Alternative
@Priority(jakarta.interceptor.Interceptor.Priority.APPLICATION)
@ApplicationScoped
@Typed(OpenIdContext.class)
public class CurrentOpenIdContext implements OpenIdContext {

  private static final long serialVersionUID = 1L;

  @Inject
  transient SecurityRuntime runtime;

  @Inject
  transient CurrentRequest current;

  @Override
  public @Nullable String getSubject() {
    return caller().map(caller -> caller.subject().orElse(caller.getName())).orElse(null);
  }

  @Override
  public @Nullable String getTokenType() {
    return caller().map(caller -> "Bearer").orElse(null);
  }

  @Override
  public @Nullable AccessToken getAccessToken() {
    return caller().flatMap(caller -> accessToken().map(token ->
        (AccessToken) new OpenIdTokens.Access(token.value(), caller.scopes(), expiresAt(), caller.claims()))).orElse(null);
  }

  @Override
  public @Nullable IdentityToken getIdentityToken() {
    return signIn().flatMap(SignIn::idToken).map(token -> (IdentityToken) new OpenIdTokens.Identity(token.value())).orElse(null);
  }

  @Override
  public Optional<RefreshToken> getRefreshToken() {
    return signIn().flatMap(SignIn::refreshToken).map(token -> (RefreshToken) new OpenIdTokens.Refresh(token.value()));
  }

  @Override
  public Optional<Long> getExpiresIn() {
    return expiresAt().map(at -> Math.max(0, Duration.between(Instant.now(), at).toSeconds()));
  }

  @Override
  public JsonObject getClaimsJson() {
    return caller().map(caller -> JsonClaims.json(caller.claims())).orElse(JsonObject.EMPTY_JSON_OBJECT);
  }

  @Override
  public OpenIdClaims getClaims() {
    return new JsonClaims.OfUser(caller().map(Caller::claims).orElse(Map.of()));
  }

  @Override
  public JsonObject getProviderMetadata() {
    ProviderSettings provider = runtime.settings().settings().provider();
    JsonObjectBuilder metadata = Json.createObjectBuilder();
    signIn().flatMap(SignIn::issuer).or(provider::issuer)
        .or(() -> provider.organization().map(Organization::rootTokenEndpoint).map(URI::toString))
        .ifPresent(issuer -> metadata.add("issuer", issuer));
    endpoints(provider).ifPresent(endpoints -> {
      add(metadata, "authorization_endpoint", endpoints.authorization());
      add(metadata, "token_endpoint", endpoints.token());
      add(metadata, "introspection_endpoint", endpoints.introspection());
      add(metadata, "revocation_endpoint", endpoints.revocation());
      add(metadata, "userinfo_endpoint", endpoints.userInfo());
      add(metadata, "jwks_uri", endpoints.jwks());
      add(metadata, "end_session_endpoint", endpoints.endSession());
    });
    return metadata.build();
  }

  /** Nothing: state and nonce are used up when a sign-in is finished, and the browser is back where it wanted to go. */
  @Override
  public <T> Optional<T> getStoredValue(HttpServletRequest ofRequest, HttpServletResponse ofResponse, String key) {
    return Optional.empty();
  }

  private Optional<Endpoints> endpoints(ProviderSettings provider) {
    try {
      return Optional.of(runtime.authenticator().endpoints());
    } catch (AuthorizationServerUnavailableException e) {
      return Optional.of(provider.overrides());
    }
  }

  private static void add(JsonObjectBuilder metadata, String name, Optional<URI> address) {
    address.ifPresent(uri -> metadata.add(name, uri.toString()));
  }

  private Optional<Authenticated> identity() {
    return current.find().map(Identity::of);
  }

  private Optional<Caller> caller() {
    return identity().map(Authenticated::caller);
  }

  /** The session's sign-in, unless a bearer token made this request: then the session is somebody else's matter. */
  private Optional<SignIn> signIn() {
    return identity().filter(identity -> identity.credential() == Credential.SESSION)
        .flatMap(identity -> current.find()).flatMap(request ->
            runtime.authenticator().session(ServletRequestView.of(request), new HttpSessionStore(request)).load());
  }

  private Optional<Secret> accessToken() {
    return signIn().map(SignIn::accessToken).or(() -> current.find().flatMap(CurrentOpenIdContext::bearerToken));
  }

  /** The token that was found good before, wherever the settings let it stand. */
  private static Optional<Secret> bearerToken(HttpServletRequest request) {
    BearerCredentials credentials = BearerCredentials.of(ServletRequestView.of(request));
    return credentials instanceof BearerCredentials.Token token
        ? Optional.of(Secret.of(token.value()))
        : Optional.ofNullable(request.getParameter("access_token")).map(Secret::of);
  }

  private Optional<Instant> expiresAt() {
    return signIn().flatMap(SignIn::expiresAt).or(() -> caller().flatMap(Caller::expiresAt));
  }
}
