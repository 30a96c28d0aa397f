package io.asbru.internal;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.settings.Setting;
import java.util.Set;

/**
 * What all signed JWTs of the provider have in common: an agreed algorithm, an issuer that is expected, and a signature of the provider. In
 * this order, so that a token from elsewhere causes no request for keys.
 */
final class SignedTokens {

  private final Provider provider;
  private final Signatures signatures;
  private final Set<String> algorithms;

  SignedTokens(Provider provider, Signatures signatures, Set<String> algorithms) {
    this.provider = provider;
    this.signatures = signatures;
    this.algorithms = Set.copyOf(algorithms);
  }

  /** Takes a token apart and verifies what does not depend on its kind. */
  SignedToken verify(String text) throws InvalidTokenException, AuthorizationServerUnavailableException {
    SignedToken token = SignedToken.parse(text);
    token.requireAlgorithm(algorithms);
    if (!provider.metadata().issuers().contains(token.claims().required("iss"))) {
      throw new InvalidTokenException("its issuer is not one of this provider's; see " + Setting.ACCEPTED_ISSUERS.key());
    }
    signatures.verify(token);
    return token;
  }
}
