package io.asbru.contract.server;

import io.asbru.contract.ApplicationDirectory;
import io.asbru.contract.Deployment;
import io.asbru.contract.ServerUnderTest;
import io.asbru.contract.StartFailedException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One application of the contract on a server with others: to the contract, a server of its own. */
public final class DeployedApplication implements ServerUnderTest {

  private static final Path UNPACKED = Path.of(System.getProperty("contract.application", "application"));
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final ApplicationServer server;
  private final String name = "contract" + NUMBER.incrementAndGet();
  private @Nullable Place place;
  private @Nullable ApplicationDirectory directory;

  /** An application that is not deployed yet. */
  public DeployedApplication(ApplicationServer server) {
    this.server = server;
  }

  @Override
  public URI start(Deployment deployment) throws StartFailedException {
    Place taken = server.places().take(Place.Kind.of(deployment));
    place = taken;
    ApplicationDirectory written = new ApplicationDirectory(deployment, UNPACKED);
    directory = written;
    try {
      server.deploy(name, written.path(), taken, deployment.contextPath());
    } catch (StartFailedException e) {
      close();
      throw e;
    }
    return URI.create("http://localhost:" + taken.port() + deployment.contextPath());
  }

  @Override
  public void close() {
    if (place != null && directory != null) {
      server.undeploy(name);
      server.places().giveBack(place);
      directory.close();
    }
    place = null;
    directory = null;
  }
}
