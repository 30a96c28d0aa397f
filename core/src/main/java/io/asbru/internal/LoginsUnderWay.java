package io.asbru.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.asbru.internal.CookieJar.SameSite;
import io.asbru.session.PendingLogin;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sign-ins that a browser has begun and not finished: each in an encrypted cookie of its own, because several tabs begin them at the same
 * time. So they need no session, and any node that has the key can finish them. Bounded; the oldest gives way.
 *
 * <p>A browser can send a cookie again that it was told to remove. That a {@code state} is used once is therefore remembered here, on each
 * node; between nodes, that a code is good only once is up to the authorization server (RFC 6749, section 4.1.2).
 */
final class LoginsUnderWay {

  /** How long a user may take to sign in at the provider. */
  static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final Logger LOG = System.getLogger(LoginsUnderWay.class.getName());
  private static final int MOST = 5;
  private static final int MOST_REMOVED = 10;
  /** Servers take 8 KiB of headers, and other cookies need room, too. */
  private static final int MOST_CHARACTERS = 4000;
  private static final Duration HOP = Duration.ofMinutes(2);
  private static final int RESPONSE_VERSION = 1;
  private static final List<String> RESPONSE = List.of("state", "code", "iss", "error", "error_description");

  private final CookieSeal logins;
  private final CookieSeal responses;
  private final boolean formPost;
  private final Clock clock;
  private final UsedOnce used;

  LoginsUnderWay(CookieKeys keys, UsedOnce used, boolean formPost, Clock clock) {
    this.logins = new CookieSeal(keys, "pending login");
    this.responses = new CookieSeal(keys, "authorization response");
    this.formPost = formPost;
    this.clock = clock;
    this.used = used;
  }

  /** Keeps this one. */
  void add(CookieJar jar, PendingLogin login) {
    String sealed = logins.seal(login.toStored());
    List<String> earlier = new ArrayList<>(jar.names("p"));
    int characters = sealed.length();
    for (int i = earlier.size() - 1; i >= 0; i--) {
      characters += jar.read(earlier.get(i)).map(String::length).orElse(MOST_CHARACTERS);
      if (earlier.size() - i >= MOST || characters > MOST_CHARACTERS) {
        // Whoever sends a hundred gets rid of them little by little, because the headers of a response have bounds, too.
        earlier.subList(Math.max(0, i + 1 - MOST_REMOVED), i + 1).forEach(jar::remove);
        break;
      }
    }
    String name = String.format("p%011x%s", clock.millis(), hash(login.state()));
    // By form_post the browser comes back with a form of another site, with which SameSite=Lax cookies do not go along.
    if (!jar.write(name, sealed, Optional.of(PATIENCE), formPost ? SameSite.NONE : SameSite.LAX)) {
      LOG.log(Level.DEBUG, "A sign-in that was begun could not be kept: the response has gone out. Its callback will be refused.");
    }
  }

  /** Removes and returns the one with this {@code state}, and no other. Of several requests to this node that ask, one gets it. */
  Optional<PendingLogin> take(CookieJar jar, String state) {
    Optional<PendingLogin> found = find(jar, state);
    jar.names("p").stream().filter(name -> name.endsWith(hash(state))).forEach(jar::remove);
    // An expired one is handed out too, for the user to be told that it has taken too long.
    return found.filter(login -> used.first(state, clock.instant().plus(PATIENCE).plus(PATIENCE)));
  }

  private Optional<PendingLogin> find(CookieJar jar, String state) {
    return jar.names("p").stream().filter(name -> name.endsWith(hash(state)))
        .flatMap(name -> jar.read(name).flatMap(logins::open).flatMap(PendingLogin::fromStored).stream())
        .filter(login -> MessageDigest.isEqual(state.getBytes(UTF_8), login.state().getBytes(UTF_8)))
        .findFirst();
  }

  /**
   * Keeps an authorization response that came by another site's form until the browser has been here on its own account, and so with all its
   * cookies.
   *
   * @return false if this browser has not begun the sign-in
   */
  boolean keepResponse(CookieJar jar, String state, Map<String, List<String>> parameters) {
    if (find(jar, state).isEmpty() || used.contains(state)) {
      return false;
    }
    Map<String, Object> kept = new LinkedHashMap<>();
    RESPONSE.forEach(name -> parameters.getOrDefault(name, List.of()).stream().findFirst().ifPresent(value -> kept.put(name, value)));
    String sealed = responses.seal(new Object[] {RESPONSE_VERSION, (java.io.Serializable) kept});
    return sealed.length() <= CookieJar.MOST_CHARACTERS && jar.write("r" + hash(state), sealed, Optional.of(HOP), SameSite.LAX);
  }

  /** The authorization response that was kept for this {@code state}; once. */
  Map<String, List<String>> takeResponse(CookieJar jar, String state) {
    String name = "r" + hash(state);
    Optional<Object> opened = jar.read(name).flatMap(responses::open);
    jar.remove(name);
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (opened.isPresent() && opened.get() instanceof Object[] pair && Integer.valueOf(RESPONSE_VERSION).equals(pair[0])
        && pair[1] instanceof Map<?, ?> map && state.equals(map.get("state"))) {
      map.forEach((key, value) -> parameters.put(String.valueOf(key), List.of(String.valueOf(value))));
    }
    return parameters;
  }

  private static String hash(String state) {
    return ShortHash.of(state, 16);
  }
}
