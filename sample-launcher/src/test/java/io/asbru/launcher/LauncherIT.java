package io.asbru.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The launcher as a process, with the WAR and the organization's jar. */
class LauncherIT {

  private static final String LAST_LINE = "Ctrl-C ends everything.";

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void terminatedLauncher_endsBothServersAndSaysGoodbye() throws Exception {
    try (RunningLauncher launcher = RunningLauncher.start(FreePort.find(), FreePort.find())) {
      launcher.awaitLine(LAST_LINE);
      assertThat(get(launcher.addresses().publicPage()).body()).contains("You are not signed in.");
      assertThat(get(URI.create(launcher.addresses().sample() + "/api/stores")).statusCode()).isEqualTo(401);
      List<ProcessHandle> children = launcher.children();
      assertThat(children).hasSize(2);

      launcher.process().toHandle().destroy();
      launcher.awaitEnd();

      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertThat(launcher.output()).endsWith("Goodbye.").doesNotContain("Exception").doesNotContain("\tat ").doesNotContain("SLF4J");
    }
  }

  @Test
  void killedLauncher_leavesNoServerBehind() throws Exception {
    try (RunningLauncher launcher = RunningLauncher.start(FreePort.find(), FreePort.find())) {
      launcher.awaitLine(LAST_LINE);
      List<ProcessHandle> children = launcher.children();

      launcher.process().destroyForcibly();

      for (ProcessHandle child : children) {
        child.onExit().get(20, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void organizationStoppedAlone_isSaidAndTheSampleGoesOn() throws Exception {
    try (RunningLauncher launcher = RunningLauncher.start(FreePort.find(), FreePort.find())) {
      String pid = launcher.awaitLine("  kill ").strip().substring("kill ".length());
      launcher.awaitLine(LAST_LINE);

      ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroy();
      launcher.awaitLine("[launcher] The organization no longer answers");

      assertThat(get(launcher.addresses().publicPage()).statusCode()).isEqualTo(200);
      Process again = new ProcessBuilder(RunningLauncher.java(), "-jar", System.getProperty("organization.jar"), "--port",
          Integer.toString(launcher.addresses().organizationPort())).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      try {
        launcher.awaitLine("[launcher] The organization answers again");
      } finally {
        again.destroyForcibly();
      }
    }
  }

  @Test
  void endOfTheSample_endsEverythingWithAReason() throws Exception {
    try (RunningLauncher launcher = RunningLauncher.start(FreePort.find(), FreePort.find())) {
      launcher.awaitLine(LAST_LINE);
      String organizationPid = launcher.awaitLine("  kill ").strip().substring("kill ".length());
      List<ProcessHandle> children = launcher.children();

      children.stream().filter(child -> child.pid() != Long.parseLong(organizationPid)).forEach(ProcessHandle::destroyForcibly);

      assertThat(launcher.awaitEnd()).isEqualTo(1);
      assertThat(launcher.output()).containsPattern("The sample ended with code \\d+, so everything ends\\.");
      assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
  }

  @Test
  void portInUse_isSaidInOneLineAndNothingStarts() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"));
        RunningLauncher launcher = RunningLauncher.start(FreePort.find(), other.getLocalPort())) {
      assertThat(launcher.awaitEnd()).isEqualTo(1);
      assertThat(launcher.output().strip().lines()).singleElement().asString()
          .startsWith("Port " + other.getLocalPort() + ", which the local organization needs, is in use:").contains("-Dorganization.port=");
    }
  }

  @Test
  void printedCommands_workWhenPasted() throws Exception {
    Commands.assumeAvailable();
    try (RunningLauncher launcher = RunningLauncher.start(FreePort.find(), FreePort.find())) {
      launcher.awaitLine(LAST_LINE);

      String clientId = launcher.awaitLine("  CLIENT=").strip().replaceFirst("CLIENT=([^:]+):.*", "$1");
      assertThat(clientId).doesNotContain("sample_application");

      String output = Commands.run(Commands.of(launcher.output()));

      assertThat(output)
          .contains("HTTP/1.1 201 Created")
          .contains("\"name\":\"store-manager@7e98b86f-63c7-41a1-8c56-c909a21a2615\",\"kind\":\"user\"")
          .containsPattern("\"name\":\"" + clientId + "\",\"kind\":\"application\"")
          .contains("\"aut\":\"APPLICATION_USER\"").contains("\"aud\":\"shared_client_id\"")
          .doesNotContain("\"active\":false").doesNotContain("not found");
      assertThat(output.lines().filter(line -> line.startsWith("HTTP/1.1 ")))
          .containsExactly("HTTP/1.1 200 OK", "HTTP/1.1 201 Created", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK",
              "HTTP/1.1 401 Unauthorized");
    }
  }

  private HttpResponse<String> get(URI address) throws Exception {
    try {
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw new AssertionError("Nothing answers at " + address, e);
    }
  }
}
