package io.asbru.internal;

import io.asbru.HttpRequestView;
import java.util.Optional;

/** Whether a request comes from a browser that goes to a page, or from a script or an API client. */
public final class Representation {

  private Representation() {}

  /**
   * Whether the answer is shown to a person: a navigation. It accepts HTML, and where the browser says what it is doing
   * ({@code Sec-Fetch-Mode}), it says so. Looked at first is what tells most API clients.
   */
  public static boolean navigation(HttpRequestView view) {
    Optional<String> accept = view.header("Accept");
    if (accept.isEmpty() || !accept.get().contains("text/html")) {
      return false;
    }
    Optional<String> mode = view.header("Sec-Fetch-Mode");
    return mode.isPresent() ? mode.get().equals("navigate")
        : view.header("X-Requested-With").isEmpty() && view.header("Upgrade").isEmpty();
  }

  /** Whether the request may be repeated after a sign-in without surprise. */
  public static boolean repeatable(HttpRequestView view) {
    return view.method().equals("GET") || view.method().equals("HEAD");
  }
}
