package io.asbru.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.asbru.HttpRequestView;
import io.asbru.Secret;
import io.asbru.session.SignIn;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The token that, where the settings ask for it, the application's own pages send along with all that may change something by a session. It is
 * an HMAC over the id of the sign-in, so that nothing has to be kept, it is worth nothing in another session, and it ends with the sign-in.
 * It begins with a salt: no two pages show the same, and compressed responses do not give it away bit by bit.
 */
final class CrossSiteToken {

  static final String HEADER = "X-CSRF-Token";
  static final String PARAMETER = "csrf_token";

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final int SALT_BYTES = 16;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final boolean demanded;
  private final CookieKeys cookieKeys;
  private final SecureRandom random = new SecureRandom();
  /** The newest first; empty until one is needed. */
  private volatile List<byte[]> keys = List.of();

  CrossSiteToken(CookieKeys cookieKeys, boolean demanded) {
    this.cookieKeys = cookieKeys;
    this.demanded = demanded;
  }

  /** A token for the pages of this sign-in; empty if none is demanded. */
  Optional<Secret> of(SignIn signIn) {
    if (!demanded) {
      return Optional.empty();
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    String text = BASE64.encodeToString(salt);
    return Optional.of(Secret.of(text + "." + hmac(keys().get(0), text, signIn)));
  }

  /** Whether this request of the application changes nothing, or has a token of its sign-in. */
  boolean permits(HttpRequestView view, SignIn signIn) {
    if (!demandedOf(view)) {
      return true;
    }
    List<String> headers = view.headers(HEADER);
    return fits(headers.isEmpty() ? view.sharedFormParameter(PARAMETER) : headers, signIn);
  }

  /** The same at a path of the library's own, where nobody else needs the body. */
  boolean permitsOwnPath(HttpRequestView view, SignIn signIn) {
    if (!demandedOf(view)) {
      return true;
    }
    List<String> headers = view.headers(HEADER);
    return fits(headers.isEmpty() ? view.formParameters().getOrDefault(PARAMETER, List.of()) : headers, signIn);
  }

  /** Whether such a request needs a token at all. */
  boolean demandedOf(HttpRequestView view) {
    return demanded && !SAFE.contains(view.method());
  }

  private boolean fits(List<String> presented, SignIn signIn) {
    if (presented.size() != 1) {
      return false;
    }
    String token = presented.get(0);
    int dot = token.indexOf('.');
    if (dot < 0) {
      return false;
    }
    byte[] mac = token.substring(dot + 1).getBytes(UTF_8);
    boolean fits = false;
    for (byte[] key : keys()) {
      fits |= MessageDigest.isEqual(hmac(key, token.substring(0, dot), signIn).getBytes(UTF_8), mac);
    }
    return fits;
  }

  private static String hmac(byte[] key, String salt, SignIn signIn) {
    return BASE64.encodeToString(CookieKeys.hmac(key, salt + "." + signIn.id()));
  }

  private List<byte[]> keys() {
    List<byte[]> known = keys;
    if (known.isEmpty()) {
      Map<String, byte[]> made = cookieKeys.forPurpose("cross-site token");
      known = new ArrayList<>(made.values());
      keys = known;
    }
    return known;
  }
}
