package io.asbru.resilience;

import io.asbru.Secret;
import io.asbru.client.OrganizationClient;
import io.asbru.local.LocalOrganization;
import io.asbru.servlet.ClockedFilter;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A local organization, and on Jetty an application that the filter guards. */
final class GuardedServer implements AutoCloseable {

  static final int THREADS = 150;

  private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(Duration.ofSeconds(20)).build();

  final LocalOrganization organization;
  private final Map<Setting, String> settings = new LinkedHashMap<>();
  private final Server server;

  /**
   * An answer and how long it took.
   *
   * @param status the status code
   * @param retryAfter {@code Retry-After}; empty if there is none
   * @param body the body
   * @param took the time
   */
  record Answer(int status, String retryAfter, String body, Duration took) {}

  GuardedServer(LocalOrganization organization, Clock clock, Map<Setting, String> more) throws Exception {
    this.organization = organization;
    settings.put(Setting.BASE_URL, organization.baseUrl().toString());
    settings.put(Setting.ROOT_ORGANIZATION, "bestcarmart");
    settings.put(Setting.ORGANIZATION_ID, "7e98b86f-63c7-41a1-8c56-c909a21a2615");
    settings.put(Setting.CLIENT_ID, "sample_application_client_id");
    settings.put(Setting.CLIENT_SECRET, "sample_application_client_secret");
    settings.putAll(more);
    Map<String, String> texts = new LinkedHashMap<>();
    settings.forEach((setting, value) -> texts.put(setting.key(), value));
    texts.put("rules", "/public/** anyone\n/** bearer");
    server = new Server(new QueuedThreadPool(THREADS));
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("localhost");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.addFilter(new FilterHolder(ClockedFilter.of(texts, clock)), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(Hello.class, "/*");
    server.setHandler(context);
    server.start();
  }

  /** What stands behind the filter. */
  public static final class Hello extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
      response.getWriter().write("hello");
    }

    /** Shows a form parameter, which the filter must not have taken away. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
      response.getWriter().write("name=" + request.getParameter("name"));
    }
  }

  /** A token of the application's client for a user. */
  String token(String user) throws Exception {
    Settings.Builder builder = Settings.builder();
    settings.forEach(builder::set);
    builder.set(Setting.REQUEST_TIMEOUT, "20s");
    try (OrganizationClient client = OrganizationClient.of(builder.build())) {
      return client.password(user, Secret.of(user.equals("Charlie") ? "jG9A5KrX" : user + "-pw"), Set.of("read_stores")).orThrow()
          .accessToken().value();
    }
  }

  Answer present(String token) throws Exception {
    return get("/api", token);
  }

  Answer post(String path, String form) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30)).header("Accept", "application/json")
        .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)).build());
  }

  Answer get(String path, String token) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30)).header("Accept", "application/json");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request.build());
  }

  private static Answer send(HttpRequest request) throws Exception {
    long begun = System.nanoTime();
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.headers().firstValue("Retry-After").orElse(""), response.body(),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + path);
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
