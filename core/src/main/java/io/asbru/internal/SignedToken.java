package io.asbru.internal;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A signed JWT in compact form whose signature is <strong>not verified yet</strong>.
 *
 * @param jws the JWS
 * @param claims its claims
 */
record SignedToken(JWSObject jws, Claims claims) {

  private static final int MOST_CHARACTERS = 100_000;
  private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

  /** Whether this text has the form of a signed JWT, or of one whose signature was taken away; an opaque token has not. */
  static boolean looksLikeOne(String text) {
    return hasHeader(text) && text.length() <= MOST_CHARACTERS && COMPACT.matcher(text).matches();
  }

  /**
   * Where that ends which is signed; -1 if this is no signed JWT. Behind it may stand anything, because some readers skip what does not belong
   * into a signature.
   */
  static int endOfSigned(String text) {
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    return hasHeader(text) && first > 0 && second > 0 && text.indexOf('.', second + 1) < 0 ? second : -1;
  }

  /** The header is a JSON object: in base64url a brace with a quotation mark or white space begins as "ey" or "ew", and an empty one as "e3". */
  private static boolean hasHeader(String text) {
    return text.startsWith("ey") || text.startsWith("ew") || text.startsWith("e3");
  }

  /** Takes a token apart. */
  static SignedToken parse(String text) throws InvalidTokenException {
    if (!looksLikeOne(text)) {
      throw new InvalidTokenException("it is not a signed JWT");
    }
    try {
      JWSObject jws = JWSObject.parse(text);
      if (!Base64URL.encode(jws.getSignature().decode()).equals(jws.getSignature())) {
        // Several last characters stand for the same bytes: else one that was ended could come back as another text.
        throw new InvalidTokenException("its signature is not encoded as it should be");
      }
      return new SignedToken(jws, new Claims(Json.object(jws.getPayload().toString())
          .orElseThrow(() -> new InvalidTokenException("its payload is not a JSON object"))));
    } catch (ParseException | IllegalArgumentException e) {
      throw new InvalidTokenException("it is not a signed JWT");
    }
  }

  /** Refuses {@code none}, every algorithm that was not agreed, and extensions that somebody deems critical. */
  void requireAlgorithm(Set<String> agreed) throws InvalidTokenException {
    if (!agreed.contains(jws.getHeader().getAlgorithm().getName())) {
      throw new InvalidTokenException("its algorithm is none of " + agreed);
    }
    if (jws.getHeader().getCriticalParams() != null) {
      throw new InvalidTokenException("it has critical header parameters");
    }
  }

  /** The media type in {@code typ}, in lower case and without {@code application/} (RFC 7515, section 4.1.9). */
  Optional<String> type() {
    return Optional.ofNullable(jws.getHeader().getType()).map(JOSEObjectType::getType).map(SignedToken::mediaType);
  }

  static String mediaType(String typ) {
    String lower = typ.toLowerCase(Locale.ROOT);
    return lower.startsWith("application/") ? lower.substring("application/".length()) : lower;
  }
}
