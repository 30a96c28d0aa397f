package io.asbru.settings;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All of core's settings, read and checked. */
public final class Settings {

  private final ProviderSettings provider;
  private final ClientSettings client;
  private final ResourceServerSettings resourceServer;
  private final LoginSettings login;
  private final HttpSettings http;

  private Settings(ProviderSettings provider, ClientSettings client, ResourceServerSettings resourceServer,
      LoginSettings login, HttpSettings http) {
    this.provider = provider;
    this.client = client;
    this.resourceServer = resourceServer;
    this.login = login;
    this.http = http;
  }

  /** Reads the settings; faults are left in the reader, whose {@code throwIfFaulty()} the caller calls at the end. */
  public static Settings read(SettingsReader reader) {
    ProviderSettings provider = ProviderSettings.read(reader);
    ClientSettings client = ClientSettings.read(reader);
    Settings settings = new Settings(provider, client, ResourceServerSettings.read(reader, client),
        LoginSettings.read(reader), HttpSettings.read(reader));
    settings.rejectPlainHttp(reader);
    return settings;
  }

  /** Starts settings in code. Every value goes through the same checks as one from a file. */
  public static Builder builder() {
    return new Builder();
  }

  /** The authorization server. */
  public ProviderSettings provider() {
    return provider;
  }

  /** The client. */
  public ClientSettings client() {
    return client;
  }

  /** How access tokens are judged. */
  public ResourceServerSettings resourceServer() {
    return resourceServer;
  }

  /** How users sign in and out. */
  public LoginSettings login() {
    return login;
  }

  /** How the authorization server is reached. */
  public HttpSettings http() {
    return http;
  }

  private void rejectPlainHttp(SettingsReader reader) {
    if (reader.flag(Setting.ALLOW_INSECURE_HTTP)) {
      return;
    }
    for (SettingKey key : List.of(Setting.BASE_URL, Setting.ISSUER, Setting.AUTHORIZATION_ENDPOINT, Setting.TOKEN_ENDPOINT,
        Setting.INTROSPECTION_ENDPOINT, Setting.REVOCATION_ENDPOINT, Setting.USERINFO_ENDPOINT, Setting.JWKS_URI,
        Setting.END_SESSION_ENDPOINT, Setting.PUSHED_AUTHORIZATION_REQUEST_ENDPOINT)) {
      if (reader.given(key) && reader.url(key).filter(Settings::exposed).isPresent()) {
        reader.fault(key, "uses http to another machine, so tokens and secrets would travel in the clear.",
            "Use https, or set allow-insecure-http to true if the network is your own.");
      }
    }
  }

  /** Whether this address would send secrets in the clear to another machine. */
  public static boolean exposed(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme())
        && !Set.of("localhost", "127.0.0.1", "[::1]").contains(Optional.ofNullable(uri.getHost()).orElse(""));
  }

  /** Collects values as text. */
  public static final class Builder {

    private final Map<String, String> values = new LinkedHashMap<>();

    private Builder() {}

    /** Sets one value, written as it would be in a file; placeholders such as {@code ${env.NAME}} included. */
    public Builder set(Setting setting, String value) {
      values.put(setting.key(), value);
      return this;
    }

    /**
     * Reads and checks all values.
     *
     * @throws ConfigurationException if anything is wrong, with all faults
     */
    public Settings build() {
      SettingsReader reader = new SettingsReader(PropertySource.of(values));
      reader.rejectUnknownKeys(Stream.of(Setting.values()).toList());
      Settings settings = Settings.read(reader);
      reader.throwIfFaulty();
      return settings;
    }
  }
}
