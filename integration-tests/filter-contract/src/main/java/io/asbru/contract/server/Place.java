package io.asbru.contract.server;

import io.asbru.contract.Deployment;

/**
 * A place for one application on a server: a port and a virtual host of its own, so that every application can be at the root.
 *
 * @param name the name of listener and virtual host in the server's configuration
 * @param port the port on the loopback interface
 * @param kind what is special about it
 */
public record Place(String name, int port, Kind kind) {

  /** What is special about a place. */
  public enum Kind {

    /** Nothing: the server's defaults. */
    PLAIN,

    /** One thread serves all requests. */
    ONE_THREAD,

    /** The most doubtful paths are let through. */
    LENIENT;

    static Kind of(Deployment deployment) {
      return deployment.lenientPaths() ? LENIENT : deployment.threads() == 1 ? ONE_THREAD : PLAIN;
    }
  }
}
