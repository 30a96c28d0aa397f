package io.asbru.benchmarks;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A response of fields that counts its body and forgets it. Used by one thread, for one response after the other. */
final class PlainResponse extends UnusedResponse {

  private static final int MOST_HEADERS = 32;

  private final @Nullable String[] names = new String[MOST_HEADERS];
  private final @Nullable String[] values = new String[MOST_HEADERS];
  private final Body body = new Body();
  private int headerCount;
  private int status = 200;
  private @Nullable String contentType;
  private long contentLength = -1;

  /** Becomes the next response. */
  void next() {
    headerCount = 0;
    status = 200;
    contentType = null;
    contentLength = -1;
    body.length = 0;
  }

  /** How many bytes the body has. */
  int bodyLength() {
    return body.length;
  }

  private static final class Body extends ServletOutputStream {

    private int length;

    @Override
    public void write(int b) {
      length++;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      length += count;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return body;
  }

  @Override
  public void setStatus(int value) {
    status = value;
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void setHeader(String name, String value) {
    for (int i = 0; i < headerCount; i++) {
      if (name.equalsIgnoreCase(names[i])) {
        values[i] = value;
        return;
      }
    }
    addHeader(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    names[headerCount] = name;
    values[headerCount] = value;
    headerCount++;
  }

  @Override
  public void setIntHeader(String name, int value) {
    setHeader(name, Integer.toString(value));
  }

  @Override
  public void setDateHeader(String name, long date) {
    setHeader(name, Long.toString(date));
  }

  @Override
  public @Nullable String getHeader(String name) {
    for (int i = 0; i < headerCount; i++) {
      if (name.equalsIgnoreCase(names[i])) {
        return values[i];
      }
    }
    return null;
  }

  @Override
  public Collection<String> getHeaders(String name) {
    String value = getHeader(name);
    return value == null ? List.of() : List.of(value);
  }

  @Override
  public boolean containsHeader(String name) {
    return getHeader(name) != null;
  }

  @Override
  public void setContentType(String value) {
    contentType = value;
  }

  @Override
  public @Nullable String getContentType() {
    return contentType;
  }

  @Override
  public void setContentLength(int length) {
    contentLength = length;
  }

  @Override
  public void setContentLengthLong(long length) {
    contentLength = length;
  }

  /** The header fields, in order. */
  List<String> headerFields() {
    return IntStream.range(0, headerCount).mapToObj(i -> names[i] + ": " + values[i]).toList();
  }

  /** The length announced, or -1. */
  long contentLength() {
    return contentLength;
  }

  @Override
  public boolean isCommitted() {
    return false;
  }

  @Override
  public void resetBuffer() {
    body.length = 0;
  }

  @Override
  public void flushBuffer() {}
}
