package io.asbru.internal;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.HttpReply;
import io.asbru.HttpReply.Header;
import io.asbru.HttpRequestView;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The provider signs a user out by a frame in its own page. Anybody can make a browser, or this node, load that address. So it acts only on a
 * {@code sid} of this provider that belongs to a sign-in: the one that the browser shows, or one that this node has seen. Browsers that block
 * third-party cookies show none; then the {@code sid} alone has to do.
 *
 * @see <a href="https://openid.net/specs/openid-connect-frontchannel-1_0.html">OpenID Connect Front-Channel Logout 1.0</a>
 */
final class FrontChannelLogout {

  static final String MALFORMED = "One iss of the provider and one sid are needed.";

  private final AuthorizationServer server;
  private final SignOut signOut;
  private final Predicate<SignIn> ended;
  private final Refusals refusals;
  private final String provider;
  private final SeenSessions seen;

  FrontChannelLogout(AuthorizationServer server, SignOut signOut, Predicate<SignIn> ended, String provider,
      SeenSessions seen, Refusals refusals) {
    this.server = server;
    this.signOut = signOut;
    this.ended = ended;
    this.refusals = refusals;
    this.provider = provider;
    this.seen = seen;
  }

  /** Notes a sign-in that is in use. */
  void seen(SignIn signIn) {
    signIn.sid().ifPresent(sid -> seen.add(provider, sid));
  }

  /** Whether the browser has a sign-in of this session, and still has it: an old cookie may come again and again. */
  boolean inBrowser(SessionStore session, String sid) {
    return session.load().filter(signIn -> signIn.sid().equals(Optional.of(sid))).filter(signIn -> !ended.test(signIn)).isPresent();
  }

  AuthenticationResult answer(HttpRequestView view, SessionStore session) {
    if (!view.method().equals("GET")) {
      return refusals.methodNotAllowed(view, "GET");
    }
    Optional<Frame> frame = Frame.of(view);
    try {
      if (frame.isEmpty() || !server.provider().metadata().issuers().contains(frame.get().issuer)) {
        return refusals.malformed(view, MALFORMED);
      }
    } catch (AuthorizationServerUnavailableException e) {
      return refusals.unavailable(view, e.retryAfter());
    }
    String sid = frame.get().sid;
    if (seen.remove(provider, sid) || inBrowser(session, sid)) {
      signOut.byFrame(session, sid);
    }
    return answered();
  }

  /** The same for a session that is not known, so that nobody learns which are. */
  static Redirected answered() {
    return new Redirected(new HttpReply(200, List.of(
        new Header("Content-Type", "text/html;charset=UTF-8"),
        new Header("Cache-Control", "no-cache, no-store"),
        new Header("Pragma", "no-cache"),
        new Header("X-Content-Type-Options", "nosniff"),
        // The one page that other sites may show in a frame: there is nothing on it.
        new Header("Content-Security-Policy", "default-src 'none'; frame-ancestors *")),
        "<!DOCTYPE html><html lang=\"en\"><title>Signed out</title></html>"));
  }

  /** What a frame says: the issuer and one of its sessions. */
  record Frame(String issuer, String sid) {

    /** Empty unless it says both once. */
    static Optional<Frame> of(HttpRequestView view) {
      Map<String, List<String>> parameters = URLUtils.parseParameters(view.query().orElse(""));
      List<String> issuers = parameters.getOrDefault("iss", List.of());
      List<String> sids = parameters.getOrDefault("sid", List.of());
      return issuers.size() == 1 && sids.size() == 1 && !sids.get(0).isEmpty()
          ? Optional.of(new Frame(issuers.get(0), sids.get(0))) : Optional.empty();
    }
  }
}
