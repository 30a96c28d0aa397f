package io.asbru.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The sample's process: its WAR on an embedded Jetty that only this machine can reach. */
final class SampleServer {

  private SampleServer() {}

  /** Takes the port, the context path, the WAR and a directory to unpack it to. */
  public static void main(String[] args) throws Exception {
    Tether.toLauncher();
    logReadably();
    Server server = server(Integer.parseInt(args[0]), args[1], Path.of(args[2]), Path.of(args[3]));
    try {
      server.start();
    } catch (Exception e) {
      explain(e);
      // Not exit: Jetty's shutdown hook complains about a server that is half started.
      Runtime.getRuntime().halt(1);
    }
  }

  private static Server server(int port, String context, Path war, Path unpacked) throws IOException {
    Server server = new Server();
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("localhost");
    connector.setPort(port);
    server.addConnector(connector);
    WebAppContext application = new WebAppContext();
    application.setContextPath(context);
    application.setWar(war.toString());
    application.setTempDirectory(Files.createDirectories(unpacked).toFile());
    application.setInitParameter(DefaultServlet.CONTEXT_INIT + "dirAllowed", "false");
    application.setThrowUnavailableOnStartupException(true);
    server.setHandler(application);
    server.setStopAtShutdown(true);
    return server;
  }

  private static void logReadably() throws IOException {
    try (InputStream configuration = SampleServer.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(configuration);
    }
  }

  /** Wrong settings have been listed by the filter's log already; where they were found out would only bury them. */
  private static void explain(Exception failure) {
    if (!innermost(failure).getClass().getSimpleName().equals("ConfigurationException")) {
      failure.printStackTrace();
    }
  }

  private static Throwable innermost(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost;
  }
}
