package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.Requirement;
import io.asbru.StepUp;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.InvocationContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a demand is enforced, and what nothing would look at. */
class AccessTest {

  @Test
  void beanWhoseDemandCannotBeTold_letsNobodyIn() throws NoSuchMethodException {
    Method plain = Object.class.getMethod("toString");
    InvocationContext context = stub(InvocationContext.class, Map.of("getMethod", plain, "getTarget", "a bean", "proceed", "passed"));
    Instance<CurrentCaller> known = stub(Instance.class, Map.of("isResolvable", true));

    assertThatThrownBy(() -> ScopesInterceptor.checked(context, known)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("toString").hasMessageContaining("nobody is let in");
  }

  /** Something of the container's that gives these answers, by the name of the method. */
  @SuppressWarnings("unchecked")
  private static <T> T stub(Class<?> type, Map<String, ?> answers) {
    return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
        (proxy, method, arguments) -> answers.get(method.getName()));
  }

  static class Endpoint {

    @RequiresScopes("read")
    public void message() {}
  }

  static class Resource {

    @GET
    @RequiresScopes("read")
    public void read() {}
  }

  static class ResourceOfAnInterface implements ResourceInterface {

    @Override
    @RequiresScopes("read")
    public void read() {}
  }

  private interface ResourceInterface {

    @GET
    void read();
  }

  @OAuthAuthenticationMechanismDefinition
  static class Definition {}

  @Test
  void classesThatNothingLooksAt_areFound() {
    Set<Class<?>> all = Set.of(Endpoint.class, Resource.class, ResourceOfAnInterface.class,
        GuardedServletsTest.Guarded.class, DemandTest.Store.class, Definition.class,
        DemandTest.Shop.class, ScopesInterceptor.class);

    assertThat(UncheckedTypes.demanding(all, Set.of())).containsExactly(Endpoint.class.getName());
    assertThat(UncheckedTypes.demanding(all, Set.of(Endpoint.class.getName()))).isEmpty();
    assertThat(UncheckedTypes.defining(all, Set.of())).containsExactly(Definition.class.getName());
    assertThat(UncheckedTypes.defining(all, Set.of(Definition.class.getName()))).isEmpty();
  }

  @Test
  void refusal_saysWhatIsNeeded() {
    StepUp gold = new StepUp(List.of("gold", "platinum"), Optional.of(Duration.ofMinutes(5)));

    assertThat(AccessRefusedException.of(Requirement.BEARER)).hasMessage("what is needed: a caller");
    assertThat(AccessRefusedException.of(Requirement.BEARER.allScopes("b", "a").stepUp(gold)))
        .hasMessage("what is needed: scopes b a, acr_values gold platinum, max_age 300");
  }

  @Test
  void refusal_isFoundHoweverOftenItIsWrapped() {
    AccessRefusedException refused = AccessRefusedException.of(Requirement.BEARER);

    assertThat(AccessFilter.refused(new ServletException(new RuntimeException(refused)))).containsSame(refused);
    assertThat(AccessFilter.refused(new IllegalStateException("another"))).isEmpty();
  }

  /** Thrown on, what is wrong would take the filter off some servers, which serve the application then without. */
  @Test
  void filterThatCouldNotStart_staysAndRefusesEveryRequest() {
    AccessFilter filter = new AccessFilter();
    filter.init();

    assertThatExceptionOfType(ServletException.class)
        .isThrownBy(() -> filter.doFilter((HttpServletRequest) null, null, (request, response) -> {
          throw new AssertionError("passed on");
        }));
  }

  @Test
  void newSignIn_isNotBegunWhereNoneAreTaken() {
    HttpMessageContext context = stub(HttpMessageContext.class, Map.of("isAuthenticationRequest", true,
        "getAuthParameters", AuthenticationParameters.withParams().newAuthentication(true)));

    assertThat(OAuthAuthenticationMechanism.newAuthentication(context, Requirement.LOGIN_OR_BEARER)).isTrue();
    assertThat(OAuthAuthenticationMechanism.newAuthentication(context, Requirement.BEARER)).isFalse();
  }
}
