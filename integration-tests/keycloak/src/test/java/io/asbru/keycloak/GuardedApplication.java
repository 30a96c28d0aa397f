package io.asbru.keycloak;

import io.asbru.contract.Answer;
import io.asbru.contract.Visitor;
import io.asbru.contract.app.MovableClock;
import io.asbru.contract.app.PageServlet;
import io.asbru.contract.app.WhoServlet;
import io.asbru.servlet.ClockedFilter;
import io.asbru.servlet.OAuthFilter;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An application on Jetty that the filter guards, registered as a client of the realm. */
final class GuardedApplication implements AutoCloseable {

  private static final String RULES = """
      /            anyone
      /private/**  login
      /pages/**    login
      /api/read    login|bearer  read_stores
      /api/**      login|bearer
      """;

  final MovableClock clock = new MovableClock();
  final String clientId;
  private final Server server = new Server();
  private final URI uri;

  /**
   * Registers the client and starts the application.
   *
   * @param client members of the client's registration that are different
   * @param changes settings that are different
   */
  GuardedApplication(Realm realm, String clientId, Map<String, Object> client, Map<String, String> changes) throws Exception {
    this.clientId = clientId;
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("issuer", realm.issuer());
    settings.put("client-id", clientId);
    settings.put("client-secret", Realm.SECRET);
    settings.put("scopes", "openid profile read_stores");
    settings.put("introspection-ttl", "0s");
    settings.put("request-timeout", "20s");
    settings.put("rules", RULES);
    changes.forEach((key, value) -> {
      if (value.isEmpty()) {
        settings.remove(key);
      } else {
        settings.put(key, value);
      }
    });
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("localhost");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    // Browsers keep the cookies of all ports of a host together, so that each application's has a name of its own.
    context.getSessionHandler().getSessionCookieConfig().setName("JSESSIONID-" + clientId);
    OAuthFilter filter = ClockedFilter.of(settings, clock);
    context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(PageServlet.class, "/pages/*");
    context.addServlet(WhoServlet.class, "/*");
    server.setHandler(context);
    server.start();
    uri = URI.create("http://localhost:" + connector.getLocalPort());
    Map<String, Object> changed = new LinkedHashMap<>(client);
    if (client.get("attributes") instanceof Map<?, ?> more) {
      Map<String, Object> attributes = Realm.attributes(uri);
      more.forEach((name, value) -> attributes.put(name.toString(), value));
      changed.put("attributes", attributes);
    }
    realm.register(clientId, uri, changed);
  }

  /** With the settings and the registration that a newcomer has. */
  GuardedApplication(Realm realm, String clientId) throws Exception {
    this(realm, clientId, Map.of(), Map.of());
  }

  URI uri() {
    return uri;
  }

  /** Somebody who comes for the first time. */
  Visitor visitor() {
    return new Visitor(uri);
  }

  /** Somebody who has signed in. */
  Visitor signedIn(String user) {
    Visitor visitor = visitor();
    signIn(visitor, user).requireStatus(200);
    return visitor;
  }

  /** Goes to a page and signs in, unless that is not asked for. Ends where that leads. */
  Answer signIn(Visitor visitor, String user) {
    Answer page = visitor.open("/private/page");
    return passwordAskedFor(page)
        ? visitor.submit(page, Map.of("username", user, "password", Realm.password(user))) : page;
  }

  /** Whether a page is Keycloak's sign-in. */
  static boolean passwordAskedFor(Answer page) {
    return page.body().contains("kc-form-login");
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
