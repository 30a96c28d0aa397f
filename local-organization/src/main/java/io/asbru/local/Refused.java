package io.asbru.local;

/** A request that a browser brought cannot go on, and this is the answer. */
final class Refused extends Exception {

  private static final long serialVersionUID = 1L;
  private final transient Reply reply;

  Refused(Reply reply) {
    super(null, null, false, false);
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}
