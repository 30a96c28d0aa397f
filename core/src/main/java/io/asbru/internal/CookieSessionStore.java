package io.asbru.internal;

import io.asbru.internal.CookieJar.SameSite;
import io.asbru.session.Cookies;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import java.lang.System.Logger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a browser's sign-in in an encrypted cookie of that browser. What cannot be read, because it was changed, cut off, made with a key or by
 * a version that is not known here, counts as absent and is removed. The container's session, if the application has one, lives and ends along.
 */
final class CookieSessionStore implements SessionStore {

  private static final Logger LOG = System.getLogger(CookieSessionStore.class.getName());
  /** Names the cookie. */
  static final String NAME = "s";
  private static final int VERSION = 1;
  /** Beyond this, common servers refuse the headers of the requests to come. */
  private static final int MUCH = 6000;

  private final SessionStore container;
  private final CookieJar jar;
  private final CookieSeal seal;
  private final OccasionalLog log;
  private @Nullable Content content;
  private boolean read;

  private record Content(SignIn signIn, Optional<Instant> seenAt) {

    static Optional<Content> of(Object opened) {
      if (!(opened instanceof Object[] pair) || !Integer.valueOf(VERSION).equals(pair[0]) || !(pair[1] instanceof Map<?, ?> map)
          || !(map.get("version") instanceof Long version)) {
        return Optional.empty();
      }
      Optional<Instant> seenAt = map.get("seenAt") instanceof Long at ? Optional.of(Instant.ofEpochMilli(at)) : Optional.empty();
      return SignIn.fromStored(new Object[] {version.intValue(), map.get("signIn")}).map(signIn -> new Content(signIn, seenAt));
    }

    Object[] toStored() {
      Object[] stored = (Object[]) signIn.toStored();
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("version", stored[0]);
      map.put("signIn", stored[1]);
      seenAt.ifPresent(at -> map.put("seenAt", at.toEpochMilli()));
      return new Object[] {VERSION, map};
    }
  }

  CookieSessionStore(SessionStore container, CookieJar jar, CookieSeal seal, OccasionalLog log) {
    this.container = container;
    this.jar = jar;
    this.seal = seal;
    this.log = log;
  }

  /**
   * The sign-in of one of several organizations, whatever client the organization has: all have their keys in common. Another application's
   * cookies are left alone.
   *
   * @param container the organization's part of the container's session
   * @param jars in which the browser has a cookie of a session
   */
  static Optional<CookieSessionStore> of(
      String organization, SessionStore container, List<CookieJar> jars, CookieSeal seal, OccasionalLog log) {
    for (CookieJar jar : jars) {
      Optional<Content> content = jar.read(NAME).flatMap(seal::open).flatMap(Content::of)
          .filter(opened -> opened.signIn.provider().startsWith(organization + " "));
      if (content.isPresent()) {
        return Optional.of(new CookieSessionStore(container, jar, seal, log));
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<SignIn> load() {
    return Optional.ofNullable(content()).map(Content::signIn);
  }

  private @Nullable Content content() {
    if (!read) {
      content = jar.read(NAME).flatMap(seal::open).flatMap(Content::of).orElse(null);
      read = true;
      if (content == null && jar.has(NAME)) {
        jar.remove(NAME);
        // Nobody can tell whose it was, so that nobody else may find what the application kept for that user.
        container.end();
      }
    }
    return content;
  }

  /**
   * {@inheritDoc}
   *
   * <p>If the response has gone out already, the browser's next request still carries the sign-in from before, and is given the tokens that
   * were renewed as long as {@link Refreshes} remembers them.
   */
  @Override
  public boolean save(SignIn signIn) {
    return keep(new Content(signIn, seenAt()));
  }

  @Override
  public boolean save(SignIn signIn, Instant seenAt) {
    return keep(new Content(signIn, Optional.of(seenAt)));
  }

  private boolean keep(Content changed) {
    String sealed = seal.seal(changed.toStored());
    if (sealed.length() > CookieJar.MOST_CHARACTERS) {
      log.warn(LOG, "size", () -> "A sign-in takes " + sealed.length() + " characters and does not fit into cookies, which hold "
          + CookieJar.MOST_CHARACTERS + ". Let the provider issue smaller tokens with fewer claims, or set session-store to container.");
      return false;
    }
    if (sealed.length() > MUCH) {
      log.warn(LOG, "much", () -> "A sign-in takes " + sealed.length() + " characters of cookies. Many servers refuse requests with more than "
          + "8 KiB of headers: raise that limit, or let the provider issue smaller tokens.");
    }
    content = changed;
    read = true;
    jar.write(NAME, sealed, Optional.empty(), SameSite.LAX);
    return true;
  }

  @Override
  public Optional<Instant> seenAt() {
    return Optional.ofNullable(content()).flatMap(Content::seenAt);
  }

  @Override
  public void seenAt(Instant now) {
    load().ifPresent(signIn -> keep(new Content(signIn, Optional.of(now))));
  }

  @Override
  public void rotateId() {
    container.rotateId();
  }

  @Override
  public void end() {
    content = null;
    read = true;
    jar.remove(NAME);
    container.end();
  }

  @Override
  public Cookies cookies() {
    return container.cookies();
  }
}
