package io.asbru.local;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A user who is signed in to an organization in one browser. */
final class SsoSession {

  private final String cookie = UUID.randomUUID().toString();
  private final String sid = UUID.randomUUID().toString();
  private final String key = UUID.randomUUID().toString().replace("-", "");
  private final Organization organization;
  private final User user;
  private final Instant authenticatedAt;
  private final Map<String, Authorization> participants = new ConcurrentHashMap<>();

  SsoSession(Organization organization, User user, Instant authenticatedAt) {
    this.organization = organization;
    this.user = user;
    this.authenticatedAt = authenticatedAt;
  }

  /** What the browser holds. */
  String cookie() {
    return cookie;
  }

  /** What applications know the session by: the claim {@code sid}. */
  String sid() {
    return sid;
  }

  /** The claim {@code isk}. */
  String key() {
    return key;
  }

  Organization organization() {
    return organization;
  }

  User user() {
    return user;
  }

  Instant authenticatedAt() {
    return authenticatedAt;
  }

  /** Notes that an application was signed in to with this session, so that it is told when the session ends. */
  void joinedBy(Authorization authorization) {
    participants.put(authorization.application().clientId(), authorization);
  }

  Collection<Authorization> participants() {
    return List.copyOf(participants.values());
  }
}
