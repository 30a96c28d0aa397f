package io.asbru.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How one application serves several organizations.
 *
 * @param from by what a request names its organization
 * @param header the header field that names it; absent unless {@code from} says so
 * @param directory where each organization has a file; absent if a source is given in code
 * @param most how many organizations are kept ready at once
 */
public record OrganizationsSettings(From from, Optional<String> header, Optional<Path> directory, int most) {

  private static final String HEADER = "header:";

  /** By what a request names its organization. */
  public enum From {
    /** The first segment of the path within the application. */
    PATH,
    /** The host that the browser uses. */
    HOST,
    /** A header field that a trusted proxy sets. */
    HEADER,
    /** A resolver that the application gives in code. */
    CODE
  }

  public OrganizationsSettings {
    requireNonNull(from, "from");
    requireNonNull(header, "header");
    requireNonNull(directory, "directory");
  }

  /** Empty if the application serves one organization. */
  static Optional<OrganizationsSettings> read(SettingsReader reader) {
    Optional<String> text = reader.text(Setting.ORGANIZATION_FROM);
    Optional<Path> directory = directory(reader);
    int most = reader.number(Setting.MAX_ORGANIZATIONS, 1, 100_000);
    if (text.isEmpty()) {
      if (directory.isPresent()) {
        reader.fault(Setting.ORGANIZATIONS_DIRECTORY, "needs organization-from.",
            "Say how a request names its organization: path, host or header:NAME.");
      }
      return Optional.empty();
    }
    if (text.get().startsWith(HEADER)) {
      return Optional.of(new OrganizationsSettings(From.HEADER, Optional.of(header(reader, text.get())), directory, most));
    }
    From from = switch (text.get()) {
      case "path" -> From.PATH;
      case "host" -> From.HOST;
      case "code" -> From.CODE;
      default -> {
        reader.fault(Setting.ORGANIZATION_FROM, reader.shown(Setting.ORGANIZATION_FROM, text.get()) + " is not known.",
            "Write path, host, header:NAME or code.");
        yield From.CODE;
      }
    };
    if (from == From.HOST && reader.given(Setting.EXTERNAL_URL)) {
      reader.fault(Setting.ORGANIZATION_FROM, "host contradicts external-url, by which every request has the same host.",
          "Remove external-url; behind a proxy set trusted-proxies.");
    }
    return Optional.of(new OrganizationsSettings(from, Optional.empty(), directory, most));
  }

  private static String header(SettingsReader reader, String text) {
    String name = text.substring(HEADER.length());
    if (!name.matches("[A-Za-z0-9-]{1,64}")) {
      reader.fault(Setting.ORGANIZATION_FROM, reader.shown(Setting.ORGANIZATION_FROM, text) + " names no header field.",
          "Write for example header:X-Organization.");
    }
    if (!reader.given(Setting.TRUSTED_PROXIES)) {
      reader.fault(Setting.ORGANIZATION_FROM, "believes a header field, but trusted-proxies lists nobody who may set it.",
          "List the addresses of your proxies in trusted-proxies.");
    }
    return name;
  }

  private static Optional<Path> directory(SettingsReader reader) {
    Optional<String> text = reader.text(Setting.ORGANIZATIONS_DIRECTORY);
    try {
      Optional<Path> path = text.map(Path::of);
      if (path.isEmpty() || Files.isDirectory(path.get()) && Files.isReadable(path.get())) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    reader.fault(Setting.ORGANIZATIONS_DIRECTORY, reader.shown(Setting.ORGANIZATIONS_DIRECTORY, text.get())
        + " is not a directory that can be read.", "Name a directory with one file NAME.properties for each organization.");
    return Optional.empty();
  }
}
