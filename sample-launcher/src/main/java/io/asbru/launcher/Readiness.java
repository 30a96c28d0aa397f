package io.asbru.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Waits until a process answers requests. */
final class Readiness {

  private static final Duration BETWEEN_ASKING = Duration.ofMillis(100);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Duration patience;

  Readiness(Duration patience) {
    this.patience = patience;
  }

  /**
   * Returns when the address answers with success.
   *
   * @throws LaunchException if the process ends or does not answer in time; its last lines are in the message
   */
  void await(ChildProcess child, URI address) throws LaunchException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!answers(address)) {
      if (!child.alive()) {
        throw failure(child, "ended with code " + child.exitCode() + " instead of answering at " + address);
      }
      if (System.nanoTime() - end > 0) {
        throw failure(child, "did not answer at " + address + " within " + patience.toSeconds() + " seconds");
      }
      Thread.sleep(BETWEEN_ASKING.toMillis());
    }
  }

  private boolean answers(URI address) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static LaunchException failure(ChildProcess child, String what) {
    return new LaunchException("The " + child.name() + " " + what + ". This is what it wrote:\n  "
        + String.join("\n  ", child.lastLines()));
  }
}
