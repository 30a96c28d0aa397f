package io.asbru.security;

import jakarta.servlet.Servlet;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Classes with annotations of this library that nothing looks at: no bean of CDI, no servlet, no resource of Jakarta REST. */
final class UncheckedTypes {

  /** These have the annotations because they are what checks. */
  private static final Set<Class<?>> INTERCEPTORS = Set.of(ScopesInterceptor.class, AuthenticationInterceptor.class);

  private UncheckedTypes() {}

  /** The names of those that demand something. */
  static Set<String> demanding(Set<Class<?>> types, Set<String> seenByCdi) {
    Set<String> names = new TreeSet<>();
    for (Class<?> type : types) {
      boolean own = INTERCEPTORS.contains(type);
      if (!own && !seenByCdi.contains(type.getName()) && !Modifier.isAbstract(type.getModifiers()) && !Servlet.class.isAssignableFrom(type)
          && !resource(type) && Inherited.says(type)) {
        names.add(type.getName());
      }
    }
    return names;
  }

  /** The names of those that would switch the mechanism on. */
  static Set<String> defining(Set<Class<?>> types, Set<String> seenByCdi) {
    Set<String> names = new TreeSet<>();
    for (Class<?> type : types) {
      if (!seenByCdi.contains(type.getName()) && type.isAnnotationPresent(OAuthAuthenticationMechanismDefinition.class)) {
        names.add(type.getName());
      }
    }
    return names;
  }

  /** By name, because there may be no Jakarta REST. */
  private static boolean resource(Class<?> type) {
    for (Class<?> each : Inherited.lineage(type)) {
      if (restful(each) || Arrays.stream(each.getDeclaredMethods()).anyMatch((Method method) -> restful(method))) {
        return true;
      }
    }
    return false;
  }

  private static boolean restful(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations()).anyMatch(annotation -> annotation.annotationType().getName().startsWith("jakarta.ws.rs."));
  }
}
