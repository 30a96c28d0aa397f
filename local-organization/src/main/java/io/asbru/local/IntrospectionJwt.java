package io.asbru.local;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Introspection replies as signed JWTs, for clients that ask for them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9701#section-5">RFC 9701, section 5</a>
 */
final class IntrospectionJwt {

  static final String MEDIA_TYPE = "application/token-introspection+jwt";

  private final boolean on;
  private final Addresses addresses;
  private final Organization root;
  private final TokenSigner signer;
  private final ActiveFaults faults;

  IntrospectionJwt(boolean on, Addresses addresses, Organization root, TokenSigner signer, ActiveFaults faults) {
    this.on = on;
    this.addresses = addresses;
    this.root = root;
    this.signer = signer;
    this.faults = faults;
  }

  /** The signed reply for the client that asked; empty if it did not ask for one. */
  Optional<Reply> reply(Call call, Map<String, Object> description, String clientId, Instant now) {
    if (!on || !call.header("Accept").orElse("").toLowerCase(Locale.ROOT).contains(MEDIA_TYPE)) {
      return Optional.empty();
    }
    Map<String, Object> honest = Json.object("iss", addresses.issuer(root), "aud", clientId, "iat", now.getEpochSecond(),
        "token_introspection", description);
    String jwt = faults.signed(call, Endpoint.INTROSPECT, Effect.Target.ID_TOKEN, honest)
        .map(forged -> signer.sign(forged.claims(), "token-introspection+jwt", root, forged.forgery()))
        .orElseGet(() -> signer.sign(honest, "token-introspection+jwt", root));
    return Optional.of(Reply.of(200, MEDIA_TYPE, jwt).notStored());
  }
}
