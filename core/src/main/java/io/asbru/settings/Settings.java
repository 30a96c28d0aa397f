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
  private final SessionSettings session;
  private final HttpSettings http;
  private final Optional<OrganizationsSettings> organizations;
  /** What these were read by, for the settings of an organization that builds on them. */
  private final SettingsReader reader;

  private Settings(ProviderSettings provider, ClientSettings client, ResourceServerSettings resourceServer,
      LoginSettings login, SessionSettings session, HttpSettings http, Optional<OrganizationsSettings> organizations, SettingsReader reader) {
    this.provider = provider;
    this.client = client;
    this.resourceServer = resourceServer;
    this.login = login;
    this.session = session;
    this.http = http;
    this.organizations = organizations;
    this.reader = reader;
  }

  /** Reads the settings; faults are left in the reader, whose {@code throwIfFaulty()} the caller calls at the end. */
  public static Settings read(SettingsReader reader) {
    Optional<OrganizationsSettings> organizations = OrganizationsSettings.read(reader);
    // What several organizations have in common need not be complete: it is judged with what each of them adds.
    SettingsReader ofEach = organizations.isPresent() ? reader.silent() : reader;
    ProviderSettings provider = ProviderSettings.read(ofEach);
    ClientSettings client = ClientSettings.read(ofEach);
    Settings settings = new Settings(provider, client, ResourceServerSettings.read(reader, client),
        LoginSettings.read(reader), SessionSettings.read(reader), HttpSettings.read(reader), organizations, reader);
    settings.rejectPlainHttp(reader);
    settings.rejectPushWithoutEndpoint(ofEach);
    return settings;
  }

  /**
   * The settings of one of several organizations.
   *
   * @param name the organization's name
   * @param own what it has of its own; everything else is as here
   * @throws ConfigurationException if anything is wrong, with all faults
   */
  public Settings forOrganization(String name, PropertySource own) {
    boolean inPath = organizations.filter(several -> several.from() == OrganizationsSettings.From.PATH).isPresent();
    OrganizationValues values = new OrganizationValues(name, own, reader.source(), inPath);
    SettingsReader ofOne = reader.over(values);
    ofOne.rejectUnknownKeys(Stream.of(Setting.values()).toList());
    values.rejectCommonKeys(ofOne);
    Settings read = read(ofOne);
    if (login.scopes().contains("openid") && !read.login.scopes().contains("openid")) {
      ofOne.fault(Setting.SCOPES, "does not contain openid, but the common ones do.", "Add openid.");
    }
    ofOne.throwIfFaulty();
    return new Settings(read.provider.named(name), read.client, read.resourceServer, read.login, read.session, read.http, Optional.empty(), ofOne);
  }

  private void rejectPushWithoutEndpoint(SettingsReader reader) {
    boolean known = provider.discovery() || provider.overrides().pushedAuthorizationRequest().isPresent()
        || provider.organization().flatMap(organization -> organization.endpoints().pushedAuthorizationRequest()).isPresent();
    if (login.pushAuthorizationRequests() && !known) {
      reader.fault(Setting.PUSHED_AUTHORIZATION_REQUESTS, "is true, but nothing is known to take them: an organization below its root does "
          + "not.",
          "Remove it, or set pushed-authorization-request-endpoint.");
    }
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

  /** What is kept of a browser between its requests. */
  public SessionSettings session() {
    return session;
  }

  /** How the authorization server is reached. */
  public HttpSettings http() {
    return http;
  }

  /** How several organizations are served; absent for an application of one. */
  public Optional<OrganizationsSettings> organizations() {
    return organizations;
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
