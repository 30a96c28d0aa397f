package io.asbru.contract.jakarta;

import java.util.Set;

/**
 * What a server is known to do otherwise than the others, and the library cannot mend. The module for the server names it in the system
 * property {@code contract.differences}; the contract then demands exactly that, so that it is noticed when the server has changed.
 */
enum Difference {

  /**
   * Roles and {@code SecurityContext} cannot be asked in an asynchronous dispatch: being asked ends in a {@code NullPointerException}.
   * GlassFish 8 and Payara 7 do not tell their policy (Exousia), on the thread of the dispatch, which application that is.
   */
  NO_ROLES_IN_DISPATCHES,

  /**
   * {@code SecurityContext.getCallerPrincipal()} is null for a caller whose principal is of the application's own class; everything else
   * knows the caller. On GlassFish 8 its filter for MicroProfile JWT, which is in front of every REST resource with {@code @RolesAllowed},
   * asks in this way, finds nobody, and answers 401.
   */
  NO_CALLER_PRINCIPAL,

  /** {@code request.logout()} ends the session that came with the request, even if the caller has a bearer token: Open Liberty. */
  LOGOUT_ENDS_EVERY_SESSION,

  /**
   * The name of a web module is not told while CDI puts the application together, so that settings for this name cannot switch the mechanism
   * on unless the application names itself.
   */
  NO_MODULE_NAME,

  /** An application with two mechanisms is refused, with a message of the server's own, before the library can say anything: Open Liberty. */
  REFUSES_TWO_MECHANISMS,

  /** {@code SecurityContext.authenticate} with {@code newAuthentication} does nothing for a caller whom WildFly knows already. */
  NO_NEW_AUTHENTICATION;

  private static final Set<String> OF_THIS_SERVER = Set.of(System.getProperty("contract.differences", "").split(" "));

  /** Whether the server that the contract runs on is known for this. */
  boolean here() {
    return OF_THIS_SERVER.contains(name());
  }
}
