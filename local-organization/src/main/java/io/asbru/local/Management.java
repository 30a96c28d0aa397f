package io.asbru.local;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The gate of the management APIs: lets in who has an access token of the organization, not too often, and one at a time
 * for each organization.
 */
final class Management {

  private final TokenStore store;
  private final Map<Endpoint, ManagementHandler> handlers;
  private final Addresses addresses;
  private final RateLimit rateLimit;
  private final Clock clock;

  Management(TokenStore store, Map<Endpoint, ManagementHandler> handlers, Addresses addresses, RateLimit rateLimit,
      Clock clock) {
    this.store = store;
    this.handlers = handlers;
    this.addresses = addresses;
    this.rateLimit = rateLimit;
    this.clock = clock;
  }

  /** Whom a request's access token was issued to; empty if there is none that is active. */
  Optional<Authorization> caller(Call call) {
    return Bearer.token(call).flatMap(store::byAccessToken).filter(pair -> pair.accessActive(clock.instant()))
        .map(TokenPair::authorization);
  }

  Reply handle(Call call, Router.Route route) {
    try {
      rateLimit.count(call.address(), route.endpoint());
      Authorization caller = caller(call)
          .filter(found -> found.organization().root() != route.organizationOfToken())
          .orElseThrow(ManagementRefusal::unauthorized);
      Organization organization = caller.organization();
      ManagementHandler handler = requireNonNull(handlers.get(route.endpoint()), "handler");
      ManagementRequest request = new ManagementRequest(call, organization, caller, route, addresses, clock.instant());
      return organization.alone(() -> handler.handle(request));
    } catch (ManagementRefusal refusal) {
      return refusal.reply(call);
    }
  }
}
