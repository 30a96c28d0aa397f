package io.asbru.launcher;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The processes that the launcher has started, which all end with it. */
final class Children {

  private static final long MILLIS_FOR_THE_HOOK = 300;

  private final PrintStream out;
  private final List<ChildProcess> started = new ArrayList<>();
  private boolean stopping;

  Children(PrintStream out) {
    this.out = out;
  }

  /** Ends them when the Java process ends, by an interrupt too. */
  void stopAtShutdown() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-children"));
  }

  synchronized ChildProcess start(String name, String classPath, Class<?> main, List<String> arguments, Map<String, String> environment)
      throws LaunchException {
    requireGoingOn();
    return kept(ChildProcess.start(name, classPath, main, arguments, environment, out));
  }

  synchronized ChildProcess start(String name, List<String> arguments, Map<String, String> environment) throws LaunchException {
    requireGoingOn();
    return kept(ChildProcess.start(name, arguments, environment, out));
  }

  private void requireGoingOn() throws LaunchException {
    if (stopping) {
      throw new LaunchException("Stopped while starting.");
    }
  }

  private ChildProcess kept(ChildProcess child) {
    started.add(child);
    return child;
  }

  /** Says something, unless everything is ending. */
  synchronized void say(String text) {
    if (!stopping) {
      out.println("[launcher] " + text);
    }
  }

  /** Says what went wrong, unless it went wrong because everything is ending: an interrupt reaches the children first. */
  void complain(String text) throws InterruptedException {
    Thread.sleep(MILLIS_FOR_THE_HOOK);
    synchronized (this) {
      if (!stopping) {
        System.err.println();
        System.err.println(text);
        System.err.flush();
      }
    }
  }

  private synchronized void stop() {
    stopping = true;
    started.forEach(ChildProcess::beQuiet);
    started.forEach(ChildProcess::askToStop);
    started.forEach(ChildProcess::awaitStop);
    out.println();
    out.println("The sample and the organization have ended. Goodbye.");
    out.flush();
  }
}
