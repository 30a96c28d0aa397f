package io.asbru.sample;

/**
 * What is said about a failed request.
 *
 * @param code for programs
 * @param title what happened
 * @param advice what to do next
 */
record ErrorText(String code, String title, String advice) {

  static ErrorText of(int status) {
    return switch (status) {
      case 401 -> new ErrorText("unauthorized", "You are not signed in", "Sign in and try again.");
      case 403 -> new ErrorText("forbidden", "You may not do this", "Your account page shows what was granted to you.");
      case 404 -> new ErrorText("not_found", "There is nothing here", "Check the address.");
      case 405 -> new ErrorText("method_not_allowed", "This cannot be done here", "Check the method of the request.");
      case 503 -> new ErrorText("temporarily_unavailable", "This is not available now", "Try again in a moment.");
      default -> status >= 500
          ? new ErrorText("server_error", "Something went wrong here", "It is not your fault. Try again; the server's log says more.")
          : new ErrorText("invalid_request", "This request was not understood", "Go back and try again.");
    };
  }
}
