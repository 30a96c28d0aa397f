package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.Requirement;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

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

  @Test
  void servletsMethods_areFoundInSuperclassesToo() {
    Map<String, RequiresScopes> demands = GuardedServlets.demands(Inheriting.class);

    assertThat(demands.keySet()).containsExactlyInAnyOrder("", "POST");
    assertThat(demands.get("").value()).containsExactly("read");
    assertThat(GuardedServlets.demands(HttpServlet.class)).isEmpty();
    assertThat(GuardedServlets.demands(null)).isEmpty();
  }

  @Test
  void allAndAny_becomeOneRequirement() {
    RequiresScopes annotation = GuardedServlets.demands(Guarded.class).get("POST");
    Requirement requirement = Scopes.of(annotation, Requirement.LOGIN_OR_BEARER);

    assertThat(requirement.satisfiedBy(Set.of("read", "admin"))).isTrue();
    assertThat(requirement.satisfiedBy(Set.of("read"))).isFalse();
    assertThat(requirement.satisfiedBy(Set.of("write", "admin"))).isFalse();
  }

  @Test
  void refusal_isFoundHoweverOftenItIsWrapped() {
    AccessRefusedException refused = AccessRefusedException.of(Requirement.BEARER);

    assertThat(AccessFilter.refused(new ServletException(new RuntimeException(refused)))).containsSame(refused);
    assertThat(AccessFilter.refused(new IllegalStateException("another"))).isEmpty();
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
