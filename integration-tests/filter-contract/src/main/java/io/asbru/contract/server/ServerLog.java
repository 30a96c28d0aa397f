package io.asbru.contract.server;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Shows what the server's log, which the system property {@code contract.log} names, said during a test that failed, or during a class that
 * failed as a whole because its application could not be deployed.
 */
public final class ServerLog implements BeforeTestExecutionCallback, AfterTestExecutionCallback, AfterAllCallback {

  static final Path FILE = Path.of(System.getProperty("contract.log", "server.log"));

  private LogFile log = new LogFile(FILE, 0);

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    log = LogFile.fromNow(FILE);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    show(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    show(context);
  }

  private void show(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      System.err.println("--- " + FILE + " during " + context.getDisplayName() + " ---\n" + log.text() + "---");
    }
  }
}
