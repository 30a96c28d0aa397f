package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.Caller;
import io.asbru.HttpRequestView;
import io.asbru.Requirement;
import io.asbru.Secret;
import io.asbru.StepUp;
import io.asbru.resource.IntrospectionStatistics;
import io.asbru.session.Cookies;
import io.asbru.session.EndedSessions;
import io.asbru.session.SessionEvent;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application's beans have to do with its sign-ins. */
class SecurityRuntimeTest {

  private static final Map<String, String> SETTINGS = Map.of("asbru.base-url", "http://localhost:1", "asbru.root-organization",
      "bestcarmart", "asbru.client-id", "me", "asbru.client-secret", "sesame");

  private final List<Object> fired = new ArrayList<>();
  private final Ended ended = new Ended();
  private final SecurityRuntime runtime = new SecurityRuntime();

  @BeforeEach
  void start() {
    runtime.extension = new AsbruExtension();
    runtime.beanManager = answering(BeanManager.class, (method, arguments) -> switch (method) {
      case "createInstance" -> beans(Object.class);
      case "getEvent" -> answering(Event.class, (name, event) -> name.equals("fire") ? fired.add(event[0]) : "");
      default -> Set.of();
    });
    runtime.start(answering(ServletContext.class, (method, arguments) -> switch (method) {
      case "getContextPath" -> "/shop";
      case "getInitParameter" -> Optional.ofNullable(SETTINGS.get(String.valueOf(arguments[0])));
      case "getInitParameterNames" -> Collections.enumeration(SETTINGS.keySet());
      default -> Optional.empty();
    }));
  }

  @AfterEach
  void stop() {
    runtime.stop();
  }

  /** The application's beans of a type: it has one of type {@link EndedSessions} and no other. */
  private Instance<?> beans(Class<?> type) {
    return answering(Instance.class, (method, arguments) -> switch (method) {
      case "select" -> beans((Class<?>) arguments[0]);
      case "isResolvable" -> type == EndedSessions.class;
      default -> ended;
    });
  }

  /** Something of the container's that answers by the name of the method. An {@link Optional} stands for what may be absent. */
  private static <T> T answering(Class<T> type, BiFunction<String, Object[], Object> answer) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
      Object result = answer.apply(method.getName(), arguments == null ? new Object[0] : arguments);
      Object present = result instanceof Optional<?> optional ? optional.orElse(null) : result;
      return method.getReturnType() == void.class ? null : present;
    }));
  }

  /** What an application keeps for all its nodes. */
  private static final class Ended implements EndedSessions {

    private Optional<String> ended = Optional.empty();

    @Override
    public void end(String provider, Kind kind, String key, Instant at) {
      ended = Optional.of(key);
    }

    @Override
    public Optional<Instant> endedAt(String provider, Kind kind, String key) {
      return ended.filter(key::equals).map(known -> Instant.now());
    }
  }

  /** A session that holds this sign-in until it is ended. */
  private static final class OneSession implements SessionStore {

    private Optional<SignIn> signIn;

    OneSession(SignIn signIn) {
      this.signIn = Optional.of(signIn);
    }

    @Override
    public Optional<SignIn> load() {
      return signIn;
    }

    @Override
    public boolean save(SignIn changed) {
      signIn = Optional.of(changed);
      return true;
    }

    @Override
    public Optional<Instant> seenAt() {
      return Optional.empty();
    }

    @Override
    public void seenAt(Instant now) {}

    @Override
    public void rotateId() {}

    @Override
    public void end() {
      signIn = Optional.empty();
    }

    @Override
    public Cookies cookies() {
      return answering(Cookies.class, (method, arguments) -> method.equals("received") ? Map.of() : true);
    }
  }

  private OneSession session(Duration age) {
    Caller caller = Caller.builder(Caller.Kind.USER, "charlie").subject("4711").build();
    Instant now = Instant.now();
    return new OneSession(new SignIn("sign-in-1", runtime.settings().settings().provider().key(), caller, Optional.empty(),
        Optional.of("sid-1"), Secret.of("access"), Optional.empty(), Optional.empty(), Optional.of(now.plusSeconds(3600)), now.minus(age)));
  }

  /** A request of a script of the application's pages, with a bearer token unless that is empty. */
  private record Script(String token) implements HttpRequestView {

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String scheme() {
      return "http";
    }

    @Override
    public String authority() {
      return "localhost:8080";
    }

    @Override
    public String remoteAddress() {
      return "127.0.0.1";
    }

    @Override
    public String contextPath() {
      return "/shop";
    }

    @Override
    public String path() {
      return "/data";
    }

    @Override
    public String rawPath() {
      return "/shop/data";
    }

    @Override
    public Optional<String> query() {
      return Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
      return name.equalsIgnoreCase("Sec-Fetch-Mode") ? List.of("cors")
          : name.equalsIgnoreCase("Authorization") && !token.isEmpty() ? List.of("Bearer " + token) : List.of();
    }

    @Override
    public List<String> sharedFormParameter(String name) {
      return List.of();
    }

    @Override
    public Map<String, List<String>> formParameters() {
      return Map.of();
    }
  }

  private boolean known(SessionStore session) {
    return runtime.authenticator().authenticate(new Script(""), session, Requirement.LOGIN) instanceof Authenticated;
  }

  @Test
  void beanThatRemembersEndedSessions_isAsked() {
    OneSession session = session(Duration.ofMinutes(1));
    assertThat(known(session)).isTrue();

    ended.end("", EndedSessions.Kind.SIGN_IN, "sign-in-1", Instant.EPOCH);

    assertThat(known(session)).isFalse();
    assertThat(session.load()).isEmpty();
  }

  @Test
  void statistics_areTheEngines() {
    TokenStatistics statistics = new TokenStatistics();
    statistics.runtime = runtime;
    assertThat(statistics.sinceStart()).isEqualTo(new IntrospectionStatistics(0, 0, 0, 0, 0, 0));

    // Nobody answers at this provider's address.
    assertThat(runtime.authenticator().authenticate(new Script("token"), session(Duration.ZERO), Requirement.BEARER))
        .isInstanceOf(Refused.class);

    assertThat(statistics.sinceStart()).isEqualTo(new IntrospectionStatistics(0, 0, 0, 1, 0, 0));
    statistics.runtime = new SecurityRuntime();
    assertThatIllegalStateException().isThrownBy(statistics::sinceStart);
  }

  @Test
  void demandOfAnAnnotation_isMetByScopesAcrAndAuthTimeTogether() {
    Requirement needed = Requirement.LOGIN.allScopes("write").stepUp(new StepUp(List.of("gold"), Optional.of(Duration.ofMinutes(5))));
    long now = Instant.now().getEpochSecond();

    assertThat(runtime.satisfied(caller("write", "gold", now - 60), needed)).isTrue();
    assertThat(runtime.satisfied(caller("read", "gold", now - 60), needed)).isFalse();
    assertThat(runtime.satisfied(caller("write", "silver", now - 60), needed)).isFalse();
    assertThat(runtime.satisfied(caller("write", "gold", now - 600), needed)).isFalse();
    assertThat(runtime.satisfied(caller("write", "gold", now - 315), needed)).as("clock-skew is 30 s").isTrue();
    assertThat(runtime.satisfied(caller("read", "silver", 0), Requirement.LOGIN)).isTrue();
  }

  private static Caller caller(String scope, String acr, long authTime) {
    return Caller.builder(Caller.Kind.USER, "charlie").scopes(Set.of(scope)).claims(Map.of("acr", acr, "auth_time", authTime)).build();
  }

  @Test
  void endOfASignIn_isAnEventOfCdi() {
    assertThat(known(session(Duration.ofHours(23)))).isTrue();
    assertThat(fired).isEmpty();

    assertThat(known(session(Duration.ofHours(25)))).isFalse();

    assertThat(fired).singleElement().isInstanceOfSatisfying(SessionEvent.class, event -> {
      assertThat(event.kind()).isEqualTo(SessionEvent.Kind.EXPIRED);
      assertThat(event.signInId()).contains("sign-in-1");
      assertThat(event.subject()).contains("4711");
      assertThat(event.sid()).contains("sid-1");
    });
  }
}
