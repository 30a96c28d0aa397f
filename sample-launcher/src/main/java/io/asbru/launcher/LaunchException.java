package io.asbru.launcher;

import java.io.Serial;

/** The sample cannot run. */
final class LaunchException extends Exception {

  @Serial
  private static final long serialVersionUID = 1L;

  private final String advice;

  LaunchException(String advice) {
    super(advice);
    this.advice = advice;
  }

  /** All that the user needs to see: what is wrong and what to do. */
  String advice() {
    return advice;
  }
}
