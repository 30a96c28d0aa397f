package io.asbru.chromium;

/** The sample on WildFly. */
final class SampleOnWildFlyIT extends SampleOnServer {

  SampleOnWildFlyIT() {
    super("wildfly");
  }
}
