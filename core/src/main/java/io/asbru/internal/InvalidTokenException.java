package io.asbru.internal;

import java.io.Serial;

/**
 * A token, or what a provider says of it, is not acceptable. The message is the reason, made for logs: it holds no token and
 * nothing that its sender chose.
 */
public final class InvalidTokenException extends Exception {

  @Serial
  private static final long serialVersionUID = 1L;

  InvalidTokenException(String reason) {
    super(reason);
  }
}
