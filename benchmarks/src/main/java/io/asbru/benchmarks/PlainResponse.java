package io.asbru.benchmarks;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A response that counts its body and forgets it. Used by one thread, for one response after the other. */
final class PlainResponse extends UnusedResponse {

  private static final int MOST_HEADERS = 32;

  /** Numbers. */
  private static final int STATUS = 0;
  private static final int CONTENT_LENGTH = 1;
  private static final int BODY_LENGTH = 2;
  private static final int HEADER_COUNT = 3;
  /** References: then come the names of the header fields, and their values. */
  private static final int CONTENT_TYPE = 0;

  private final Written written = new Written(4, 1 + 2 * MOST_HEADERS);
  private final Body body = new Body();

  PlainResponse() {
    next();
  }

  /** Becomes the next response. */
  void next() {
    written.number(HEADER_COUNT, 0);
    written.number(STATUS, 200);
    written.reference(CONTENT_TYPE, null);
    written.number(CONTENT_LENGTH, -1);
    written.number(BODY_LENGTH, 0);
  }

  /** How many bytes the body has. */
  int bodyLength() {
    return written.number(BODY_LENGTH);
  }

  private final class Body extends ServletOutputStream {

    @Override
    public void write(int b) {
      written.number(BODY_LENGTH, bodyLength() + 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      written.number(BODY_LENGTH, bodyLength() + count);
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
    written.number(STATUS, value);
  }

  @Override
  public int getStatus() {
    return written.number(STATUS);
  }

  @Override
  public void setHeader(String name, String value) {
    for (int i = 0; i < headerCount(); i++) {
      if (name.equalsIgnoreCase(name(i))) {
        written.reference(1 + MOST_HEADERS + i, value);
        return;
      }
    }
    addHeader(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    int index = headerCount();
    written.reference(1 + index, name);
    written.reference(1 + MOST_HEADERS + index, value);
    written.number(HEADER_COUNT, index + 1);
  }

  private int headerCount() {
    return written.number(HEADER_COUNT);
  }

  private @Nullable String name(int index) {
    return written.text(1 + index);
  }

  private @Nullable String value(int index) {
    return written.text(1 + MOST_HEADERS + index);
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
    for (int i = 0; i < headerCount(); i++) {
      if (name.equalsIgnoreCase(name(i))) {
        return value(i);
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
    written.reference(CONTENT_TYPE, value);
  }

  @Override
  public @Nullable String getContentType() {
    return written.text(CONTENT_TYPE);
  }

  @Override
  public void setContentLength(int length) {
    written.number(CONTENT_LENGTH, length);
  }

  @Override
  public void setContentLengthLong(long length) {
    written.number(CONTENT_LENGTH, Math.toIntExact(length));
  }

  /** The header fields, in order. */
  List<String> headerFields() {
    return IntStream.range(0, headerCount()).mapToObj(i -> name(i) + ": " + value(i)).toList();
  }

  /** The length announced, or -1. */
  long contentLength() {
    return written.number(CONTENT_LENGTH);
  }

  @Override
  public boolean isCommitted() {
    return false;
  }

  @Override
  public int getBufferSize() {
    return 8192;
  }

  @Override
  public void resetBuffer() {
    written.number(BODY_LENGTH, 0);
  }

  @Override
  public void flushBuffer() {}
}
