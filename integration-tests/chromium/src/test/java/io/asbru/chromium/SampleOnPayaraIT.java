package io.asbru.chromium;

/** The sample on Payara Micro. */
final class SampleOnPayaraIT extends SampleOnServer {

  SampleOnPayaraIT() {
    super("payara");
  }
}
