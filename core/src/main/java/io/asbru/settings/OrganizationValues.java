package io.asbru.settings;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The values of one of several organizations: its own, and the common ones where it has none. */
final class OrganizationValues implements PropertySource {

  /** What concerns the application as a whole, or what its organizations share. */
  private static final Set<Setting> COMMON = EnumSet.of(Setting.ORGANIZATION_FROM, Setting.ORGANIZATIONS_DIRECTORY,
      Setting.MAX_ORGANIZATIONS, Setting.REDIRECT_PATH, Setting.INITIATE_LOGIN_PATH, Setting.SIGN_OUT_PATH,
      Setting.POST_LOGOUT_REDIRECT_PATH, Setting.BACKCHANNEL_LOGOUT_PATH, Setting.EXTERNAL_URL, Setting.TRUSTED_PROXIES,
      Setting.ALLOW_INSECURE_CROSS_SITE_REQUESTS, Setting.BEARER_TOKEN_FROM, Setting.PROTECTED_RESOURCE_METADATA, Setting.CONNECT_TIMEOUT, Setting.TRUST_STORE,
      Setting.TRUST_STORE_PASSWORD, Setting.FRONTCHANNEL_LOGOUT_PATH, Setting.FORWARDED_HEADERS, Setting.RESPONSE_MODE,
      Setting.SESSION_STORE, Setting.SESSION_COOKIE_KEYS, Setting.SESSION_IDLE_TIMEOUT, Setting.SESSION_LIFETIME,
      Setting.CLIENT_CERTIFICATE, Setting.CLIENT_CERTIFICATE_PASSWORD, Setting.ALLOW_INSECURE_HTTP);

  private final String name;
  private final PropertySource own;
  private final PropertySource common;
  private final boolean inPath;

  OrganizationValues(String name, PropertySource own, PropertySource common, boolean inPath) {
    this.name = name;
    this.own = own;
    this.common = common;
    this.inPath = inPath;
  }

  /** Reports values that no single organization can have. */
  void rejectCommonKeys(SettingsReader reader) {
    for (Setting setting : COMMON) {
      if (own.get(setting.key()).isPresent()) {
        reader.fault(setting, "is common to all organizations.", "Set it where the application is configured.");
      }
    }
  }

  @Override
  public Optional<String> get(String key) {
    if (key.equals(Setting.ORGANIZATION_FROM.key()) || key.equals(Setting.ORGANIZATIONS_DIRECTORY.key())) {
      return Optional.empty();
    }
    if (inPath && key.equals(Setting.PROTECTED_RESOURCE_METADATA.key())) {
      // The document lies at one address for the whole host, where no path tells the organization.
      return Optional.of("false");
    }
    return own.get(key).or(() -> common.get(key));
  }

  @Override
  public Set<String> keys() {
    return new LinkedHashSet<>(own.keys());
  }

  @Override
  public String describe(String key) {
    return own.get(key).isPresent() || common.get(key).isEmpty() ? "organization " + name + ", " + own.describe(key)
        : common.describe(key) + " (for organization " + name + ")";
  }
}
