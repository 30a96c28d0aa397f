package io.asbru.contract;

import java.io.Serial;

/** The application did not start. The message holds what the server said of it. */
public final class StartFailedException extends Exception {

  @Serial
  private static final long serialVersionUID = 1L;

  public StartFailedException(String said, Throwable cause) {
    super(said, cause);
  }
}
