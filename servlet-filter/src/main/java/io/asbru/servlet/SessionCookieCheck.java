package io.asbru.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks at how the container hands out session ids, which is the deployment's to configure, not this library's. */
public final class SessionCookieCheck {

  private SessionCookieCheck() {}

  /** What weakens sign-ins, with remedies. */
  public static List<String> warnings(ServletContext context) {
    List<String> warnings = new ArrayList<>();
    Set<SessionTrackingMode> modes = context.getEffectiveSessionTrackingModes();
    if (modes != null && modes.contains(SessionTrackingMode.URL)) {
      warnings.add("The server may write session ids into URLs, from where they leak, and the filter refuses such URLs with 400. "
          + "Add <session-config><tracking-mode>COOKIE</tracking-mode></session-config> to web.xml.");
    }
    SessionCookieConfig cookie = context.getSessionCookieConfig();
    if (cookie != null && !cookie.isHttpOnly()) {
      warnings.add("Neither web.xml nor code declares the session cookie HttpOnly; unless the server does so by itself, scripts can read it. "
          + "Add <session-config><cookie-config><http-only>true</http-only></cookie-config></session-config> to web.xml.");
    }
    if (cookie != null && "Strict".equalsIgnoreCase(cookie.getAttribute("SameSite"))) {
      warnings.add("The session cookie is SameSite=Strict, so that browsers leave it out when they come back from the provider, and no "
          + "sign-in can be finished. Declare it SameSite=Lax.");
    }
    return warnings;
  }
}
