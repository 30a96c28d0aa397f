package io.asbru.settings;

import io.asbru.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a browser between its requests, where, and for how long.
 *
 * @param inCookie whether the sign-in is kept in a cookie instead of the container's session
 * @param cookieKeys keys of the cookies, newest first; empty if none are set
 * @param idleTimeout how long a sign-in may go unused; absent for no limit but the container's
 * @param lifetime how long a sign-in lasts at the most
 * @param formPost whether the provider answers by {@code response_mode=form_post}
 */
public record SessionSettings(
    boolean inCookie,
    List<Secret> cookieKeys,
    Optional<Duration> idleTimeout,
    Duration lifetime,
    boolean formPost) {

  private static final int FEWEST_CHARACTERS = 32;
  private static final int MOST_KEYS = 5;
  /** What an idle timeout in a cookie is without a setting: what containers have for their sessions. */
  private static final Duration IDLE_IN_COOKIE = Duration.ofMinutes(30);

  public SessionSettings {
    cookieKeys = List.copyOf(cookieKeys);
  }

  static SessionSettings read(SettingsReader reader) {
    boolean inCookie = reader.choice(Setting.SESSION_STORE, "container", "cookie").filter("cookie"::equals).isPresent();
    Duration lifetime = reader.duration(Setting.SESSION_LIFETIME);
    if (lifetime.isZero()) {
      reader.fault(Setting.SESSION_LIFETIME, "is nothing, so that nobody would stay signed in.", "Write for example 12h.");
    }
    Optional<Duration> idle = reader.given(Setting.SESSION_IDLE_TIMEOUT)
        ? Optional.of(reader.duration(Setting.SESSION_IDLE_TIMEOUT))
        : inCookie ? Optional.of(IDLE_IN_COOKIE) : Optional.empty();
    if (idle.filter(time -> time.toSeconds() < 60).isPresent()) {
      reader.fault(Setting.SESSION_IDLE_TIMEOUT, "is shorter than a minute.", "Write for example 30m, or leave it out.");
    }
    return new SessionSettings(inCookie, keys(reader, inCookie), idle, lifetime,
        reader.choice(Setting.RESPONSE_MODE, "query", "form_post").filter("form_post"::equals).isPresent());
  }

  private static List<Secret> keys(SettingsReader reader, boolean needed) {
    List<Secret> keys = new ArrayList<>();
    for (String key : reader.words(Setting.SESSION_COOKIE_KEYS)) {
      if (key.length() < FEWEST_CHARACTERS) {
        reader.fault(Setting.SESSION_COOKIE_KEYS, "holds a key of fewer than " + FEWEST_CHARACTERS + " characters.",
            "Make each by: openssl rand -base64 32");
      } else {
        keys.add(Secret.of(key));
      }
    }
    if (keys.size() > MOST_KEYS) {
      reader.fault(Setting.SESSION_COOKIE_KEYS, "holds more than " + MOST_KEYS + " keys.", "Remove the oldest, at the end.");
    }
    if (needed && !reader.given(Setting.SESSION_COOKIE_KEYS)) {
      reader.fault(Setting.SESSION_COOKIE_KEYS, "is missing, but session-store is cookie.",
          "Make a key by openssl rand -base64 32, and give all nodes the same.");
    }
    return keys;
  }

  /** Never a key. */
  @Override
  public String toString() {
    return "SessionSettings[inCookie=" + inCookie + ", " + cookieKeys.size() + " keys, idleTimeout=" + idleTimeout + ", lifetime="
        + lifetime + ", formPost=" + formPost + "]";
  }
}
