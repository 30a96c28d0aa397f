package io.asbru.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.organization.Organization;
import io.asbru.outbound.ApplicationTokens;
import io.asbru.outbound.BearerHttpClient;
import io.asbru.outbound.BoundedBytes;
import io.asbru.outbound.TokenSource;
import io.asbru.settings.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends requests to the management APIs of one organization, each with a token for exactly the scopes that it needs. */
final class Connection {

  /** A page of users with many attributes is larger than what OAuth endpoints answer. */
  private static final int MOST_BYTES = 8 * 1024 * 1024;
  private static final int MOST_CHARACTERS = 500;
  /** 200 requests a minute for an address and a group of endpoints; the service does not say when the minute ends. */
  private static final Duration RATE_LIMIT_WINDOW = Duration.ofMinutes(1);

  private final String prefix;
  private final String scopePrefix;
  private final HttpClient http;
  private final Function<String[], TokenSource> tokens;
  private final BearerHttpClient.Pause pause;

  /** What an API answered: its body as JSON, missing if there is none, and where something new is. */
  record Answer(JsonNode body, Optional<String> location) {}

  private Connection(Organization root, boolean below, HttpSettings settings, Function<String[], TokenSource> tokens,
      BearerHttpClient.Pause pause) {
    prefix = root.baseUrl() + "/t/" + root.root() + (below ? "/o" : "");
    scopePrefix = below ? "internal_org_" : "internal_";
    http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(settings.connectTimeout()).sslContext(settings.sslContext()).build();
    this.tokens = tokens;
    this.pause = pause;
  }

  /** The organization of the settings, with its own client's tokens. */
  static Connection own(Organization organization, HttpSettings settings, ApplicationTokens tokens, BearerHttpClient.Pause pause) {
    return new Connection(organization, organization.id().isPresent() && !organization.sharedApplication(), settings, tokens::forScopes,
        pause);
  }

  /** An organization below the root, with tokens by organization switch. */
  static Connection switched(Organization root, String id, HttpSettings settings, ApplicationTokens tokens, BearerHttpClient.Pause pause) {
    return new Connection(root, true, settings, scopes -> tokens.forScopesIn(id, scopes), pause);
  }

  /**
   * Sends a request.
   *
   * @param type the media type of body and answer
   * @param scopes what it needs, without {@code internal_} or {@code internal_org_}
   */
  Answer send(String method, String path, String type, @Nullable JsonNode body, String... scopes)
      throws AuthorizationServerUnavailableException {
    String[] full = Arrays.stream(scopes).map(scopePrefix::concat).toArray(String[]::new);
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(prefix + path)).header("Accept", type)
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(body)));
    if (body != null) {
      request.header("Content-Type", type);
    }
    String what = method + " " + prefix + path.replaceAll("\\?.*", "");
    try {
      HttpResponse<byte[]> response = BearerHttpClient.of(http, tokens.apply(full)).withLongestWait(RATE_LIMIT_WINDOW)
          .withRateLimitWindow(RATE_LIMIT_WINDOW).withPause(pause).send(request.build(), BoundedBytes.of(MOST_BYTES));
      return judged(what, response);
    } catch (IOException e) {
      throw new AuthorizationServerUnavailableException(what + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuthorizationServerUnavailableException(what + ": interrupted", e);
    }
  }

  private static Answer judged(String what, HttpResponse<byte[]> response) throws AuthorizationServerUnavailableException {
    int status = response.statusCode();
    JsonNode body;
    try {
      body = response.body().length == 0 ? MissingNode.getInstance() : Json.parse(response.body());
    } catch (IOException e) {
      body = null;
    }
    if (status >= 400) {
      throw refusal(what, status, body == null ? MissingNode.getInstance() : body);
    }
    if (status >= 300 || body == null) {
      throw new AuthorizationServerUnavailableException(what + " answered with status " + status
          + (body == null ? " and a body that is not JSON" : ", which is no answer") + "; check base-url and root-organization", null);
    }
    return new Answer(body, response.headers().firstValue("Location"));
  }

  /** An error of the APIs, or of SCIM (RFC 7644, section 3.12), cut to what may stand in a line. */
  private static ManagementException refusal(String what, int status, JsonNode body) {
    JsonNode code = body.path("code").isMissingNode() ? body.path("scimType") : body.path("code");
    return new ManagementException(what, status,
        code.isValueNode() ? printable(code.asText()) : null,
        Json.text(body, "message").map(Connection::printable).orElse(null),
        Json.text(body, "description").or(() -> Json.text(body, "detail")).map(Connection::printable).orElse(null),
        Json.text(body, "traceId").map(Connection::printable).orElse(null));
  }

  private static String printable(String text) {
    String plain = text.replaceAll("\\p{Cntrl}|\\p{Cf}", " ").strip();
    return plain.length() <= MOST_CHARACTERS ? plain : plain.substring(0, MOST_CHARACTERS) + "…";
  }

  /** A path segment, or the value of a query parameter. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** {@code name eq "value"}, with quotes and backslashes escaped (RFC 7644, section 3.4.2.2). */
  static String equal(String attribute, String value) {
    return attribute.toLowerCase(Locale.ROOT).equals("identifier") || value.matches("[A-Za-z0-9._~/:@-]+")
        ? attribute + " eq " + value
        : attribute + " eq \"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
