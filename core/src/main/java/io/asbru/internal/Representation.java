package io.asbru.internal;

import io.asbru.HttpRequestView;
import java.util.Optional;

/** Whether a request comes from a browser that goes to a page, or from a script or an API client. */
public final class Representation {

  private Representation() {}

  /**
   * Whether the answer is shown to a person: a navigation. Browsers say it by {@code Sec-Fetch-Mode}; from others it is
   * guessed by what they accept.
   */
  public static boolean navigation(HttpRequestView view) {
    Optional<String> mode = view.header("Sec-Fetch-Mode");
    if (mode.isPresent()) {
      return mode.get().equals("navigate");
    }
    return view.header("Accept").filter(accept -> accept.contains("text/html")).isPresent()
        && view.header("X-Requested-With").isEmpty()
        && view.header("Upgrade").isEmpty();
  }

  /** Whether the request may be repeated after a sign-in without surprise. */
  public static boolean repeatable(HttpRequestView view) {
    return view.method().equals("GET") || view.method().equals("HEAD");
  }
}
