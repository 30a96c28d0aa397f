package io.asbru.internal;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.organization.Endpoints;
import io.asbru.organization.Organization;
import io.asbru.settings.ProviderSettings;
import io.asbru.settings.Setting;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The authorization server's addresses and issuers: known from the settings, or discovered when first needed. */
public final class Provider {

  private static final Duration KEEP = Duration.ofHours(1);

  private final ProviderSettings settings;
  private final Optional<ProviderMetadata> fixed;
  private final Fetched<ProviderMetadata> discovered;

  Provider(ProviderSettings settings, boolean byCertificate, boolean allowInsecureHttp, HttpSender http, WaitingRoom waitingRoom, Clock clock,
      Duration minInterval) {
    this.settings = settings;
    fixed = settings.discovery() ? Optional.empty() : Optional.of(new ProviderMetadata(
        settings.overrides().or(settings.organization().map(Organization::endpoints).orElse(Endpoints.NONE)),
        DiscoveryDocument.issuers(settings), false, false));
    discovered = new Fetched<>(() -> discover(settings, byCertificate, allowInsecureHttp, http), clock, KEEP, minInterval, waitingRoom,
        http::inBackground);
  }

  private static ProviderMetadata discover(ProviderSettings settings, boolean byCertificate, boolean allowInsecureHttp,
      HttpSender http)
      throws AuthorizationServerUnavailableException {
    HTTPRequest request = new HTTPRequest(HTTPRequest.Method.GET, DiscoveryDocument.address(settings));
    request.setAccept("application/json");
    return http.exchangeSafely(request,
        response -> new DiscoveryDocument(response.requiredJson()).judge(settings, byCertificate, allowInsecureHttp));
  }

  /**
   * What is known of the authorization server.
   *
   * @throws AuthorizationServerUnavailableException if it has to be discovered first and that fails
   */
  public ProviderMetadata metadata() throws AuthorizationServerUnavailableException {
    return fixed.isPresent() ? fixed.get() : discovered.get();
  }

  /**
   * One endpoint, which has to exist. One that the settings name is known even while discovery fails.
   *
   * @param setting the setting that would name it, for the message
   */
  public URI endpoint(Function<Endpoints, Optional<URI>> which, Setting setting) throws AuthorizationServerUnavailableException {
    Optional<URI> given = which.apply(settings.overrides());
    Optional<URI> endpoint = given.isPresent() ? given : which.apply(metadata().endpoints());
    if (endpoint.isEmpty() && fixed.isEmpty()) {
      // A document that lacked it once must not be believed for as long as one is kept.
      endpoint = which.apply(discovered.newerThan(discovered.get()).endpoints());
    }
    return endpoint.orElseThrow(() -> new AuthorizationServerUnavailableException(
        "the provider's address for this is not known; set " + setting.key(), null));
  }

  /** The issuer as it calls itself; an organization's is the root's unless the application was set up otherwise. */
  String issuer() {
    return settings.issuer().or(() -> settings.organization().map(Organization::rootIssuer)).orElse("");
  }

  /** The token endpoint that knows the organization switch grant: the root organization's. */
  URI organizationSwitchEndpoint() throws AuthorizationServerUnavailableException {
    Optional<Organization> below = settings.organization().filter(organization -> organization.id().isPresent());
    return below.isPresent() ? below.get().rootTokenEndpoint() : endpoint(Endpoints::token, Setting.TOKEN_ENDPOINT);
  }
}
