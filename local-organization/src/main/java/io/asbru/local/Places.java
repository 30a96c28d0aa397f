package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pages that browsers are sent to on the way. */
final class Places {

  static final String START = "/";
  static final String ADMINISTRATION = "/admin";
  static final String LOGIN = "/authenticationendpoint/login.do";
  static final String ORGANIZATION = "/authenticationendpoint/org_name.do";
  static final String CONSENT = "/authenticationendpoint/oauth2_consent.do";
  static final String ERROR = "/authenticationendpoint/oauth2_error.do";
  static final String SIGNED_OUT = "/authenticationendpoint/oauth2_logout.do";
  static final String LOGOUT_CONSENT = "/authenticationendpoint/oauth2_logout_consent.do";
  static final String STYLE = "/authenticationendpoint/style.css";
  static final String COMMON_AUTH = "/commonauth";

  private final Addresses addresses;

  Places(Addresses addresses) {
    this.addresses = addresses;
  }

  /** The page for errors that must not be sent to the client. */
  Reply errorPage(String code, String message) {
    return to(ERROR, "oauthErrorCode", code, "oauthErrorMsg", message);
  }

  Reply unknownClient(String clientId) {
    return errorPage("invalid_client", "A valid OAuth client could not be found for client_id: " + clientId);
  }

  Reply to(String page, String... namesAndValues) {
    return Reply.redirect(addresses.base() + withQuery(page, parameters(namesAndValues)));
  }

  /** Back to the authorization endpoint, where a request waits under this key. */
  Reply backToAuthorize(Organization organization, String sessionDataKey) {
    return Reply.redirect(withQuery(addresses.uri(organization, "/oauth2/authorize"),
        parameters("sessionDataKey", sessionDataKey)));
  }

  static String withQuery(String uri, Map<String, String> parameters) {
    if (parameters.isEmpty()) {
      return uri;
    }
    return uri + (uri.contains("?") ? "&" : "?") + encode(parameters);
  }

  static String encode(Map<String, String> parameters) {
    StringBuilder encoded = new StringBuilder();
    parameters.forEach((name, value) -> encoded.append(encoded.length() == 0 ? "" : "&")
        .append(URLEncoder.encode(name, UTF_8)).append('=').append(URLEncoder.encode(value, UTF_8)));
    return encoded.toString();
  }

  private static Map<String, String> parameters(String... namesAndValues) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return parameters;
  }
}
