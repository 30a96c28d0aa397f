package io.asbru.internal;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.HttpRequestView;
import io.asbru.Requirement;
import io.asbru.session.SessionStore;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hands a logout token that comes to an address of all organizations to one whose client it names. What it says is believed by nobody
 * before that organization's engine has verified it.
 */
final class LogoutTokenRouting {

  private static final int LONGEST = 16_384;
  /** A token that names more clients than that is not looked into. */
  private static final int MOST_CLIENTS = 10;

  private final RunningOrganizations running;

  LogoutTokenRouting(RunningOrganizations running) {
    this.running = running;
  }

  /** A success, or what the last organization said; of a token that is nobody's what the reception says. */
  AuthenticationResult route(HttpRequestView view, SessionStore session, Engine reception) throws AuthorizationServerUnavailableException {
    Optional<AuthenticationResult> last = Optional.empty();
    for (String name : candidates(view)) {
      Optional<Engine> engine = running.find(name);
      if (engine.isPresent()) {
        AuthenticationResult result = engine.get().authenticate(view, session.of(name), Requirement.ANYONE);
        if (result instanceof Redirected) {
          return result;
        }
        last = Optional.of(result);
      }
    }
    return last.orElseGet(() -> reception.authenticate(view, session, Requirement.ANYONE));
  }

  private Set<String> candidates(HttpRequestView view) {
    List<String> tokens = view.method().equals("POST") ? view.formParameters().getOrDefault("logout_token", List.of()) : List.of();
    if (tokens.size() != 1 || tokens.get(0).length() > LONGEST) {
      return Set.of();
    }
    try {
      JWTClaimsSet claims = SignedJWT.parse(tokens.get(0)).getJWTClaimsSet();
      Set<String> audience = Set.copyOf(claims.getAudience());
      return claims.getIssuer() == null || audience.size() > MOST_CLIENTS ? Set.of()
          : running.clients().verifiers(claims.getIssuer(), audience);
    } catch (ParseException | RuntimeException e) {
      return Set.of();
    }
  }
}
