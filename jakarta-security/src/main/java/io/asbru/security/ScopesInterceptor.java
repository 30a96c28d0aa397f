package io.asbru.security;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.servlet.Servlet;
import java.util.Set;

/** Checks {@link RequiresScopes} before a method of a bean. */
@Interceptor
@RequiresScopes
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class ScopesInterceptor {

  /** What the container calls on a servlet for nobody; Open Liberty does so through interceptors. */
  private static final Set<String> LIFE_CYCLE = Set.of("init", "destroy");

  @Inject
  Instance<CurrentCaller> current;

  @AroundInvoke
  Object check(InvocationContext context) throws Exception {
    if (context.getTarget() instanceof Servlet && LIFE_CYCLE.contains(context.getMethod().getName())) {
      return context.proceed();
    }
    if (!current.isResolvable()) {
      throw new IllegalStateException("@RequiresScopes is used, but Asbru is not configured, so that nobody can be let in");
    }
    CurrentCaller caller = current.get();
    Scopes.on(context.getMethod(), context.getTarget().getClass())
        .ifPresent(annotation -> caller.require(Scopes.of(annotation, caller.credentials())));
    return context.proceed();
  }
}
