package io.asbru.security;

import io.asbru.settings.Setting;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Lets the engine start and end with a configured web application, and guards its servlets. */
public final class AsbruInitializer implements ServletContainerInitializer {

  private static final System.Logger LOG = System.getLogger(AsbruInitializer.class.getName());

  @Override
  public void onStartup(Set<Class<?>> classes, ServletContext context) {
    Optional<AsbruExtension> extension;
    try {
      extension = AsbruExtension.of(context.getClassLoader());
    } catch (NoClassDefFoundError withoutCdi) {
      // A plain servlet container, which has no mechanism to configure.
      return;
    }
    if (extension.isEmpty()) {
      return;
    }
    if (!extension.get().configured()) {
      warnOfName(context);
      return;
    }
    if (!extension.get().rolesTested().isEmpty()) {
      context.declareRoles(extension.get().rolesTested().toArray(String[]::new));
    }
    context.addListener(new ApplicationStart());
    FilterRegistration.Dynamic filter = context.addFilter("io.asbru.security", new AccessFilter());
    if (filter != null) {
      filter.setAsyncSupported(true);
      filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
    }
  }

  /** Settings for this application's name cannot have switched the mechanism on if the server did not tell the name to CDI. */
  private static void warnOfName(ServletContext context) {
    String name = ModuleName.find().orElseGet(() -> context.getContextPath().replace("/", ""));
    if (!name.isBlank() && ServerSource.ofThisServer(Optional.of(name)).get(Setting.CLIENT_ID.key()).isPresent()) {
      LOG.log(Level.WARNING, "There are settings for the application {0}, but this server tells the name too late, so that Asbru is not switched "
          + "on. Write {1} with the line: application = {0}", name, SettingsFile.NAME);
    }
  }
}
