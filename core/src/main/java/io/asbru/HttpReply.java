package io.asbru;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * An HTTP reply as a value: core decides on it, a front end sends it.
 *
 * @param status the status code
 * @param headers the header fields in order; a name may occur more than once
 * @param body the body, UTF-8; empty for none
 */
public record HttpReply(int status, List<Header> headers, String body) {

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

  public HttpReply {
    headers = List.copyOf(headers);
    requireNonNull(body, "body");
  }

  /** Status and size; never a header or the body, which may hold the state of a sign-in or an ID token. */
  @Override
  public String toString() {
    return "HttpReply[" + status + ", " + body.length() + " characters]";
  }

  /** The first header field of this name, ignoring case. */
  public Optional<String> header(String name) {
    return headers.stream().filter(h -> h.name().equalsIgnoreCase(name)).map(Header::value).findFirst();
  }
}
