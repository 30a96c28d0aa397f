package io.asbru.contract.jetty;

import io.asbru.contract.ApplicationDirectory;
import io.asbru.contract.Deployment;
import io.asbru.contract.ServerUnderTest;
import io.asbru.contract.StartFailedException;
import java.net.URI;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Jetty with the test application from a directory of its own. */
final class JettyServer implements ServerUnderTest {

  /** Beside the threads that serve requests: one that accepts connections and one that waits for their data. */
  private static final int THREADS_OF_CONNECTOR = 2;
  private static final int THREADS = 64;

  private final boolean decodesAmbiguousPaths;
  private @Nullable Server server;
  private @Nullable ApplicationDirectory directory;

  JettyServer() {
    this(true);
  }

  /** If it lets ambiguous paths through it either decodes them, or tells an application nothing of them but the raw path. */
  JettyServer(boolean decodesAmbiguousPaths) {
    this.decodesAmbiguousPaths = decodesAmbiguousPaths;
  }

  @Override
  public URI start(Deployment deployment) throws StartFailedException {
    int threads = deployment.threads() > 0 ? deployment.threads() : THREADS;
    QueuedThreadPool pool = new QueuedThreadPool(threads + THREADS_OF_CONNECTOR);
    pool.setReservedThreads(0);
    Server started = new Server(pool);
    server = started;
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    if (deployment.lenientPaths()) {
      http.setUriCompliance(UriCompliance.UNSAFE);
    }
    ServerConnector connector = new ServerConnector(started, 1, 1, new HttpConnectionFactory(http));
    connector.setHost("localhost");
    started.addConnector(connector);
    try {
      started.setHandler(application(deployment));
      started.start();
    } catch (Exception e) {
      close();
      throw new StartFailedException(messages(e), e);
    }
    return URI.create("http://localhost:" + connector.getLocalPort() + deployment.contextPath());
  }

  private WebAppContext application(Deployment deployment) {
    ApplicationDirectory written = new ApplicationDirectory(deployment);
    directory = written;
    WebAppContext application = new WebAppContext();
    application.setContextPath(deployment.contextPath().isEmpty() ? "/" : deployment.contextPath());
    application.setBaseResourceAsPath(written.path());
    application.setDescriptor(written.descriptor().toString());
    application.setTempDirectory(written.temporary().toFile());
    application.setParentLoaderPriority(true);
    application.setThrowUnavailableOnStartupException(true);
    application.getServletHandler().setDecodeAmbiguousURIs(deployment.lenientPaths() && decodesAmbiguousPaths);
    return application;
  }

  private static String messages(Throwable failure) {
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.append(cause).append('\n');
    }
    return messages.toString();
  }

  @Override
  public void close() {
    try {
      if (server != null) {
        server.stop();
      }
      if (directory != null) {
        directory.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("Jetty did not stop", e);
    } finally {
      server = null;
      directory = null;
    }
  }
}
