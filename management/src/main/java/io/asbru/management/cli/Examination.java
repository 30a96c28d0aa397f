package io.asbru.management.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.client.OrganizationClient;
import io.asbru.client.TokenResponse;
import io.asbru.organization.Endpoints;
import io.asbru.organization.Organization;
import io.asbru.outbound.BoundedBytes;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.settings.Settings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/** One look at an organization with the eyes of one client. Changes nothing there, but for a token that it gets for itself. */
final class Examination {

  /** Scopes about the user, which no application is authorized for. */
  private static final Set<String> OF_OPENID = Set.of("openid", "profile", "email", "address", "phone", "groups", "roles", "internal_login");
  private static final int MOST_BYTES = 256 * 1024;

  private final Settings settings;
  private final Optional<String> url;
  private final HttpClient http;

  /**
   * What was found.
   *
   * @param subject what was looked at
   * @param what how it is
   * @param remedy what to do; empty if nothing has to be done
   */
  record Finding(Level level, String subject, String what, String remedy) {

    enum Level { GOOD, UNKNOWN, BAD }

    static Finding good(String subject, String what) {
      return new Finding(Level.GOOD, subject, what, "");
    }

    static Finding unknown(String subject, String what, String remedy) {
      return new Finding(Level.UNKNOWN, subject, what, remedy);
    }

    static Finding bad(String subject, String what, String remedy) {
      return new Finding(Level.BAD, subject, what, remedy);
    }
  }

  Examination(Settings settings, Optional<String> url) {
    this.settings = settings;
    this.url = url;
    http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(settings.http().connectTimeout()).sslContext(settings.http().sslContext()).build();
  }

  void run(Consumer<Finding> tell) throws InterruptedException {
    URI discovery = settings.provider().organization().map(Organization::discovery).orElseGet(() ->
        URI.create(settings.provider().issuer().orElse("") + "/.well-known/openid-configuration"));
    HttpResponse<byte[]> response;
    try {
      response = get(discovery);
    } catch (IOException e) {
      tell.accept(unreachable(discovery, e));
      return;
    }
    tell.accept(Finding.good("connection", discovery.getScheme() + "://" + discovery.getRawAuthority() + " answers"
        + (discovery.getScheme().equals("https") ? ", its certificate is trusted" : "")));
    tell.accept(clock(response));
    Optional<JsonNode> document = document(response);
    tell.accept(document.map(this::issuer).orElseGet(() -> Finding.bad("discovery", discovery + " answered with status "
        + response.statusCode() + " and no discovery document", "Check base-url, root-organization and organization-id.")));
    document.ifPresent(found -> endpoints(found).ifPresent(tell));
    try (OrganizationClient client = OrganizationClient.of(settings)) {
      client(client, tell);
    }
    tell.accept(redirectUri(document));
  }

  private static Finding unreachable(URI address, IOException cause) {
    Optional<Throwable> tls = among(cause, SSLException.class);
    if (tls.isPresent()) {
      return Finding.bad("TLS", address.getHost() + " cannot be talked to securely: " + tls.get().getMessage(),
          "Put its certificate, or that of its issuer, into a PKCS#12 file and name it in trust-store; compare the host name with base-url.");
    }
    if (among(cause, UnresolvedAddressException.class).or(() -> among(cause, UnknownHostException.class)).isPresent()) {
      return Finding.bad("connection", "nobody knows the host " + address.getHost(), "Correct base-url, or look at the name service.");
    }
    if (among(cause, HttpTimeoutException.class).isPresent()) {
      return Finding.bad("connection", address.getRawAuthority() + " does not answer in time",
          "Look at firewalls and proxies in between; connect-timeout and request-timeout say how long is waited.");
    }
    return Finding.bad("connection", address.getRawAuthority() + (among(cause, ConnectException.class).isPresent()
        ? " does not take connections" : " breaks connections off"),
        "Check host and port of base-url, firewalls and proxies in between (-Dhttps.proxyHost).");
  }

  /** An exception of this kind among a failure and its causes. */
  private static Optional<Throwable> among(Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (kind.isInstance(each)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private Finding clock(HttpResponse<byte[]> response) {
    Optional<String> date = response.headers().firstValue("Date");
    try {
      Instant there = ZonedDateTime.parse(date.orElse(""), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration difference = Duration.between(there, Instant.now()).abs();
      // The header field has no fractions of seconds.
      return difference.compareTo(settings.resourceServer().clockSkew().plusSeconds(2)) <= 0
          ? Finding.good("clock", "agrees within " + Math.max(1, difference.toSeconds()) + " s")
          : Finding.bad("clock", "differs from the organization's by " + difference.toSeconds() + " s",
              "Let a time service set the clock of this machine; clock-skew allows for "
                  + settings.resourceServer().clockSkew().toSeconds() + " s.");
    } catch (DateTimeException e) {
      return Finding.unknown("clock", "the organization does not tell the time", "");
    }
  }

  private static Optional<JsonNode> document(HttpResponse<byte[]> response) {
    try {
      return Optional.of(new ObjectMapper().readTree(response.body()))
          .filter(node -> response.statusCode() == 200 && node.path("issuer").isTextual());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Finding issuer(JsonNode document) {
    String issuer = document.path("issuer").textValue();
    Set<String> accepted = settings.provider().acceptedIssuers().isEmpty()
        ? settings.provider().organization().map(Organization::issuers).orElseGet(() -> Set.of(settings.provider().issuer().orElse("")))
        : settings.provider().acceptedIssuers();
    return accepted.contains(issuer) ? Finding.good("issuer", issuer)
        : Finding.bad("issuer", "the discovery document names " + issuer + ", which is not accepted",
            "If it is yours, set accepted-issuers to it; else correct base-url.");
  }

  private Optional<Finding> endpoints(JsonNode document) {
    if (settings.provider().organization().isEmpty() || settings.provider().discovery()) {
      return Optional.empty();
    }
    Endpoints used = settings.provider().overrides().or(settings.provider().organization().get().endpoints());
    String token = used.token().map(URI::toString).orElse("");
    String told = document.path("token_endpoint").asText();
    return Optional.of(told.equals(token) ? Finding.good("endpoints", "are those of the discovery document")
        : Finding.unknown("endpoints", "the discovery document names the token endpoint " + told + ", and " + token + " is used",
            "An organization may name the root's addresses; if tokens are refused, set discovery=true."));
  }

  private void client(OrganizationClient client, Consumer<Finding> tell) {
    Set<String> scopes = new TreeSet<>(settings.login().scopes());
    scopes.removeAll(OF_OPENID);
    try {
      if (settings.client().secret().isEmpty()) {
        tell.accept(Finding.unknown("client", "has no secret, so it cannot be tried without a user", ""));
        return;
      }
      TokenResponse response = client.clientCredentials(scopes);
      if (response instanceof TokenResponse.Refused refused) {
        refusal(refused, tell);
        introspection(client, Secret.of("no-such-token"), tell);
        return;
      }
      tell.accept(Finding.good("client", settings.client().id() + " is accepted"));
      TokenResponse.Granted granted = response.orThrow();
      scopes.removeAll(granted.scopes().orElse(settings.provider().organization().isPresent() ? Set.of() : scopes));
      tell.accept(scopes.isEmpty() ? Finding.good("scopes", "the application is authorized for all of them")
          : Finding.bad("scopes", "the application is not authorized for " + String.join(" ", scopes),
              "Authorize it for the API resource on its API Authorization tab, or by onboard; users need a role with the scope as well."));
      introspection(client, granted.accessToken(), tell);
    } catch (AuthorizationServerUnavailableException e) {
      tell.accept(Finding.bad("client", String.valueOf(e.getMessage()), "See what the organization says; the addresses follow from base-url, "
          + "root-organization and organization-id."));
    }
  }

  private void refusal(TokenResponse.Refused refused, Consumer<Finding> tell) {
    String words = refused.error() + refused.description().map(text -> ", " + text).orElse("");
    if (refused.error().equals("unauthorized_client")) {
      tell.accept(Finding.good("client", settings.client().id() + " is accepted"));
      tell.accept(Finding.unknown("scopes", "cannot be checked: the application has not the grant client_credentials",
          "Allow it on the Protocol tab if the application calls APIs as itself."));
    } else if (refused.error().equals("invalid_client")) {
      tell.accept(Finding.bad("client", settings.client().id() + " is not accepted: " + words,
          "Compare client-id and client-secret with the application's Protocol tab, and organization-id: the client has to be of that "
              + "organization, or shared-application=true."));
    } else {
      tell.accept(Finding.bad("client", "no token for " + settings.client().id() + ": " + words, "See what the organization says."));
    }
  }

  private void introspection(OrganizationClient client, Secret token, Consumer<Finding> tell) {
    if (settings.client().introspectionSecret().isEmpty()) {
      return;
    }
    try {
      IntrospectionResponse response = client.introspect(token);
      if (!(response instanceof IntrospectionResponse.Active active)) {
        tell.accept(token.equals(Secret.of("no-such-token")) ? Finding.good("introspection", "is allowed to the client")
            : Finding.bad("introspection", "a token just issued is not active",
                "Compare organization-id; introspection-client-id has to be in the same organization."));
        return;
      }
      boolean organization = settings.provider().organizationRule().permits(active.caller().claims());
      tell.accept(organization ? Finding.good("introspection", "knows the client's own token")
          : Finding.bad("organization", "tokens name " + active.caller().organization().orElse("no organization"),
              "Correct organization-id, or list the organization in accepted-organizations."));
    } catch (AuthorizationServerUnavailableException e) {
      tell.accept(Finding.bad("introspection", String.valueOf(e.getMessage()),
          "Compare client-secret, or introspection-client-id and its secret."));
    }
  }

  /** Asks for a sign-in without a user: what matters is where the organization sends the browser. */
  private Finding redirectUri(Optional<JsonNode> document) throws InterruptedException {
    Optional<String> base = url.or(() -> settings.login().externalUrl().map(URI::toString));
    if (base.isEmpty()) {
      return Finding.unknown("redirect URI", "is not known", "Give the application's address by --url, or set external-url.");
    }
    String uri = base.get().replaceAll("/+$", "") + settings.login().redirectPath();
    Optional<String> authorize = settings.provider().overrides().authorization()
        .or(() -> settings.provider().organization().flatMap(found -> found.endpoints().authorization())).map(URI::toString)
        .or(() -> document.map(found -> found.path("authorization_endpoint").asText()));
    HttpResponse<byte[]> response;
    try {
      response = get(URI.create(authorize.orElse("") + "?response_type=code&client_id=" + encoded(settings.client().id())
          + "&redirect_uri=" + encoded(uri) + "&scope=openid&state=doctor&prompt=none&nonce=doctor"
          + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"));
    } catch (IOException | IllegalArgumentException e) {
      return Finding.bad("redirect URI", "cannot be checked: " + e.getMessage(), "Look at the authorization endpoint.");
    }
    String location = response.headers().firstValue("Location").orElse("");
    if (location.startsWith(uri)) {
      return Finding.good("redirect URI", uri + " is registered");
    }
    if (location.contains("callback") && location.contains("oauthError")) {
      return Finding.bad("redirect URI", uri + " is not registered",
          "Add it to the Authorized redirect URLs on the Protocol tab, to the letter, or run onboard again with this --url.");
    }
    return Finding.bad("redirect URI", "the organization does not take the request (status " + response.statusCode() + ")"
        + (location.contains("oauthErrorMsg") ? ": " + location.replaceAll(".*oauthErrorMsg=([^&]*).*", "$1").replace('+', ' ') : ""),
        "The client has to be of this organization and to have the grant authorization_code.");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
    var exchange = http.sendAsync(HttpRequest.newBuilder(address).header("Accept", "application/json, text/html").build(),
        BoundedBytes.of(MOST_BYTES));
    try {
      return exchange.get(settings.http().requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new HttpTimeoutException("no complete answer in time");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }
}
