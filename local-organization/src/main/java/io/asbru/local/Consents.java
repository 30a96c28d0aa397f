package io.asbru.local;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What users have consented to. */
final class Consents {

  private final Map<String, Set<String>> scopes = new ConcurrentHashMap<>();

  boolean covers(Authorization authorization) {
    Set<String> consented = scopes.get(key(authorization));
    return consented != null && consented.containsAll(authorization.scopes());
  }

  void add(Authorization authorization) {
    scopes.merge(key(authorization), authorization.scopes(), (before, now) -> {
      Set<String> both = new HashSet<>(before);
      both.addAll(now);
      return both;
    });
  }

  private static String key(Authorization authorization) {
    return authorization.subject() + " " + authorization.residence().id() + " "
        + authorization.application().clientId();
  }
}
