package io.asbru.local;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells applications that a session is over by way of the browser: each in a frame of a page that goes on by itself.
 *
 * @see <a href="https://openid.net/specs/openid-connect-frontchannel-1_0.html#OPLogout">OpenID Connect Front-Channel
 *     Logout, section 3</a>
 */
final class FrontChannelLogout {

  private final TokenClaims claims;
  private final Addresses addresses;

  FrontChannelLogout(TokenClaims claims, Addresses addresses) {
    this.claims = claims;
    this.addresses = addresses;
  }

  /** The page that tells the applications of these sessions and then goes on; the reply itself if there is none to tell. */
  Reply before(Reply reply, List<SsoSession> ended) {
    List<String> frames = new ArrayList<>();
    for (SsoSession session : ended) {
      for (Authorization participant : session.participants()) {
        participant.residence().application(participant.application().clientId())
            .flatMap(Application::frontChannelLogoutUri).ifPresent(uri -> frames.add(told(uri, participant, session)));
      }
    }
    Optional<String> next = reply.header("Location");
    return frames.isEmpty() || next.isEmpty() ? reply : Pages.frames(frames, next.get());
  }

  private String told(URI uri, Authorization participant, SsoSession session) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("iss", addresses.issuer(claims.signer(participant)));
    parameters.put("sid", session.sid());
    return Places.withQuery(uri.toString(), parameters);
  }
}
