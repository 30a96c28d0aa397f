package io.asbru.sample;

import io.asbru.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The pages on Jetty, behind a filter that believes whatever the request says about its caller. {@link #main} serves them for the eye:
 * {@code ?as=store-manager} signs in by a word in the address.
 */
final class SampleServer implements AutoCloseable {

  private final Server server = new Server();

  SampleServer(int port, String context) throws Exception {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("localhost");
    connector.setPort(port);
    server.addConnector(connector);
    WebAppContext application = new WebAppContext();
    application.setContextPath(context);
    application.setBaseResourceAsPath(Path.of("src/main/webapp").toAbsolutePath());
    application.addFilter(new FilterHolder(new Credulous()), "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
    application.addEventListener(new SampleApplication());
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(ErrorPageErrorHandler.GLOBAL_ERROR_PAGE, "/error");
    application.setErrorHandler(errors);
    server.setHandler(application);
    server.start();
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + path);
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }

  static Caller caller(String name, Set<String> scopes) {
    return Caller.builder(Caller.Kind.USER, name)
        .clientId("sample_application_client_id")
        .organization("7e98b86f-63c7-41a1-8c56-c909a21a2615")
        .scopes(scopes)
        .groups(Set.of("staff"))
        .roles(Set.of("store-reader"))
        .claims(Map.of("username", name, "aut", "APPLICATION_USER", "groups", List.of("staff"), "active", true,
            "org_name", "Best Car Mart East"))
        .expiresAt(Instant.now().plus(Duration.ofMinutes(59)))
        .build();
  }

  public static void main(String[] args) throws Exception {
    new SampleServer(Integer.parseInt(args[0]), "/").server.join();
  }

  private static final class Credulous extends HttpFilter {

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      String name = request.getParameter("as");
      if (name == null) {
        chain.doFilter(request, response);
        return;
      }
      Caller caller = caller(name, name.equals("store-manager")
          ? Set.of("openid", "read_stores", "write_stores") : Set.of("openid", "read_stores"));
      chain.doFilter(new HttpServletRequestWrapper(request) {
        @Override
        public Principal getUserPrincipal() {
          return caller;
        }
      }, response);
    }
  }
}
