package io.asbru.internal;

import io.asbru.Secret;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.resource.TokenIntrospector;
import io.asbru.settings.ClientSettings;
import io.asbru.settings.IdTokenEncryption;
import io.asbru.settings.LoginSettings;
import io.asbru.settings.ResourceServerSettings;
import io.asbru.settings.Settings;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/**
 * One authorization server as one client sees it: its endpoints, its keys, and what verifies its tokens. Nothing is asked
 * before it is needed, so that a provider that is away does not stop a start.
 */
public final class AuthorizationServer implements AutoCloseable {

  private final HttpSender http;
  private final WaitingRoom waitingRoom;
  private final Provider provider;
  private final TokenEndpoint tokenEndpoint;
  private final IntrospectionEndpoint introspectionEndpoint;
  private final RevocationEndpoint revocationEndpoint;
  private final PushedAuthorizationRequests pushedRequests;
  private final UserInfoEndpoint userInfoEndpoint;
  private final KeySet keySet;
  private final CallerClaims callerClaims;
  private final IdTokenVerifier idTokenVerifier;
  private final LogoutTokenVerifier logoutTokenVerifier;
  private final TokenIntrospector introspector;

  private AuthorizationServer(Settings settings, Clock clock, Optional<HttpTransport> transport, UsedOnce logoutTokens) {
    ClientSettings client = settings.client();
    ResourceServerSettings resources = settings.resourceServer();
    TokenTimes times = new TokenTimes(clock, resources.clockSkew());
    http = new HttpSender(settings.http(), clock, transport);
    waitingRoom = http.waitingRoom(URI.create(settings.provider().address()));
    provider = new Provider(settings.provider(), client.method().byCertificate(), settings.http().allowInsecureHttp(), http, waitingRoom, clock,
        settings.http().keySetMinInterval());
    keySet = new KeySet(provider, http, waitingRoom, clock, settings.http().keySetMinInterval());
    SignedTokens signedForLogin = new SignedTokens(provider, signatures(settings.login(), client), settings.login().idTokenAlgorithms());
    SignedTokens signedForAccess = new SignedTokens(provider, keySet::verify, resources.jwtAlgorithms());
    callerClaims = new CallerClaims(resources, clock);
    Optional<IdTokenEncryption> encryption = settings.login().idTokenEncryption();
    Optional<ClientKeys> keys = client.key().map(file -> new ClientKeys(
        file, encryption.isEmpty() || client.signs(), encryption.map(IdTokenEncryption::algorithm), clock));
    EncryptedTokens encrypted = EncryptedTokens.of(encryption, keys);
    ClientAuthentication authentication = ClientAuthentication.of(client, provider, keys, clock);
    tokenEndpoint = new TokenEndpoint(provider, http, authentication);
    introspectionEndpoint =
        new IntrospectionEndpoint(provider, http, ClientAuthentication.forIntrospection(client, provider, keys, clock), callerClaims, times,
            resources.signedIntrospection()
                ? Optional.of(new SignedIntrospection(signedForAccess, times, client.introspectionId(), settings.http().requestTimeout()))
                : Optional.empty());
    revocationEndpoint = new RevocationEndpoint(provider, http, authentication);
    pushedRequests = new PushedAuthorizationRequests(provider, http, authentication);
    userInfoEndpoint = new UserInfoEndpoint(provider, http, signedForLogin, times, client.id());
    idTokenVerifier = new IdTokenVerifier(encrypted, signedForLogin, times, client.id(), settings.provider().organizationRule());
    logoutTokenVerifier = new LogoutTokenVerifier(encrypted, signedForLogin, times, client.id(), logoutTokens);
    introspector = resources.validateJwts()
        ? new JwtAccessTokens(signedForAccess, times, resources.jwtTypes(), callerClaims,
            client.introspects() ? introspectionEndpoint : token -> Inactive.INSTANCE)
        : introspectionEndpoint;
  }

  /** Settings take either HMACs or algorithms of keys for ID tokens, so that a public key never serves as a secret. */
  private Signatures signatures(LoginSettings login, ClientSettings client) {
    Optional<Secret> secret = client.secret().filter(any -> login.idTokenAlgorithms().stream().anyMatch(name -> name.startsWith("HS")));
    return secret.isPresent() ? Signatures.ofSecret(secret.get()) : keySet::verify;
  }

  /** The authorization server of these settings; {@code clock} judges all times in tokens and caches. */
  public static AuthorizationServer of(Settings settings, Clock clock) {
    return of(settings, clock, Optional.empty(), new UsedOnce(clock));
  }

  /**
   * The same over connections that others share and somebody else closes.
   *
   * @param logoutTokens remembers which logout tokens were used
   */
  static AuthorizationServer of(Settings settings, Clock clock, Optional<HttpTransport> transport, UsedOnce logoutTokens) {
    return new AuthorizationServer(settings, clock, transport, logoutTokens);
  }

  /** Where requests wait for one another's calls to it. */
  WaitingRoom waitingRoom() {
    return waitingRoom;
  }

  /** Its addresses and issuers. */
  public Provider provider() {
    return provider;
  }

  /** Its token endpoint. */
  public TokenEndpoint tokenEndpoint() {
    return tokenEndpoint;
  }

  /** Its introspection endpoint, without a cache. */
  public IntrospectionEndpoint introspectionEndpoint() {
    return introspectionEndpoint;
  }

  /** What finds out about access tokens, without a cache: introspection, or for JWTs the keys, as the settings say. */
  public TokenIntrospector introspector() {
    return introspector;
  }

  /** Its revocation endpoint. */
  public RevocationEndpoint revocationEndpoint() {
    return revocationEndpoint;
  }

  /** Its pushed authorization request endpoint. */
  PushedAuthorizationRequests pushedRequests() {
    return pushedRequests;
  }

  /** Its UserInfo endpoint. */
  public UserInfoEndpoint userInfoEndpoint() {
    return userInfoEndpoint;
  }

  /** Its keys. */
  public KeySet keySet() {
    return keySet;
  }

  /** What makes callers out of claims. */
  public CallerClaims callerClaims() {
    return callerClaims;
  }

  /** What verifies its ID tokens. */
  public IdTokenVerifier idTokenVerifier() {
    return idTokenVerifier;
  }

  /** What verifies its logout tokens. */
  public LogoutTokenVerifier logoutTokenVerifier() {
    return logoutTokenVerifier;
  }

  /** Does something that nobody waits for. */
  void inBackground(Runnable work) {
    http.inBackground(work);
  }

  /** Breaks off what is under way and ends all threads. */
  @Override
  public void close() {
    http.close();
  }
}
