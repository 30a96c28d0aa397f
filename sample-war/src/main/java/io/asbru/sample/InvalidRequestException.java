package io.asbru.sample;

import java.io.Serial;

/** A request cannot be understood. */
final class InvalidRequestException extends Exception {

  @Serial
  private static final long serialVersionUID = 1L;

  private final String advice;

  InvalidRequestException(String advice) {
    super(advice);
    this.advice = advice;
  }

  /** What the sender has to change. */
  String advice() {
    return advice;
  }
}
