package io.asbru.security;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets in only callers who were granted scopes. Stands on resource classes and methods of Jakarta REST, on CDI and session beans and their
 * methods, and on servlets and their {@code doGet}, {@code doPost} and so on; what stands on a method counts in place of what stands on
 * its class. On interfaces, their methods and methods that are overridden it counts for what implements or overrides them.
 * {@link RequiresAuthentication} may stand beside it. A servlet is guarded from requests from outside, and not where
 * another servlet forwards to it or includes it.
 *
 * <p>A request without a caller is sent to sign in, or challenged; one without the scopes is refused with 403
 * {@code insufficient_scope}, and the reply names them. Without any scope, the annotation demands a caller.
 *
 * <p><strong>Where no request can be answered</strong>, as in a timer or a message-driven bean, {@link AccessRefusedException} is all that
 * happens.
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresScopes {

  /** Scopes that are all needed. */
  @Nonbinding
  String[] value() default {};

  /** Scopes of which one is needed. */
  @Nonbinding
  String[] anyOf() default {};
}
