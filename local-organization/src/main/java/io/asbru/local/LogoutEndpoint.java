package io.asbru.local;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /oidc/logout}.
 *
 * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout">RP-Initiated Logout, 2</a>
 */
final class LogoutEndpoint implements EndpointHandler {

  private final Organizations organizations;
  private final SsoSessions sessions;
  private final TokenSigner signer;
  private final BackChannelLogout backChannel;
  private final FrontChannelLogout frontChannel;
  private final Places places;
  private final Addresses addresses;
  private final Waiting<Request> unconfirmed;

  /** A logout request that has been checked. */
  private record Request(Optional<Application> application, Optional<String> sid, Optional<String> redirectUri) {}

  LogoutEndpoint(Organizations organizations, SsoSessions sessions, TokenSigner signer, BackChannelLogout backChannel,
      FrontChannelLogout frontChannel, Places places, Addresses addresses, Clock clock) {
    this.organizations = organizations;
    this.sessions = sessions;
    this.signer = signer;
    this.backChannel = backChannel;
    this.frontChannel = frontChannel;
    this.places = places;
    this.addresses = addresses;
    this.unconfirmed = new Waiting<>(Duration.ofMinutes(10), clock);
  }

  @Override
  public Reply handle(Call call, Organization organization) {
    Optional<String> key = call.parameter("sessionDataKey");
    if (key.isPresent() && call.post()) {
      return confirmed(call, organization, key.get());
    }
    try {
      Request request = read(call, organization);
      List<SsoSession> ending = ending(call, organization, request);
      boolean certain = call.parameter("id_token_hint").isPresent()
          || request.application().map(Application::logoutConsentSkipped).orElse(false);
      if (!ending.isEmpty() && !certain) {
        return places.to(Places.LOGOUT_CONSENT, "sessionDataKey", unconfirmed.add(request), "to",
            addresses.prefix(organization) + "/oidc/logout");
      }
      return end(request, ending);
    } catch (Refused refused) {
      return refused.reply();
    }
  }

  private Reply confirmed(Call call, Organization organization, String key) {
    Optional<Request> request = unconfirmed.take(key);
    if (request.isEmpty()) {
      return places.errorPage("invalid_request", "This sign-out is over.");
    }
    if (!call.parameter("consent").equals(Optional.of("approve"))) {
      return places.errorPage("access_denied", "User denied the logout.");
    }
    return end(request.get(), ending(call, organization, request.get()));
  }

  private Request read(Call call, Organization organization) throws Refused {
    Optional<Map<String, Object>> hint = hint(call, organization);
    Optional<String> clientId = hint.map(claims -> String.valueOf(claims.get("azp")))
        .or(() -> call.parameter("client_id"));
    Optional<Application> application = clientId.flatMap(organization::application);
    if (clientId.isPresent() && application.isEmpty()) {
      throw new Refused(places.unknownClient(clientId.get()));
    }
    Optional<String> uri = call.parameter("post_logout_redirect_uri");
    if (uri.isPresent() && application.isEmpty()) {
      throw new Refused(places.errorPage("invalid_request",
          "id_token_hint or client_id should be present with post_logout_redirect_uri."));
    }
    if (uri.isPresent() && !RedirectUris.registered(application.get(), uri.get())) {
      throw new Refused(places.errorPage("access_denied",
          "Post logout URI does not match with registered callback URI."));
    }
    Optional<String> withState = uri.map(target -> call.parameter("state")
        .map(state -> Places.withQuery(target, Map.of("state", state))).orElse(target));
    return new Request(application, hint.map(claims -> claims.get("sid")).map(String::valueOf), withState);
  }

  private Optional<Map<String, Object>> hint(Call call, Organization organization) throws Refused {
    Optional<String> hint = call.parameter("id_token_hint");
    if (hint.isEmpty()) {
      return Optional.empty();
    }
    Optional<Map<String, Object>> claims =
        signer.verify(hint.get(), List.of(organization, organizations.root()));
    if (claims.isEmpty()) {
      throw new Refused(places.errorPage("access_denied", "ID token signature validation failed."));
    }
    return claims;
  }

  /** The session that the hint names; else those of this browser that the path or the application is about. */
  private List<SsoSession> ending(Call call, Organization organization, Request request) {
    Optional<SsoSession> named = request.sid().flatMap(sessions::bySid);
    if (named.isPresent()) {
      return List.of(named.get());
    }
    List<SsoSession> found = new ArrayList<>();
    sessions.of(call, organization).ifPresent(found::add);
    if (organization.root()) {
      for (Organization each : organizations.belowRoot()) {
        sessions.of(call, each).filter(session -> joined(session, request.application())).ifPresent(found::add);
      }
    }
    return found;
  }

  private static boolean joined(SsoSession session, Optional<Application> application) {
    return application.isPresent() && session.participants().stream()
        .filter(each -> each.residence().root())
        .anyMatch(each -> each.application().clientId().equals(application.get().clientId()));
  }

  private Reply end(Request request, List<SsoSession> ending) {
    Reply reply = request.redirectUri().map(Reply::redirect).orElseGet(() -> places.to(Places.SIGNED_OUT));
    reply = frontChannel.before(reply, ending);
    for (SsoSession session : ending) {
      if (sessions.end(session)) {
        backChannel.tell(session);
      }
      reply = reply.cookie(sessions.deleteCookie(session.organization()));
    }
    return reply;
  }
}
