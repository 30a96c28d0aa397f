package io.asbru.internal;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class logs at INFO and above, instead of showing it. */
public final class LogCapture extends Handler implements AutoCloseable {

  private final Logger logger;
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  public LogCapture(Class<?> source) {
    logger = Logger.getLogger(source.getName());
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  /** What is said of the provider's endpoints. */
  public static LogCapture ofOutages() {
    return new LogCapture(EndpointGuard.class);
  }

  /** What is said of sign-ins that failed. */
  public static LogCapture ofSignIns() {
    return new LogCapture(CodeFlow.class);
  }

  /** Each line as LEVEL text. */
  public List<String> lines() {
    return records.stream().map(each -> each.getLevel() + " " + MessageFormat.format(each.getMessage().replace("'", "''"),
        each.getParameters() == null ? new Object[0] : each.getParameters())).toList();
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getLevel().intValue() >= Level.INFO.intValue()) {
      records.add(line);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
