package io.asbru.session;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A cookie that a response sets, for the whole host and out of reach of scripts.
 *
 * @param name the name
 * @param value the value: letters, digits and {@code . _ ~ -}
 * @param maxAge how long the browser keeps it: zero removes it, absent means until the browser ends
 * @param sameSite the attribute {@code SameSite}; absent to leave it to the browser
 * @param secure whether it travels by https alone
 */
public record ResponseCookie(String name, String value, Optional<Duration> maxAge, Optional<String> sameSite, boolean secure) {

  private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  public ResponseCookie {
    requireNonNull(maxAge, "maxAge");
    requireNonNull(sameSite, "sameSite");
    if (!name.matches("[A-Za-z0-9_-]+") || !value.matches("[A-Za-z0-9._~-]*")) {
      throw new IllegalArgumentException("not a cookie");
    }
  }

  /** Whether it removes a cookie that the browser has. */
  public boolean removes() {
    return maxAge.filter(Duration::isZero).isPresent();
  }

  /** The value of the {@code Set-Cookie} header field (RFC 6265, section 4.1). */
  public String header(Instant now) {
    StringBuilder header = new StringBuilder(name).append('=').append(value).append("; Path=/; HttpOnly");
    maxAge.ifPresent(age -> header.append("; Max-Age=").append(age.toSeconds())
        .append("; Expires=").append(DATE.format(removes() ? Instant.EPOCH : now.plus(age))));
    if (secure) {
      header.append("; Secure");
    }
    sameSite.ifPresent(site -> header.append("; SameSite=").append(site));
    return header.toString();
  }

  /** The name alone: the value may be a session. */
  @Override
  public String toString() {
    return "ResponseCookie[" + name + "]";
  }
}
