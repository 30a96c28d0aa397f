package io.asbru.resource;

import io.asbru.HttpRequestView;
import java.util.List;
import java.util.Objects;

/**
 * What a request presents: nothing for us, a token, or something malformed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, section 2.1</a>
 */
public sealed interface BearerCredentials {

  /** No bearer credentials. A header of another scheme is none of our business. */
  record None() implements BearerCredentials {
    static final None INSTANCE = new None();
  }

  /**
   * A token; whether it is good is not known yet. It stays in the header's text until somebody wants it, because a look-up in a cache
   * does not.
   *
   * @param text what holds the token
   * @param start where it begins
   * @param end where it ends
   */
  record Token(String text, int start, int end) implements BearerCredentials {

    public Token {
      Objects.checkFromToIndex(start, end, text.length());
    }

    /** The token. */
    public String value() {
      return text.substring(start, end);
    }

    /** This token if it has the characters of one, or else why not. */
    public BearerCredentials wellFormed() {
      return BearerToken.wellFormed(text, start, end) ? this
          : new Malformed("The token has characters that no bearer token has.");
    }

    @Override
    public String toString() {
      return "Token[***]";
    }
  }

  /**
   * Credentials that cannot be judged: 400 {@code invalid_request}.
   *
   * @param description what is wrong, never showing the token
   */
  record Malformed(String description) implements BearerCredentials {}

  /** The credentials of a parameter named {@code access_token} (RFC 6750, sections 2.2 and 2.3). */
  static BearerCredentials ofParameter(String value) {
    return read(BearerToken.parse(value, 0));
  }

  /** The credentials of the {@code Authorization} header. */
  static BearerCredentials of(HttpRequestView request) {
    return read(unread(request));
  }

  private static BearerCredentials read(BearerCredentials unread) {
    return unread instanceof Token token ? token.wellFormed() : unread;
  }

  /**
   * The same, but for a look at each of the token's characters: a token that is known has the characters of one, and to look it up costs
   * less. <strong>One that is not known must be {@link Token#wellFormed()}.</strong>
   */
  static BearerCredentials unread(HttpRequestView request) {
    List<String> headers = request.headers("Authorization");
    if (headers.isEmpty()) {
      return None.INSTANCE;
    }
    if (headers.size() > 1) {
      return headers.stream().anyMatch(BearerToken::ofBearerScheme)
          ? new Malformed("There is more than one Authorization header.")
          : None.INSTANCE;
    }
    String header = headers.get(0);
    if (!BearerToken.ofBearerScheme(header)) {
      return None.INSTANCE;
    }
    if (BearerToken.inQuery(request)) {
      return new Malformed("The token is presented in two places.");
    }
    return BearerToken.parse(header);
  }
}
