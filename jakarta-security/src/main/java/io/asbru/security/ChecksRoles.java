package io.asbru.security;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Put by the extension on beans that have {@code @RolesAllowed} or {@code @DenyAll} and are no session beans. */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface ChecksRoles {

  /** The annotation as a value. */
  final class Literal extends jakarta.enterprise.util.AnnotationLiteral<ChecksRoles> implements ChecksRoles {

    private static final long serialVersionUID = 1L;

    static final Literal INSTANCE = new Literal();
  }
}
