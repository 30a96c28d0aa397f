package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Issues an authorization code and answers the client with it. */
final class CodeIssuer {

  private final AuthorizationResponses responses;
  private final AuthorizationCodes codes;
  private final Clock clock;

  CodeIssuer(AuthorizationResponses responses, AuthorizationCodes codes, Clock clock) {
    this.responses = responses;
    this.codes = codes;
    this.clock = clock;
  }

  Reply answer(Call call, AuthorizationRequest request, Authorization authorization, SsoSession session) {
    session.joinedBy(authorization);
    AuthorizationCode code = codes.add(new AuthorizationCode(request, authorization, clock.instant()));
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("code", code.value());
    parameters.put("session_state", sessionState(request, session));
    request.state().ifPresent(value -> parameters.put("state", value));
    return responses.send(call, request, parameters);
  }

  /** @see <a href="https://openid.net/specs/openid-connect-session-1_0.html#CreatingUpdatingSessions">4.2</a> */
  private static String sessionState(AuthorizationRequest request, SsoSession session) {
    URI uri = URI.create(request.redirectUri());
    String origin = uri.getScheme() + "://" + uri.getAuthority();
    String salt = UUID.randomUUID().toString().replace("-", "");
    String text = request.application().clientId() + " " + origin + " " + session.key() + " " + salt;
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8))) + "." + salt;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
