package io.asbru.management.cli;

import io.asbru.Secret;
import io.asbru.settings.PropertySource;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which organization, and as which client: a settings file, single options, or both, where the options win. */
final class ClientOptions {

  static final String SECRET_VARIABLE = "ASBRU_CLIENT_SECRET";

  @Option(names = "--settings", paramLabel = "FILE", description = "A settings file of Asbru, as onboard writes it.")
  @Nullable Path settings;

  @Option(names = "--base-url", paramLabel = "URL", description = "Where the service answers (https://api.asgardeo.io).")
  @Nullable String baseUrl;

  @Option(names = "--root-organization", paramLabel = "NAME", description = "The root organization, as in /t/NAME.")
  @Nullable String rootOrganization;

  @Option(names = "--organization-id", paramLabel = "ID", description = "The organization below the root; without it the root.")
  @Nullable String organizationId;

  @Option(names = "--client-id", paramLabel = "ID", description = "The client identifier.")
  @Nullable String clientId;

  @Option(names = "--client-secret-file", paramLabel = "FILE", description = "A file that holds the client secret.")
  @Nullable Path clientSecretFile;

  @Option(names = "--client-secret-env", paramLabel = "NAME",
      description = "The variable of the environment that holds the client secret (" + SECRET_VARIABLE
          + "). Without file and variable it is asked for.")
  @Nullable String clientSecretEnv;

  /** The settings, with an organization or without. */
  Settings read(Terminal terminal, boolean withOrganization) throws IOException {
    Settings.Builder builder = Settings.builder();
    boolean secretInFile = false;
    if (settings != null) {
      PropertySource file = PropertySource.load(settings);
      for (Setting setting : Setting.values()) {
        if (setting != Setting.ORGANIZATION_ID || withOrganization) {
          file.get(setting.key()).ifPresent(value -> builder.set(setting, value));
        }
      }
      secretInFile = file.get(Setting.CLIENT_SECRET.key()).isPresent() && clientId == null;
    }
    set(builder, Setting.BASE_URL, baseUrl);
    set(builder, Setting.ROOT_ORGANIZATION, rootOrganization);
    set(builder, Setting.CLIENT_ID, clientId);
    if (withOrganization) {
      set(builder, Setting.ORGANIZATION_ID, organizationId);
    }
    Optional<String> secret = secret(terminal, secretInFile);
    secret.ifPresent(value -> builder.set(Setting.CLIENT_SECRET, value));
    return builder.build();
  }

  /** The secret as the settings refer to it, so that it is read in one place. */
  private Optional<String> secret(Terminal terminal, boolean inFile) {
    if (clientSecretFile != null) {
      return Optional.of("${file:" + clientSecretFile.toAbsolutePath() + "}");
    }
    String variable = clientSecretEnv == null ? SECRET_VARIABLE : clientSecretEnv;
    Optional<String> value = terminal.environment().apply(variable).filter(text -> !text.isBlank());
    if (value.isPresent() && (clientSecretEnv != null || !inFile)) {
      return value.map(ClientOptions::literal);
    }
    if (clientSecretEnv != null) {
      throw new IllegalArgumentException("the variable " + clientSecretEnv + " is not set");
    }
    return inFile ? Optional.empty() : terminal.prompt().apply("Client secret").map(Secret::value).map(ClientOptions::literal);
  }

  private static String literal(String secret) {
    if (secret.contains("${")) {
      throw new IllegalArgumentException("a secret that holds ${ has to come from a file");
    }
    return secret;
  }

  private static void set(Settings.Builder builder, Setting setting, @Nullable String value) {
    if (value != null) {
      builder.set(setting, value);
    }
  }
}
