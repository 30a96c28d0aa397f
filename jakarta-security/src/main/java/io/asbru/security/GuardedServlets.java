package io.asbru.security;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The servlets that have {@link RequiresScopes} or {@link RequiresAuthentication}, on the class or on methods such as {@code doGet}. */
final class GuardedServlets {

  private static final String SERVICE = "service";

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

  /** The names of the servlets. */
  Set<String> names() {
    return new TreeSet<>(byName.keySet());
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

  /**
   * What the methods of a servlet demand, each together with what its class does. Annotations of superclasses count, but what stands on a
   * method that is overridden only after what the class that does so says, or one below it. Those of interfaces count, too.
   */
  static Map<String, Demand> demands(@Nullable Class<?> type) {
    Map<String, Demand> ofMethods = new HashMap<>();
    Demand below = Demand.NONE;
    Set<String> overridden = new HashSet<>();
    for (Class<?> declaring = type; declaring != null && declaring != Object.class; declaring = declaring.getSuperclass()) {
      for (Method method : declaring.getDeclaredMethods()) {
        Demand own = Demand.on(method, null);
        if (!own.none()) {
          ofMethods.merge(httpMethod(method), overridden.contains(signature(method)) ? below.or(own) : own, Demand::or);
        }
      }
      below = below.or(Demand.declaredOn(declaring));
      Arrays.stream(declaring.getDeclaredMethods()).map(GuardedServlets::signature).forEach(overridden::add);
    }
    for (Class<?> declaring : type == null ? Set.<Class<?>>of() : Inherited.allInterfaces(type)) {
      for (Method method : Inherited.says(declaring) ? declaring.getDeclaredMethods() : new Method[0]) {
        Demand own = Demand.on(method, null);
        if (!own.none()) {
          ofMethods.merge(httpMethod(method), own, Demand::or);
        }
      }
    }
    Demand ofClass = Demand.on(null, type);
    Demand ofAll = ofMethods.getOrDefault(SERVICE, Demand.NONE).or(ofClass).or(ofMethods.getOrDefault("", Demand.NONE));
    ofMethods.remove(SERVICE);
    Map<String, Demand> demands = new HashMap<>();
    demands.put("", ofAll);
    ofMethods.forEach((name, own) -> demands.put(name, name.isEmpty() ? ofAll : own.or(ofAll)));
    demands.values().removeIf(Demand::none);
    return demands;
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }

  /** {@code doGet} is GET; {@code service} counts for all in place of the class, anything else beside it. */
  private static String httpMethod(Method method) {
    String name = method.getName();
    return name.matches("do[A-Z][a-z]+") ? name.substring(2).toUpperCase(Locale.ROOT) : name.equals(SERVICE) ? SERVICE : "";
  }
}
