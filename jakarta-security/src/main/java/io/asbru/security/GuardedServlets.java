package io.asbru.security;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The servlets that have {@link RequiresScopes}, on the class or on methods such as {@code doGet}. */
final class GuardedServlets {

  private final Map<String, Demands> byName;

  /** What one servlet demands, by the HTTP method; the empty name stands for all others. */
  private record Demands(Map<String, RequiresScopes> byMethod) {

    Optional<RequiresScopes> of(String method) {
      RequiresScopes own = byMethod.get(method);
      // HttpServlet answers HEAD by calling doGet.
      RequiresScopes head = own == null && method.equals("HEAD") ? byMethod.get("GET") : own;
      return Optional.ofNullable(head != null ? head : byMethod.get(""));
    }
  }

  private GuardedServlets(Map<String, Demands> byName) {
    this.byName = Map.copyOf(byName);
  }

  static GuardedServlets of(ServletContext context) {
    Map<String, Demands> byName = new HashMap<>();
    for (Map.Entry<String, ? extends ServletRegistration> entry : context.getServletRegistrations().entrySet()) {
      Class<?> type = servletClass(entry.getValue().getClassName(), context.getClassLoader());
      Map<String, RequiresScopes> demands = demands(type);
      if (!demands.isEmpty()) {
        byName.put(entry.getKey(), new Demands(demands));
      }
    }
    return new GuardedServlets(byName);
  }

  /** What the servlet demands that the container has chosen for this request. */
  Optional<RequiresScopes> demand(HttpServletRequest request) {
    if (byName.isEmpty()) {
      return Optional.empty();
    }
    HttpServletMapping mapping = request.getHttpServletMapping();
    // Open Liberty names no servlet for a path to which none is mapped.
    String name = mapping == null ? null : mapping.getServletName();
    return Optional.ofNullable(name == null ? null : byName.get(name))
        .flatMap(demands -> demands.of(request.getMethod()));
  }

  private static @Nullable Class<?> servletClass(@Nullable String name, ClassLoader loader) {
    if (name == null) {
      return null;
    }
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      // A servlet of the server's own, such as the one for JSP.
      return null;
    }
  }

  static Map<String, RequiresScopes> demands(@Nullable Class<?> type) {
    Map<String, RequiresScopes> demands = new HashMap<>();
    Scopes.on(null, type).ifPresent(annotation -> demands.put("", annotation));
    for (Class<?> declaring = type; declaring != null && declaring != Object.class; declaring = declaring.getSuperclass()) {
      for (Method method : declaring.getDeclaredMethods()) {
        Scopes.on(method, null).ifPresent(annotation -> demands.putIfAbsent(httpMethod(method), annotation));
      }
    }
    return demands;
  }

  /** {@code doGet} is GET; {@code service}, or anything else, counts for all. */
  private static String httpMethod(Method method) {
    return method.getName().matches("do[A-Z][a-z]+") ? method.getName().substring(2).toUpperCase(Locale.ROOT) : "";
  }
}
