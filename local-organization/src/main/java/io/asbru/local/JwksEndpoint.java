package io.asbru.local;

import com.nimbusds.jose.jwk.RSAKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /oauth2/jwks}: the keys of the organization of the path and those of the root organization. */
final class JwksEndpoint implements EndpointHandler {

  private final TokenSigner signer;
  private final Organization root;

  JwksEndpoint(TokenSigner signer, Organization root) {
    this.signer = signer;
    this.root = root;
  }

  @Override
  public Reply handle(Call call, Organization organization) {
    List<RSAKey> keys = new ArrayList<>(signer.keys(organization).published());
    if (organization != root) {
      keys.addAll(signer.keys(root).published());
    }
    return Reply.json(200, Json.object("keys", keys.stream().map(JwksEndpoint::publicKey).toList()));
  }

  private static Map<String, Object> publicKey(RSAKey key) {
    Map<String, Object> jwk = new LinkedHashMap<>(key.toPublicJWK().toJSONObject());
    jwk.put("x5t", TokenSigner.thumbprint(key));
    return jwk;
  }
}
