package io.asbru.local;

import java.time.Instant;
import java.util.List;

/** Turns one kind of authorization grant into a token response. The client is authenticated and may use it. */
interface GrantHandler {

  /** The parameters without which a request is not looked at. */
  List<String> required();

  /**
   * The token response.
   *
   * @param now the time of the request, in whole seconds
   */
  Reply grant(Call call, Application client, Organization organization, Instant now) throws OAuthRefusal;
}
