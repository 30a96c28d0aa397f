package io.asbru.local;

/** A request that is answered with an OAuth error. */
final class OAuthRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String error;
  private final String description;

  OAuthRefusal(int status, String error, String description) {
    super(error + ": " + description, null, false, false);
    this.status = status;
    this.error = error;
    this.description = description;
  }

  static OAuthRefusal invalidRequest(String description) {
    return new OAuthRefusal(400, "invalid_request", description);
  }

  static OAuthRefusal invalidGrant(String description) {
    return new OAuthRefusal(400, "invalid_grant", description);
  }

  static OAuthRefusal invalidClient(String description) {
    return new OAuthRefusal(401, "invalid_client", description);
  }

  int status() {
    return status;
  }

  String error() {
    return error;
  }

  String description() {
    return description;
  }

  /** The answer of the token endpoint and its kin. */
  Reply reply(Call call) {
    Reply reply = Reply.json(status, Json.object("error_description", description, "error", error)).notStored();
    return status == 401 ? reply.header("WWW-Authenticate", "Basic realm=" + call.host()) : reply;
  }
}
