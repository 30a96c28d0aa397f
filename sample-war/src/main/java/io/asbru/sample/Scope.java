package io.asbru.sample;

/** The scopes that mean something to this application. */
enum Scope {
  OPENID("openid", "sign you in"),
  PROFILE("profile", "know your name"),
  READ_STORES("read_stores", "see the stores"),
  WRITE_STORES("write_stores", "add a store");

  private final String value;
  private final String allows;

  Scope(String value, String allows) {
    this.value = value;
    this.allows = allows;
  }

  /** The scope as the organization writes it. */
  String value() {
    return value;
  }

  /** What it allows, to end the sentence "Allows to …". */
  String allows() {
    return allows;
  }
}
