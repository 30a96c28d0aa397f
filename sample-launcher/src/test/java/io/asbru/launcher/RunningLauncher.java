package io.asbru.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A launcher in a process of its own, on free ports, as Maven runs it. */
final class RunningLauncher implements AutoCloseable {

  private static final long SECONDS = 60;

  private final Addresses addresses;
  private final Process process;
  private final List<String> output = new ArrayList<>();
  private final CompletableFuture<Void> outputEnded;

  private RunningLauncher(Addresses addresses, Process process) {
    this.addresses = addresses;
    this.process = process;
    this.outputEnded = CompletableFuture.runAsync(this::listen);
  }

  static RunningLauncher start(int samplePort, int organizationPort) throws IOException {
    Process process = new ProcessBuilder(java(), "-cp", System.getProperty("java.class.path"), Launcher.class.getName(),
        "--sample-port=" + samplePort, "--organization-port=" + organizationPort, "--context=/mart",
        "--war=" + System.getProperty("sample.war"), "--organization-jar=" + System.getProperty("organization.jar"),
        "--management-jar=" + System.getProperty("management.jar"),
        "--class-path=" + System.getProperty("java.class.path")).redirectErrorStream(true).start();
    return new RunningLauncher(new Addresses(samplePort, organizationPort, "/mart"), process);
  }

  static String java() {
    return System.getProperty("java.home") + "/bin/java";
  }

  Addresses addresses() {
    return addresses;
  }

  Process process() {
    return process;
  }

  /** The two servers. */
  List<ProcessHandle> children() {
    return process.children().toList();
  }

  /** Everything written so far. */
  synchronized String output() {
    return String.join("\n", output);
  }

  /** Waits for a line that contains this, in what was written and will be. */
  synchronized String awaitLine(String part) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (true) {
      for (String line : output) {
        if (line.contains(part)) {
          return line;
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0 || outputEnded.isDone()) {
        throw new AssertionError("No line with '" + part + "' in:\n" + output());
      }
      wait(Math.min(left, 1000));
    }
  }

  /** Waits for the end and gives the exit code. */
  int awaitEnd() throws Exception {
    outputEnded.get(SECONDS, TimeUnit.SECONDS);
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("The launcher does not end. It wrote:\n" + output());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    children().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
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
      // Closed by force at the end of a test.
    }
  }
}
