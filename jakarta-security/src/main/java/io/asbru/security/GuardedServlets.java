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

/** The servlets that have {@link RequiresScopes} or {@link RequiresAuthentication}, on the class or on methods such as {@code doGet}. */
final class GuardedServlets {

  private final Map<String, Demands> byName;

  /** What one servlet demands, by the HTTP method; the empty name stands for all others. */
  private record Demands(Map<String, Demand> byMethod) {

    Optional<Demand> of(String method) {
      Demand own = byMethod.get(method);
      // HttpServlet answers HEAD by calling doGet.
      Demand head = own == null && method.equals("HEAD") ? byMethod.get("GET") : own;
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
      Map<String, Demand> demands = demands(type);
      if (!demands.isEmpty()) {
        byName.put(entry.getKey(), new Demands(demands));
      }
    }
    return new GuardedServlets(byName);
  }

  /** What the servlet demands that the container has chosen for this request. */
  Optional<Demand> demand(HttpServletRequest request) {
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

  /** What the methods of a servlet demand, each together with what its class does. Annotations of superclasses count. */
  static Map<String, Demand> demands(@Nullable Class<?> type) {
    Map<String, Demand> ofMethods = new HashMap<>();
    for (Class<?> declaring = type; declaring != null && declaring != Object.class; declaring = declaring.getSuperclass()) {
      for (Method method : declaring.getDeclaredMethods()) {
        Demand own = Demand.on(method, null);
        if (!own.none()) {
          ofMethods.merge(httpMethod(method), own, Demand::or);
        }
      }
    }
    Demand ofClass = Demand.on(null, type);
    Demand ofAll = ofClass.or(ofMethods.getOrDefault("", Demand.NONE));
    Map<String, Demand> demands = new HashMap<>();
    demands.put("", ofAll);
    ofMethods.forEach((name, own) -> demands.put(name, name.isEmpty() ? ofAll : own.or(ofAll)));
    demands.values().removeIf(Demand::none);
    return demands;
  }

  /** {@code doGet} is GET; {@code service}, or anything else, counts for all. */
  private static String httpMethod(Method method) {
    return method.getName().matches("do[A-Z][a-z]+") ? method.getName().substring(2).toUpperCase(Locale.ROOT) : "";
  }
}
