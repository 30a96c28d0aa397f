package io.asbru.internal;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Caller;
import io.asbru.Secret;
import io.asbru.client.TokenResponse;
import io.asbru.client.TokenResponse.Granted;
import io.asbru.resource.TokenDigest;
import io.asbru.session.SignIn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Refreshes the tokens of sessions, each refresh token once: requests that come with the same one wait for the first, and those
 * that come a little later with a copy of the session from before get its result.
 */
final class Refreshes {

  private static final Duration SHARED = Duration.ofSeconds(60);
  private static final int MOST = 10_000;
  private static final int MOST_IN_A_ROW = 5;
  /** While the provider is away, the many requests of one page do not each wait for it. */
  private static final Duration FAILED = Duration.ofSeconds(2);

  private final TokenEndpoint endpoint;
  private final TokenAcceptance acceptance;
  private final TokenDigester digester;
  private final Duration patience;
  private final WaitingRoom waitingRoom;
  private final Clock clock;
  private final Cache<TokenDigest, CompletableFuture<Optional<SignIn>>> results;
  private final Cache<TokenDigest, Instant> failures;

  /** What refresh tokens have given a moment ago, and which could not be spent. */
  static final class Results {

    private final Cache<TokenDigest, CompletableFuture<Optional<SignIn>>> given;
    private final Cache<TokenDigest, Instant> failed;

    Results(Clock clock) {
      given = remembering(clock);
      failed = remembering(clock);
    }
  }

  Refreshes(TokenEndpoint endpoint, TokenAcceptance acceptance, String provider, Results results, Duration patience,
      WaitingRoom waitingRoom, Clock clock) {
    this.clock = clock;
    this.waitingRoom = waitingRoom;
    this.endpoint = endpoint;
    this.acceptance = acceptance;
    this.digester = TokenDigester.shared(provider);
    this.patience = patience;
    this.results = results.given;
    this.failures = results.failed;
  }

  private static <V> Cache<TokenDigest, V> remembering(Clock clock) {
    return Caffeine.newBuilder().expireAfterWrite(SHARED).maximumSize(MOST).executor(Runnable::run)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis())).build();
  }

  /**
   * The sign-in with the tokens that took the place of these a moment ago; this one if none did. A sign-in that travels in a cookie may be one
   * from before a refresh.
   */
  SignIn newest(SignIn signIn) {
    SignIn newest = signIn;
    for (int i = 0; i < MOST_IN_A_ROW; i++) {
      Optional<SignIn> next = newest.refreshToken()
          .flatMap(token -> Optional.ofNullable(results.getIfPresent(digester.digest(token.value()))))
          .filter(result -> result.isDone() && !result.isCompletedExceptionally()).flatMap(CompletableFuture::join);
      if (next.isEmpty() || next.get().accessToken().equals(newest.accessToken())) {
        return newest;
      }
      newest = forThis(next.get(), signIn);
    }
    return newest;
  }

  /**
   * A sign-in with new tokens.
   *
   * @param signIn the sign-in
   * @param first whether this request has spent the refresh token; others that need it get its result
   */
  record Renewed(SignIn signIn, boolean first) {}

  /**
   * The sign-in with new tokens; empty if the provider refuses, which ends the session.
   *
   * @throws AuthorizationServerUnavailableException if it could not be asked; the session goes on
   */
  Optional<Renewed> refresh(SignIn signIn, Secret refreshToken) throws AuthorizationServerUnavailableException {
    TokenDigest digest = digester.digest(refreshToken.value());
    Instant failedAt = failures.getIfPresent(digest);
    if (failedAt != null && clock.instant().isBefore(failedAt.plus(FAILED))) {
      throw new AuthorizationServerUnavailableException("a refresh failed a moment ago", null, FAILED);
    }
    CompletableFuture<Optional<SignIn>> own = new CompletableFuture<>();
    CompletableFuture<Optional<SignIn>> known = results.getIfPresent(digest);
    // Only looked at, if there is one, so that it is not remembered for ever by being asked for.
    CompletableFuture<Optional<SignIn>> counting = known != null && !ranOut(known) ? known : requireNonNull(
        results.asMap().compute(digest, (key, earlier) -> earlier == null || ranOut(earlier) ? own : earlier));
    if (counting != own) {
      return waitFor(counting).map(renewed -> new Renewed(forThis(renewed, signIn), false));
    }
    try {
      own.complete(ask(signIn, refreshToken));
    } catch (AuthorizationServerUnavailableException | RuntimeException | Error e) {
      failures.put(digest, clock.instant());
      results.asMap().remove(digest, own);
      own.completeExceptionally(e);
      throw e;
    }
    return await(own).map(renewed -> new Renewed(renewed, true));
  }

  /** A refresh token that is not rotated is used again and again, and the tokens that it gave last time are no answer any more. */
  private boolean ranOut(CompletableFuture<Optional<SignIn>> result) {
    return result.isDone() && !result.isCompletedExceptionally()
        && result.join().filter(renewed -> TokenAcceptance.expired(renewed, clock.instant())).isPresent();
  }

  private Optional<SignIn> ask(SignIn signIn, Secret refreshToken) throws AuthorizationServerUnavailableException {
    TokenResponse response = endpoint.refresh(refreshToken, Set.of());
    if (response instanceof Granted granted) {
      try {
        return Optional.of(acceptance.renewed(granted, signIn));
      } catch (InvalidTokenException e) {
        System.getLogger(Refreshes.class.getName())
            .log(System.Logger.Level.WARNING, () -> "Refused the tokens of a refresh: " + e.getMessage());
        return Optional.empty();
      }
    }
    TokenResponse.Refused refused = (TokenResponse.Refused) response;
    if (refused.error().equals("invalid_grant")) {
      return Optional.empty();
    }
    throw new AuthorizationServerUnavailableException(
        "the refresh was refused, but not the refresh token: " + OccasionalLog.plain(refused.error()), null);
  }

  /** Two sessions can hold the same refresh token, because an Asgardeo organization hands it out again: each stays itself. */
  private static SignIn forThis(SignIn renewed, SignIn own) {
    Caller caller = renewed.id().equals(own.id()) ? renewed.caller()
        : CallerClaims.withAuthenticationOf(own.caller(), renewed.caller());
    return new SignIn(own.id(), own.provider(), caller, own.issuer(), own.sid(), renewed.accessToken(),
        renewed.refreshToken(), renewed.sid().equals(own.sid()) ? renewed.idToken() : own.idToken(), renewed.expiresAt(),
        own.signedInAt());
  }

  private Optional<SignIn> waitFor(CompletableFuture<Optional<SignIn>> result) throws AuthorizationServerUnavailableException {
    if (result.isDone()) {
      return await(result);
    }
    waitingRoom.enter();
    try {
      return await(result);
    } finally {
      waitingRoom.leave();
    }
  }

  private Optional<SignIn> await(CompletableFuture<Optional<SignIn>> result) throws AuthorizationServerUnavailableException {
    try {
      return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new AuthorizationServerUnavailableException("the refresh failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AuthorizationServerUnavailableException("another request's refresh takes too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuthorizationServerUnavailableException("interrupted while waiting for a refresh", e);
    }
  }
}
