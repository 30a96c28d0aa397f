package io.asbru.outbound;

import static java.util.Objects.requireNonNull;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * Where the access token of an outgoing request comes from: the application itself ({@link ApplicationTokens#forScopes}), or its caller
 * ({@link #relaying}).
 */
public interface TokenSource {

  /**
   * A token that is good now, as far as is known.
   *
   * @throws InsufficientScopeException if a scope that is needed was not granted
   * @throws io.asbru.client.TokenRefusedException if the authorization server refused to issue one
   * @throws AuthorizationServerUnavailableException if it could not be asked
   */
  Secret accessToken() throws AuthorizationServerUnavailableException;

  /** Says that an API answered 401 to this token, so that it is not handed out again. */
  default void rejected(Secret accessToken) {}

  /**
   * The value of an {@code Authorization} header field, for HTTP clients that ask a supplier before each request.
   * <strong>It is a secret</strong>; do not log it. The supplier throws an {@link UncheckedIOException} if the authorization server could
   * not be asked, and otherwise what {@link #accessToken()} does.
   */
  default Supplier<String> authorization() {
    return () -> {
      try {
        return "Bearer " + accessToken().value();
      } catch (AuthorizationServerUnavailableException e) {
        throw new UncheckedIOException(new IOException(e.getMessage(), e));
      }
    };
  }

  /**
   * Sends this one token along, which is somebody else's: the signed-in user's, or the one that an API client presented. <strong>Whoever
   * gets it can act as that caller</strong> wherever it is taken: send it only to services that are trusted as this application is, and
   * never further than the request that it came with.
   */
  static TokenSource relaying(Secret callersAccessToken) {
    requireNonNull(callersAccessToken, "callersAccessToken");
    return () -> callersAccessToken;
  }
}
