package io.asbru.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** A request that has not been read. Whoever touches its body without leave fails. */
final class StubRequest extends Stub {

  final Map<String, Object> attributes = new HashMap<>();
  final List<Object[]> asyncStarts = new ArrayList<>();
  private final Map<String, List<String>> headers = new HashMap<>();
  private final Supplier<StubSession> creates;
  StubSession session;
  int sessionLookups;

  private StubRequest(Supplier<StubSession> creates) {
    this.creates = creates;
  }

  static StubRequest get(String path) {
    return of("GET", path);
  }

  /** In the context /app, dispatched as a servlet mapped to / would be. */
  static StubRequest of(String method, String path) {
    StubRequest request = new StubRequest(StubSession::new);
    request.method(method).path("/app", path, null).uri("/app" + path).dispatcher(DispatcherType.REQUEST).query(null);
    request.on("getScheme", none -> "https");
    request.on("getServerName", none -> "shop.example");
    request.on("getServerPort", none -> 443);
    request.on("getRemoteAddr", none -> "192.0.2.1");
    request.on("getHeader", name -> request.header((String) name[0]).stream().findFirst().orElse(null));
    request.on("getHeaders", name -> Collections.enumeration(request.header((String) name[0])));
    request.on("getCookies", none -> null);
    request.on("getAttribute", name -> request.attributes.get(name[0]));
    request.on("setAttribute", pair -> request.attributes.put((String) pair[0], pair[1]));
    request.on("removeAttribute", name -> request.attributes.remove(name[0]));
    request.on("getSession", create -> request.findSession(create.length == 0 || (Boolean) create[0]));
    request.on("changeSessionId", none -> request.changeSessionId());
    request.on("startAsync", pair -> {
      request.asyncStarts.add(pair);
      return null;
    });
    return request.principal(null);
  }

  StubRequest method(String method) {
    on("getMethod", none -> method);
    return this;
  }

  StubRequest uri(String uri) {
    on("getRequestURI", none -> uri);
    return this;
  }

  StubRequest path(String contextPath, String servletPath, String pathInfo) {
    on("getContextPath", none -> contextPath);
    on("getServletPath", none -> servletPath);
    on("getPathInfo", none -> pathInfo);
    return this;
  }

  StubRequest dispatcher(DispatcherType type) {
    on("getDispatcherType", none -> type);
    return this;
  }

  StubRequest query(String query) {
    on("getQueryString", none -> query);
    return this;
  }

  StubRequest header(String name, String... values) {
    headers.put(name.toLowerCase(Locale.ROOT), List.of(values));
    return this;
  }

  StubRequest session(StubSession given) {
    session = given;
    return this;
  }

  /** Whom the container itself has authenticated. */
  StubRequest principal(String name) {
    Principal principal = name == null ? null : () -> name;
    on("getUserPrincipal", none -> principal);
    on("getRemoteUser", none -> name);
    on("getAuthType", none -> name == null ? null : "BASIC");
    on("isUserInRole", role -> name != null && role[0].equals("container"));
    on("logout", none -> principal(null) == null);
    return this;
  }

  StubRequest body(String type, String content) {
    return body(type, content.length(), new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
  }

  StubRequest body(String type, long length, java.io.InputStream content) {
    on("getContentType", none -> type);
    on("getContentLengthLong", none -> length);
    on("getInputStream", none -> new ServletInputStream() {
      @Override
      public int read() throws IOException {
        return content.read();
      }

      @Override
      public boolean isFinished() {
        return false;
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException();
      }
    });
    return this;
  }

  HttpServletRequest make() {
    return as(HttpServletRequest.class);
  }

  private List<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  private Object findSession(boolean create) {
    sessionLookups++;
    if ((session == null || session.ended) && create) {
      session = creates.get();
    }
    return session == null || session.ended ? null : session.facade();
  }

  private Object changeSessionId() {
    if (session == null || session.ended) {
      throw new IllegalStateException("no session");
    }
    session.changeId();
    return session.id;
  }
}
