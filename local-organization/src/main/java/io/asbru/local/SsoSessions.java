package io.asbru.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The sign-in sessions of all organizations. A browser has one per organization, each in a cookie of its own. */
final class SsoSessions {

  private final Map<String, SsoSession> byCookie = new ConcurrentHashMap<>();
  private final String cookiePath;
  private final boolean secure;

  SsoSessions(String cookiePath, boolean secure) {
    this.cookiePath = cookiePath;
    this.secure = secure;
  }

  void add(SsoSession session) {
    byCookie.put(session.cookie(), session);
  }

  /** The session that the browser has with an organization, if its user still exists. */
  Optional<SsoSession> of(Call call, Organization organization) {
    return call.cookies(name(organization)).stream()
        .map(byCookie::get)
        .filter(session -> session != null && session.organization() == organization)
        .filter(session -> organization.userById(session.user().id()).isPresent())
        .findFirst();
  }

  Optional<SsoSession> bySid(String sid) {
    return byCookie.values().stream().filter(session -> session.sid().equals(sid)).findFirst();
  }

  /** Ends a session; false if it was over already. */
  boolean end(SsoSession session) {
    return byCookie.remove(session.cookie()) != null;
  }

  List<SsoSession> find(Predicate<SsoSession> wanted) {
    return byCookie.values().stream().filter(wanted).toList();
  }

  String setCookie(SsoSession session) {
    return name(session.organization()) + "=" + session.cookie() + attributes();
  }

  String deleteCookie(Organization organization) {
    return name(organization) + "=" + attributes() + "; Max-Age=0";
  }

  private String attributes() {
    return "; Path=" + cookiePath + "; HttpOnly" + (secure ? "; Secure; SameSite=None" : "; SameSite=Lax");
  }

  private static String name(Organization organization) {
    return "commonAuthId-" + organization.id();
  }
}
