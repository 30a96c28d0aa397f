package io.asbru.local;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /oauth2/introspect}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2">RFC 7662, section 2</a>
 */
final class IntrospectEndpoint implements EndpointHandler {

  private final TokenStore store;
  private final TokenClaims tokenClaims;
  private final IntrospectionJwt jwt;
  private final Definition definition;
  private final Clock clock;

  IntrospectEndpoint(TokenStore store, TokenClaims tokenClaims, IntrospectionJwt jwt, Definition definition, Clock clock) {
    this.store = store;
    this.tokenClaims = tokenClaims;
    this.jwt = jwt;
    this.definition = definition;
    this.clock = clock;
  }

  @Override
  public Reply handle(Call call, Organization organization) {
    Instant now = clock.instant();
    Optional<Reply> refusal = refuseCaller(call, organization, now);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Optional<String> token = call.parameter("token");
    if (token.isEmpty()) {
      return Reply.of(400, "application/json", "{\"error\": \"Invalid input\"}");
    }
    Map<String, Object> description = describe(token.get(), organization, now);
    return jwt.reply(call, description, ClientCredentials.namedClient(call).orElse(""), now)
        .orElseGet(() -> Reply.json(200, description).notStored());
  }

  private Optional<Reply> refuseCaller(Call call, Organization organization, Instant now) {
    boolean knownClient = ClientCredentials.fromHeader(call)
        .flatMap(sent -> organization.application(sent.clientId()).filter(sent::match)).isPresent();
    if (knownClient) {
      return Optional.empty();
    }
    Optional<TokenPair> bearer = Bearer.token(call).flatMap(store::byAccessToken)
        .filter(pair -> pair.accessActive(now))
        .filter(pair -> pair.authorization().organization() == organization);
    if (bearer.isEmpty()) {
      return Optional.of(ManagementRefusal.unauthorized().reply(call));
    }
    String needed = organization.root() ? "internal_oauth2_introspect" : "internal_org_oauth2_introspect";
    return bearer.get().authorization().scopes().contains(needed) ? Optional.empty()
        : Optional.of(ManagementRefusal.forbidden().reply(call));
  }

  private Map<String, Object> describe(String token, Organization organization, Instant now) {
    Optional<TokenPair> access = store.byAccessToken(token)
        .filter(pair -> pair.authorization().residence() == organization)
        .filter(pair -> pair.accessActive(now));
    Optional<TokenPair> refresh = store.byRefreshToken(token)
        .filter(pair -> pair.authorization().residence() == organization)
        .filter(pair -> pair.refreshActive(now));
    return access.map(this::accessToken).or(() -> refresh.map(this::refreshToken))
        .orElseGet(() -> Json.object("active", false));
  }

  private Map<String, Object> accessToken(TokenPair pair) {
    Authorization authorization = pair.authorization();
    Map<String, Object> reply = Json.object(
        "aut", requireNonNull(pair.claims().get("aut"), "aut"),
        "aud", requireNonNull(pair.claims().get("aud"), "aud"),
        "nbf", pair.issuedAt().getEpochSecond());
    putOrganization(reply, authorization);
    reply.put("active", true);
    boolean jwt = pair.format() == AccessTokenFormat.JWT;
    reply.put("token_type", jwt ? "JWT" : "Bearer");
    reply.put("exp", pair.expiresAt().getEpochSecond());
    reply.put("iat", pair.issuedAt().getEpochSecond());
    reply.put("client_id", authorization.application().clientId());
    putUserAndScope(reply, authorization);
    if (jwt) {
      reply.put("sub", pair.claims().get("sub"));
      reply.put("iss", pair.claims().get("iss"));
      reply.put("jti", pair.claims().get("jti"));
    } else if (authorization.user().isPresent() && definition.on(Switch.SUBJECT_IN_OPAQUE_INTROSPECTION)) {
      reply.put("sub", authorization.subject());
    }
    return reply;
  }

  private Map<String, Object> refreshToken(TokenPair pair) {
    TokenPair.RefreshToken token = pair.refreshToken().orElseThrow();
    Authorization authorization = pair.authorization();
    Map<String, Object> reply = Json.object("nbf", token.issuedAt().getEpochSecond());
    putOrganization(reply, authorization);
    reply.put("active", true);
    reply.put("token_type", "Refresh");
    reply.put("exp", token.expiresAt().getEpochSecond());
    reply.put("iat", token.issuedAt().getEpochSecond());
    reply.put("client_id", authorization.application().clientId());
    putUserAndScope(reply, authorization);
    return reply;
  }

  private void putOrganization(Map<String, Object> reply, Authorization authorization) {
    Map<String, Object> organization = tokenClaims.organization(authorization);
    for (String name : definition.on(Switch.ORGANIZATION_NAMES_IN_INTROSPECTION)
        ? new String[] {"org_id", "org_name", "org_handle"} : new String[] {"org_id"}) {
      if (organization.containsKey(name)) {
        reply.put(name, organization.get(name));
      }
    }
  }

  private static void putUserAndScope(Map<String, Object> reply, Authorization authorization) {
    authorization.user().ifPresent(user -> reply.put("username", user.userStore().map(store -> store + "/").orElse("")
        + user.name() + "@" + authorization.userOrganization().userNameDomain()));
    if (!authorization.scopes().isEmpty()) {
      reply.put("scope", String.join(" ", authorization.scopes()));
    }
  }
}
