package io.asbru.sample;

import java.io.Serial;

/** A request cannot be understood. The message tells its sender what to change. */
final class InvalidRequestException extends Exception {

  @Serial
  private static final long serialVersionUID = 1L;

  InvalidRequestException(String message) {
    super(message);
  }
}
