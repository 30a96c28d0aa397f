package io.asbru.security;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/** Checks {@link RequiresScopes} and {@link RequiresAuthentication} on resources of Jakarta REST, before the body is read. */
@Provider
public final class RestAccess implements DynamicFeature {

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Demand demand = Demand.on(resource.getResourceMethod(), resource.getResourceClass());
    if (!demand.none()) {
      context.register(new Check(demand), Priorities.AUTHORIZATION);
    }
  }

  @Priority(Priorities.AUTHORIZATION)
  private record Check(Demand demand) implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext context) {
      HttpServletRequest request = CDI.current().select(HttpServletRequest.class).get();
      CDI.current().select(AccessGate.class).get().refusal(request, demand)
          .ifPresent(reply -> context.abortWith(RestRefusals.response(reply)));
    }
  }
}
