package io.asbru.security;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Checks {@link RequiresAuthentication} before a method of a bean, and {@link RequiresScopes} if that is there as well. */
@Interceptor
@RequiresAuthentication
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class AuthenticationInterceptor {

  @Inject
  Instance<CurrentCaller> current;

  @AroundInvoke
  Object check(InvocationContext context) throws Exception {
    return ScopesInterceptor.checked(context, current);
  }
}
