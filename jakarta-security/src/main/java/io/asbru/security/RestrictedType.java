package io.asbru.security;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;

/** What a class says about roles. */
final class RestrictedType {

  private static final Set<String> SESSION_BEANS =
      Set.of("jakarta.ejb.Stateless", "jakarta.ejb.Stateful", "jakarta.ejb.Singleton", "jakarta.ejb.MessageDriven");

  private RestrictedType() {}

  /** Whether a class or one of its methods restricts who may call it. */
  static boolean restricted(Class<?> type) {
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      if (restricting(each)) {
        return true;
      }
      // Those that are not public can be called as well, from the same package.
      for (Method method : each.getDeclaredMethods()) {
        if (restricting(method)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean restricting(AnnotatedElement element) {
    return element.isAnnotationPresent(RolesAllowed.class) || element.isAnnotationPresent(DenyAll.class);
  }

  /** All roles that a class and its methods name. */
  static Set<String> roles(Class<?> type) {
    Set<String> roles = new TreeSet<>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      addTo(roles, each);
      for (Method method : each.getDeclaredMethods()) {
        addTo(roles, method);
      }
    }
    roles.remove("**");
    return roles;
  }

  private static void addTo(Set<String> roles, AnnotatedElement element) {
    RolesAllowed annotation = element.getAnnotation(RolesAllowed.class);
    if (annotation != null) {
      roles.addAll(Set.of(annotation.value()));
    }
  }

  /** Whether the server's EJB container checks the roles. By name, because there may be none. */
  static boolean sessionBean(AnnotatedType<?> type) {
    for (Annotation annotation : type.getAnnotations()) {
      if (SESSION_BEANS.contains(annotation.annotationType().getName())) {
        return true;
      }
    }
    return false;
  }
}
