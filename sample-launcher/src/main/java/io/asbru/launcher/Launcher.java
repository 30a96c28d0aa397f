package io.asbru.launcher;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs the local organization and the sample, each in a process of its own, until it is interrupted. Called by Maven in Maven's own
 * process, so that a Ctrl-C is not over before everything has ended.
 */
public final class Launcher {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PATIENCE_WITH_SERVERS = Duration.ofMinutes(4);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final LaunchSettings settings;
  private final Addresses addresses;
  private final Children children;
  private final PrintStream out;

  private Launcher(LaunchSettings settings, Children children, PrintStream out) {
    this.settings = settings;
    this.addresses = new Addresses(settings.samplePort(), settings.organizationPort(), settings.context());
    this.children = children;
    this.out = out;
  }

  /** See {@link LaunchSettings} for the arguments. Does not return: ends the Java process when the sample has ended. */
  public static void main(String[] args) throws InterruptedException {
    Children children = new Children(System.out);
    try {
      new Launcher(LaunchSettings.parse(args), children, System.out).run();
    } catch (LaunchException e) {
      children.complain(e.advice());
    }
    // Not by an exception: Maven would surround the one line that matters with twenty others.
    System.exit(1);
  }

  private void run() throws LaunchException, InterruptedException {
    PortCheck.requireFree(settings.samplePort(), "the sample", "sample.port");
    PortCheck.requireFree(settings.organizationPort(), "the local organization", "organization.port");
    requireBuilt(settings.war());
    requireBuilt(settings.organizationJar());
    requireBuilt(settings.managementJar());
    children.stopAtShutdown();

    ChildProcess organization = children.start("organization", organizationClassPath(), OrganizationServer.class,
        List.of("--port", Integer.toString(settings.organizationPort())), Map.of());
    Readiness readiness = new Readiness(settings.server().equals("jetty") ? PATIENCE : PATIENCE_WITH_SERVERS);
    readiness.await(organization, addresses.keySet());
    Onboarding onboarding = new Onboarding(settings, addresses, children);
    onboarding.run();
    ChildProcess sample = sample(onboarding.environment());
    readiness.await(sample, addresses.publicPage());

    String startCommand = Instructions.startCommand(Path.of("").toAbsolutePath(), settings.organizationJar(), settings.organizationPort());
    out.println(Instructions.of(addresses, onboarding.clientId(), onboarding.directory(), organization.pid(), startCommand));
    organization.speak();
    sample.speak();
    watch(sample, new OrganizationWatch(addresses, startCommand), onboarding);
  }

  private ChildProcess sample(Map<String, String> environment) throws LaunchException {
    if (settings.server().equals("jetty")) {
      return children.start("sample", settings.classPath(), SampleServer.class,
          List.of(Integer.toString(settings.samplePort()), settings.context().isEmpty() ? "/" : settings.context(),
              settings.war().toString(), settings.war().resolveSibling("unpacked-" + settings.samplePort()).toString()), environment);
    }
    return children.start("sample", JakartaServer.of(settings).arguments(), environment);
  }

  private void watch(ChildProcess sample, OrganizationWatch organization, Onboarding onboarding)
      throws LaunchException, InterruptedException {
    boolean before = true;
    while (sample.alive()) {
      boolean now = reachable(settings.organizationPort());
      if (now && !before) {
        setUpAgain(onboarding);
      }
      before = now;
      organization.observe(now).ifPresent(children::say);
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
    throw new LaunchException("The sample ended with code " + sample.exitCode() + ", so everything ends.");
  }

  private void setUpAgain(Onboarding onboarding) throws InterruptedException {
    try {
      onboarding.again();
    } catch (LaunchException e) {
      children.say(e.advice());
    }
  }

  private static boolean reachable(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("localhost", port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void requireBuilt(Path file) throws LaunchException {
    if (!Files.isRegularFile(file)) {
      throw new LaunchException("There is no " + file + ": run mvn -Prun in the project's root directory");
    }
  }

  /** The very jar that the instructions say how to start, and this class for the tether. */
  private String organizationClassPath() {
    try {
      Path own = Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return own + File.pathSeparator + settings.organizationJar();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
