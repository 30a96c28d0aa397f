package io.asbru.local;

import io.asbru.local.Effect.Target;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Posts a logout token to every application of a session that has ended. Does not wait for the answers; they go to the
 * journal.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#BCRequest">Back-Channel Logout, 2.5</a>
 */
final class BackChannelLogout {

  private static final Logger LOG = System.getLogger(BackChannelLogout.class.getName());
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final TokenClaims claims;
  private final TokenSigner signer;
  private final ActiveFaults faults;
  private final Journal journal;
  private final Clock clock;

  /** Shared by all, and made when somebody is told something first: a client comes with a thread of its own. */
  private static final class Http {
    static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(TIMEOUT)
        .followRedirects(HttpClient.Redirect.NEVER).build();
  }

  BackChannelLogout(TokenClaims claims, TokenSigner signer, ActiveFaults faults, Journal journal, Clock clock) {
    this.claims = claims;
    this.signer = signer;
    this.faults = faults;
    this.journal = journal;
    this.clock = clock;
  }

  void tell(SsoSession session) {
    for (Authorization participant : session.participants()) {
      participant.residence().application(participant.application().clientId())
          .flatMap(Application::backChannelLogoutUri)
          .ifPresent(uri -> send(uri, participant, session));
    }
  }

  private void send(URI uri, Authorization participant, SsoSession session) {
    Instant now = clock.instant();
    List<String> struck = new ArrayList<>();
    Map<String, Object> honest = claims.logoutToken(participant, session, now);
    Organization by = claims.signer(participant);
    String token = faults.signed(struck, Endpoint.BACK_CHANNEL_LOGOUT, Target.ID_TOKEN, honest)
        .map(forged -> signer.sign(forged.claims(), "logout+jwt", by, forged.forgery()))
        .orElseGet(() -> signer.sign(honest, "logout+jwt", by));
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString("logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
        .build();
    Http.CLIENT.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((response, failure) -> {
      int status = failure == null ? response.statusCode() : 0;
      if (status / 100 != 2) {
        LOG.log(Level.WARNING, "Back-channel logout at {0} failed: {1}", uri, failure == null ? status : failure);
      }
      journal.write(number -> new JournalEntry(number, now, Endpoint.BACK_CHANNEL_LOGOUT,
          Optional.of(participant.residence().id()), "POST", uri.toString(), Map.of("logout_token", List.of(token)),
          Map.of(), Optional.of(participant.application().clientId()), status, List.copyOf(struck)));
    });
  }
}
