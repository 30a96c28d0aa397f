package io.asbru.internal;

import static java.util.Objects.requireNonNull;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.organization.Endpoints;
import io.asbru.settings.Setting;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The pushed authorization request endpoint: the provider gets the authorization request directly, and the browser carries nothing but a
 * reference to it, which is good once.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9126">RFC 9126</a>
 */
final class PushedAuthorizationRequests {

  private static final Pattern REQUEST_URI = Pattern.compile("[\\x21-\\x7e]{1,1024}");

  private final Provider provider;
  private final HttpSender http;
  private final ClientAuthentication authentication;

  /** What the provider says to a request. */
  sealed interface Outcome permits Pushed, Refused {}

  /** It has taken it. */
  record Pushed(String requestUri) implements Outcome {
    Pushed {
      requireNonNull(requestUri, "requestUri");
    }
  }

  /** It does not take it, and asking again does not mend that: the client or its request is not as the provider wants it. */
  record Refused(ErrorResponse error) implements Outcome {
    Refused {
      requireNonNull(error, "error");
    }
  }

  PushedAuthorizationRequests(Provider provider, HttpSender http, ClientAuthentication authentication) {
    this.provider = provider;
    this.http = http;
    this.authentication = authentication;
  }

  /** Hands over the parameters of an authorization request. */
  Outcome push(Map<String, List<String>> parameters) throws AuthorizationServerUnavailableException {
    URI endpoint = provider.endpoint(Endpoints::pushedAuthorizationRequest, Setting.PUSHED_AUTHORIZATION_REQUEST_ENDPOINT);
    return http.exchange(authentication.postAll(endpoint, parameters), PushedAuthorizationRequests::judge);
  }

  /** RFC 9126, sections 2.2 and 2.3. */
  static Outcome judge(ProviderResponse response) throws AuthorizationServerUnavailableException {
    if (response.refusal()) {
      return new Refused(ErrorResponse.of(response).orElseThrow(() -> response.unusable(
          " and no OAuth error; check " + Setting.PUSHED_AUTHORIZATION_REQUEST_ENDPOINT.key())));
    }
    if (response.status() != 201 && response.status() != 200) {
      throw response.unusable("");
    }
    Map<String, Object> members = response.json().orElseThrow(() -> response.unusable(" and a body that is not a JSON object"));
    if (!(members.get("request_uri") instanceof String uri) || !REQUEST_URI.matcher(uri).matches()) {
      throw response.unusable(" and no usable request_uri");
    }
    return new Pushed(uri);
  }
}
