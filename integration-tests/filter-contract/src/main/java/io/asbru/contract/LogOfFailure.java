package io.asbru.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Shows what the library logged in this process during a test, if the test fails. */
final class LogOfFailure implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

  private static final Logger LOGGER = Logger.getLogger("io.asbru");

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Handler handler = new Handler() {
    @Override
    public void publish(LogRecord entry) {
      records.add(entry);
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  };

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    records.clear();
    LOGGER.addHandler(handler);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    LOGGER.removeHandler(handler);
    if (context.getExecutionException().isPresent()) {
      SimpleFormatter formatter = new SimpleFormatter();
      records.forEach(entry -> System.err.print(formatter.format(entry)));
    }
  }
}
