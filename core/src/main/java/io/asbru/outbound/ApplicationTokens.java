package io.asbru.outbound;

import static java.util.Objects.requireNonNull;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.client.TokenResponse;
import io.asbru.internal.AuthorizationServer;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Access tokens of the application itself (client credentials grant), each for exactly the scopes that a call needs. Thread-safe; keep one
 * for the life of the application.
 *
 * <p>There is one token for an organization and a set of scopes. It is fetched when it is needed first, by one thread for all that wait, and
 * renewed shortly before it expires. A token that an API rejected is dropped. If the authorization server is away, a token is used for as
 * long as it lives.
 *
 * <pre>{@code
 * try (ApplicationTokens tokens = ApplicationTokens.of(settings)) {
 *   BearerHttpClient api = BearerHttpClient.of(tokens.forScopes("read_stores"));
 *   HttpResponse<String> stores = api.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
 * }
 * }</pre>
 */
public final class ApplicationTokens implements AutoCloseable {

  /** So many tokens are kept; beyond that the one that was not used for the longest time goes. */
  private static final int MOST_TOKENS = 1000;

  private final AuthorizationServer server;
  private final String clientId;
  private final boolean namesAllScopes;
  private final boolean rootClient;
  private final Duration patience;
  private final Clock clock;
  private final Map<Key, CachedToken> tokens = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, CachedToken> eldest) {
      return size() > MOST_TOKENS;
    }
  };

  /** An organization switched to, or none, and scopes. */
  private record Key(Optional<String> organization, Set<String> scopes) {}

  /** The token that is switched from. It needs no scope: what the new one may do is asked for at the switch. */
  private static final Key ROOT = new Key(Optional.empty(), Set.of());

  private ApplicationTokens(Settings settings, Clock clock) {
    this.clock = clock;
    server = AuthorizationServer.of(settings, clock);
    clientId = settings.client().id();
    namesAllScopes = settings.provider().organization().isPresent();
    rootClient = settings.provider().organization().filter(known -> known.id().isEmpty() || known.sharedApplication()).isPresent();
    patience = settings.http().requestTimeout().multipliedBy(2).plusSeconds(1);
  }

  /** Tokens of the client of these settings. Nobody is asked yet. */
  public static ApplicationTokens of(Settings settings) {
    return of(settings, Clock.systemUTC());
  }

  /** The same, with the clock that says when a token has to be renewed. */
  public static ApplicationTokens of(Settings settings, Clock clock) {
    return new ApplicationTokens(settings, clock);
  }

  /**
   * Tokens with these scopes, of the organization that the settings name, or of the root organization if they name none.
   *
   * @param scopes what the call needs and nothing else; all have to be granted
   */
  public TokenSource forScopes(String... scopes) {
    return source(new Key(Optional.empty(), Set.copyOf(List.of(scopes))));
  }

  /**
   * Tokens of an organization below the root, by organization switch: the settings are those of the root organization, and its application
   * has the grant {@code organization_switch}.
   *
   * @param organizationId the id of the organization
   * @param scopes what the call needs there
   * @throws IllegalStateException if the settings are not those of a root organization's application
   */
  public TokenSource forScopesIn(String organizationId, String... scopes) {
    if (!rootClient) {
      throw new IllegalStateException("only an application of the root organization can switch to another: leave out "
          + Setting.ORGANIZATION_ID.key() + ", or set " + Setting.SHARED_APPLICATION.key());
    }
    return source(new Key(Optional.of(requireNonNull(organizationId, "organizationId")), Set.copyOf(List.of(scopes))));
  }

  private TokenSource source(Key key) {
    return new TokenSource() {
      @Override
      public Secret accessToken() throws AuthorizationServerUnavailableException {
        return cached(key).accessToken();
      }

      @Override
      public void rejected(Secret accessToken) {
        cached(key).drop(accessToken);
      }

      @Override
      public String toString() {
        return "tokens of " + clientId + key.organization.map(id -> " in " + id).orElse("") + " for " + new TreeSet<>(key.scopes);
      }
    };
  }

  private CachedToken cached(Key key) {
    synchronized (tokens) {
      return tokens.computeIfAbsent(key, missing -> new CachedToken(() -> fetched(missing), patience, clock));
    }
  }

  private CachedToken.Issued fetched(Key key) throws AuthorizationServerUnavailableException {
    TokenResponse.Granted granted = key.organization.isPresent()
        ? switched(key, key.organization.get())
        : server.tokenEndpoint().clientCredentials(key.scopes).orThrow();
    Set<String> missing = new TreeSet<>(key.scopes);
    // A token response of another provider leaves the scopes out if they are as requested (RFC 6749, section 5.1).
    missing.removeAll(granted.scopes().orElse(namesAllScopes ? Set.of() : key.scopes));
    // An organization never grants these two to an application.
    missing.removeAll(Set.of("openid", "internal_login"));
    if (!missing.isEmpty()) {
      throw InsufficientScopeException.notGranted(clientId, missing);
    }
    Instant now = clock.instant();
    return new CachedToken.Issued(granted.accessToken(), now, now.plus(granted.expiresIn().orElse(Duration.ofMinutes(1))));
  }

  private TokenResponse.Granted switched(Key key, String organization) throws AuthorizationServerUnavailableException {
    CachedToken rootTokens = cached(ROOT);
    Secret rootToken = rootTokens.accessToken();
    TokenResponse response = server.tokenEndpoint().switchOrganization(rootToken, organization, key.scopes);
    if (response instanceof TokenResponse.Refused refused && refused.error().equals("invalid_grant")) {
      // It may have been revoked meanwhile.
      rootTokens.drop(rootToken);
      Secret another = rootTokens.accessToken();
      if (!another.equals(rootToken)) {
        response = server.tokenEndpoint().switchOrganization(another, organization, key.scopes);
      }
    }
    return response.orThrow();
  }

  /** Ends the connections and forgets all tokens. They are not revoked: Asgardeo hands the same ones to other nodes. */
  @Override
  public void close() {
    synchronized (tokens) {
      tokens.clear();
    }
    server.close();
  }
}
