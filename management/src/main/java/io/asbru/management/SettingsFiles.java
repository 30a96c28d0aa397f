package io.asbru.management;

import io.asbru.Secret;
import io.asbru.settings.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/** Writes a settings file, and the client secret into a file of its own that nobody but its owner can read. */
public final class SettingsFiles {

  private SettingsFiles() {}

  /**
   * Writes both; each is complete or not there.
   *
   * @param settings where the settings go: a properties file in UTF-8
   * @param secretFile where the secret goes
   * @param values all settings but the secret, in the order in which they are written
   * @param secret the client secret; empty for a public client
   * @throws FileAlreadyExistsException if the settings file is there and names another client
   */
  public static void write(Path settings, Path secretFile, Map<Setting, String> values, Optional<Secret> secret) throws IOException {
    if (Files.exists(settings) && !sameClient(settings, values)) {
      throw new FileAlreadyExistsException(settings.toString(), null, "the file is for another client; name another, or remove it");
    }
    StringBuilder text = new StringBuilder("# Settings of Asbru, written by its onboarding.\n");
    values.forEach((setting, value) -> text.append(line(setting, value)));
    if (secret.isPresent()) {
      text.append(line(Setting.CLIENT_SECRET, "${file:" + secretFile.toAbsolutePath().normalize() + "}"));
      replace(secretFile, secret.get().value() + "\n", true);
    }
    replace(settings, text.toString(), false);
  }

  private static boolean sameClient(Path settings, Map<Setting, String> values) throws IOException {
    String written = Files.readString(settings);
    return written.isBlank() || written.contains(line(Setting.CLIENT_ID, values.getOrDefault(Setting.CLIENT_ID, "")))
        && written.contains(line(Setting.BASE_URL, values.getOrDefault(Setting.BASE_URL, "")));
  }

  private static String line(Setting setting, String value) {
    return setting.key() + " = " + value.replace("\\", "\\\\").replace("\n", "\\n") + "\n";
  }

  private static void replace(Path file, String content, boolean secret) throws IOException {
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow(() -> new IOException(file + " has no directory"));
    Files.createDirectories(directory);
    boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
    FileAttribute<?>[] readableBy = posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(secret ? "rw-------" : "rw-r--r--"))}
        : new FileAttribute<?>[0];
    Path fresh = Files.createTempFile(directory, ".asbru", ".tmp", readableBy);
    try {
      Files.writeString(fresh, content, StandardCharsets.UTF_8);
      try {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
