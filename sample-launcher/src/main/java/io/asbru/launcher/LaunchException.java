package io.asbru.launcher;

import java.io.Serial;

/** The sample cannot run. The message is all that its user needs to see: what is wrong and what to do. */
final class LaunchException extends Exception {

  @Serial
  private static final long serialVersionUID = 1L;

  LaunchException(String message) {
    super(message);
  }
}
