package io.asbru.servlet;

import io.asbru.settings.SettingKey;

/** The settings that only the filter has, besides all of {@link io.asbru.settings.Setting}. */
public enum FilterSetting implements SettingKey {

  SETTINGS_FILE("settings-file", "",
      "Path of a properties file (UTF-8) with settings, as the command onboard writes one. Init-params and context-params win."),
  RULES("rules", "",
      "One rule in each line, [METHOD[,METHOD]] PATTERN ACCESS [SCOPE …] [acr=VALUE] [max-age=DURATION], as in: GET /api/** login|bearer "
          + "read_stores. The first that matches decides; what none matches is refused. Always needed."),
  ALLOW_CORS_PREFLIGHT("allow-cors-preflight", "false",
      "true to let CORS preflights (OPTIONS with Origin and Access-Control-Request-Method) pass to the application, "
          + "which has to answer them. They are refused otherwise.");

  private final String key;
  private final String defaultValue;
  private final String description;

  FilterSetting(String key, String defaultValue, String description) {
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
