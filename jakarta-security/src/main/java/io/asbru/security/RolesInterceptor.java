package io.asbru.security;

import jakarta.annotation.Priority;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;

/**
 * Checks {@code @RolesAllowed} on beans for which no specification says who does: CDI beans, and resources of Jakarta REST on servers that
 * look at the annotation only when told to. Without configuration it lets everything pass, as if it were not there.
 */
@Interceptor
@ChecksRoles
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class RolesInterceptor {

  @Inject
  Instance<CurrentCaller> current;

  @AroundInvoke
  Object check(InvocationContext context) throws Exception {
    if (current.isResolvable()) {
      Method method = context.getMethod();
      // What stands on a class counts for the methods that it declares (Jakarta Annotations, section 2.9).
      allowed(method).or(() -> allowed(method.getDeclaringClass())).ifPresent(this::require);
    }
    return context.proceed();
  }

  private void require(Set<String> roles) {
    if (roles.contains("")) {
      return;
    }
    CurrentCaller caller = current.get();
    boolean someone = caller.caller().isPresent();
    for (String role : roles) {
      if (someone && (role.equals("**") || caller.inRole(role))) {
        return;
      }
    }
    throw AccessRefusedException.ofRoles(caller.credentials(), roles);
  }

  /** The roles that an element names; the empty name stands for everybody. Absent if it says nothing. */
  static Optional<Set<String>> allowed(AnnotatedElement element) {
    if (element.isAnnotationPresent(DenyAll.class)) {
      return Optional.of(Set.of());
    }
    if (element.isAnnotationPresent(PermitAll.class)) {
      return Optional.of(Set.of(""));
    }
    return Optional.ofNullable(element.getAnnotation(RolesAllowed.class)).map(annotation -> Set.of(annotation.value()));
  }
}
