package io.asbru.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Java process that the launcher started. What it writes is kept until {@link #speak}, for the case that it does not start, and shown
 * from then on with the process's name before each line.
 */
final class ChildProcess {

  private static final int LINES_KEPT = 60;
  private static final long SECONDS_TO_STOP = 5;
  // Quick to start and small: nobody measures throughput here.
  private static final List<String> JVM_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

  private final String name;
  private final Process process;
  private final PrintStream out;
  private final Deque<String> kept = new ArrayDeque<>();
  private boolean speaking;

  private ChildProcess(String name, Process process, PrintStream out) {
    this.name = name;
    this.process = process;
    this.out = out;
  }

  static ChildProcess start(String name, String classPath, Class<?> main, List<String> arguments, Map<String, String> environment,
      PrintStream out) throws LaunchException {
    List<String> own = new ArrayList<>(JVM_OPTIONS);
    own.addAll(List.of("-cp", classPath, main.getName()));
    own.addAll(arguments);
    return start(name, own, environment, out);
  }

  /** A Java process with these arguments, those for the JVM first. */
  static ChildProcess start(String name, List<String> arguments, Map<String, String> environment, PrintStream out) throws LaunchException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      ChildProcess child = new ChildProcess(name, builder.start(), out);
      Thread listener = new Thread(child::listen, name + "-output");
      listener.setDaemon(true);
      listener.start();
      return child;
    } catch (IOException e) {
      throw new LaunchException("The " + name + " cannot be started: " + e.getMessage());
    }
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Waits for its end; false if it does not come in time. */
  boolean awaitEnd(long seconds) throws InterruptedException {
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  /** The exit code of a process that has ended. */
  int exitCode() {
    return process.exitValue();
  }

  /** Shows what the process writes from now on. */
  synchronized void speak() {
    speaking = true;
  }

  /** Keeps to itself what the process writes from now on. */
  synchronized void beQuiet() {
    speaking = false;
  }

  /** The last lines written before {@link #speak}. */
  synchronized List<String> lastLines() {
    return List.copyOf(kept);
  }

  /** Asks the process to end and returns at once. */
  void askToStop() {
    process.destroy();
  }

  /** Waits until the process has ended after {@link #askToStop}, and ends it by force if it does not. */
  void awaitStop() {
    try {
      if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    try (BufferedReader reader = process.inputReader()) {
      reader.lines().forEach(this::heard);
    } catch (IOException | UncheckedIOException e) {
      // The process was ended while it was writing.
    }
  }

  private synchronized void heard(String line) {
    if (speaking) {
      out.println("[" + name + "] " + line);
      return;
    }
    kept.add(line);
    if (kept.size() > LINES_KEPT) {
      kept.remove();
    }
  }
}
