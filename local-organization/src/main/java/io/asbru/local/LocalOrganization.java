package io.asbru.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A root organization and its organizations, answering at an address of this machine as the real service would.
 *
 * <p>For development and tests only. Safe for use by several threads; many can run in one process.
 */
public final class LocalOrganization implements AutoCloseable {

  private final HttpServer server;
  private final URI baseUrl;
  private final Wiring wiring;
  private final Clock clock;

  private LocalOrganization(HttpServer server, URI baseUrl, Wiring wiring, Clock clock) {
    this.server = server;
    this.baseUrl = baseUrl;
    this.wiring = wiring;
    this.clock = clock;
  }

  /** Starts the description of a local organization: the demo on a free port of the loopback interface. */
  public static Builder builder() {
    return new Builder();
  }

  /** Runs a local organization alone. {@code --help} tells the options. */
  public static void main(String[] args) {
    int code = CommandLine.run(args, System.out, System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** The base of every address, such as {@code http://localhost:40123}; no slash at its end. */
  public URI baseUrl() {
    return baseUrl;
  }

  public int port() {
    return baseUrl.getPort();
  }

  /** Where the endpoints of an organization begin: {@code {base}/t/{root}} or {@code {base}/t/{root}/o/{id}}. */
  public URI url(Organization organization) {
    return URI.create(wiring.addresses().uri(organization, ""));
  }

  public Organization root() {
    return wiring.organizations.root();
  }

  /** The organizations below the root. */
  public List<Organization> organizations() {
    return wiring.organizations.belowRoot();
  }

  /**
   * An organization, the root organization included.
   *
   * @throws IllegalArgumentException if there is none with this id or handle
   */
  public Organization organization(String idOrHandle) {
    return wiring.organizations.byIdOrHandle(idOrHandle)
        .orElseThrow(() -> new IllegalArgumentException("No organization has the id or handle " + idOrHandle));
  }

  /** The API resources; adding to the list registers more of them. */
  public List<ApiResource> apiResources() {
    return wiring.organizations.apiResources();
  }

  public Journal journal() {
    return wiring.journal;
  }

  /** Lets something go wrong at an endpoint of every organization, until the faults are cleared. */
  public void inject(Fault fault, Endpoint endpoint) {
    wiring.faults.inject(fault, endpoint);
  }

  /** Lets something go wrong as often as said. */
  public void inject(Fault fault, Endpoint endpoint, int times) {
    wiring.faults.inject(fault, endpoint, times);
  }

  public void clearFaults() {
    wiring.faults.clear();
  }

  /** Signs with new keys from now on. The old ones stay published until {@link #dropRetiredKeys()}. */
  public void rotateKeys() {
    wiring.signer.rotate();
  }

  /** Publishes nothing but the keys that are signed with now. */
  public void dropRetiredKeys() {
    wiring.signer.dropRetired();
  }

  /**
   * Ends the sign-in sessions of a user, as an administrator can. Applications with a back-channel logout URL are told,
   * without waiting for them.
   *
   * @return how many sessions there were
   */
  public int endSessions(Organization organization, String userName) {
    List<SsoSession> sessions = wiring.sessions.find(session -> session.organization() == organization
        && session.user().name().equalsIgnoreCase(userName));
    for (SsoSession session : sessions) {
      if (wiring.sessions.end(session)) {
        wiring.backChannel.tell(session);
      }
    }
    return sessions.size();
  }

  /**
   * Revokes all tokens of a user, as an administrator can.
   *
   * @return how many pairs of access and refresh token were still active
   */
  public int revokeTokens(Organization organization, String userName) {
    return wiring.tokens.revokeAll(authorization -> authorization.userOrganization() == organization
        && authorization.user().map(user -> user.name().equalsIgnoreCase(userName)).orElse(false), clock.instant());
  }

  /** Stops listening: connections are refused until {@link #restart()}. Nothing is forgotten. */
  public void stop() {
    server.stop();
  }

  /** Listens again, on the same port. */
  public void restart() {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops for good. */
  @Override
  public void close() {
    server.stop();
    wiring.signer.release();
  }

  /** Collects how a local organization is to run. */
  public static final class Builder {

    private Optional<Definition> definition = Optional.empty();
    private String host = "localhost";
    private int port;
    private Clock clock = Clock.systemUTC();
    private Optional<HttpServer.Tls> tls = Optional.empty();

    private Builder() {}

    /** What there is in it. The {@linkplain Definition#demo() demo} by default. */
    public Builder definition(Definition definition) {
      this.definition = Optional.of(definition);
      return this;
    }

    /** The name or address to listen on, and the host of {@link #baseUrl()}. {@code localhost} by default. */
    public Builder host(String host) {
      this.host = requireNonNull(host, "host");
      return this;
    }

    /** The port; 0, the default, for a free one. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** What time it is, for everything but {@link Fault#latency latency}. The system's clock by default. */
    public Builder clock(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** Speaks https with the key in this store. */
    public Builder tls(KeyStore keyStore, String password) {
      this.tls = Optional.of(new HttpServer.Tls(keyStore, password));
      return this;
    }

    /**
     * Starts it.
     *
     * @throws UncheckedIOException if it cannot listen, for one because the port is in use
     */
    public LocalOrganization start() {
      HttpServer server = new HttpServer(host, port, tls);
      try {
        server.open();
        URI baseUrl = URI.create((tls.isPresent() ? "https://" : "http://") + addressable(host) + ":" + server.port());
        Wiring wiring = new Wiring(definition.orElseGet(Definition::demo), baseUrl, clock);
        server.start(wiring.dispatcher::answer);
        return new LocalOrganization(server, baseUrl, wiring, clock);
      } catch (IOException e) {
        server.stop();
        Throwable reason = e.getCause() == null ? e : e.getCause();
        throw new UncheckedIOException("Cannot listen on " + host + ":" + port + ": " + reason.getMessage(), e);
      } catch (RuntimeException e) {
        server.stop();
        throw e;
      }
    }

    private static String addressable(String host) {
      if (host.equals("0.0.0.0") || host.equals("::")) {
        return "localhost";
      }
      return host.contains(":") ? "[" + host + "]" : host;
    }
  }
}
