package io.asbru.local;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers requests: finds the endpoint, lets the faults strike and writes the journal. */
final class Dispatcher {

  private static final Logger LOG = System.getLogger(Dispatcher.class.getName());
  private static final Set<Endpoint> POST_ONLY =
      EnumSet.of(Endpoint.TOKEN, Endpoint.INTROSPECT, Endpoint.REVOKE, Endpoint.PAR);
  private static final Set<Endpoint> CLAIMS_IN_THE_REPLY =
      EnumSet.of(Endpoint.INTROSPECT, Endpoint.USERINFO, Endpoint.DISCOVERY);

  private static final Set<Endpoint> MANAGEMENT = EnumSet.of(Endpoint.APPLICATIONS, Endpoint.API_RESOURCES,
      Endpoint.SCIM_USERS, Endpoint.SCIM_GROUPS, Endpoint.SCIM_ROLES);

  private final Router router;
  private final Map<Endpoint, EndpointHandler> handlers;
  private final Management management;
  private final CommonAuth commonAuth;
  private final SignInPages pages;
  private final ActiveFaults faults;
  private final Journal journal;
  private final Clock clock;

  /**
   * A reply and what happens to it on the wire.
   *
   * @param reply the reply; empty if the connection is to be reset
   * @param latency how long it is held back
   * @param trickle the pause after each byte of the body, if it is to trickle
   * @param halved whether the connection ends half-way
   */
  record Answer(Optional<Reply> reply, Duration latency, Optional<Duration> trickle, boolean halved) {}

  Dispatcher(Router router, Map<Endpoint, EndpointHandler> handlers, Management management,
      CommonAuth commonAuth, SignInPages pages, ActiveFaults faults, Journal journal, Clock clock) {
    this.router = router;
    this.handlers = handlers;
    this.management = management;
    this.commonAuth = commonAuth;
    this.pages = pages;
    this.faults = faults;
    this.journal = journal;
    this.clock = clock;
  }

  Answer answer(Call call) {
    Router.Route route = router.route(call.path());
    Endpoint endpoint = route.endpoint();
    Optional<Reply> reply = faults.strike(call, endpoint, Effect.Reset.class).isEmpty()
        ? Optional.of(reply(call, route)) : Optional.empty();
    Duration latency = faults.strike(call, endpoint, Effect.Late.class).stream().map(Effect.Late::latency)
        .reduce(Duration.ZERO, Duration::plus);
    Optional<Duration> trickle = faults.strike(call, endpoint, Effect.Trickling.class).stream()
        .map(Effect.Trickling::pause).findFirst();
    boolean halved = !faults.strike(call, endpoint, Effect.Halved.class).isEmpty();
    journal.write(number -> new JournalEntry(number, clock.instant(), endpoint,
        organization(call, route).map(Organization::id), call.method(), call.path(),
        MANAGEMENT.contains(endpoint) ? call.query() : call.parameters(), call.headers(),
        client(call, endpoint), reply.map(Reply::status).orElse(0), List.copyOf(call.struck())));
    return new Answer(reply, latency, trickle, halved);
  }

  private Optional<Organization> organization(Call call, Router.Route route) {
    return route.organizationOfToken()
        ? management.caller(call).map(Authorization::organization).or(route::organization) : route.organization();
  }

  private Optional<String> client(Call call, Endpoint endpoint) {
    return MANAGEMENT.contains(endpoint) ? management.caller(call).map(caller -> caller.application().clientId())
        : ClientCredentials.namedClient(call);
  }

  private Reply reply(Call call, Router.Route route) {
    Endpoint endpoint = route.endpoint();
    List<Effect.Instead> instead = faults.strike(call, endpoint, Effect.Instead.class);
    if (!instead.isEmpty()) {
      return instead.get(0).reply();
    }
    Reply reply = handled(call, route);
    for (Effect.Members effect : faults.strike(call, endpoint, Effect.Members.class)) {
      reply = reply.changeJson(effect.change());
    }
    if (CLAIMS_IN_THE_REPLY.contains(endpoint)) {
      for (Effect.Claims effect : faults.strike(call, endpoint, Effect.Claims.class)) {
        reply = reply.changeJson(effect.change());
      }
    }
    for (Effect.Rewritten effect : faults.strike(call, endpoint, Effect.Rewritten.class)) {
      reply = effect.change().apply(reply);
    }
    return reply;
  }

  private Reply handled(Call call, Router.Route route) {
    if (route.organization().isEmpty()) {
      String message = "invalid tenant domain : " + route.rest();
      return Reply.json(404, Json.object("code", 404, "message", message, "description", message));
    }
    if (route.endpoint() == Endpoint.OTHER) {
      return Pages.page(404, "Not found", "<h1>Not found</h1>\n<p>There is nothing at this address.</p>\n");
    }
    if (MANAGEMENT.contains(route.endpoint())) {
      return management.handle(call, route);
    }
    if (route.endpoint() == Endpoint.ADMINISTRATION && !call.method().matches("GET|HEAD")) {
      return Reply.of(405, "text/plain", "").header("Allow", "GET");
    }
    if (!call.post() && (POST_ONLY.contains(route.endpoint()) || !call.method().matches("GET|HEAD"))) {
      String allowed = POST_ONLY.contains(route.endpoint()) ? "POST" : "GET, POST";
      return Reply.of(405, "text/plain", "").header("Allow", allowed);
    }
    try {
      if (route.endpoint() == Endpoint.SIGN_IN) {
        return route.rest().equals(Places.COMMON_AUTH) ? commonAuth.handle(call) : pages.handle(call, route.rest());
      }
      return requireNonNull(handlers.get(route.endpoint()), "handler").handle(call, route.organization().get());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Could not answer a request to " + route.endpoint(), e);
      return new OAuthRefusal(500, "server_error", "Internal Server Error.").reply(call);
    }
  }
}
