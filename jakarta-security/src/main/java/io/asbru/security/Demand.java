package io.asbru.security;

import io.asbru.Requirement;
import io.asbru.StepUp;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What annotations demand of a caller.
 *
 * @param scopes what {@link RequiresScopes} says; absent if it is not there
 * @param stepUp what {@link RequiresAuthentication} says; absent if it is not there
 */
record Demand(Optional<RequiresScopes> scopes, Optional<StepUp> stepUp) {

  /** A scope (RFC 6749, section 3.3). */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

  /** No annotation. */
  static final Demand NONE = new Demand(Optional.empty(), Optional.empty());

  /**
   * What a method demands, and for each annotation that is not there what the method of an interface that it implements does, then its
   * class and what that overrides, then the class's interfaces. An annotation counts where a stereotype, or another annotation, that has
   * it stands.
   *
   * @throws IllegalArgumentException if an annotation has a value that it cannot have, or interfaces contradict each other
   */
  static Demand on(@Nullable Method method, @Nullable Class<?> type) {
    Demand own = method == null ? NONE : of(method.getAnnotations(), method);
    if (type == null) {
      return own;
    }
    Demand ofInterfaces = method == null ? NONE : Inherited.methodsOfInterfaces(method, type);
    Demand overridden = NONE;
    Demand rest = NONE;
    // Containers derive classes from those of beans, and stereotypes are seldom inherited.
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      Demand declared = method == null ? NONE : Inherited.declaredIn(each, method);
      overridden = method == null || each == method.getDeclaringClass() ? overridden : overridden.or(declared);
      rest = rest.or(declared).or(declaredOn(each));
    }
    // A superclass that says something about the method has read the interface.
    Demand before = overridden.none() ? own.or(ofInterfaces) : own;
    return before.or(rest).or(ofInterfaces).or(Inherited.interfaces(type));
  }

  /** What a class says itself, whatever its superclasses do. */
  static Demand declaredOn(Class<?> type) {
    return of(type.getDeclaredAnnotations(), type);
  }

  /** What these annotations of an element demand. */
  static Demand of(Annotation[] annotations, AnnotatedElement element) {
    return new Demand(find(RequiresScopes.class, annotations, element).map(annotation -> checked(annotation, element)),
        find(RequiresAuthentication.class, annotations, element).map(annotation -> stepUp(annotation, element)));
  }

  /** The one of these annotations, or else the one that they have themselves. */
  private static <A extends Annotation> Optional<A> find(Class<A> wanted, Annotation[] annotations, AnnotatedElement element) {
    for (Annotation annotation : annotations) {
      if (wanted.isInstance(annotation)) {
        return Optional.of(wanted.cast(annotation));
      }
    }
    Set<A> indirect = new HashSet<>();
    collect(wanted, annotations, indirect, new HashSet<>());
    if (indirect.size() > 1) {
      throw new IllegalArgumentException("@" + wanted.getSimpleName() + " stands on several annotations of " + element
          + ", with different values. Write it on the element itself.");
    }
    return indirect.stream().findFirst();
  }

  private static <A extends Annotation> void collect(Class<A> wanted, Annotation[] annotations, Set<A> found, Set<Class<?>> seen) {
    for (Annotation annotation : annotations) {
      Class<? extends Annotation> type = annotation.annotationType();
      if (seen.add(type)) {
        A own = type.getAnnotation(wanted);
        if (own != null) {
          found.add(own);
        } else {
          collect(wanted, type.getAnnotations(), found, seen);
        }
      }
    }
  }

  private static RequiresScopes checked(RequiresScopes annotation, AnnotatedElement element) {
    for (String[] scopes : new String[][] {annotation.value(), annotation.anyOf()}) {
      for (String scope : scopes) {
        if (!SCOPE.matcher(scope).matches()) {
          throw new IllegalArgumentException("@RequiresScopes on " + element + ": '" + scope
              + "' is no scope, so that nobody could have it. Write each scope as an element of its own.");
        }
      }
    }
    return annotation;
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

  /** Both, where at most one of them says something. */
  Demand and(Demand other, AnnotatedElement element) {
    return new Demand(one(scopes, other.scopes, element), one(stepUp, other.stepUp, element));
  }

  private static <T> Optional<T> one(Optional<T> first, Optional<T> second, AnnotatedElement element) {
    if (first.isPresent() && second.isPresent() && !first.equals(second)) {
      throw new IllegalArgumentException("@RequiresScopes or @RequiresAuthentication stands on several interfaces of " + element
          + ", with different values. Write it on the element itself.");
    }
    return first.or(() -> second);
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
