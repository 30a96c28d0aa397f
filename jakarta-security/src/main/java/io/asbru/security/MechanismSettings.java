package io.asbru.security;

import io.asbru.Requirement;
import io.asbru.settings.Setting;
import io.asbru.settings.SettingKey;
import io.asbru.settings.Settings;
import io.asbru.settings.SettingsReader;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All that the mechanism is configured with: core's settings and its own. */
final class MechanismSettings {

  private static final Set<String> CREDENTIALS = Set.of("login", "bearer");

  private final Settings settings;
  private final Requirement credentials;
  private final boolean scopesAsRoles;

  private MechanismSettings(SettingsReader reader) {
    settings = Settings.read(reader);
    credentials = credentials(reader);
    scopesAsRoles = reader.flag(MechanismSetting.SCOPES_AS_ROLES);
  }

  /**
   * Reads and checks everything.
   *
   * @throws io.asbru.settings.ConfigurationException if anything is wrong, with all faults
   */
  static MechanismSettings read(SettingsReader reader) {
    List<SettingKey> known = Stream.<SettingKey>concat(Stream.of(Setting.values()), Stream.of(MechanismSetting.values())).toList();
    reader.rejectUnknownKeys(known);
    MechanismSettings settings = new MechanismSettings(reader);
    settings.requireIntrospection(reader);
    settings.requireOpenid(reader);
    reader.throwIfFaulty();
    return settings;
  }

  Settings settings() {
    return settings;
  }

  /** What a protected resource demands: any of the credentials that are taken. */
  Requirement credentials() {
    return credentials;
  }

  boolean scopesAsRoles() {
    return scopesAsRoles;
  }

  private static Requirement credentials(SettingsReader reader) {
    Set<String> words = reader.words(MechanismSetting.CREDENTIALS);
    for (String word : words) {
      if (!CREDENTIALS.contains(word)) {
        reader.fault(MechanismSetting.CREDENTIALS, "'" + word + "' is not known.", "Write login, bearer, or both.");
      }
    }
    return words.contains("login") || words.contains("bearer")
        ? new Requirement(words.contains("login"), words.contains("bearer"), List.of())
        : Requirement.LOGIN_OR_BEARER;
  }

  private void requireIntrospection(SettingsReader reader) {
    // Of several organizations each has a client of its own.
    if (settings.organizations().isEmpty() && credentials.bearer() && !settings.resourceServer().validateJwts()
        && !settings.client().introspects()) {
      reader.fault(Setting.CLIENT_SECRET, "is missing, but bearer tokens are taken, and a client without a secret cannot introspect them.",
          "Set client-secret, or introspection-client-id and introspection-client-secret, or set jwt-access-tokens to validate, or "
              + "credentials to login.");
    }
  }

  private void requireOpenid(SettingsReader reader) {
    if (credentials.login() && !settings.login().scopes().contains("openid")) {
      reader.fault(Setting.SCOPES, "does not contain openid, but users sign in.", "Add openid, or set credentials to bearer.");
    }
  }
}
