package io.asbru.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What people are told when everything runs: where to go, whom to be, and commands to copy. */
final class Instructions {

  private Instructions() {}

  static String of(Addresses addresses, String clientId, Path onboarded, long organizationPid, String startCommand) {
    return text()
        .replace("@sample@", addresses.sample())
        .replace("@base@", addresses.organizationBase())
        .replace("@root@", addresses.root())
        .replace("@organization@", addresses.organization())
        .replace("@organization-id@", addresses.organizationId())
        .replace("@redirect-uri@", addresses.publicPage().toString())
        .replace("@redirect-uri-encoded@", URLEncoder.encode(addresses.publicPage().toString(), StandardCharsets.UTF_8))
        .replace("@client-id@", clientId)
        .replace("@onboarded@", onboarded.toString())
        .replace("@organization-pid@", Long.toString(organizationPid))
        .replace("@start-organization@", startCommand);
  }

  /** The command that starts the organization alone, to be typed in this directory. */
  static String startCommand(Path directory, Path jar, int port) {
    Path absolute = jar.toAbsolutePath().normalize();
    Path shortest = absolute.startsWith(directory) ? directory.relativize(absolute) : absolute;
    String name = shortest.toString();
    return "java -jar " + (name.contains(" ") ? "'" + name + "'" : name) + " --port " + port;
  }

  private static String text() {
    try (InputStream in = Instructions.class.getResourceAsStream("instructions.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
