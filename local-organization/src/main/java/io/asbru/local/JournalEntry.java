package io.asbru.local;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One request that was answered, or, for {@link Endpoint#BACK_CHANNEL_LOGOUT}, one that was sent.
 *
 * <p>Everything is as it was on the wire, secrets included; only {@link #toString()} hides them.
 *
 * @param number counts from 1 and never restarts
 * @param at when, by the local organization's clock
 * @param endpoint what it was for
 * @param organization id of the organization in the path, or of the token where the path has none; empty for unknown paths
 * @param method the HTTP method
 * @param path the path without query; the whole URI of a request that was sent
 * @param parameters of the query and the form; what a management request has in its body is not kept
 * @param headers by lower-case name
 * @param clientId the client that authenticated itself or was named
 * @param status the status of the answer; 0 if there was none (a reset, an unreachable application)
 * @param faults names of the faults that struck
 */
public record JournalEntry(long number, Instant at, Endpoint endpoint, Optional<String> organization, String method,
    String path, Map<String, List<String>> parameters, Map<String, List<String>> headers, Optional<String> clientId,
    int status, List<String> faults) {

  private static final Set<String> SECRET = Set.of("client_secret", "client_assertion", "password", "token", "code",
      "code_verifier", "refresh_token", "id_token_hint", "logout_token", "sessiondatakey", "sessiondatakeyconsent",
      "authorization", "cookie", "proxy-authorization");

  /** The first value of a parameter. */
  public Optional<String> parameter(String name) {
    return parameters.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The first value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  @Override
  public String toString() {
    return "#" + number + " " + endpoint + " " + method + " " + path + " " + redacted() + " -> " + status
        + (faults.isEmpty() ? "" : " " + faults);
  }

  private Map<String, List<String>> redacted() {
    Map<String, List<String>> shown = new TreeMap<>(parameters);
    shown.replaceAll((name, values) -> SECRET.contains(name.toLowerCase(Locale.ROOT)) ? List.of("***") : values);
    return shown;
  }
}
