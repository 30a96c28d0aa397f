package io.asbru.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks {@code private_key_jwt} assertions.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-3">RFC 7523, section 3</a>
 */
final class ClientAssertions {

  private final Addresses addresses;
  private final Clock clock;
  private final Set<String> used = ConcurrentHashMap.newKeySet();

  ClientAssertions(Addresses addresses, Clock clock) {
    this.addresses = addresses;
    this.clock = clock;
  }

  /** The client that signed the assertion; empty if it proves nothing. */
  Optional<Application> client(String assertion, Organization organization) {
    try {
      SignedJWT jwt = SignedJWT.parse(assertion);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      Optional<Application> client = Optional.ofNullable(claims.getSubject()).flatMap(organization::application);
      if (client.isPresent() && signedBy(client.get(), jwt) && valid(claims, organization)) {
        return client;
      }
      return Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  private static boolean signedBy(Application client, SignedJWT jwt) throws ParseException, JOSEException {
    if (client.jwks().isEmpty()) {
      return false;
    }
    for (JWK key : JWKSet.parse(client.jwks().get()).getKeys()) {
      if (key instanceof AsymmetricJWK asymmetric && jwt.verify(new DefaultJWSVerifierFactory()
          .createJWSVerifier(jwt.getHeader(), asymmetric.toPublicKey()))) {
        return true;
      }
    }
    return false;
  }

  private boolean valid(JWTClaimsSet claims, Organization organization) {
    Date expires = claims.getExpirationTime();
    String issuer = addresses.issuer(organization);
    return claims.getSubject().equals(claims.getIssuer())
        && claims.getAudience().contains(issuer)
        && expires != null && expires.toInstant().isAfter(clock.instant())
        && claims.getJWTID() != null && used.add(claims.getJWTID());
  }
}
