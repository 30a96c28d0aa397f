package io.asbru.local;

/** What an application's access tokens look like. */
public enum AccessTokenFormat {
  /** A UUID that says nothing; only introspection tells what it stands for. */
  OPAQUE,
  /** A signed token of type {@code at+jwt} (<a href="https://www.rfc-editor.org/rfc/rfc9068">RFC 9068</a>). */
  JWT
}
