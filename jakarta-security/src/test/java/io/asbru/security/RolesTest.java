package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Roles that beans name. */
class RolesTest {

  private static class Hidden {

    @RolesAllowed("hidden")
    void ofThePackage() {}
  }

  static class HiddenBelow extends Hidden {}

  @Test
  void rolesOfMethodsThatAreNotPublic_count() {
    assertThat(RestrictedType.restricted(Hidden.class)).isTrue();
    assertThat(RestrictedType.restricted(HiddenBelow.class)).isTrue();
    assertThat(RestrictedType.roles(HiddenBelow.class)).containsExactly("hidden");
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
