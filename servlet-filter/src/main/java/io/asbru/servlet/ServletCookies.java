package io.asbru.servlet;

import io.asbru.session.Cookies;
import io.asbru.session.ResponseCookie;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cookies of a request and its response. One for each request, so that what was set is seen by whoever asks later. */
final class ServletCookies implements Cookies {

  private static final String ATTRIBUTE = "io.asbru.servlet.cookies";

  private final Map<String, String> known = new LinkedHashMap<>();
  /** A copy, for as long as nothing is set. */
  private @Nullable Map<String, String> shown;
  private @Nullable HttpServletResponse response;

  private ServletCookies(Cookie @Nullable [] received) {
    if (received != null) {
      for (Cookie cookie : received) {
        known.putIfAbsent(cookie.getName(), cookie.getValue());
      }
    }
  }

  /** Those of this request; without a response none can be set, unless there was one before. */
  static ServletCookies of(HttpServletRequest request, @Nullable HttpServletResponse response) {
    ServletCookies cookies = request.getAttribute(ATTRIBUTE) instanceof ServletCookies earlier ? earlier
        : new ServletCookies(request.getCookies());
    if (response != null) {
      cookies.response = response;
    }
    request.setAttribute(ATTRIBUTE, cookies);
    return cookies;
  }

  @Override
  public synchronized Map<String, String> received() {
    Map<String, String> now = shown;
    if (now == null) {
      now = Collections.unmodifiableMap(new LinkedHashMap<>(known));
      shown = now;
    }
    return now;
  }

  @Override
  public synchronized boolean set(ResponseCookie cookie) {
    shown = null;
    if (cookie.removes()) {
      known.remove(cookie.name());
    } else {
      known.put(cookie.name(), cookie.value());
    }
    HttpServletResponse to = response;
    if (to == null || to.isCommitted()) {
      return false;
    }
    to.addHeader("Set-Cookie", cookie.header(Instant.now()));
    return true;
  }
}
