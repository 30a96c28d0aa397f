package io.asbru.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.organization.Endpoints;
import io.asbru.settings.Setting;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The provider's public keys. They are fetched when first needed and renewed in the background; a key that is not among them makes them be
 * fetched at once, but only once in a while, so that made-up key ids do no harm.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517">RFC 7517</a>
 */
public final class KeySet {

  private static final Duration A_MOMENT = Duration.ofSeconds(1);
  private static final Duration KEEP = Duration.ofMinutes(10);

  private final Fetched<List<JWK>> keys;

  KeySet(Provider provider, HttpSender http, WaitingRoom waitingRoom, Clock clock, Duration minInterval) {
    keys = new Fetched<>(() -> fetch(provider, http), clock, KEEP, minInterval, waitingRoom, http::inBackground);
  }

  private static List<JWK> fetch(Provider provider, HttpSender http) throws AuthorizationServerUnavailableException {
    HTTPRequest request = new HTTPRequest(HTTPRequest.Method.GET, provider.endpoint(Endpoints::jwks, Setting.JWKS_URI));
    request.setAccept("application/jwk-set+json, application/json");
    return http.exchangeSafely(request, response -> {
      List<JWK> keys = publicKeys(response.requiredJson());
      if (keys.isEmpty()) {
        throw response.unusable(" and a key set without any usable key");
      }
      return keys;
    });
  }

  /**
   * Finds out whether the provider answers, before a browser is sent there: the keys that the sign-in will need are fetched, unless they
   * were a moment ago.
   */
  void requireProvider() throws AuthorizationServerUnavailableException {
    keys.notOlderThan(A_MOMENT);
  }

  /** The usable keys; others are passed over (RFC 7517, section 5), and no shared secret can get in. */
  static List<JWK> publicKeys(Map<String, Object> document) {
    List<JWK> usable = new ArrayList<>();
    if (document.get("keys") instanceof List<?> listed) {
      for (Object key : listed) {
        if (key instanceof Map<?, ?> members) {
          addIfUsable(Json.copy(members), usable);
        }
      }
    }
    return List.copyOf(usable);
  }

  private static void addIfUsable(Map<String, Object> members, List<JWK> usable) {
    try {
      JWK key = JWK.parse(members);
      if (key instanceof AsymmetricJWK) {
        usable.add(key.toPublicJWK());
      }
    } catch (ParseException | IllegalArgumentException e) {
      // One key that we cannot read must not take the others away.
    }
  }

  /**
   * Verifies a token's signature. A token without {@code kid} is taken only where exactly one key comes into question (OpenID Connect
   * Core, section 10.1).
   *
   * @throws InvalidTokenException if no key of the provider has signed it
   * @throws AuthorizationServerUnavailableException if the keys cannot be had
   */
  void verify(SignedToken token) throws InvalidTokenException, AuthorizationServerUnavailableException {
    JWSHeader header = token.jws().getHeader();
    List<JWK> known = keys.get();
    List<JWK> fitting = fitting(header, known);
    if (fitting.isEmpty()) {
      fitting = fitting(header, keys.newerThan(known));
    }
    if (fitting.isEmpty()) {
      throw new InvalidTokenException("the provider has no key of its kid and algorithm");
    }
    if (header.getKeyID() == null && fitting.size() > 1) {
      throw new InvalidTokenException("it has no kid, and several keys come into question");
    }
    for (JWK key : fitting) {
      if (verifies(token, key)) {
        return;
      }
    }
    throw new InvalidTokenException("its signature is wrong");
  }

  private static List<JWK> fitting(JWSHeader header, List<JWK> keys) {
    JWKMatcher.Builder wanted = new JWKMatcher.Builder()
        .keyType(KeyType.forAlgorithm(header.getAlgorithm()))
        .keyUses(KeyUse.SIGNATURE, null)
        .algorithms(header.getAlgorithm(), null);
    if (header.getKeyID() != null) {
      wanted.keyID(header.getKeyID());
    }
    JWKMatcher matcher = wanted.build();
    return keys.stream().filter(matcher::matches).toList();
  }

  private static boolean verifies(SignedToken token, JWK key) {
    try {
      return token.jws().verify(new DefaultJWSVerifierFactory().createJWSVerifier(
          token.jws().getHeader(), ((AsymmetricJWK) key).toPublicKey()));
    } catch (JOSEException | IllegalStateException e) {
      return false;
    }
  }
}
