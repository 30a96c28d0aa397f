package io.asbru.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A PKCE code challenge.
 *
 * @param value the challenge
 * @param plain whether it is the verifier itself instead of its SHA-256
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636#section-4.2">RFC 7636, section 4.2</a>
 */
record CodeChallenge(String value, boolean plain) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  static boolean wellFormed(String challengeOrVerifier) {
    return FORM.matcher(challengeOrVerifier).matches();
  }

  boolean matches(String verifier) {
    if (!wellFormed(verifier)) {
      return false;
    }
    String expected = plain ? verifier : sha256(verifier);
    return MessageDigest.isEqual(expected.getBytes(US_ASCII), value.getBytes(US_ASCII));
  }

  private static String sha256(String verifier) {
    try {
      return Base64.getUrlEncoder().withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
