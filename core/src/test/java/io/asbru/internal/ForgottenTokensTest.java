package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.resource.BearerCredentials;
import io.asbru.resource.CacheInMap;
import io.asbru.resource.IntrospectionCache;
import io.asbru.resource.IntrospectionCache.Kept;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.resource.TokenDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What was ended here stays so, whatever is under way and whatever the cache loses. */
class ForgottenTokensTest extends IntrospectorFixture {

  /** A JWT but for its signature, and another one. */
  private static final String SIGNED = "eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiJhIn0.";
  private static final String OTHER = "eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiJiIn0.";

  @Test
  void forgottenToken_staysInactiveForHours() throws Exception {
    CachingTokenIntrospector cache = cache(token -> active(Optional.of(START.plus(Duration.ofHours(12)))));
    cache.introspect("t");
    cache.forget("t");
    clock.advance(Duration.ofHours(11));
    assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
  }

  @Test
  void forgottenToken_isInactiveAtOnce() throws Exception {
    CachingTokenIntrospector cache = cache(token -> active(Optional.empty()));
    cache.introspect("t");
    cache.forget("t");
    assertThat(cache.fresh(new BearerCredentials.Token("Bearer t", 7, 8))).map(Answer::response).containsInstanceOf(Inactive.class);
    assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
    assertThat(asked).hasValue(1);
  }

  @Test
  void tokenForgottenWhileItIsIntrospected_isInactiveForAllWhoWait() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    CachingTokenIntrospector cache = cache(token -> {
      begun.countDown();
      await(answer);
      return active(Optional.empty());
    });
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<IntrospectionResponse> waiting = threads.submit(() -> cache.introspect("t"));
      await(begun);
      cache.forget("t");
      answer.countDown();
      assertThat(waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(Inactive.class);
      assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
    } finally {
      threads.shutdownNow();
    }
  }

  /** A sign-out right after another user's back-channel logout. */
  @Test
  void tokenForgottenAfterAllAnswersWere_isInactiveForAllWhoWait() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    CachingTokenIntrospector cache = cache(token -> {
      begun.countDown();
      await(answer);
      return active(Optional.empty());
    });
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Future<IntrospectionResponse> waiting = threads.submit(() -> cache.introspect("t"));
      await(begun);
      cache.forgetAnswers();
      cache.forget("t");
      answer.countDown();
      assertThat(waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(Inactive.class);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Who has one signature by ECDSA can make another that is as good. */
  @Test
  void jwtForgotten_isInactiveWithAnotherSignature_alsoIfThatWasCached() throws Exception {
    CachingTokenIntrospector cache = cache(token -> active(Optional.empty()));
    cache.introspect(SIGNED + "AAAA");
    cache.introspect(SIGNED + "BBBB");
    cache.introspect(OTHER + "BBBB");
    cache.forget(SIGNED + "AAAA");
    for (String signature : List.of("AAAA", "BBBB", "CCCC")) {
      String header = "Bearer " + SIGNED + signature;
      assertThat(cache.fresh(new BearerCredentials.Token(header, 7, header.length())).filter(answer -> !answer.inactive())).isEmpty();
      assertThat(cache.introspect(SIGNED + signature)).isInstanceOf(Inactive.class);
    }
    assertThat(asked).as("an ended token is not asked for").hasValue(3);
    assertThat(cache.introspect(OTHER + "BBBB")).isInstanceOf(Active.class);
    assertThat(asked).as("that of somebody else stays").hasValue(3);
  }

  @Test
  void jwtForgotten_isInactiveWithAnotherSignature_alsoIfThatIsIntrospected() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    CachingTokenIntrospector cache = cache(token -> {
      begun.countDown();
      await(answer);
      return active(Optional.empty());
    });
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Future<IntrospectionResponse> waiting = threads.submit(() -> cache.introspect(SIGNED + "BBBB"));
      await(begun);
      cache.forget(SIGNED + "AAAA");
      answer.countDown();
      assertThat(waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(Inactive.class);
      String header = "Bearer " + SIGNED + "BBBB";
      assertThat(cache.fresh(new BearerCredentials.Token(header, 7, header.length())).filter(kept -> !kept.inactive())).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  /** Its answer comes while the token is taken out of the cache. */
  @Test
  void introspectionThatEndsWhileItsTokenIsForgotten_leavesNothingActive() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Answers kept = answersInMemory(Map.of());
    AtomicReference<TokenDigest> digest = new AtomicReference<>();
    CachingTokenIntrospector cache = cache(Map.of(), new ForwardingAnswers(kept) {
      @Override
      public void put(TokenDigest token, Kept response, Optional<TokenDigest> unsigned) {
        super.put(token, response, unsigned);
        digest.set(token);
        answer.countDown();
      }
    }, token -> {
      begun.countDown();
      await(answer);
      return active(Optional.empty());
    });
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Future<IntrospectionResponse> underWay = threads.submit(() -> cache.introspect("t"));
      await(begun);
      cache.forget("t");
      assertThat(underWay.get(10, TimeUnit.SECONDS)).isInstanceOf(Inactive.class);
      assertThat(kept.get(digest.get())).hasValueSatisfying(
          last -> assertThat(last.inactive()).isTrue());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void answersForgotten_areAskedForAnewEvenIfUnderWay() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    CachingTokenIntrospector cache = cache(token -> {
      begun.countDown();
      await(answer);
      return active(Optional.empty());
    });
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Future<IntrospectionResponse> waiting = threads.submit(() -> cache.introspect("t"));
      await(begun);
      cache.forgetAnswers();
      answer.countDown();
      assertThat(waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(Active.class);
      cache.introspect("t");
      assertThat(asked).hasValue(2);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void forgottenToken_staysForgottenThoughAFloodDrivesItsMarkOut() throws Exception {
    CachingTokenIntrospector cache = cache(token -> token.equals("t") ? active(Optional.empty()) : Inactive.INSTANCE);
    cache.introspect("t");
    cache.forget("t");
    for (int i = 0; i < 5_000; i++) {
      cache.introspect("random-" + i);
      cache.introspect("random-" + i);
    }
    clock.advance(Duration.ofHours(23));
    assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
  }

  /** A cache over the network may take its time, or fail. */
  @Test
  void forgottenToken_isRefusedBeforeAnApplicationsOwnCacheHasHeardOfIt() throws Exception {
    AtomicReference<CachingTokenIntrospector> self = new AtomicReference<>();
    List<Boolean> taken = new ArrayList<>();
    CacheInMap kept = new CacheInMap(new HashMap<>());
    CachingTokenIntrospector cache = cache(Map.of(), new EmptyCache() {
      @Override
      public Optional<Kept> get(TokenDigest token) {
        return kept.get(token);
      }

      @Override
      public void put(TokenDigest token, Kept response) {
        if (response.inactive()) {
          taken.add(self.get().fresh(new BearerCredentials.Token("Bearer t", 7, 8)).filter(answer -> !answer.inactive()).isPresent());
          throw new IllegalStateException("the cache is away");
        }
        kept.put(token, response);
      }
    }, token -> active(Optional.empty()));
    self.set(cache);
    cache.introspect("t");
    assertThatThrownBy(() -> cache.forget("t")).hasMessage("the cache is away");
    assertThat(taken).containsExactly(false);
    assertThat(cache.introspect("t")).as("nobody waits for ever").isInstanceOf(Inactive.class);
  }

  @Test
  void forgottenToken_staysForgottenThoughTheCacheLosesEverything() throws Exception {
    CachingTokenIntrospector cache = cache(Map.of(), new EmptyCache(), token -> active(Optional.empty()));
    assertThat(cache.introspect("t")).isInstanceOf(Active.class);
    cache.forget("t");
    assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
    assertThat(asked).hasValue(1);
  }

  @Test
  void tokenEnded_isInactiveInAllCaches_thoughOneOfThemFails() throws Exception {
    CachingTokenIntrospector failing = cache(Map.of(), new EmptyCache() {
      @Override
      public void put(TokenDigest token, Kept response) {
        throw new IllegalStateException("the cache is away");
      }
    }, token -> active(Optional.empty()));
    endedTokens.tell(failing, "provider", "c");
    List<CachingTokenIntrospector> others = new ArrayList<>();
    // Many, because they are told in any order.
    for (int i = 0; i < 20; i++) {
      CachingTokenIntrospector other = cache(token -> active(Optional.empty()));
      other.introspect("t");
      endedTokens.tell(other, "provider", "c");
      others.add(other);
    }
    assertThatThrownBy(() -> endedTokens.end("provider", "t")).hasMessage("the cache is away");
    assertThat(failing.introspect("t")).isInstanceOf(Inactive.class);
    for (CachingTokenIntrospector other : others) {
      assertThat(known(other)).isInstanceOf(Inactive.class);
    }
  }

  /** An engine that was replaced, for example. */
  @Test
  void tokenEnded_isInactiveInACacheThatWasMadeMeanwhile() throws Exception {
    List<CachingTokenIntrospector> made = new ArrayList<>();
    CachingTokenIntrospector cache = cache(Map.of(), new ForwardingAnswers(answersInMemory(Map.of())) {
      @Override
      public void put(TokenDigest token, Kept response, Optional<TokenDigest> unsigned) {
        super.put(token, response, unsigned);
        CachingTokenIntrospector late = cache(text -> active(Optional.empty()));
        assertThatCode(() -> assertThat(late.introspect("t")).isInstanceOf(Active.class)).doesNotThrowAnyException();
        endedTokens.tell(late, "provider", "c");
        made.add(late);
      }
    }, token -> active(Optional.empty()));
    endedTokens.tell(cache, "provider", "c");
    endedTokens.end("provider", "t");
    assertThat(made).isNotEmpty();
    for (CachingTokenIntrospector late : made) {
      assertThat(known(late)).isInstanceOf(Inactive.class);
    }
  }

  private static IntrospectionResponse known(CachingTokenIntrospector cache) {
    return cache.fresh(new BearerCredentials.Token("Bearer t", 7, 8)).orElseThrow().response();
  }

  @Test
  void requestAfterAnswersWereForgotten_doesNotJoinAnIntrospectionFromBefore() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    CachingTokenIntrospector cache = cache(token -> {
      if (asked.get() > 1) {
        return Inactive.INSTANCE;
      }
      begun.countDown();
      await(answer);
      return active(Optional.empty());
    });
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Future<IntrospectionResponse> before = threads.submit(() -> cache.introspect("t"));
      await(begun);
      cache.forgetAnswers();
      assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
      answer.countDown();
      assertThat(before.get(10, TimeUnit.SECONDS)).isInstanceOf(Active.class);
      assertThat(cache.introspect("t")).as("what came late is not kept").isInstanceOf(Inactive.class);
    } finally {
      threads.shutdownNow();
    }
  }

  /** A cache of an application's own that loses everything. */
  private static class EmptyCache implements IntrospectionCache {

    @Override
    public Optional<Kept> get(TokenDigest token) {
      return Optional.empty();
    }

    @Override
    public void put(TokenDigest token, Kept kept) {}

    @Override
    public void dropActive() {}

    @Override
    public long size() {
      return 0;
    }
  }
}
