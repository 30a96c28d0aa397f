package io.asbru.internal;

import io.asbru.internal.CookieJar.SameSite;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts, in a cookie, how often in a row a browser signed in and was unknown at its next request nevertheless, because it does not keep the
 * session or the session does not count: it would go between here and the provider for ever.
 */
final class SignInsInVain {

  private static final String NAME = "n";
  private static final int MOST = 3;
  private static final Duration IN_A_ROW = Duration.ofMinutes(2);

  private final Clock clock;

  SignInsInVain(Clock clock) {
    this.clock = clock;
  }

  /** The browser has signed in. */
  void signedIn(CookieJar jar) {
    jar.write(NAME, (count(jar) + 1) + "." + clock.instant().getEpochSecond(), Optional.of(IN_A_ROW), SameSite.LAX);
  }

  /** The browser is known by its session. */
  void known(CookieJar jar) {
    jar.remove(NAME);
  }

  /** Whether it has signed in too often to be sent away once more; it may try again afterwards. */
  boolean tooOften(CookieJar jar) {
    boolean tooOften = count(jar) >= MOST;
    if (tooOften) {
      jar.remove(NAME);
    }
    return tooOften;
  }

  private int count(CookieJar jar) {
    Optional<String> value = jar.read(NAME).filter(text -> text.matches("\\d\\.\\d{1,12}"));
    return value.filter(text -> clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(text.substring(2))).plus(IN_A_ROW)))
        .map(text -> text.charAt(0) - '0').orElse(0);
  }
}
