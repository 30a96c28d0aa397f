package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code /oauth2/revoke}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7009#section-2">RFC 7009, section 2</a>
 */
final class RevokeEndpoint implements EndpointHandler {

  private static final Pattern FUNCTION_NAME = Pattern.compile("[A-Za-z_$][\\w$.]*");

  private final TokenStore store;
  private final ClientAuthenticator clients;
  private final boolean endsBoth;

  RevokeEndpoint(TokenStore store, ClientAuthenticator clients, boolean endsBoth) {
    this.store = store;
    this.clients = clients;
    this.endsBoth = endsBoth;
  }

  @Override
  public Reply handle(Call call, Organization organization) {
    Optional<String> callback = call.parameter("callback").filter(name -> FUNCTION_NAME.matcher(name).matches());
    Optional<String> token = call.parameter("token");
    if (token.isEmpty()) {
      return reply(400, "application/json", error("invalid_request", "Invalid revocation request"), callback);
    }
    Application client;
    try {
      client = clients.authenticate(call, organization);
    } catch (OAuthRefusal refusal) {
      return unauthorized(call, "text/html", "invalid_client", callback);
    }
    Optional<TokenPair> pair = store.byAccessToken(token.get()).or(() -> store.byRefreshToken(token.get()))
        .filter(found -> found.authorization().residence() == organization);
    if (pair.isPresent() && !pair.get().authorization().application().clientId().equals(client.clientId())) {
      return unauthorized(call, "application/json", "unauthorized_client", callback);
    }
    pair.ifPresent(found -> revoke(found, token.get()));
    return reply(200, "application/json", "", callback);
  }

  private void revoke(TokenPair pair, String token) {
    boolean access = pair.accessToken().equals(token);
    if (access || endsBoth) {
      pair.revokeAccess();
    }
    if (!access || endsBoth) {
      pair.revokeRefresh();
    }
  }

  private static Reply unauthorized(Call call, String contentType, String error, Optional<String> callback) {
    return reply(401, contentType, error(error, "Client Authentication failed."), callback)
        .header("WWW-Authenticate", "Basic realm=" + call.host());
  }

  private static String error(String error, String description) {
    Map<String, Object> body = Json.object("error_description", description, "error", error);
    return new String(Json.write(body), UTF_8);
  }

  private static Reply reply(int status, String contentType, String body, Optional<String> callback) {
    return callback
        .map(function -> Reply.of(status, "application/javascript", function + "(" + body + ");"))
        .orElseGet(() -> Reply.of(status, contentType, body))
        .notStored();
  }
}
