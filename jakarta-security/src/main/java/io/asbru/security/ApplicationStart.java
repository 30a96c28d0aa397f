package io.asbru.security;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Starts the engine with the application, so that a wrong setting stops the start and not the first request. */
final class ApplicationStart implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    CDI.current().select(SecurityRuntime.class).get().start(event.getServletContext());
  }
}
