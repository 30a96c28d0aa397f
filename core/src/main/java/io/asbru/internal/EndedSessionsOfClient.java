package io.asbru.internal;

import io.asbru.session.EndedSessions;
import io.asbru.settings.Settings;
import java.time.Instant;
import java.util.Optional;

/**
 * What was ended with one organization among several. A logout token speaks to a client, not to an organization: what it ends is ended for
 * every organization that shares the client, and for no other.
 */
final class EndedSessionsOfClient implements EndedSessions {

  private final EndedSessions all;
  private final String client;

  EndedSessionsOfClient(EndedSessions all, Settings settings) {
    this.all = all;
    this.client = client(settings);
  }

  /** Names whom a logout token speaks to: a client of an authorization server, at Asgardeo of a root with all organizations below it. */
  static String client(Settings settings) {
    String server = settings.provider().organization().map(organization -> organization.baseUrl() + "/t/" + organization.root())
        .orElse(settings.provider().address());
    return settings.client().id() + " " + server;
  }

  @Override
  public void end(String provider, Kind kind, String key, Instant at) {
    all.end(owner(provider, kind), kind, key, at);
  }

  @Override
  public Optional<Instant> endedAt(String provider, Kind kind, String key) {
    return all.endedAt(owner(provider, kind), kind, key);
  }

  /** A sign-in has an id of its own; sessions and subjects are the provider's. */
  private String owner(String provider, Kind kind) {
    return kind == Kind.SIGN_IN ? provider : client;
  }
}
