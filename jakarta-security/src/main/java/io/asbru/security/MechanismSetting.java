package io.asbru.security;

import io.asbru.settings.SettingKey;

/** The settings that only the mechanism has, besides all of {@link io.asbru.settings.Setting}. */
public enum MechanismSetting implements SettingKey {

  APPLICATION("application", "",
      "A name for this application where several share a server: settings are then also looked for as asbru.{application}.{key}. Read from "
          + "the annotation and the settings file alone. Default: the name of the web module, where the server tells it."),
  CREDENTIALS("credentials", "login bearer",
      "What protected resources take: login, bearer, or both. With bearer alone nobody is ever sent to sign in."),
  SCOPES_AS_ROLES("scopes-as-roles", "false",
      "true to let each scope granted count as a role. Scopes and roles are kept apart otherwise.");

  private final String key;
  private final String defaultValue;
  private final String description;

  MechanismSetting(String key, String defaultValue, String description) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.description = description;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String defaultValue() {
    return defaultValue;
  }

  @Override
  public String description() {
    return description;
  }
}
