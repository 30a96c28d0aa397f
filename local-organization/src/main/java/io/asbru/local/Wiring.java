package io.asbru.local;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Puts the parts together: what a local organization remembers, and the endpoints that work on it. */
final class Wiring {

  private static final Duration PATIENCE_WITH_USERS = Duration.ofMinutes(15);

  final Organizations organizations;
  final Journal journal = new Journal();
  final ActiveFaults faults = new ActiveFaults();
  final TokenSigner signer = new TokenSigner();
  final TokenStore tokens = new TokenStore();
  final SsoSessions sessions;
  final BackChannelLogout backChannel;
  final Dispatcher dispatcher;

  private final Definition definition;
  private final Clock clock;
  private final Addresses addresses;
  private final Places places;
  private final ScopePolicy scopePolicy;
  private final TokenClaims claims;
  private final TokenIssuer issuer;
  private final ClientAuthenticator clients;
  private final AuthorizationCodes codes = new AuthorizationCodes();

  Wiring(Definition definition, URI base, Clock clock) {
    this.definition = definition;
    this.clock = clock;
    this.organizations = new Organizations(definition);
    Organization root = organizations.root();
    boolean superTenant = definition.on(Switch.SUPER_TENANT);
    this.addresses = new Addresses(base, root, superTenant);
    this.places = new Places(addresses);
    this.scopePolicy = new ScopePolicy(organizations);
    this.claims = new TokenClaims(addresses, organizations, scopePolicy,
        definition.on(Switch.ORGANIZATION_CLAIMS_AT_ROOT));
    this.issuer = new TokenIssuer(tokens, claims, signer, faults, definition);
    this.clients = new ClientAuthenticator(new ClientAssertions(addresses, clock));
    this.sessions = new SsoSessions(addresses.cookiePath(), base.getScheme().equals("https"));
    this.backChannel = new BackChannelLogout(claims, signer, faults, journal, clock);
    Waiting<PendingSignIn> signIns = new Waiting<>(PATIENCE_WITH_USERS, clock);
    Waiting<PendingConsent> consents = new Waiting<>(PATIENCE_WITH_USERS, clock);
    SignInPages pages = new SignInPages(addresses, signIns, consents,
        definition.on(Switch.USERS_LISTED_AT_SIGN_IN));
    CommonAuth commonAuth = new CommonAuth(places, sessions, signIns, clock);
    this.dispatcher = new Dispatcher(new Router(organizations, superTenant), handlers(signIns, consents), management(),
        commonAuth, pages, faults, journal, clock);
  }

  Addresses addresses() {
    return addresses;
  }

  private Map<Endpoint, EndpointHandler> handlers(Waiting<PendingSignIn> signIns, Waiting<PendingConsent> consents) {
    PushedRequests pushed = new PushedRequests(clients, clock);
    Map<Endpoint, EndpointHandler> handlers = new EnumMap<>(Endpoint.class);
    handlers.put(Endpoint.AUTHORIZE, authorize(pushed, signIns, consents));
    handlers.put(Endpoint.PAR, pushed);
    handlers.put(Endpoint.TOKEN, new TokenEndpoint(grants(), clients, clock));
    handlers.put(Endpoint.INTROSPECT, new IntrospectEndpoint(tokens, claims,
        new IntrospectionJwt(definition.on(Switch.SIGNED_INTROSPECTION), addresses, organizations.root(), signer, faults),
        definition, clock));
    handlers.put(Endpoint.REVOKE, new RevokeEndpoint(tokens, clients, definition.on(Switch.REVOCATION_ENDS_BOTH)));
    handlers.put(Endpoint.USERINFO, new UserInfoEndpoint(tokens, claims, clock));
    handlers.put(Endpoint.JWKS, new JwksEndpoint(signer, organizations.root()));
    handlers.put(Endpoint.DISCOVERY, new DiscoveryEndpoint(addresses, organizations,
        definition.on(Switch.ORGANIZATION_ISSUER_IN_DISCOVERY)));
    handlers.put(Endpoint.LOGOUT,
        new LogoutEndpoint(organizations, sessions, signer, backChannel, new FrontChannelLogout(claims, addresses),
            places, addresses, clock));
    handlers.put(Endpoint.ADMINISTRATION, new AdministrationPages(organizations, addresses, sessions, journal));
    return handlers;
  }

  private Management management() {
    Endings endings = new Endings(tokens, sessions, backChannel, clock);
    Map<Endpoint, ManagementHandler> handlers = new EnumMap<>(Endpoint.class);
    handlers.put(Endpoint.APPLICATIONS, new ApplicationsApi(new AuthorizedApis(organizations, endings), endings));
    handlers.put(Endpoint.API_RESOURCES, new ApiResourcesApi(organizations));
    handlers.put(Endpoint.SCIM_USERS, new ScimUsersApi(endings));
    handlers.put(Endpoint.SCIM_GROUPS, new ScimGroupsApi(endings));
    handlers.put(Endpoint.SCIM_ROLES, new ScimRolesApi(organizations, endings));
    return new Management(tokens, handlers, addresses, new RateLimit(definition.on(Switch.RATE_LIMIT), clock), clock);
  }

  private AuthorizeEndpoint authorize(PushedRequests pushed, Waiting<PendingSignIn> signIns,
      Waiting<PendingConsent> consents) {
    AuthorizationResponses responses = new AuthorizationResponses(addresses, organizations, signer, faults, clock);
    ConsentStep consentStep = new ConsentStep(responses, places, sessions, new Consents(), consents, scopePolicy,
        new CodeIssuer(responses, codes, clock));
    return new AuthorizeEndpoint(new AuthorizationRequestReader(organizations, responses, places), pushed, responses,
        places, organizations, sessions, signIns, consentStep, clock);
  }

  private Map<String, GrantHandler> grants() {
    return Map.of(
        Application.AUTHORIZATION_CODE, new AuthorizationCodeGrant(codes, issuer),
        Application.PASSWORD, new PasswordGrant(scopePolicy, issuer),
        Application.CLIENT_CREDENTIALS, new ClientCredentialsGrant(scopePolicy, issuer),
        Application.REFRESH_TOKEN, new RefreshTokenGrant(tokens, issuer),
        Application.ORGANIZATION_SWITCH,
        new OrganizationSwitchGrant(organizations, tokens, scopePolicy, issuer));
  }
}
