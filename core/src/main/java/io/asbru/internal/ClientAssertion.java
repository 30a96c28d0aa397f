package io.asbru.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.internal.ClientKeys.ClientKey;
import io.asbru.organization.Endpoints;
import io.asbru.settings.ClientSettings;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.ConfigurationException.Fault;
import io.asbru.settings.Setting;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Assertions by which the client proves who it is, a new one for each request: signed by its private key, or by an HMAC with its secret.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-3">RFC 7523, section 3</a>
 */
final class ClientAssertion {

  /** How long an assertion is good: time enough for a request, and for clocks that differ a little. */
  private static final Duration LIFETIME = Duration.ofSeconds(60);

  private final Provider provider;
  private final ClientSettings client;
  private final Optional<ClientKeys> keys;
  private final Clock clock;

  /**
   * The client's assertions.
   *
   * @param keys what signs; absent for an HMAC by the client secret
   * @throws ConfigurationException if the key does not go with the algorithm
   */
  ClientAssertion(Provider provider, ClientSettings client, Optional<ClientKeys> keys, Clock clock) {
    this.provider = provider;
    this.client = client;
    this.keys = keys;
    this.clock = clock;
    try {
      sign("none yet");
    } catch (JOSEException | IllegalArgumentException e) {
      throw new ConfigurationException(List.of(new Fault(Setting.CLIENT_ASSERTION_ALGORITHM.key(),
          "does not go with the key or secret: " + e.getMessage(), "Remove it, or give another key.")));
    }
  }

  /** An assertion for one request. */
  String make() throws AuthorizationServerUnavailableException {
    try {
      return sign(audience());
    } catch (JOSEException e) {
      throw new AuthorizationServerUnavailableException("the client's assertion cannot be signed; look at " + Setting.CLIENT_KEY.key(), e);
    }
  }

  private String audience() throws AuthorizationServerUnavailableException {
    return switch (client.assertionAudience()) {
      case ClientSettings.TOKEN_ENDPOINT_AUDIENCE -> provider.endpoint(Endpoints::token, Setting.TOKEN_ENDPOINT).toString();
      case ClientSettings.ISSUER_AUDIENCE -> provider.issuer();
      default -> client.assertionAudience();
    };
  }

  private String sign(String audience) throws JOSEException {
    JWSAlgorithm algorithm = JWSAlgorithm.HS256;
    Optional<String> kid = Optional.empty();
    JWSSigner signer;
    if (keys.isPresent()) {
      ClientKey key = keys.get().signing();
      algorithm = client.assertionAlgorithm().map(JWSAlgorithm::parse).orElseGet(key::signatureAlgorithm);
      kid = key.announced();
      signer = signer(key.key());
    } else {
      algorithm = client.assertionAlgorithm().map(JWSAlgorithm::parse).orElse(algorithm);
      signer = new MACSigner(client.secret().map(Secret::value).orElse("").getBytes(StandardCharsets.UTF_8));
    }
    JWSHeader.Builder header = new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT);
    kid.ifPresent(header::keyID);
    JWSObject jws = new JWSObject(header.build(), new Payload(claims(audience)));
    jws.sign(signer);
    return jws.serialize();
  }

  private static JWSSigner signer(PrivateKey key) throws JOSEException {
    return key instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner(key);
  }

  private Map<String, Object> claims(String audience) {
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", client.id());
    claims.put("sub", client.id());
    claims.put("aud", audience);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iat", now);
    claims.put("exp", now + LIFETIME.toSeconds());
    return claims;
  }
}
