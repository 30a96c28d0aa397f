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
 * Lets in only users who authenticated strongly enough, or a short time ago. Stands where {@link RequiresScopes} can, and beside it; what
 * stands on a method counts in place of what the same annotation says on its class.
 *
 * <pre>{@code
 * @RequiresAuthentication(acrValues = "urn:example:two-factor", maxAge = 300)
 * public void changePassword(…) { … }
 * }</pre>
 *
 * <p>A browser is sent to sign in with {@code acr_values} and {@code max_age} and comes back to the page; if the provider then falls short
 * of them, the user is told by a page. A script, and a client with a bearer token, gets 401 {@code insufficient_user_authentication} with
 * both in the challenge. It goes by the claims {@code acr} and {@code auth_time} of the ID token or, for a bearer token, of the
 * introspection response or JWT; <strong>what is missing satisfies nothing</strong>, so that a token of an application itself never gets
 * in. Without any value, the annotation demands a caller.
 *
 * <p>A value that cannot be sent stops the start, or refuses every request to a class that CDI does not see at the start.
 * <strong>Where no request can be answered</strong>, as in a timer or a message-driven bean, {@link AccessRefusedException} is all that
 * happens.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470">RFC 9470</a>
 * @see CurrentCaller#requireAuthentication
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresAuthentication {

  /** The {@link #maxAge} of whoever may have authenticated at any time. */
  int ANY_AGE = -1;

  /** Authentication context classes of which one is needed, as the provider names them, the best first; none for any. */
  @Nonbinding
  String[] acrValues() default {};

  /**
   * The longest time since the user authenticated, in seconds, 1 or more. The setting {@code clock-skew} is added to it.
   */
  @Nonbinding
  int maxAge() default ANY_AGE;
}
