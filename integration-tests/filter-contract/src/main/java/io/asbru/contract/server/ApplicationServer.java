package io.asbru.contract.server;

import io.asbru.contract.StartFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * A server in a process of its own, which ends with this one, with places for applications. It is an unmodified download, at the system
 * property {@code contract.server}, to whose configuration only the places are added. Applications come and go by its administration over
 * HTTP.
 */
public abstract class ApplicationServer {

  private static final Path HOME = Path.of(System.getProperty("contract.server", "server"));
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Places places = new Places();
  private final HttpClient client = HttpClient.newHttpClient();

  /** Its places. */
  protected final Places places() {
    return places;
  }

  /** What asks the server to deploy the unpacked WAR file of this directory, by a name that no other has. */
  protected abstract HttpRequest.Builder deployment(String name, Path directory, Place place, String contextPath);

  /** What asks the server to take this application off again. */
  protected abstract HttpRequest.Builder undeployment(String name);

  /** Where the server is administered. */
  protected final URI administration(String path) {
    return URI.create("http://127.0.0.1:" + places.adminPort() + path);
  }

  /** Changes the server's configuration, before it is started. */
  protected final void configure(String file, UnaryOperator<String> change) {
    Path configuration = HOME.resolve(file);
    try {
      Files.writeString(configuration, change.apply(Files.readString(configuration)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a text into a configuration, before the first place where that stands. */
  protected static String before(String where, String configuration, String added) {
    int at = configuration.indexOf(where);
    if (at < 0) {
      throw new IllegalStateException("there is no " + where + " in the configuration of the server");
    }
    return configuration.substring(0, at) + added + configuration.substring(at);
  }

  /**
   * Starts the server.
   *
   * @param ready what its output says when it has started
   * @param command what runs it in the foreground: a file of the server, and arguments
   */
  protected final void run(String ready, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.command().set(0, HOME.resolve(command[0]).toString());
    String java = System.getProperty("java.home");
    builder.environment().put("JAVA_HOME", java);
    builder.environment().put("AS_JAVA", java);
    StringBuffer said = new StringBuffer();
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
      CompletableFuture<Void> started = new CompletableFuture<>();
      Thread listener = new Thread(() -> listen(process, ready, said, started), "output of the server");
      listener.setDaemon(true);
      listener.start();
      started.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the server did not start:\n" + said, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void listen(Process process, String ready, StringBuffer said, CompletableFuture<Void> started) {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.contains(ready)) {
          started.complete(null);
        } else if (!started.isDone()) {
          said.append(line).append('\n');
        }
      }
      started.completeExceptionally(new IOException("the process ended"));
    } catch (IOException e) {
      started.completeExceptionally(e);
    }
  }

  private static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** Deploys an application, and returns when it answers. */
  final void deploy(String name, Path directory, Place place, String contextPath) throws StartFailedException {
    LogFile log = LogFile.fromNow(ServerLog.FILE);
    HttpResponse<String> answer = send(deployment(name, directory, place, contextPath));
    if (answer.statusCode() != 200) {
      throw new StartFailedException(answer.body() + log.text(), new IllegalStateException("status " + answer.statusCode()));
    }
  }

  /** Takes the application off again, also one that did not start. */
  final void undeploy(String name) {
    send(undeployment(name));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }
}
