package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.Requirement;
import io.asbru.StepUp;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What annotations of servlets demand, by method. */
class GuardedServletsTest {

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

  @RequiresScopes("read")
  static class Front extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    @RequiresScopes("admin")
    protected void service(HttpServletRequest request, HttpServletResponse response) {}

    @RequiresScopes("nothing")
    public void another() {}
  }

  @RequiresScopes("admin")
  static class Overriding extends Vault {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
  }

  static class OverridingWithoutAnnotations extends Vault {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
  }

  static class WithoutOwn extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @RequiresScopes("rare")
    public void another() {}
  }

  interface Fronted {

    @RequiresScopes("front")
    void doGet(HttpServletRequest request, HttpServletResponse response);
  }

  static class FrontedServlet extends HttpServlet implements Fronted {

    private static final long serialVersionUID = 1L;

    @Override
    public void doGet(HttpServletRequest request, HttpServletResponse response) {}
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

  @Test
  void service_countsForAllMethodsInPlaceOfTheClass_andOtherMethodsDoNot() {
    Map<String, Demand> demands = GuardedServlets.demands(Front.class);

    assertThat(demands.keySet()).containsExactly("");
    assertThat(required(demands, "")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("admin"));
    assertThat(required(GuardedServlets.demands(WithoutOwn.class), "")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("rare"));
  }

  @Test
  void classThatOverridesAMethod_saysWhatItNeeds() {
    StepUp gold = new StepUp(List.of("gold", "platinum"), Optional.empty());
    StepUp fresh = new StepUp(List.of(), Optional.of(Duration.ofSeconds(300)));
    Map<String, Demand> demands = GuardedServlets.demands(Overriding.class);

    assertThat(required(demands, "POST")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("admin").stepUp(gold));
    assertThat(required(demands, "GET")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("admin").stepUp(fresh));
    assertThat(required(GuardedServlets.demands(OverridingWithoutAnnotations.class), "POST"))
        .isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("write").stepUp(gold));
  }

  @Test
  void methodOfAnInterface_countsWhereAServletImplementsIt() {
    assertThat(required(GuardedServlets.demands(FrontedServlet.class), "GET")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("front"));
  }
}
