package io.asbru.local;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All authorization codes that were ever issued. */
final class AuthorizationCodes {

  private final Map<String, AuthorizationCode> byValue = new ConcurrentHashMap<>();

  AuthorizationCode add(AuthorizationCode code) {
    byValue.put(code.value(), code);
    return code;
  }

  /** A code, if it was issued to this client of this organization. */
  Optional<AuthorizationCode> find(String value, Application client, Organization residence) {
    return Optional.ofNullable(byValue.get(value))
        .filter(code -> code.request().application().clientId().equals(client.clientId()))
        .filter(code -> code.request().residence() == residence);
  }
}
