package io.asbru.security;

import jakarta.security.enterprise.identitystore.openid.AccessToken;
import jakarta.security.enterprise.identitystore.openid.IdentityToken;
import jakarta.security.enterprise.identitystore.openid.JwtClaims;
import jakarta.security.enterprise.identitystore.openid.RefreshToken;
import jakarta.security.enterprise.identitystore.openid.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The standard's forms of tokens that core has found good. None of them shows its token in {@code toString()}. */
final class OpenIdTokens {

  private OpenIdTokens() {}

  /** An access token; its claims are what is known of the caller, for an opaque token too. */
  record Access(String token, Set<String> scopes, Optional<Instant> expiresAt, Map<String, Object> callerClaims) implements AccessToken {

    @Override
    public String getToken() {
      return token;
    }

    @Override
    public boolean isJWT() {
      return JwtPayload.of(token).isPresent();
    }

    @Override
    public JwtClaims getJwtClaims() {
      return JwtPayload.of(token).<JwtClaims>map(JsonClaims.OfToken::new).orElse(JwtClaims.NONE);
    }

    @Override
    public Map<String, Object> getClaims() {
      return JwtPayload.of(token).orElse(callerClaims);
    }

    @Override
    public @Nullable Object getClaim(String key) {
      return getClaims().get(key);
    }

    /** A number of seconds, as the standard has it, from now on: when the response was generated is not kept. */
    @Override
    public @Nullable Long getExpirationTime() {
      return expiresAt.map(at -> Math.max(0, Duration.between(Instant.now(), at).toSeconds())).orElse(null);
    }

    @Override
    public boolean isExpired() {
      return expiresAt.filter(at -> !Instant.now().isBefore(at)).isPresent();
    }

    @Override
    public Scope getScope() {
      return new Scope(new ArrayList<>(scopes));
    }

    @Override
    public Type getType() {
      return Type.BEARER;
    }

    @Override
    public String toString() {
      return "AccessToken[***]";
    }
  }

  /** An ID token. */
  record Identity(String token) implements IdentityToken {

    @Override
    public String getToken() {
      return token;
    }

    @Override
    public JwtClaims getJwtClaims() {
      return new JsonClaims.OfToken(getClaims());
    }

    @Override
    public boolean isExpired() {
      return getJwtClaims().getExpirationTime().filter(at -> !Instant.now().isBefore(at)).isPresent();
    }

    @Override
    public Map<String, Object> getClaims() {
      return JwtPayload.of(token).orElse(Map.of());
    }

    @Override
    public String toString() {
      return "IdentityToken[***]";
    }
  }

  /** A refresh token. */
  record Refresh(String token) implements RefreshToken {

    @Override
    public String getToken() {
      return token;
    }

    @Override
    public String toString() {
      return "RefreshToken[***]";
    }
  }
}
