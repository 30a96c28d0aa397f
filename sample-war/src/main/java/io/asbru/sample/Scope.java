package io.asbru.sample;

/** The scopes that mean something to this application. */
enum Scope {
  OPENID("openid", "The application may sign you in."),
  PROFILE("profile", "The application may know your name."),
  READ_STORES("read_stores", "You may see the stores."),
  WRITE_STORES("write_stores", "You may add a store.");

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

  /** What it allows, as a sentence to its user. */
  String allows() {
    return allows;
  }
}
