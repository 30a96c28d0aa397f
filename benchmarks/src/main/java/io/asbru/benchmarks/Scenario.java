package io.asbru.benchmarks;

/** What a client sends, and what it gets for it. */
public enum Scenario {
  /** The same opaque token of 36 characters in each request. */
  ONE_TOKEN("one token", "/stores/42", 200),
  /** One of 10,000 opaque tokens in each request, each known already. */
  MANY_TOKENS("10,000 tokens", "/stores/42", 200),
  /** A JWT of about 1,080 characters, introspected once. */
  JWT("JWT, introspected", "/stores/42", 200),
  /** The same JWT, validated once by the organization's keys. */
  VALIDATED_JWT("JWT, validated here", "/stores/42", 200),
  /** No credentials where some are needed. */
  NO_TOKEN("no token, refused", "/stores/42", 401),
  /** No credentials where none are needed. */
  NO_TOKEN_NEEDED("no token, none needed", "/public/opening-hours", 200),
  /** A token that is known to be inactive. */
  BAD_TOKEN("known bad token", "/stores/42", 401),
  /** A token that is active, but meant for other applications. */
  WRONG_AUDIENCE("token for others", "/stores/42", 401),
  /** A good token without the scope needed. */
  MISSING_SCOPE("missing scope", "/orders/7", 403);

  private final String label;
  private final String path;
  private final int status;

  Scenario(String label, String path, int status) {
    this.label = label;
    this.path = path;
    this.status = status;
  }

  /** What the tables call it. */
  String label() {
    return label;
  }

  /** The path within the application. */
  String path() {
    return path;
  }

  /** The status of the response. */
  int status() {
    return status;
  }
}
