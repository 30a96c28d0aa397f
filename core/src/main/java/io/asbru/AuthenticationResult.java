package io.asbru;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What became of a request: one of four outcomes, each carried out by the front end. */
public sealed interface AuthenticationResult {

  /**
   * The request may proceed as this caller.
   *
   * @param caller who makes the request
   * @param credential by what the caller was recognized
   * @param sessionToken the access token of the caller's session; absent for a bearer token, which the request itself holds
   * @param crossSiteToken for the pages of this sign-in, to send along with what may change something; absent for a bearer token, and unless the
   *     setting {@code cross-site-token} is on
   */
  record Authenticated(Caller caller, Credential credential, Optional<Secret> sessionToken, Optional<Secret> crossSiteToken)
      implements AuthenticationResult {
    public Authenticated {
      requireNonNull(caller, "caller");
      requireNonNull(credential, "credential");
      requireNonNull(sessionToken, "sessionToken");
      requireNonNull(crossSiteToken, "crossSiteToken");
    }

    /** The same without a token for pages. */
    public Authenticated(Caller caller, Credential credential, Optional<Secret> sessionToken) {
      this(caller, credential, sessionToken, Optional.empty());
    }

    /** The same without any token. */
    public Authenticated(Caller caller, Credential credential) {
      this(caller, credential, Optional.empty(), Optional.empty());
    }
  }

  /** The request may proceed, and nobody is known to make it. */
  record Anonymous() implements AuthenticationResult {

    /** The one value there is. */
    public static final Anonymous INSTANCE = new Anonymous();
  }

  /** The request ends here, without fault: to the sign-in, back from it, or out by the sign-out. */
  record Redirected(HttpReply reply) implements AuthenticationResult {
    public Redirected {
      requireNonNull(reply, "reply");
    }
  }

  /** The request ends here with an error. */
  record Refused(HttpReply reply, Reason reason) implements AuthenticationResult {
    public Refused {
      requireNonNull(reply, "reply");
      requireNonNull(reason, "reason");
    }
  }

  /** By what a caller was recognized. */
  enum Credential {
    /** A session that began with a sign-in. */
    SESSION,
    /** A bearer token in the request. */
    BEARER_TOKEN
  }

  /** Why a request was refused; for logs, tests and metrics, never more than the reply tells. */
  enum Reason {
    /** No usable credentials where some are needed (401). */
    LOGIN_REQUIRED,
    /** The credentials are malformed (400). */
    INVALID_REQUEST,
    /** The token is unknown, expired, revoked, or meant for somebody else (401). */
    INVALID_TOKEN,
    /** The scopes granted are not enough (403). */
    INSUFFICIENT_SCOPE,
    /** The user has to authenticate again, or more strongly (401; RFC 9470). */
    INSUFFICIENT_USER_AUTHENTICATION,
    /** A valid credential of a kind that is not taken here (403). */
    CREDENTIAL_NOT_ACCEPTED,
    /** A request from another site that would use the session (403). */
    CROSS_SITE,
    /** The sign-in failed or came to nothing. */
    SIGN_IN_FAILED,
    /** Of several organizations the request names none, or one that there is not (404). */
    UNKNOWN_ORGANIZATION,
    /** A path of the library called with a method it does not have (405). */
    METHOD_NOT_ALLOWED,
    /** The authorization server could not be asked (503). */
    AUTHORIZATION_SERVER_UNAVAILABLE
  }
}
