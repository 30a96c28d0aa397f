package io.asbru.outbound;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One token, fetched by one thread for all that need it, and renewed shortly before it expires. */
final class CachedToken {

  /** It is renewed so long before its end, or in the last tenth of its life if that is shorter. */
  private static final Duration LONGEST_MARGIN = Duration.ofSeconds(30);

  private final Fetch fetch;
  private final Duration patience;
  private final Clock clock;
  private @Nullable Held held;
  private @Nullable CompletableFuture<Secret> underWay;

  /** Gets a token from the authorization server. */
  interface Fetch {
    Issued fetch() throws AuthorizationServerUnavailableException;
  }

  /** A token as it was issued. */
  record Issued(Secret token, Instant at, Instant expiresAt) {}

  private record Held(Secret token, Instant renewAt, Instant expiresAt) {}

  /** {@code patience} is how long a thread waits for what another one fetches. */
  CachedToken(Fetch fetch, Duration patience, Clock clock) {
    this.fetch = fetch;
    this.patience = patience;
    this.clock = clock;
  }

  Secret accessToken() throws AuthorizationServerUnavailableException {
    CompletableFuture<Secret> flight;
    Held old;
    synchronized (this) {
      Instant now = clock.instant();
      old = held != null && now.isBefore(held.expiresAt) ? held : null;
      if (old != null && (now.isBefore(old.renewAt) || underWay != null)) {
        return old.token;
      }
      if (underWay != null) {
        flight = underWay;
      } else {
        flight = null;
        underWay = new CompletableFuture<>();
      }
    }
    return flight == null ? fetched(old) : awaited(flight);
  }

  private Secret fetched(@Nullable Held old) throws AuthorizationServerUnavailableException {
    try {
      Secret token = keep(fetch.fetch(), old);
      land(flight -> flight.complete(token));
      return token;
    } catch (AuthorizationServerUnavailableException | RuntimeException | Error e) {
      land(flight -> flight.completeExceptionally(e));
      if (old != null && e instanceof AuthorizationServerUnavailableException) {
        return old.token;
      }
      throw e;
    }
  }

  /** Asgardeo hands out the same token again for as long as it lives; then there is nothing to renew before its end. */
  private synchronized Secret keep(Issued issued, @Nullable Held old) {
    Duration tenth = Duration.between(issued.at, issued.expiresAt).dividedBy(10);
    Duration margin = tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
    boolean same = old != null && old.token.equals(issued.token);
    held = new Held(issued.token, same ? issued.expiresAt : issued.expiresAt.minus(margin), issued.expiresAt);
    return issued.token;
  }

  private void land(Consumer<CompletableFuture<Secret>> how) {
    CompletableFuture<Secret> flight;
    synchronized (this) {
      flight = underWay;
      underWay = null;
    }
    if (flight != null) {
      how.accept(flight);
    }
  }

  private Secret awaited(CompletableFuture<Secret> flight) throws AuthorizationServerUnavailableException {
    try {
      return flight.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationServerUnavailableException unavailable) {
        throw new AuthorizationServerUnavailableException(
            String.valueOf(unavailable.getMessage()), unavailable, unavailable.retryAfter().orElse(null));
      }
      throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new AuthorizationServerUnavailableException("another thread waits for a token for too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuthorizationServerUnavailableException("the thread was interrupted while it waited for a token", e);
    }
  }

  /** Forgets this token, unless another one took its place already. */
  synchronized void drop(Secret token) {
    if (held != null && held.token.equals(token)) {
      held = null;
    }
  }
}
