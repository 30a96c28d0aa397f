package io.asbru.resource;

import static java.util.Objects.requireNonNull;

import io.asbru.Caller;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a token: it is active, and whose it is; or it is not.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.2">RFC 7662, section 2.2</a>
 */
public sealed interface IntrospectionResponse {

  /**
   * The token is active. <strong>It may still be no access token, or be meant for somebody else</strong>: the resource
   * server judges that.
   *
   * @param caller whose token it is, with all claims of the response
   * @param audience the audiences ({@code aud}); empty if none is named
   * @param tokenType {@code Bearer}, {@code JWT} or, for an Asgardeo refresh token, {@code Refresh}; absent if not told
   */
  record Active(Caller caller, Set<String> audience, Optional<String> tokenType) implements IntrospectionResponse {

    public Active {
      requireNonNull(caller, "caller");
      audience = Set.copyOf(audience);
      requireNonNull(tokenType, "tokenType");
    }
  }

  /** The token is unknown, expired, revoked or another organization's. */
  record Inactive() implements IntrospectionResponse {

    /** The one value there is. */
    public static final Inactive INSTANCE = new Inactive();
  }
}
