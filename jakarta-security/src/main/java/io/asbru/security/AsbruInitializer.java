package io.asbru.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Lets the engine start and end with a configured web application, and guards its servlets. */
public final class AsbruInitializer implements ServletContainerInitializer {

  @Override
  public void onStartup(Set<Class<?>> classes, ServletContext context) {
    Optional<AsbruExtension> extension;
    try {
      extension = AsbruExtension.of(context.getClassLoader());
    } catch (NoClassDefFoundError withoutCdi) {
      // A plain servlet container, which has no mechanism to configure.
      return;
    }
    if (extension.isEmpty() || !extension.get().configured()) {
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
}
