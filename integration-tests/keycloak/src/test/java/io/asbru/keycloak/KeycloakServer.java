package io.asbru.keycloak;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keycloak's own distribution in a process of its own, on free ports of the loopback interface. Its data outlive a restart. */
final class KeycloakServer implements AutoCloseable {

  static final String ADMIN = "admin";
  static final String ADMIN_PASSWORD = "admin-pw";

  /** The first start builds the server, which takes a while on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Path home = Path.of(System.getProperty("keycloak.home"));
  private final File log = home.resolve("asbru-test.log").toFile();
  private final int port = freePort();
  private final int managementPort = freePort();
  private @Nullable Process process;

  /** Starts with an empty database. */
  KeycloakServer() {
    deleteAll(home.resolve("data"));
    start();
  }

  /** Where it answers. */
  URI uri() {
    return URI.create("http://localhost:" + port);
  }

  /** Starts, and returns when requests are answered. */
  void start() {
    ProcessBuilder command = new ProcessBuilder(home.resolve("bin/kc.sh").toString(), "start-dev", "--http-host=127.0.0.1",
        "--http-port=" + port, "--http-management-port=" + managementPort, "--cache=local", "--log-level=warn");
    command.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
    command.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD);
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    home.resolve("bin/kc.sh").toFile().setExecutable(true);
    try {
      Process started = command.start();
      process = started;
      // Whatever becomes of the tests, nothing is left behind.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(started)));
      await(started);
    } catch (IOException e) {
      throw new UncheckedIOException("Keycloak does not start", e);
    }
  }

  private void await(Process started) throws IOException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(URI.create(uri() + "/realms/master")).timeout(Duration.ofSeconds(10)).build();
    Instant last = Instant.now().plus(PATIENCE);
    while (!answers(http, request)) {
      if (!started.isAlive() || Instant.now().isAfter(last)) {
        throw new IllegalStateException("Keycloak does not answer. Its log:\n" + Files.readString(log.toPath()));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static boolean answers(HttpClient http, HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Keycloak starts", e);
    }
  }

  /** Stops, so that nothing listens any more. */
  void stop() {
    if (process != null) {
      end(process);
      process = null;
    }
  }

  private static void end(Process process) {
    // The script may have begun the server as a process of its own.
    List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroy);
    for (ProcessHandle each : all) {
      try {
        each.onExit().get(20, TimeUnit.SECONDS);
      } catch (Exception e) {
        each.destroyForcibly();
      }
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteAll(Path directory) {
    if (Files.exists(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    stop();
  }
}
