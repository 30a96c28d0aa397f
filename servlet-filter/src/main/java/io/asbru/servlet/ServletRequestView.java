package io.asbru.servlet;

import static java.util.Objects.requireNonNull;

import io.asbru.AuthorizationParameters;
import io.asbru.HttpRequestView;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A container's request as core sees it. Everything is read when it is asked for; nothing is copied. */
public final class ServletRequestView implements HttpRequestView {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final HttpServletRequest request;
  private final String path;
  private @Nullable Map<String, List<String>> form;

  /**
   * The view of a request whose path within the application has been established.
   *
   * @param request the request, before the application has seen it
   * @param path the path within the application, decoded
   */
  public ServletRequestView(HttpServletRequest request, String path) {
    this.request = requireNonNull(request, "request");
    this.path = requireNonNull(path, "path");
  }

  /**
   * The view of a request in a container that applies rules of its own. The path is the raw path's, if that can be understood in one way
   * only, because containers differ in the servlet path of an unmapped URL; else what the container dispatches.
   */
  public static ServletRequestView of(HttpServletRequest request) {
    String rawPath = request.getRequestURI();
    Optional<String> named = RequestPath.form(rawPath) == RequestPath.Form.AMBIGUOUS ? Optional.empty()
        : RequestPath.within(rawPath, request.getContextPath());
    return new ServletRequestView(request,
        named.orElseGet(() -> RequestPath.dispatched(request.getServletPath(), request.getPathInfo())));
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String scheme() {
    return request.getScheme();
  }

  @Override
  public String authority() {
    return authority(request.getScheme(), request.getServerName(), request.getServerPort());
  }

  static String authority(String scheme, String host, int port) {
    String name = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    boolean usual = port <= 0 || port == 443 && scheme.equalsIgnoreCase("https") || port == 80 && scheme.equalsIgnoreCase("http");
    return usual ? name : name + ":" + port;
  }

  @Override
  public String remoteAddress() {
    // Absent over a socket that has no address.
    return request.getRemoteAddr() == null ? "" : request.getRemoteAddr();
  }

  @Override
  public String contextPath() {
    return request.getContextPath();
  }

  @Override
  public String path() {
    return path;
  }

  /**
   * {@inheritDoc} Dispatches do not change it: the browser knows nothing of them. An asynchronous one shows in every container, a forward in
   * Undertow, which changes even the request that the filter got before.
   */
  @Override
  public String rawPath() {
    return sent(AsyncContext.ASYNC_REQUEST_URI).or(() -> sent(RequestDispatcher.FORWARD_REQUEST_URI)).orElseGet(request::getRequestURI);
  }

  @Override
  public Optional<String> query() {
    if (sent(AsyncContext.ASYNC_REQUEST_URI).isPresent()) {
      return sent(AsyncContext.ASYNC_QUERY_STRING);
    }
    return sent(RequestDispatcher.FORWARD_REQUEST_URI).isPresent() ? sent(RequestDispatcher.FORWARD_QUERY_STRING)
        : Optional.ofNullable(request.getQueryString());
  }

  /** What a dispatched request says of the one that the client sent. */
  private Optional<String> sent(String attribute) {
    return request.getAttribute(attribute) instanceof String value ? Optional.of(value) : Optional.empty();
  }

  @Override
  public List<String> headers(String name) {
    Enumeration<String> values = request.getHeaders(name);
    if (values == null || !values.hasMoreElements()) {
      return List.of();
    }
    String first = values.nextElement();
    if (!values.hasMoreElements()) {
      return List.of(first);
    }
    List<String> all = new ArrayList<>();
    all.add(first);
    values.asIterator().forEachRemaining(all::add);
    return all;
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  @Override
  public List<String> sharedFormParameter(String name) {
    String type = request.getContentType();
    if (type == null || !type.regionMatches(true, 0, FORM, 0, FORM.length()) || request.getMethod().equals("GET")) {
      return List.of();
    }
    if (request.getCharacterEncoding() == null) {
      utf8();
    }
    String[] values = request.getParameterValues(name);
    return values == null ? List.of() : List.of(values);
  }

  /** Who reads parameters first decides for all: an application that sets their encoding later, in a filter for example, would be too late. */
  private void utf8() {
    try {
      request.setCharacterEncoding(StandardCharsets.UTF_8.name());
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>At most 64 KiB are read. A body that is longer, of another type, cut off or malformed has no parameters. Those of the query are not
   * among them.
   */
  @Override
  public Map<String, List<String>> formParameters() {
    Map<String, List<String>> known = form;
    if (known == null) {
      known = FormBody.read(request);
      form = known;
    }
    return known;
  }

  /** What the application has put into the attribute {@link OAuthFilter#AUTHORIZATION_PARAMETERS}. */
  @Override
  public AuthorizationParameters authorizationParameters() {
    return request.getAttribute(OAuthFilter.AUTHORIZATION_PARAMETERS) instanceof AuthorizationParameters given ? given
        : AuthorizationParameters.NONE;
  }
}
