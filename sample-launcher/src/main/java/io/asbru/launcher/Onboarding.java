package io.asbru.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Sets up the sample's application in the local organization, by the command line that anybody uses: {@code onboard}, in a process of its own.
 * What it writes is what the sample is started with.
 */
final class Onboarding {

  private static final long SECONDS = 120;

  private final LaunchSettings settings;
  private final Addresses addresses;
  private final Children children;

  Onboarding(LaunchSettings settings, Addresses addresses, Children children) {
    this.settings = settings;
    this.addresses = addresses;
    this.children = children;
  }

  /** Where the settings and the secret of this sample are written. */
  Path directory() {
    return directory(settings.war(), settings.samplePort());
  }

  static Path directory(Path war, int samplePort) {
    return war.toAbsolutePath().normalize().resolveSibling("onboarded-" + samplePort);
  }

  /** For an organization that has just started and knows nothing. */
  void run() throws LaunchException, InterruptedException {
    try {
      Files.deleteIfExists(settingsFile());
      Files.deleteIfExists(secretFile());
    } catch (IOException e) {
      throw new LaunchException("Cannot remove what an earlier run left in " + directory() + ": " + e.getMessage());
    }
    onboard();
  }

  /** For one that has started again and has forgotten the application that the running sample is. */
  void again() throws LaunchException, InterruptedException {
    onboard("--keep-credentials");
  }

  private void onboard(String... more) throws LaunchException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", settings.managementJar().toString()));
    arguments.addAll(command());
    Collections.addAll(arguments, more);
    ChildProcess child = children.start("onboarding", arguments, Map.of("ASBRU_CLIENT_SECRET", "management_client_secret"));
    if (!child.awaitEnd(SECONDS)) {
      throw new LaunchException("The onboarding of the sample does not end.");
    }
    if (child.exitCode() != 0) {
      throw new LaunchException("The sample's application could not be set up. This is what onboard wrote:\n  "
          + String.join("\n  ", child.lastLines()));
    }
  }

  private List<String> command() {
    return List.of("onboard", "--base-url", addresses.organizationBase(), "--root-organization", addresses.rootName(),
        "--organization-id", addresses.organizationId(), "--client-id", "management_client_id", "--name", "Best Car Mart",
        "--url", addresses.sample(), "--redirect-uri", addresses.publicPage().toString(),
        "--grants", "authorization_code refresh_token password client_credentials",
        "--scopes", "read_stores write_stores internal_org_user_mgt_list",
        "--role", "store-reader", "--role-scopes", "read_stores", "--users", "Charlie store-reader",
        "--role", "store-manager", "--role-scopes", "read_stores write_stores", "--users", "store-manager",
        "--output", settingsFile().toString());
  }

  /** What the sample reads of it. */
  Map<String, String> environment() throws LaunchException {
    return Map.of("SAMPLE_BASE_URL", addresses.organizationBase(), "SAMPLE_CLIENT_ID", clientId(), "SAMPLE_CLIENT_SECRET", secret());
  }

  String clientId() throws LaunchException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(settingsFile())) {
      properties.load(reader);
    } catch (IOException e) {
      throw new LaunchException("Cannot read " + settingsFile() + ": " + e.getMessage());
    }
    return properties.getProperty("client-id", "");
  }

  private String secret() throws LaunchException {
    try {
      return Files.readString(secretFile()).strip();
    } catch (IOException e) {
      throw new LaunchException("Cannot read " + secretFile() + ": " + e.getMessage());
    }
  }

  private Path settingsFile() {
    return directory().resolve("asbru.properties");
  }

  private Path secretFile() {
    return directory().resolve("client-secret");
  }
}
