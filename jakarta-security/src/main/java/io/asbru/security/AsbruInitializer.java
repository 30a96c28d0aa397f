package io.asbru.security;

import io.asbru.settings.Setting;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets the engine start and end with a configured web application, and guards its servlets. */
@HandlesTypes({OAuthAuthenticationMechanismDefinition.class, RequiresScopes.class, RequiresAuthentication.class})
public final class AsbruInitializer implements ServletContainerInitializer {

  private static final System.Logger LOG = System.getLogger(AsbruInitializer.class.getName());

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    Optional<AsbruExtension> extension;
    try {
      extension = AsbruExtension.of(context.getClassLoader());
    } catch (NoClassDefFoundError withoutCdi) {
      // A plain servlet container, which has no mechanism to configure.
      extension = Optional.empty();
    }
    sayWhatNothingLooksAt(classes == null ? Set.of() : classes, extension);
    if (extension.isEmpty() || !extension.get().configured()) {
      if (extension.isPresent()) {
        warnOfName(context);
      }
      refuseGuardedServlets(context);
      return;
    }
    if (!extension.get().rolesTested().isEmpty()) {
      context.declareRoles(extension.get().rolesTested().toArray(String[]::new));
    }
    context.addListener(new ApplicationStart());
    addFilter(context, new AccessFilter());
  }

  private static void sayWhatNothingLooksAt(Set<Class<?>> classes, Optional<AsbruExtension> extension) {
    Set<String> defining = UncheckedTypes.defining(classes, extension.map(AsbruExtension::defining).orElse(Set.of()));
    if (!defining.isEmpty()) {
      LOG.log(Level.ERROR, "@OAuthAuthenticationMechanismDefinition stands on {0}, which is no CDI bean, so that it does not count. Add "
          + "@ApplicationScoped.", defining);
    }
    Set<String> demanding = UncheckedTypes.demanding(classes, extension.map(AsbruExtension::guarded).orElse(Set.of()));
    if (!demanding.isEmpty()) {
      LOG.log(Level.ERROR, "@RequiresScopes or @RequiresAuthentication is used by {0}, where nothing checks it: it counts on servlets, resources "
          + "of Jakarta REST, CDI and session beans. Protect the path in web.xml, or ask CurrentCaller.", demanding);
    }
  }

  /** Servlets that demand something let nobody in where there is nobody to let in. */
  private static void refuseGuardedServlets(ServletContext context) {
    GuardedServlets servlets = GuardedServlets.of(context);
    if (servlets.names().isEmpty()) {
      return;
    }
    LOG.log(Level.ERROR, "@RequiresScopes or @RequiresAuthentication is used by the servlets {0}, but Asbru is not configured: nobody "
        + "will be let in. Add @OAuthAuthenticationMechanismDefinition to one bean, or write {1}.", servlets.names(), SettingsFile.NAME);
    addFilter(context, new UnconfiguredFilter(servlets));
  }

  private static void addFilter(ServletContext context, Filter filter) {
    FilterRegistration.Dynamic registration = context.addFilter("io.asbru.security", filter);
    if (registration != null) {
      registration.setAsyncSupported(true);
      registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
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
