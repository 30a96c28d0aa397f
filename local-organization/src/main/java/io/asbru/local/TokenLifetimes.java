package io.asbru.local;

import java.time.Duration;

/**
 * How long the tokens of an application live, each in whole seconds.
 *
 * @param userAccessToken a user's access token
 * @param applicationAccessToken the application's own access token
 * @param refreshToken a refresh token
 * @param idToken an ID token
 */
public record TokenLifetimes(Duration userAccessToken, Duration applicationAccessToken, Duration refreshToken,
    Duration idToken) {

  /** An hour, a day for refresh tokens. */
  public static final TokenLifetimes DEFAULT =
      new TokenLifetimes(Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(1), Duration.ofHours(1));

  /** The same, but for access tokens of users and of the application. */
  public TokenLifetimes withAccessToken(Duration lifetime) {
    return new TokenLifetimes(lifetime, lifetime, refreshToken, idToken);
  }

  /** The same, but for refresh tokens. */
  public TokenLifetimes withRefreshToken(Duration lifetime) {
    return new TokenLifetimes(userAccessToken, applicationAccessToken, lifetime, idToken);
  }

  /** The same, but for ID tokens. */
  public TokenLifetimes withIdToken(Duration lifetime) {
    return new TokenLifetimes(userAccessToken, applicationAccessToken, refreshToken, lifetime);
  }
}
