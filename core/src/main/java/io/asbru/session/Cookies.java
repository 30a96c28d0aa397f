package io.asbru.session;

import java.util.Map;

/** The cookies of one request and its response, behind which core keeps what has to travel with the browser. */
public interface Cookies {

  /** The cookies that the browser sent, with what was set since the request came in: by name, the first of each. */
  Map<String, String> received();

  /**
   * Sets a cookie by the response.
   *
   * @return false if the response has gone out already
   */
  boolean set(ResponseCookie cookie);
}
