package io.asbru.security;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.servlet.Servlet;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Checks {@link RequiresScopes} before a method of a bean, and {@link RequiresAuthentication} if that is there as well. */
@Interceptor
@RequiresScopes
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class ScopesInterceptor {

  /**
   * What the container calls on a servlet, on some servers through interceptors: for nobody, or before it is known which of the servlet's
   * methods counts. {@link AccessFilter} has checked the request.
   */
  private static final Set<String> OF_THE_CONTAINER = Set.of("init", "service", "destroy");

  /** What is demanded does not change; it is looked up through all of a class's superclasses and interfaces. */
  private static final ClassValue<Map<Method, Demand>> DEMANDS = new ClassValue<>() {
    @Override
    protected Map<Method, Demand> computeValue(Class<?> type) {
      return new ConcurrentHashMap<>();
    }
  };

  @Inject
  Instance<CurrentCaller> current;

  @AroundInvoke
  Object check(InvocationContext context) throws Exception {
    return checked(context, current);
  }

  /** Goes on if the caller has all that both annotations demand: together, so that a browser is sent to sign in once. */
  static Object checked(InvocationContext context, Instance<CurrentCaller> current) throws Exception {
    if (context.getTarget() instanceof Servlet && OF_THE_CONTAINER.contains(context.getMethod().getName())) {
      return context.proceed();
    }
    if (!current.isResolvable()) {
      throw new IllegalStateException(
          "@RequiresScopes or @RequiresAuthentication is used, but Asbru is not configured, so that nobody can be let in");
    }
    Class<?> type = context.getTarget().getClass();
    Demand demand = DEMANDS.get(type).computeIfAbsent(context.getMethod(), method -> Demand.on(method, type));
    if (demand.none()) {
      throw new IllegalStateException("@RequiresScopes or @RequiresAuthentication was added to " + context.getMethod()
          + " so that it cannot be told what is needed, and nobody is let in. Write it on the method or its class.");
    }
    current.get().require(demand);
    return context.proceed();
  }
}
