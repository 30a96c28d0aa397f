package io.asbru.security;

import static java.util.Objects.requireNonNull;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.outbound.TokenSource;
import io.asbru.settings.Settings;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;

/**
 * Sends a bearer token with each request of a Jakarta REST client: {@code client.register(new BearerTokenClientFilter(tokens))}. After a 401
 * the token is dropped, so that the next request gets a new one; the request itself is not sent again. A client that follows redirects
 * would take the token along, so switch that off.
 */
public final class BearerTokenClientFilter implements ClientRequestFilter, ClientResponseFilter {

  private static final String SENT = BearerTokenClientFilter.class.getName();

  private final TokenSource tokens;

  /** Sends these tokens. */
  public BearerTokenClientFilter(TokenSource tokens) {
    this.tokens = requireNonNull(tokens, "tokens");
  }

  /**
   * Adds the header.
   *
   * @throws IOException if there is no token because the authorization server could not be asked, or if the address is http to another
   *     machine
   */
  @Override
  public void filter(ClientRequestContext request) throws IOException {
    if (Settings.exposed(request.getUri())) {
      throw new IOException("http would show the token to everybody on the way to " + request.getUri().getHost() + "; use https");
    }
    try {
      Secret token = tokens.accessToken();
      request.setProperty(SENT, token);
      request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token.value());
    } catch (AuthorizationServerUnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void filter(ClientRequestContext request, ClientResponseContext response) {
    if (response.getStatus() == 401 && request.getProperty(SENT) instanceof Secret token) {
      tokens.rejected(token);
    }
  }
}
