package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.resource.TokenIntrospector;
import io.asbru.settings.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is made of kept answers while the provider is away. */
class IntrospectorOutageTest extends IntrospectorFixture {

  @Test
  void grace_bridgesAnOutageButNeverTheExpiry() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache("5m", token -> {
      if (down.get()) {
        throw new AuthorizationServerUnavailableException("down", null);
      }
      return active(Optional.of(START.plusSeconds(120)));
    });
    cache.introspect("t");
    down.set(true);
    clock.advance(Duration.ofSeconds(119));
    assertThat(cache.introspect("t")).isInstanceOf(Active.class);
    assertThat(cache.statistics().graceUses()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> cache.introspect("t")).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @Test
  void tokenInUseByGrace_isNotDrivenOutByNewOnes() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache("5m", token -> {
      if (down.get() && token.startsWith("old")) {
        throw new AuthorizationServerUnavailableException("down", null);
      }
      return active(Optional.empty());
    });
    for (int i = 0; i < 1_000; i++) {
      cache.introspect("old-" + i);
    }
    down.set(true);
    clock.advance(Duration.ofSeconds(60));
    for (int i = 0; i < 3_000; i++) {
      assertThat(cache.introspect("old-0")).isInstanceOf(Active.class);
      cache.introspect("new-" + i);
    }
    assertThat(cache.statistics().graceUses()).isEqualTo(3_000);
  }

  @Test
  void withoutGrace_anOutageIsAnOutage() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache(activeUnless(down));
    cache.introspect("t");
    down.set(true);
    clock.advance(Duration.ofSeconds(60));
    assertThatThrownBy(() -> cache.introspect("t")).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @Test
  void forgottenToken_isNotRevivedByGrace() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache("5m", activeUnless(down));
    cache.introspect("t");
    cache.forget("t");
    down.set(true);
    clock.advance(Duration.ofSeconds(61));
    assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
  }

  @Test
  void inactiveToken_isNotRefusedByGrace() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache("5m", token -> {
      if (down.get()) {
        throw new AuthorizationServerUnavailableException("down", null);
      }
      return Inactive.INSTANCE;
    });
    cache.introspect("t");
    down.set(true);
    clock.advance(Duration.ofSeconds(11));
    assertThatThrownBy(() -> cache.introspect("t")).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  /** A back-channel logout comes while an old answer is asked about in vain. */
  @Test
  void answerForgottenDuringTheAttempt_isNotUsedByGrace() throws Exception {
    AtomicReference<CachingTokenIntrospector> self = new AtomicReference<>();
    CachingTokenIntrospector cache = cache("5m", token -> {
      if (self.get() != null) {
        self.get().forgetAnswers();
        throw new AuthorizationServerUnavailableException("down", null);
      }
      return active(Optional.empty());
    });
    cache.introspect("t");
    self.set(cache);
    clock.advance(Duration.ofSeconds(61));
    assertThatThrownBy(() -> cache.introspect("t")).isInstanceOf(AuthorizationServerUnavailableException.class);
    assertThat(cache.statistics().graceUses()).isZero();
  }

  /** A back-channel logout has come: what was active may be signed out now. */
  @Test
  void answerForgottenBefore_isNotUsedByGrace() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache("5m", activeUnless(down));
    cache.introspect("t");
    cache.forgetAnswers();
    down.set(true);
    assertThatThrownBy(() -> cache.introspect("t")).isInstanceOf(AuthorizationServerUnavailableException.class);
    assertThat(cache.statistics().graceUses()).isZero();
  }

  @Test
  void grace_doesNotReachBeyondTheExpiryThoughTheAttemptTookLong() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache("5m", token -> {
      if (down.get()) {
        clock.advance(Duration.ofSeconds(5));
        throw new AuthorizationServerUnavailableException("down", null);
      }
      return active(Optional.of(START.plusSeconds(120)));
    });
    cache.introspect("t");
    down.set(true);
    clock.advance(Duration.ofSeconds(118));
    assertThatThrownBy(() -> cache.introspect("t")).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @Test
  void grace_bridgesAnOutageEvenIfNothingIsKeptOtherwise() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache(Map.of(Setting.INTROSPECTION_TTL, "0s", Setting.INTROSPECTION_GRACE, "5m"), activeUnless(down));
    cache.introspect("t");
    cache.introspect("t");
    assertThat(asked).as("asked every time").hasValue(2);
    down.set(true);
    clock.advance(Duration.ofSeconds(299));
    assertThat(cache.introspect("t")).isInstanceOf(Active.class);
    clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> cache.introspect("t")).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @Test
  void longGrace_isNotCutShortByTheCache() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache("8h", activeUnless(down));
    cache.introspect("t");
    down.set(true);
    clock.advance(Duration.ofHours(8));
    assertThat(cache.introspect("t")).isInstanceOf(Active.class);
  }

  @Test
  void grace_isOneLineInTheLogAtItsBeginningAndOneAtItsEnd() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache("5m", activeUnless(down));
    try (LogCapture log = new LogCapture(CachingTokenIntrospector.class)) {
      for (int i = 0; i < 10; i++) {
        cache.introspect("token-" + i);
      }
      clock.advance(Duration.ofSeconds(61));
      down.set(true);
      for (int i = 0; i < 10; i++) {
        cache.introspect("token-" + i);
      }
      assertThat(cache.statistics().graceUses()).isEqualTo(10);
      down.set(false);
      for (int i = 0; i < 10; i++) {
        cache.introspect("token-" + i);
      }
      assertThat(log.lines()).containsExactly(
          "WARNING Tokens that were active are taken for up to 300 s longer (introspection-grace), because they cannot be asked for: down",
          "INFO Tokens can be asked for again after 0 s.");
    }
  }

  private static TokenIntrospector activeUnless(AtomicBoolean down) {
    return token -> {
      if (down.get()) {
        throw new AuthorizationServerUnavailableException("down", null);
      }
      return active(Optional.empty());
    };
  }
}
