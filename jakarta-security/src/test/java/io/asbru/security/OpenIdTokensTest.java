package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.identitystore.openid.AccessToken;
import jakarta.security.enterprise.identitystore.openid.JwtClaims;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tokens as the standard's code asks for them. */
class OpenIdTokensTest {

  private static AccessToken token(String text, Optional<Instant> expiresAt) {
    return new OpenIdTokens.Access(text, Set.of("openid", "read"), expiresAt, Map.of("sub", "4711"));
  }

  @Test
  void expirationTime_isANumberOfSeconds_andNotAPointInTime() {
    assertThat(token("opaque", Optional.of(Instant.now().plusSeconds(3600))).getExpirationTime()).isBetween(3500L, 3600L);
    assertThat(token("opaque", Optional.of(Instant.now().minusSeconds(60))).getExpirationTime()).isZero();
    assertThat(token("opaque", Optional.empty()).getExpirationTime()).isNull();
  }

  @Test
  void accessToken_isExpiredFromItsExpiryOn() {
    assertThat(token("opaque", Optional.of(Instant.now().plusSeconds(3600))).isExpired()).isFalse();
    assertThat(token("opaque", Optional.of(Instant.now())).isExpired()).isTrue();
    assertThat(token("opaque", Optional.empty()).isExpired()).isFalse();
  }

  @Test
  void opaqueToken_hasTheClaimsOfTheCaller() {
    AccessToken token = token("opaque", Optional.empty());

    assertThat(token.getToken()).isEqualTo("opaque");
    assertThat(token.isJWT()).isFalse();
    assertThat(token.getJwtClaims()).isSameAs(JwtClaims.NONE);
    assertThat(token.getClaim("sub")).isEqualTo("4711");
    assertThat(token.getScope()).containsExactlyInAnyOrder("openid", "read");
    assertThat(token.getType()).isEqualTo(AccessToken.Type.BEARER);
    assertThat(token).asString().doesNotContain("opaque");
  }

  @Test
  void claims_haveTypes() {
    JwtClaims claims = new JsonClaims.OfToken(Map.of("sub", "own", "exp", 1_700_000_000L, "aud", "me", "groups", List.of("a", "b"), "n", 1.5,
        "in", Map.of("x", "y")));

    assertThat(claims.getSubject()).contains("own");
    assertThat(claims.getExpirationTime()).contains(Instant.ofEpochSecond(1_700_000_000));
    assertThat(claims.getAudience()).containsExactly("me");
    assertThat(claims.getArrayStringClaim("groups")).isEqualTo(List.of("a", "b"));
    assertThat(claims.getDoubleClaim("n")).hasValue(1.5);
    assertThat(claims.getLongClaim("exp")).hasValue(1_700_000_000);
    assertThat(claims.getNested("in").flatMap(inner -> inner.getStringClaim("x"))).contains("y");
    assertThat(claims.getStringClaim("exp")).as("of another type").isEmpty();
  }
}
