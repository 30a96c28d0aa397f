package io.asbru.security;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** Checks {@link RequiresScopes} and {@link RequiresAuthentication} on resources of Jakarta REST, before the body is read. */
@Provider
public final class RestAccess implements DynamicFeature {

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    context.register(new Check(resource.getResourceClass(), Demand.on(resource.getResourceMethod(), resource.getResourceClass())),
        Priorities.AUTHORIZATION);
  }

  /** What the resources demand that led to one of this class, each by the method that can have done so. */
  static List<Demand> onTheWay(List<Object> matched, Class<?> type) {
    List<Demand> demands = new ArrayList<>();
    // The innermost comes first; servers differ in whether the resource itself is there already.
    Class<?> reached = type;
    for (int i = !matched.isEmpty() && type.isInstance(matched.get(0)) ? 1 : 0; i < matched.size(); i++) {
      Class<?> outer = matched.get(i).getClass();
      List<Demand> ofLocators = ofLocators(outer, reached);
      demands.addAll(ofLocators.isEmpty() ? List.of(Demand.on(null, outer)) : ofLocators);
      reached = outer;
    }
    return demands.stream().filter(demand -> !demand.none()).distinct().toList();
  }

  private static List<Demand> ofLocators(Class<?> outer, Class<?> reached) {
    List<Demand> demands = new ArrayList<>();
    for (Class<?> declaring : Inherited.lineage(outer)) {
      for (Method method : declaring.getDeclaredMethods()) {
        if (!method.isBridge() && locator(method) && leadsTo(method.getReturnType(), reached)) {
          demands.add(Inherited.overriding(method, outer).or(Demand.on(method, outer)));
        }
      }
    }
    return demands;
  }

  /** A class in place of a resource may be returned, too. */
  private static boolean leadsTo(Class<?> returned, Class<?> reached) {
    return returned.isAssignableFrom(reached) || returned == Class.class;
  }

  private static boolean locator(Method method) {
    if (!method.isAnnotationPresent(Path.class)) {
      return false;
    }
    for (Annotation annotation : method.getAnnotations()) {
      if (annotation.annotationType().isAnnotationPresent(HttpMethod.class)) {
        return false;
      }
    }
    return true;
  }

  @Priority(Priorities.AUTHORIZATION)
  private record Check(Class<?> type, Demand demand) implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext context) {
      List<Demand> demands = new ArrayList<>(onTheWay(context.getUriInfo().getMatchedResources(), type));
      if (!demand.none()) {
        demands.add(demand);
      }
      for (Demand each : demands) {
        if (refused(context, each)) {
          return;
        }
      }
    }

    private static boolean refused(ContainerRequestContext context, Demand demand) {
      HttpServletRequest request = CDI.current().select(HttpServletRequest.class).get();
      return CDI.current().select(AccessGate.class).get().refusal(request, demand)
          .map(reply -> {
            context.abortWith(RestRefusals.response(reply));
            return true;
          }).orElse(false);
    }
  }
}
