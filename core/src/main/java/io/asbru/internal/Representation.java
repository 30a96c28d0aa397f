package io.asbru.internal;

import io.asbru.HttpRequestView;
import java.util.Optional;

/** Whether a request comes from a browser that goes to a page, or from a script or an API client. */
public final class Representation {

  private Representation() {}

  /**
   * Whether the answer is shown to a person: a navigation. Browsers say it by {@code Sec-Fetch-Mode}, and accept HTML or, for a document in an
   * {@code object}, anything; of others it is guessed by what they accept. {@code Accept} comes first because it alone rules out most API clients.
   */
  public static boolean navigation(HttpRequestView view) {
    Optional<String> accept = view.header("Accept");
    if (accept.isEmpty()) {
      return false;
    }
    boolean html = accept.get().contains("text/html");
    if (!html && accept.get().indexOf('*') < 0) {
      return false;
    }
    Optional<String> mode = view.header("Sec-Fetch-Mode");
    return mode.isPresent() ? mode.get().equals("navigate")
        : html && view.header("X-Requested-With").isEmpty() && view.header("Upgrade").isEmpty();
  }

  /** Whether the request may be repeated after a sign-in without surprise. */
  public static boolean repeatable(HttpRequestView view) {
    return view.method().equals("GET") || view.method().equals("HEAD");
  }
}
