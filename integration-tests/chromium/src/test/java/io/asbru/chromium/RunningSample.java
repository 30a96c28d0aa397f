package io.asbru.chromium;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The sample and the local organization as {@code mvn -Prun} runs them, on any of its servers and on free ports. */
final class RunningSample implements AutoCloseable {

  private static final long SECONDS = 240;
  private static final Pattern KILL = Pattern.compile("^\\s*kill (\\d+)$");

  private final int port;
  private final Process process;
  private final List<String> output = new ArrayList<>();
  private final CompletableFuture<Void> outputEnded;

  private RunningSample(int port, Process process) {
    this.port = port;
    this.process = process;
    this.outputEnded = CompletableFuture.runAsync(this::listen);
  }

  /**
   * Starts them.
   *
   * @param server {@code jetty}, {@code wildfly} or {@code payara}, as the launcher calls them; system properties named after it say where its
   *     WAR is, and where the server
   */
  static RunningSample start(String server) throws IOException, InterruptedException {
    int port = freePort();
    RunningSample sample = new RunningSample(port, new ProcessBuilder(System.getProperty("java.home") + "/bin/java",
        "-cp", System.getProperty("java.class.path"), "io.asbru.launcher.Launcher",
        "--sample-port=" + port, "--organization-port=" + freePort(),
        "--server=" + server, "--server-home=" + System.getProperty(server + ".home", ""), "--war=" + System.getProperty(server + ".war"),
        "--organization-jar=" + System.getProperty("organization.jar"),
        "--management-jar=" + System.getProperty("management.jar"),
        "--class-path=" + System.getProperty("java.class.path")).redirectErrorStream(true).start());
    sample.awaitLine(Pattern.compile("Ctrl-C ends everything\\."));
    return sample;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String url(String path) {
    return "http://localhost:" + port + path;
  }

  /** Ends the organization's process, by the id that is printed for people to do the same. */
  void stopOrganization() throws InterruptedException {
    Matcher kill = awaitLine(KILL);
    ProcessHandle organization = ProcessHandle.of(Long.parseLong(kill.group(1))).orElseThrow();
    organization.destroy();
    organization.onExit().join();
  }

  /** What the commands write that are printed to be copied, pasted into a shell. */
  String runPrintedCommands() throws IOException {
    Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
    try (var in = shell.getOutputStream()) {
      in.write(printedCommands().getBytes(UTF_8));
    }
    return new String(shell.getInputStream().readAllBytes(), UTF_8);
  }

  private synchronized String printedCommands() {
    return output.stream()
        .dropWhile(line -> !line.startsWith("Commands to copy")).skip(1)
        .takeWhile(line -> !line.startsWith("Stop the organization"))
        .map(String::strip)
        .collect(Collectors.joining("\n"));
  }

  private synchronized Matcher awaitLine(Pattern pattern) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end && !outputEnded.isDone()) {
      for (String line : output) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
          return matcher;
        }
      }
      wait(500);
    }
    throw new AssertionError("No line with " + pattern + " in:\n" + String.join("\n", output));
  }

  private void listen() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (this) {
          output.add(line);
          notifyAll();
        }
      }
    } catch (IOException e) {
      // Closed by force at the end of the tests.
    }
  }

  @Override
  public void close() {
    process.children().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
