package io.asbru.internal;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.HttpReply;
import io.asbru.HttpReply.Header;
import io.asbru.HttpRequestView;
import io.asbru.settings.ResourceServerSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells clients which authorization servers issue tokens for this application. The document lies within the application, so that for one
 * with a context path its address follows that path; the challenge names it in full.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728">RFC 9728</a>
 */
final class ResourceMetadata {

  static final String PATH = "/.well-known/oauth-protected-resource";

  private final Provider provider;
  private final ExternalUrl externalUrl;
  private final ResourceServerSettings settings;

  ResourceMetadata(Provider provider, ExternalUrl externalUrl, ResourceServerSettings settings) {
    this.provider = provider;
    this.externalUrl = externalUrl;
    this.settings = settings;
  }

  /** Where the document lies. */
  String url(HttpRequestView view) {
    return externalUrl.absolute(view, PATH);
  }

  /** What of a request its address depends on. */
  String variesBy(HttpRequestView view) {
    return externalUrl.variesBy(view);
  }

  AuthenticationResult answer(HttpRequestView view, Refusals refusals) {
    if (!Representation.repeatable(view)) {
      return refusals.methodNotAllowed(view, "GET");
    }
    try {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("resource", externalUrl.absolute(view, ""));
      document.put("authorization_servers", provider.metadata().issuers().stream().sorted().toList());
      document.put("bearer_methods_supported", settings.tokenFrom().stream().map(place -> place.equals("form") ? "body" : place)
          .sorted().toList());
      return new Redirected(new HttpReply(200, List.of(new Header("Content-Type", "application/json"),
          new Header("Access-Control-Allow-Origin", "*"), new Header("Cache-Control", "no-cache"),
          new Header("X-Content-Type-Options", "nosniff")), JSONObjectUtils.toJSONString(document)));
    } catch (AuthorizationServerUnavailableException e) {
      return refusals.unavailable(view, e.retryAfter());
    }
  }
}
