package io.asbru.contract.tomcat;

import io.asbru.contract.ApplicationDirectory;
import io.asbru.contract.Deployment;
import io.asbru.contract.ServerUnderTest;
import io.asbru.contract.StartFailedException;
import java.net.URI;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.jspecify.annotations.Nullable;

/** Tomcat with the test application from a directory of its own. */
final class TomcatServer implements ServerUnderTest {

  private static final int THREADS = 64;

  private @Nullable Tomcat tomcat;
  private @Nullable ApplicationDirectory directory;

  @Override
  public URI start(Deployment deployment) throws StartFailedException {
    ApplicationDirectory written = new ApplicationDirectory(deployment);
    directory = written;
    Tomcat started = new Tomcat();
    tomcat = started;
    started.setBaseDir(written.temporary().toString());
    Connector connector = connector(deployment);
    started.setConnector(connector);
    Context application = application(deployment, written);
    started.getHost().addChild(application);
    try (ServerLog log = new ServerLog("org.apache.catalina")) {
      started.start();
      if (application.getState() != LifecycleState.STARTED) {
        throw new StartFailedException(log.toString(), new IllegalStateException("state " + application.getState()));
      }
    } catch (LifecycleException e) {
      close();
      throw new StartFailedException(String.valueOf(e.getMessage()), e);
    } catch (StartFailedException e) {
      close();
      throw e;
    }
    return URI.create("http://localhost:" + connector.getLocalPort() + deployment.contextPath());
  }

  private static Connector connector(Deployment deployment) {
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "localhost");
    connector.setProperty("minSpareThreads", "1");
    connector.setProperty("maxThreads", Integer.toString(deployment.threads() > 0 ? deployment.threads() : THREADS));
    if (deployment.lenientPaths()) {
      connector.setEncodedSolidusHandling(EncodedSolidusHandling.DECODE.getValue());
      connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.DECODE.getValue());
      connector.setAllowBackslash(true);
      connector.setProperty("relaxedPathChars", "\"<>[\\]^`{|}");
    }
    return connector;
  }

  private static Context application(Deployment deployment, ApplicationDirectory written) {
    StandardContext application = new StandardContext();
    application.setPath(deployment.contextPath());
    application.setDocBase(written.path().toString());
    application.setParentClassLoader(TomcatServer.class.getClassLoader());
    StandardJarScanner scanner = new StandardJarScanner();
    scanner.setScanManifest(false);
    scanner.setScanClassPath(false);
    application.setJarScanner(scanner);
    ContextConfig configuration = new ContextConfig();
    configuration.setDefaultWebXml(null);
    application.addLifecycleListener(configuration);
    // As in Tomcat's own conf/web.xml. Without it Tomcat calls no filter for paths that no servlet is mapped to, the callback's among them.
    Tomcat.addServlet(application, "default", new DefaultServlet());
    application.addServletMappingDecoded("/", "default");
    return application;
  }

  @Override
  public void close() {
    try {
      if (tomcat != null) {
        tomcat.stop();
        tomcat.destroy();
      }
    } catch (LifecycleException e) {
      throw new IllegalStateException("Tomcat did not stop", e);
    } finally {
      tomcat = null;
      if (directory != null) {
        directory.close();
        directory = null;
      }
    }
  }
}
