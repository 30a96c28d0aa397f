package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.Requirement;
import io.asbru.StepUp;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {

  @RequiresScopes("read")
  static class Guarded extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    @RequiresScopes(value = "read", anyOf = {"write", "admin"})
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
  }

  static class Inheriting extends Guarded {

    private static final long serialVersionUID = 1L;
  }

  @RequiresScopes("read")
  @RequiresAuthentication(acrValues = {"gold", "platinum"})
  static class Vault extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    @RequiresAuthentication(maxAge = 300)
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

    @Override
    @RequiresScopes("write")
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
  }

  static class Faulty {

    @RequiresAuthentication(maxAge = 0)
    public void noTime() {}

    @RequiresAuthentication(maxAge = -2)
    public void negative() {}

    @RequiresAuthentication(acrValues = "gold platinum")
    public void twoInOne() {}
  }

  private static Requirement required(Map<String, Demand> demands, String method) {
    return demands.get(method).of(Requirement.LOGIN_OR_BEARER);
  }

  @Test
  void servletsMethods_areFoundInSuperclassesToo() {
    Map<String, Demand> demands = GuardedServlets.demands(Inheriting.class);

    assertThat(demands.keySet()).containsExactlyInAnyOrder("", "POST");
    assertThat(required(demands, "")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("read"));
    assertThat(GuardedServlets.demands(HttpServlet.class)).isEmpty();
    assertThat(GuardedServlets.demands(null)).isEmpty();
  }

  @Test
  void allAndAny_becomeOneRequirement() {
    Requirement requirement = required(GuardedServlets.demands(Guarded.class), "POST");

    assertThat(requirement.satisfiedBy(Set.of("read", "admin"))).isTrue();
    assertThat(requirement.satisfiedBy(Set.of("read"))).isFalse();
    assertThat(requirement.satisfiedBy(Set.of("write", "admin"))).isFalse();
  }

  @Test
  void eachAnnotationOfAMethod_countsInPlaceOfTheSameOneOfItsClass() {
    Map<String, Demand> demands = GuardedServlets.demands(Vault.class);
    StepUp gold = new StepUp(List.of("gold", "platinum"), Optional.empty());
    StepUp fresh = new StepUp(List.of(), Optional.of(Duration.ofSeconds(300)));

    assertThat(demands.keySet()).containsExactlyInAnyOrder("", "GET", "POST");
    assertThat(required(demands, "")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("read").stepUp(gold));
    assertThat(required(demands, "GET")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("read").stepUp(fresh));
    assertThat(required(demands, "POST")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("write").stepUp(gold));
  }

  @RequiresAuthentication
  private interface Somebody {}

  @Test
  void annotationWithoutValues_demandsACaller() {
    Demand demand = Demand.on(null, Somebody.class);

    assertThat(demand.none()).isFalse();
    assertThat(demand.of(Requirement.LOGIN)).isEqualTo(Requirement.LOGIN);
    assertThat(Demand.on(null, String.class).none()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"noTime, maxAge = 0", "negative, maxAge = -2", "twoInOne, 'gold platinum'"})
  void valueThatCannotBeSent_isAFaultThatNamesTheMethod(String method, String named) throws NoSuchMethodException {
    Method faulty = Faulty.class.getMethod(method);
    assertThatThrownBy(() -> Demand.on(faulty, null)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(method).hasMessageContaining(named).hasMessageContaining("Write ");
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

  @DenyAll
  static class Roles {

    @RolesAllowed({"a", "b"})
    public void some() {}

    @PermitAll
    public void all() {}

    public void none() {}
  }

  @Test
  void roles_areReadFromMethodsAndClasses() throws NoSuchMethodException {
    assertThat(RolesInterceptor.allowed(Roles.class.getMethod("some"))).contains(Set.of("a", "b"));
    assertThat(RolesInterceptor.allowed(Roles.class.getMethod("all"))).contains(Set.of(""));
    assertThat(RolesInterceptor.allowed(Roles.class.getMethod("none"))).isEmpty();
    assertThat(RolesInterceptor.allowed(Roles.class)).contains(Set.of());
    assertThat(RestrictedType.restricted(Roles.class)).isTrue();
    assertThat(RestrictedType.restricted(String.class)).isFalse();
    assertThat(RestrictedType.roles(Roles.class)).containsExactly("a", "b");
  }
}
