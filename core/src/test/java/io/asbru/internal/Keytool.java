package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The JDK's keytool, for files of keys and certificates. */
final class Keytool {

  static final String PASSWORD = "store-password";

  private Keytool() {}

  /** A PKCS#12 file with a key pair for each alias; each certificate is for localhost, signed by itself. */
  static Path keyPair(Path directory, String... aliases) throws IOException, InterruptedException {
    Path file = directory.resolve(String.join("-", aliases) + ".p12");
    for (String alias : aliases) {
      run(directory, "-genkeypair", "-alias", alias, "-keyalg", "RSA", "-dname", "CN=" + alias, "-ext", "SAN=dns:localhost",
          "-keystore", file.toString());
    }
    return file;
  }

  /** A PKCS#12 file that trusts the certificate of this key pair. */
  static Path trust(Path directory, Path keyPair, String alias) throws IOException, InterruptedException {
    Path certificate = directory.resolve(alias + ".crt");
    Path file = directory.resolve(alias + "-trust.p12");
    run(directory, "-exportcert", "-alias", alias, "-keystore", keyPair.toString(), "-file", certificate.toString());
    run(directory, "-importcert", "-noprompt", "-alias", alias, "-keystore", file.toString(), "-file", certificate.toString());
    return file;
  }

  private static void run(Path directory, String... arguments) throws IOException, InterruptedException {
    Path log = Files.createTempFile(directory, "keytool", ".log");
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
