package io.asbru.benchmarks;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;

/** The methods of a response that nothing measured here calls. */
abstract class UnusedResponse implements HttpServletResponse {

  @Override
  public String getCharacterEncoding() {
    throw unused();
  }

  @Override
  public PrintWriter getWriter() {
    throw unused();
  }

  @Override
  public void setCharacterEncoding(String a) {
    throw unused();
  }

  @Override
  public void setBufferSize(int a) {
    throw unused();
  }

  @Override
  public void reset() {
    throw unused();
  }

  @Override
  public void setLocale(Locale a) {
    throw unused();
  }

  @Override
  public Locale getLocale() {
    throw unused();
  }

  @Override
  public void addCookie(Cookie a) {
    throw unused();
  }

  @Override
  public String encodeURL(String a) {
    throw unused();
  }

  @Override
  public String encodeRedirectURL(String a) {
    throw unused();
  }

  @Override
  public void sendError(int a, String b) {
    throw unused();
  }

  @Override
  public void sendError(int a) {
    throw unused();
  }

  @Override
  public void sendRedirect(String a, int b, boolean c) {
    throw unused();
  }

  @Override
  public void addDateHeader(String a, long b) {
    throw unused();
  }

  @Override
  public void addIntHeader(String a, int b) {
    throw unused();
  }

  @Override
  public Collection<String> getHeaderNames() {
    throw unused();
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("nothing measured here calls this");
  }
}
