package io.asbru.contract.tomcat;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the server logs while this is open, failures with their causes. */
final class ServerLog extends Handler implements AutoCloseable {

  private final Logger logger;
  private final StringBuffer text = new StringBuffer();

  ServerLog(String name) {
    logger = Logger.getLogger(name);
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord entry) {
    if (entry.getLevel().intValue() < Level.WARNING.intValue()) {
      return;
    }
    text.append(entry.getMessage()).append('\n');
    for (Throwable cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
      text.append(cause).append('\n');
    }
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    logger.removeHandler(this);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
