package io.asbru.benchmarks;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;

/** The methods of a request that nothing measured here calls, so that the class that has the others is short. */
abstract class UnusedRequest implements HttpServletRequest {

  @Override
  public Enumeration<String> getAttributeNames() {
    throw unused();
  }

  @Override
  public void setCharacterEncoding(String a) {
    throw unused();
  }

  @Override
  public int getContentLength() {
    throw unused();
  }

  @Override
  public long getContentLengthLong() {
    throw unused();
  }

  @Override
  public ServletInputStream getInputStream() {
    throw unused();
  }

  @Override
  public Enumeration<String> getParameterNames() {
    throw unused();
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    throw unused();
  }

  @Override
  public BufferedReader getReader() {
    throw unused();
  }

  @Override
  public String getRemoteHost() {
    throw unused();
  }

  @Override
  public Locale getLocale() {
    throw unused();
  }

  @Override
  public Enumeration<Locale> getLocales() {
    throw unused();
  }

  @Override
  public RequestDispatcher getRequestDispatcher(String a) {
    throw unused();
  }

  @Override
  public int getRemotePort() {
    throw unused();
  }

  @Override
  public String getLocalName() {
    throw unused();
  }

  @Override
  public String getLocalAddr() {
    throw unused();
  }

  @Override
  public int getLocalPort() {
    throw unused();
  }

  @Override
  public AsyncContext startAsync() {
    throw unused();
  }

  @Override
  public AsyncContext startAsync(ServletRequest a, ServletResponse b) {
    throw unused();
  }

  @Override
  public boolean isAsyncSupported() {
    throw unused();
  }

  @Override
  public AsyncContext getAsyncContext() {
    throw unused();
  }

  @Override
  public String getRequestId() {
    throw unused();
  }

  @Override
  public String getProtocolRequestId() {
    throw unused();
  }

  @Override
  public ServletConnection getServletConnection() {
    throw unused();
  }

  @Override
  public Cookie[] getCookies() {
    throw unused();
  }

  @Override
  public long getDateHeader(String a) {
    throw unused();
  }

  @Override
  public int getIntHeader(String a) {
    throw unused();
  }

  @Override
  public String getPathTranslated() {
    throw unused();
  }

  @Override
  public String changeSessionId() {
    throw unused();
  }

  @Override
  public boolean isRequestedSessionIdValid() {
    throw unused();
  }

  @Override
  public boolean isRequestedSessionIdFromCookie() {
    throw unused();
  }

  @Override
  public boolean isRequestedSessionIdFromURL() {
    throw unused();
  }

  @Override
  public boolean authenticate(HttpServletResponse a) {
    throw unused();
  }

  @Override
  public void login(String a, String b) {
    throw unused();
  }

  @Override
  public void logout() {
    throw unused();
  }

  @Override
  public Collection<Part> getParts() {
    throw unused();
  }

  @Override
  public Part getPart(String a) {
    throw unused();
  }

  @Override
  public <T extends HttpUpgradeHandler> T upgrade(Class<T> a) {
    throw unused();
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("nothing measured here calls this");
  }
}
