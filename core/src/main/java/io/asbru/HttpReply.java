package io.asbru;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP reply as a value: core decides on it, a front end sends it. What sending it takes is made ready once, because one reply may be sent
 * many times.
 */
public final class HttpReply {

  private final int status;
  private final List<Header> headers;
  private final boolean[] added;
  private final int contentType;
  private final String body;
  private final byte[] encoded;

  /** One header field. Neither part contains a control character. */
  public record Header(String name, String value) {

    public Header {
      requireNoControls(requireNonNull(name, "name"));
      requireNoControls(requireNonNull(value, "value"));
    }

    private static void requireNoControls(String text) {
      for (int i = 0; i < text.length(); i++) {
        if (Character.isISOControl(text.charAt(i))) {
          throw new IllegalArgumentException("a header field must not contain control characters");
        }
      }
    }
  }

  /**
   * A reply.
   *
   * @param status the status code
   * @param headers the header fields in order; a name may occur more than once
   * @param body the body; empty for none
   */
  public HttpReply(int status, List<Header> headers, String body) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.body = requireNonNull(body, "body");
    encoded = body.getBytes(UTF_8);
    added = new boolean[this.headers.size()];
    int found = -1;
    Set<String> before = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    before.addAll(List.of("Set-Cookie", "Vary"));
    for (int i = 0; i < added.length; i++) {
      added[i] = !before.add(this.headers.get(i).name());
      found = found < 0 && this.headers.get(i).name().equalsIgnoreCase("Content-Type") ? i : found;
    }
    contentType = found;
  }

  /** The status code. */
  public int status() {
    return status;
  }

  /** The header fields in order. */
  public List<Header> headers() {
    return headers;
  }

  /**
   * Whether a header field joins those of its name that a response has already: so do cookies, {@code Vary}, and a name that stands further
   * up as well. Any other takes their place.
   *
   * @param index its place in {@link #headers}
   */
  public boolean adds(int index) {
    return added[index];
  }

  /** The index in {@link #headers} of {@code Content-Type}, which a servlet response sets by a method of its own; -1 if it is absent. */
  public int contentTypeAt() {
    return contentType;
  }

  /** The body; empty for none. */
  public String body() {
    return body;
  }

  /** How many bytes the body has in UTF-8. */
  public int contentLength() {
    return encoded.length;
  }

  /**
   * Writes the body in UTF-8.
   *
   * @throws IOException if the stream does
   */
  public void writeBody(OutputStream out) throws IOException {
    out.write(encoded);
  }

  /** The first header field of this name, ignoring case. */
  public Optional<String> header(String name) {
    return headers.stream().filter(h -> h.name().equalsIgnoreCase(name)).map(Header::value).findFirst();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HttpReply that && status == that.status && headers.equals(that.headers) && body.equals(that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, headers, body);
  }

  /** Status and size; never a header or the body, which may hold the state of a sign-in or an ID token. */
  @Override
  public String toString() {
    return "HttpReply[" + status + ", " + body.length() + " characters]";
  }
}
