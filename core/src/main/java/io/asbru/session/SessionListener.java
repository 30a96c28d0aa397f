package io.asbru.session;

/** Is told of sign-ins and of their ends, for audit logs and for what an application keeps by user. */
@FunctionalInterface
public interface SessionListener {

  /**
   * Something happened to a sign-in. Called on the thread of the request that brought it about, before that is answered; to be quick, then.
   * What it throws is logged and changes nothing.
   */
  void happened(SessionEvent event);
}
