package io.asbru.contract;

import java.net.URI;

/** A server with one application in it. This is all that the contract knows of containers. */
public interface ServerUnderTest extends AutoCloseable {

  /**
   * Deploys the application and starts, on a free port of the loopback interface.
   *
   * @return where the application answers: {@code http://localhost:…} and the context path, without a slash at the end
   * @throws StartFailedException if the application does not start
   */
  URI start(Deployment deployment) throws StartFailedException;

  /** Stops, if it runs. */
  @Override
  void close();
}
