package io.asbru.servlet;

import io.asbru.HttpReply.Header;
import io.asbru.Requirement;
import java.util.List;

/** What the rules say of a request. Made once for each rule, so that a request costs no allocation. */
sealed interface Verdict {

  /** Nobody demands anything. */
  Verdict ANYONE = new Demands(Requirement.ANYONE);

  /** The address has several meanings. */
  Refuses AMBIGUOUS = new Refuses(400, "invalid_request", "This address is not understood",
      "It is written in a way that can mean more than one page. Go back and choose another link.", List.of());

  /** No rule matches. */
  Verdict NO_RULE = new Refuses(403, "access_denied", "Nobody may come here",
      "No rule of this application lets anybody see this address. If you expected something here, tell its operator.", List.of());

  /** A CORS preflight where none is taken. */
  Verdict PREFLIGHT = new Refuses(403, "access_denied", "Not from other sites",
      "This application does not take requests that other sites make.", List.of());

  /** The pattern has rules, but for other methods (RFC 9110, section 15.5.6). */
  static Verdict methodNotAllowed(String allowed) {
    return new Refuses(405, "method_not_allowed", "This is not how to come here", "The address takes " + allowed + " only.",
        List.of(new Header("Allow", allowed)));
  }

  /** Core decides whether the request meets this. */
  record Demands(Requirement requirement) implements Verdict {}

  /**
   * The request is refused, whoever makes it.
   *
   * @param status the status code
   * @param error a code for scripts
   * @param title what happened, for people
   * @param message what to do about it
   * @param headers further header fields
   */
  record Refuses(int status, String error, String title, String message, List<Header> headers) implements Verdict {}
}
