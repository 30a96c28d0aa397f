package io.asbru.security;

import io.asbru.Requirement;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@link RequiresScopes}. */
final class Scopes {

  private Scopes() {}

  /** What a method demands, or else its class; empty if neither is annotated. */
  static Optional<RequiresScopes> on(@Nullable Method method, @Nullable Class<?> type) {
    return on(method).or(() -> on(type));
  }

  private static Optional<RequiresScopes> on(@Nullable AnnotatedElement element) {
    return element == null ? Optional.empty() : Optional.ofNullable(element.getAnnotation(RequiresScopes.class));
  }

  /** These credentials with the scopes of the annotation. */
  static Requirement of(RequiresScopes annotation, Requirement credentials) {
    Requirement requirement = credentials.allScopes(annotation.value());
    return annotation.anyOf().length == 0 ? requirement : requirement.anyScope(annotation.anyOf());
  }
}
