package io.asbru.benchmarks;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A GET request of an API client as a container would hand it over, but for what containers differ in: fields, and short lists that are
 * looked through as a container looks through its header fields. Used by one thread, for one request after the other.
 */
final class PlainRequest extends UnusedRequest {

  static final String CONTEXT_PATH = "/shop";

  private static final int MOST_ATTRIBUTES = 32;
  private static final String[] HEADER_NAMES = {"Host", "User-Agent", "Accept", "Accept-Encoding", "Authorization"};
  private static final int AUTHORIZATION = HEADER_NAMES.length - 1;

  private final String servletPath;
  private final String uri;
  private static final String[] HEADERS = {"shop.example", "stock-service/2.1", "application/json", "gzip"};

  /** How many attributes there are; then the header {@code Authorization}, the attributes' names, and the attributes. */
  private final Written written = new Written(1, 1 + 2 * MOST_ATTRIBUTES);

  PlainRequest(String path) {
    servletPath = path;
    uri = CONTEXT_PATH + path;
  }

  /** Becomes the next request, with this {@code Authorization} header or none. */
  void next(@Nullable String authorization) {
    written.reference(0, authorization);
    for (int i = attributeCount() - 1; i >= 0; i--) {
      attribute(i, null, null);
    }
    written.number(0, 0);
  }

  @Override
  public @Nullable String getHeader(String name) {
    for (int i = 0; i < HEADER_NAMES.length; i++) {
      if (HEADER_NAMES[i].equalsIgnoreCase(name)) {
        return i == AUTHORIZATION ? written.text(0) : HEADERS[i];
      }
    }
    return null;
  }

  /** Each field occurs once at the most. */
  @Override
  public Enumeration<String> getHeaders(String name) {
    String value = getHeader(name);
    return value == null ? Collections.emptyEnumeration() : new One(value);
  }

  private static final class One implements Enumeration<String> {

    private @Nullable String value;

    One(String value) {
      this.value = value;
    }

    @Override
    public boolean hasMoreElements() {
      return value != null;
    }

    @Override
    public String nextElement() {
      String next = value;
      if (next == null) {
        throw new NoSuchElementException();
      }
      value = null;
      return next;
    }

    @Override
    public Iterator<String> asIterator() {
      return Collections.list(this).iterator();
    }
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(List.of(HEADER_NAMES));
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    int index = indexOf(name);
    return index < 0 ? null : attribute(index);
  }

  @Override
  public void setAttribute(String name, Object value) {
    int index = indexOf(name);
    if (index < 0) {
      index = attributeCount();
      written.number(0, index + 1);
    }
    attribute(index, name, value);
  }

  @Override
  public void removeAttribute(String name) {
    int index = indexOf(name);
    if (index >= 0) {
      int last = attributeCount() - 1;
      attribute(index, attributeName(last), attribute(last));
      attribute(last, null, null);
      written.number(0, last);
    }
  }

  private int indexOf(String name) {
    for (int i = 0; i < attributeCount(); i++) {
      if (name.equals(attributeName(i))) {
        return i;
      }
    }
    return -1;
  }

  private int attributeCount() {
    return written.number(0);
  }

  private @Nullable String attributeName(int index) {
    return written.text(1 + index);
  }

  private @Nullable Object attribute(int index) {
    return written.reference(1 + MOST_ATTRIBUTES + index);
  }

  private void attribute(int index, @Nullable String name, @Nullable Object value) {
    written.reference(1 + index, name);
    written.reference(1 + MOST_ATTRIBUTES + index, value);
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getContextPath() {
    return CONTEXT_PATH;
  }

  @Override
  public String getServletPath() {
    return servletPath;
  }

  @Override
  public @Nullable String getPathInfo() {
    return null;
  }

  @Override
  public String getRequestURI() {
    return uri;
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer("https://shop.example").append(uri);
  }

  @Override
  public @Nullable String getQueryString() {
    return null;
  }

  @Override
  public String getProtocol() {
    return "HTTP/1.1";
  }

  @Override
  public String getScheme() {
    return "https";
  }

  @Override
  public boolean isSecure() {
    return true;
  }

  @Override
  public String getServerName() {
    return "shop.example";
  }

  @Override
  public int getServerPort() {
    return 443;
  }

  @Override
  public String getRemoteAddr() {
    return "192.0.2.1";
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    if (create) {
      throw new UnsupportedOperationException("a bearer request must not make a session");
    }
    return null;
  }

  @Override
  public @Nullable HttpSession getSession() {
    return getSession(true);
  }

  @Override
  public @Nullable String getRequestedSessionId() {
    return null;
  }

  @Override
  public @Nullable String getParameter(String name) {
    return null;
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return null;
  }

  @Override
  public @Nullable String getContentType() {
    return null;
  }

  @Override
  public @Nullable String getCharacterEncoding() {
    return null;
  }

  @Override
  public ServletContext getServletContext() {
    throw new UnsupportedOperationException("there is no servlet context");
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return null;
  }

  @Override
  public @Nullable String getRemoteUser() {
    return null;
  }

  @Override
  public boolean isUserInRole(String role) {
    return false;
  }

  @Override
  public @Nullable String getAuthType() {
    return null;
  }
}
