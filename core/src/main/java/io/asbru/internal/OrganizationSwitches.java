package io.asbru.internal;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.client.TokenResponse;
import io.asbru.client.TokenResponse.Granted;
import io.asbru.client.TokenTypeHint;
import io.asbru.session.EndedSessions;
import io.asbru.session.SignIn;
import io.asbru.settings.ProviderSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Access tokens that signed-in users have in other organizations, by organization switch: kept for each session, organization and set of
 * scopes until they run out or the user signs out, and asked for once, however many requests need them.
 */
final class OrganizationSwitches {

  private static final Logger LOG = System.getLogger(OrganizationSwitches.class.getName());
  private static final int MOST = 10_000;
  private static final Duration LONGEST = Duration.ofHours(1);
  /** How long a token counts whose response does not say when it expires. */
  private static final Duration UNTOLD = Duration.ofMinutes(1);
  /** Tokens are renewed this long before they run out, so that a call under way does not see them expire. */
  private static final Duration EARLY = Duration.ofSeconds(10);

  private final AuthorizationServer server;
  private final EndedTokens endedTokens;
  private final ProviderSettings provider;
  private final boolean revokes;
  private final Duration patience;
  private final Clock clock;
  private final String client;
  private final Cache<Key, CompletableFuture<Switched>> results;

  private record Key(String client, String signIn, String organization, Set<String> scopes) {}

  private record Switched(TokenResponse response, Instant until) {}

  /** The tokens that were got, and what is under way. */
  static final class Results {

    private final Cache<Key, CompletableFuture<Switched>> all;

    Results(Clock clock) {
      all = Caffeine.newBuilder().expireAfterWrite(LONGEST).maximumSize(MOST).executor(Runnable::run)
          .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis())).build();
    }
  }

  OrganizationSwitches(AuthorizationServer server, EndedTokens endedTokens, ProviderSettings provider, String client, Results results,
      boolean revokes, Duration patience, Clock clock) {
    this.server = server;
    this.endedTokens = endedTokens;
    this.provider = provider;
    this.client = client;
    this.results = results.all;
    this.revokes = revokes;
    this.patience = patience;
    this.clock = clock;
  }

  /** What the authorization server says to a switch of this user. A refusal is not kept. */
  TokenResponse token(SignIn signIn, String organization, Set<String> scopes) throws AuthorizationServerUnavailableException {
    Key key = new Key(client, signIn.id(), organization, Set.copyOf(scopes));
    CompletableFuture<Switched> own = new CompletableFuture<>();
    CompletableFuture<Switched> counting = requireNonNull(
        results.asMap().compute(key, (same, earlier) -> earlier == null || ranOut(earlier) ? own : earlier));
    if (counting != own) {
      return await(counting);
    }
    try {
      TokenResponse response = server.tokenEndpoint().switchOrganization(signIn.accessToken(), organization, scopes);
      own.complete(new Switched(response, until(response)));
      if (!(response instanceof Granted)) {
        results.asMap().remove(key, own);
      }
      return response;
    } catch (AuthorizationServerUnavailableException | RuntimeException | Error e) {
      results.asMap().remove(key, own);
      own.completeExceptionally(e);
      throw e;
    }
  }

  private Instant until(TokenResponse response) {
    Duration lifetime = response instanceof Granted granted ? granted.expiresIn().orElse(UNTOLD) : Duration.ZERO;
    return clock.instant().plus(lifetime).minus(EARLY);
  }

  private boolean ranOut(CompletableFuture<Switched> result) {
    return result.isDone() && (result.isCompletedExceptionally() || !clock.instant().isBefore(result.join().until));
  }

  private TokenResponse await(CompletableFuture<Switched> result) throws AuthorizationServerUnavailableException {
    boolean waits = !result.isDone();
    if (waits) {
      server.waitingRoom().enter();
    }
    try {
      return result.get(patience.toMillis(), TimeUnit.MILLISECONDS).response;
    } catch (ExecutionException e) {
      throw new AuthorizationServerUnavailableException("the switch to another organization failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AuthorizationServerUnavailableException("another request's switch to another organization takes too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuthorizationServerUnavailableException("interrupted while waiting for a switch to another organization", e);
    } finally {
      if (waits) {
        server.waitingRoom().leave();
      }
    }
  }

  /** Drops the tokens of a sign-in that is over, and has them revoked without anybody waiting for it. */
  void forget(String signIn) {
    for (Map.Entry<Key, CompletableFuture<Switched>> entry : results.asMap().entrySet()) {
      if (entry.getKey().signIn.equals(signIn) && results.asMap().remove(entry.getKey(), entry.getValue())) {
        // One that is under way yet is revoked when it comes.
        entry.getValue().thenAccept(switched -> revoke(switched.response, entry.getKey().organization));
      }
    }
  }

  /**
   * Revokes a token that nobody is to use, if the settings have tokens revoked: here at once, whether it is taken by this organization or by its
   * own.
   */
  private void revoke(TokenResponse response, String organization) {
    if (revokes && response instanceof Granted granted) {
      endedTokens.end(provider.address(), granted.accessToken().value());
      provider.addressOf(organization).ifPresent(address -> endedTokens.end(address, granted.accessToken().value()));
      server.inBackground(() -> {
        try {
          server.revocationEndpoint().revoke(granted.accessToken(), TokenTypeHint.ACCESS_TOKEN);
        } catch (AuthorizationServerUnavailableException e) {
          LOG.log(Level.WARNING, () -> "A token of another organization could not be revoked: " + e.getMessage());
        }
      });
    }
  }

  /** The same memory of ended sessions, which tells this one when a user signs out. */
  EndedSessions watching(EndedSessions ended) {
    return new EndedSessions() {
      @Override
      public void end(String provider, Kind kind, String key, Instant at) {
        ended.end(provider, kind, key, at);
        if (kind == Kind.SIGN_IN) {
          forget(key);
        }
      }

      @Override
      public Optional<Instant> endedAt(String provider, Kind kind, String key) {
        return ended.endedAt(provider, kind, key);
      }
    };
  }
}
