package io.asbru.servlet;

import io.asbru.Requirement;
import io.asbru.settings.Setting;
import io.asbru.settings.SettingKey;
import io.asbru.settings.Settings;
import io.asbru.settings.SettingsReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that the filter is configured with: core's settings and its own. */
final class FilterSettings {

  private final Settings settings;
  private final Rules rules;
  private final boolean allowCorsPreflight;
  private final boolean signedOutPageHidden;

  private FilterSettings(SettingsReader reader) {
    settings = Settings.read(reader);
    rules = rules(reader);
    allowCorsPreflight = reader.flag(FilterSetting.ALLOW_CORS_PREFLIGHT);
    signedOutPageHidden = reader.given(Setting.SIGNED_OUT_PATH) && needsLogin(settings.login().signedOutPath());
  }

  /**
   * Reads and checks everything.
   *
   * @throws io.asbru.settings.ConfigurationException if anything is wrong, with all faults
   */
  static FilterSettings read(SettingsReader reader) {
    List<SettingKey> known = Stream.<SettingKey>concat(Stream.of(Setting.values()), Stream.of(FilterSetting.values())).toList();
    reader.rejectUnknownKeys(known);
    FilterSettings settings = new FilterSettings(reader);
    settings.requireIntrospection(reader);
    settings.requireOpenid(reader);
    reader.throwIfFaulty();
    return settings;
  }

  Settings settings() {
    return settings;
  }

  Rules rules() {
    return rules;
  }

  boolean allowCorsPreflight() {
    return allowCorsPreflight;
  }

  /** Whether some rule takes a sign-in, so that sessions are used. */
  boolean takesLogin() {
    return rules.requirements().anyMatch(Requirement::login);
  }

  /** Whether the page where a sign-out ends was chosen, and asks for a sign-in at once. */
  boolean signedOutPageHidden() {
    return signedOutPageHidden;
  }

  private static Rules rules(SettingsReader reader) {
    if (!reader.given(FilterSetting.RULES)) {
      reader.fault(FilterSetting.RULES, "is missing, so that everything would be refused.", "Write for example /** login.");
      return new Rules(List.of());
    }
    Optional<String> text = reader.text(FilterSetting.RULES);
    if (text.isEmpty()) {
      return new Rules(List.of());
    }
    RulesReader read = RulesReader.read(text.get());
    read.faults().forEach(fault -> reader.fault(FilterSetting.RULES, fault.problem(), fault.remedy()));
    return read.rules();
  }

  private void requireIntrospection(SettingsReader reader) {
    if (settings.organizations().isPresent()) {
      // Each organization has a client of its own.
      return;
    }
    boolean introspects = rules.requirements().anyMatch(Requirement::bearer) && !settings.resourceServer().validateJwts();
    if (introspects && !settings.client().introspects()) {
      reader.fault(Setting.CLIENT_SECRET, "is missing, but rules take bearer tokens, and a client without a secret cannot introspect them.",
          "Set client-secret, or introspection-client-id and introspection-client-secret, or set jwt-access-tokens to validate.");
    }
  }

  private void requireOpenid(SettingsReader reader) {
    if (takesLogin() && !settings.login().scopes().contains("openid")) {
      reader.fault(Setting.SCOPES, "does not contain openid, but rules take a login.", "Add openid.");
    }
  }

  private boolean needsLogin(String path) {
    return rules.verdict("GET", path) instanceof Verdict.Demands demands && !demands.requirement().anyone();
  }
}
