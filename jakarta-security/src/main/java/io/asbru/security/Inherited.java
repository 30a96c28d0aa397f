package io.asbru.security;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;

/** What methods demand because of what they implement or override, and classes because of their interfaces. Java inherits neither. */
final class Inherited {

  private Inherited() {}

  /** What the methods of a class's interfaces say that this one implements. */
  static Demand methodsOfInterfaces(Method method, Class<?> type) {
    Demand demand = Demand.NONE;
    for (Class<?> each : allInterfaces(type)) {
      demand = demand.and(declaredIn(each, method), method);
    }
    return demand;
  }

  /** What a class's interfaces say about all of it. */
  static Demand interfaces(Class<?> type) {
    Demand demand = Demand.NONE;
    for (Class<?> each : allInterfaces(type)) {
      demand = demand.and(Demand.declaredOn(each), type);
    }
    return demand;
  }

  /** What the method of a class or interface says that this one overrides, or is. */
  static Demand declaredIn(Class<?> type, Method method) {
    Demand demand = Demand.NONE;
    if (known(type)) {
      for (Method declared : type.getDeclaredMethods()) {
        if (overrides(method, declared)) {
          demand = demand.or(Demand.of(declared.getAnnotations(), declared));
        }
      }
    }
    return demand;
  }

  /** Whether a method of a bean overrides or implements one that says something. */
  static boolean demands(Method method, Class<?> type) {
    if (!inherited(method)) {
      return false;
    }
    return !methodsOfInterfaces(method, type).or(overriding(method, type)).none();
  }

  /** Whether a class or interface, or one of its methods, says something itself. */
  static boolean says(Class<?> type) {
    if (!known(type)) {
      return false;
    }
    if (!Demand.declaredOn(type).none()) {
      return true;
    }
    for (Method method : type.getDeclaredMethods()) {
      if (!Demand.of(method.getAnnotations(), method).none()) {
        return true;
      }
    }
    return false;
  }

  /** All interfaces that a class has, those of superclasses and superinterfaces included. */
  static Set<Class<?>> allInterfaces(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      collect(each, all);
    }
    return all;
  }

  private static void collect(Class<?> type, Set<Class<?>> all) {
    for (Class<?> each : type.getInterfaces()) {
      if (all.add(each)) {
        collect(each, all);
      }
    }
  }

  /** A class, its superclasses, and all their interfaces. Containers derive classes from those of beans, without annotations on methods. */
  static Set<Class<?>> lineage(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      all.add(each);
    }
    all.addAll(allInterfaces(type));
    return all;
  }

  /** What the methods of a class and its superclasses say that are this one, or take its place. */
  static Demand overriding(Method method, Class<?> type) {
    Demand demand = Demand.NONE;
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      demand = demand.or(declaredIn(each, method));
    }
    return demand;
  }

  /** Not one of the platform's, of which there are many methods. */
  private static boolean known(Class<?> type) {
    return !type.getName().startsWith("java.") && !type.getName().startsWith("jakarta.");
  }

  /** Whether one method takes the place of another; where that is generic, any method that could. */
  private static boolean overrides(Method method, Method other) {
    if (method.equals(other)) {
      return true;
    }
    if (!inherited(method) || !inherited(other) || !method.getName().equals(other.getName())
        || method.getParameterCount() != other.getParameterCount()) {
      return false;
    }
    Class<?>[] parameters = method.getParameterTypes();
    Class<?>[] erased = other.getParameterTypes();
    Type[] generic = other.getGenericParameterTypes();
    for (int i = 0; i < parameters.length; i++) {
      if (!parameters[i].equals(erased[i]) && (generic[i] instanceof Class || !erased[i].isAssignableFrom(parameters[i]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean inherited(Method method) {
    return !Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers());
  }
}
