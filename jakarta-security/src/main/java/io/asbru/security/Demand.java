package io.asbru.security;

import io.asbru.Requirement;
import io.asbru.StepUp;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What annotations demand of a caller.
 *
 * @param scopes what {@link RequiresScopes} says; absent if it is not there
 * @param stepUp what {@link RequiresAuthentication} says; absent if it is not there
 */
record Demand(Optional<RequiresScopes> scopes, Optional<StepUp> stepUp) {

  /** No annotation. */
  static final Demand NONE = new Demand(Optional.empty(), Optional.empty());

  /**
   * What a method demands, and for each annotation that is not there its class.
   *
   * @throws IllegalArgumentException if an annotation has a value that it cannot have
   */
  static Demand on(@Nullable Method method, @Nullable Class<?> type) {
    return on(method).or(on(type));
  }

  private static Demand on(@Nullable AnnotatedElement element) {
    return element == null ? NONE : new Demand(Optional.ofNullable(element.getAnnotation(RequiresScopes.class)),
        Optional.ofNullable(element.getAnnotation(RequiresAuthentication.class)).map(annotation -> stepUp(annotation, element)));
  }

  private static StepUp stepUp(RequiresAuthentication annotation, AnnotatedElement element) {
    int seconds = annotation.maxAge();
    boolean anyAge = seconds == RequiresAuthentication.ANY_AGE;
    if (seconds < 1 && !anyAge) {
      throw new IllegalArgumentException("@RequiresAuthentication on " + element + ": maxAge = " + seconds
          + " is no time. Write a number of seconds, 1 or more, or leave it out.");
    }
    List<String> acrValues = List.of(annotation.acrValues());
    try {
      return anyAge && acrValues.isEmpty() ? StepUp.NONE
          : new StepUp(acrValues, anyAge ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("@RequiresAuthentication on " + element + ": acrValues: " + e.getMessage()
          + ". Write each value as an element of its own, as the provider knows it.", e);
    }
  }

  /** This, and for each annotation that is not there the other's. */
  Demand or(Demand other) {
    return new Demand(scopes.or(other::scopes), stepUp.or(other::stepUp));
  }

  boolean none() {
    return scopes.isEmpty() && stepUp.isEmpty();
  }

  /** These credentials with all that is demanded. */
  Requirement of(Requirement credentials) {
    Requirement requirement = stepUp.isPresent() ? credentials.stepUp(stepUp.get()) : credentials;
    if (scopes.isEmpty()) {
      return requirement;
    }
    requirement = requirement.allScopes(scopes.get().value());
    return scopes.get().anyOf().length == 0 ? requirement : requirement.anyScope(scopes.get().anyOf());
  }
}
