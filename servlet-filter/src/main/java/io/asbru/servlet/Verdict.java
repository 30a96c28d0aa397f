package io.asbru.servlet;

import io.asbru.Requirement;

/** What the rules say of a request. Made once for each rule, so that a request costs no allocation. */
sealed interface Verdict {

  /** Nobody demands anything. */
  Verdict ANYONE = new Demands(Requirement.ANYONE);

  /** The address has several meanings. */
  Refuses AMBIGUOUS = new Refuses(400, "invalid_request", "The address can be understood in more than one way.", "");

  /** No rule matches. */
  Verdict NO_RULE = new Refuses(403, "access_denied", "No rule lets anybody in here.", "");

  /** A CORS preflight where none is taken. */
  Verdict PREFLIGHT = new Refuses(403, "access_denied", "Requests from other origins are not taken here.", "");

  /** Core decides whether the request meets this. */
  record Demands(Requirement requirement) implements Verdict {}

  /**
   * The request is refused, whoever makes it.
   *
   * @param status the status code
   * @param error a code for scripts
   * @param description a sentence for people
   * @param allow the methods allowed, for a 405; empty otherwise
   */
  record Refuses(int status, String error, String description, String allow) implements Verdict {}
}
