package io.asbru.sample;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.time.Clock;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Puts the application together, so that a deployment descriptor need only say who guards it. */
public final class SampleApplication implements ServletContextListener {

  private @Nullable Directory directory;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    add(context, "home", new HomeServlet(), "", "/public/");
    add(context, "account", new AccountServlet(Clock.systemUTC()), "/account");
    add(context, "failure", new FailureServlet(), "/account/failure");
    add(context, "stores-page", new StoresPageServlet(), "/stores");
    directory = Directory.ofTheEnvironment();
    add(context, "users-page", new UsersServlet(directory), "/users");
    add(context, "stores", new StoresServlet(Stores.ofTheDemo()), "/api/stores");
    add(context, "whoami", new WhoAmIServlet(), "/api/whoami");
    add(context, "error", new ErrorServlet(), "/error");
    // After the descriptor's filters: a reply of the guard keeps the guard's headers.
    context.addFilter("security-headers", new SecurityHeaders())
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR), true, "/*");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (directory != null) {
      directory.close();
    }
  }

  private static void add(ServletContext context, String name, Servlet servlet, String... paths) {
    context.addServlet(name, servlet).addMapping(paths);
  }
}
