package io.asbru.servlet;

import java.io.Serial;

/** A rule that cannot be understood. The message is the problem. */
final class RuleFaultException extends Exception {

  @Serial
  private static final long serialVersionUID = 1L;

  private final String remedy;

  RuleFaultException(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  String remedy() {
    return remedy;
  }
}
