package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.Caller;
import io.asbru.resource.IntrospectionCache;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.TokenIntrospector;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;

/** A cache of introspections with a clock of its own, which counts how often is asked. */
@Timeout(30)
abstract class IntrospectorFixture {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final MutableClock clock = new MutableClock(START);
  final EndedTokens endedTokens = new EndedTokens(clock);
  final AtomicInteger asked = new AtomicInteger();

  CachingTokenIntrospector cache(TokenIntrospector delegate) {
    return cache("0s", delegate);
  }

  CachingTokenIntrospector cache(String grace, TokenIntrospector delegate) {
    return cache(Map.of(Setting.INTROSPECTION_GRACE, grace), delegate);
  }

  CachingTokenIntrospector cache(Map<Setting, String> settings, TokenIntrospector delegate) {
    return cache(settings, answersInMemory(settings), delegate);
  }

  CachingTokenIntrospector cache(Map<Setting, String> settings, IntrospectionCache cache, TokenIntrospector delegate) {
    return cache(settings, new AnswersElsewhere(cache, new AcceptedTokens(settings(settings), clock)), delegate);
  }

  CachingTokenIntrospector cache(Map<Setting, String> settings, Answers answers, TokenIntrospector delegate) {
    return cache(settings, answers, Duration.ofSeconds(10), delegate);
  }

  CachingTokenIntrospector cache(Map<Setting, String> more, Answers answers, Duration patience, TokenIntrospector delegate) {
    Settings settings = settings(more);
    return new CachingTokenIntrospector(token -> {
      asked.incrementAndGet();
      return delegate.introspect(token);
    }, answers, TokenDigester.keyed("provider"), settings.resourceServer(), endedTokens.at("provider"),
        patience, new WaitingRoom(settings.http(), new ProviderLimits(settings.http())), clock);
  }

  Answers answersInMemory(Map<Setting, String> more) {
    Settings settings = settings(more);
    return new AnswersInMemory(settings.resourceServer(), new AcceptedTokens(settings, clock), clock);
  }

  static Settings settings(Map<Setting, String> more) {
    Settings.Builder settings = Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "c")
        .set(Setting.INTROSPECTION_CACHE_SIZE, "1000").set(Setting.MAX_INTROSPECTIONS_PER_SECOND, "1000000");
    more.forEach(settings::set);
    return settings.build();
  }

  static Active active(Optional<Instant> expiresAt) {
    return new Active(Caller.builder(Caller.Kind.USER, "Charlie").expiresAt(expiresAt.orElse(null)).build(), Set.of("c"),
        Optional.of("Bearer"));
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
