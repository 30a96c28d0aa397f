package io.asbru.security;

import io.asbru.Caller;
import io.asbru.RequestAuthenticator;
import io.asbru.Requirement;
import io.asbru.organization.OrganizationResolver;
import io.asbru.organization.OrganizationSource;
import io.asbru.resource.IntrospectionCache;
import io.asbru.servlet.SessionCookieCheck;
import io.asbru.session.EndedSessions;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.PropertySource;
import io.asbru.settings.SettingsReader;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one application with its settings. Started with the application, or by its first request. An application that has a bean of
 * type {@link EndedSessions} or {@link IntrospectionCache} thereby replaces the one in memory; with several organizations one of type
 * {@link OrganizationResolver} or {@link OrganizationSource} takes the place of the settings. What happens to sign-ins
 * is a CDI event of type {@link io.asbru.session.SessionEvent}.
 */
@Singleton
public class SecurityRuntime {

  private static final System.Logger LOG = System.getLogger(SecurityRuntime.class.getName());

  @Inject
  AsbruExtension extension;

  @Inject
  BeanManager beanManager;

  private final Clock clock = Clock.systemUTC();
  private final Lock lock = new ReentrantLock();
  private final AtomicBoolean configurationChecked = new AtomicBoolean();
  private volatile @Nullable Running running;

  private record Running(MechanismSettings settings, RequestAuthenticator authenticator, ApplicationBeans beans) {}

  /** Reads and checks the settings and starts the engine, unless that is done already. */
  void start(ServletContext context) {
    lock.lock();
    try {
      if (running == null) {
        running = started(context);
        if (!WildFlyCheck.starting()) {
          checkConfiguration(context);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Warns, once, if the server's configuration keeps callers out. WildFly shows it only when it has started. */
  void checkConfiguration(ServletContext context) {
    if (!configurationChecked.get() && configurationChecked.compareAndSet(false, true)) {
      ServerChecks.configuration(context).ifPresent(warning -> LOG.log(Level.ERROR, warning));
    }
  }

  /** Warns of what weakens sign-ins. */
  void checkSessionCookie(ServletContext context) {
    if (settings().credentials().login()) {
      SessionCookieCheck.warnings(context).forEach(warning -> LOG.log(Level.WARNING, warning));
    }
  }

  private Running started(ServletContext context) {
    ApplicationBeans beans = new ApplicationBeans(beanManager);
    try {
      MechanismSettings settings = MechanismSettings.read(new SettingsReader(new LayeredSource(sources(context, beans))));
      extension.sayMechanisms(beans.beanManager());
      ServerChecks.warnings(context, extension, beans.beanManager()).forEach(warning -> LOG.log(Level.WARNING, warning));
      String path = context.getContextPath().isEmpty() ? "/" : context.getContextPath();
      if (settings.settings().organizations().isPresent()) {
        LOG.log(Level.INFO, "Guards {0} for several organizations", path);
      } else {
        LOG.log(Level.INFO, "Guards {0} as client {1} of {2}", path, settings.settings().client().id(), settings.settings().provider().key());
      }
      RequestAuthenticator.Builder engine = RequestAuthenticator.builder(settings.settings()).clock(clock);
      beans.find(EndedSessions.class).ifPresent(engine::endedSessions);
      beans.find(IntrospectionCache.class).ifPresent(engine::introspectionCache);
      beans.find(OrganizationResolver.class).ifPresent(engine::organizationResolver);
      beans.find(OrganizationSource.class).ifPresent(engine::organizationSource);
      engine.sessionListener(event -> beans.beanManager().getEvent().fire(event));
      return new Running(settings, engine.build(), beans);
    } catch (ConfigurationException e) {
      LOG.log(Level.ERROR, e.getMessage());
      throw e;
    }
  }

  private List<PropertySource> sources(ServletContext context, ApplicationBeans beans) {
    List<PropertySource> sources = new ArrayList<>();
    sources.add(ServerSource.ofThisServer(extension.application()));
    sources.add(new ContextParameters(context));
    extension.definition().ifPresent(definition ->
        sources.add(new DefinitionSource(definition, new Expressions(new CdiExpressions(beans.beanManager())))));
    extension.settingsFile().ifPresent(sources::add);
    return sources;
  }

  RequestAuthenticator authenticator(ServletContext context) {
    Running current = running;
    if (current == null) {
      start(context);
    }
    return running().authenticator();
  }

  RequestAuthenticator authenticator() {
    return running().authenticator();
  }

  /** A bean of the server's or of the application's, which may not be visible to this library's own classes; see {@link ApplicationBeans}. */
  <T> Optional<T> find(Class<T> type) {
    Running current = running;
    return (current == null ? new ApplicationBeans(beanManager) : current.beans()).find(type);
  }

  MechanismSettings settings() {
    return running().settings();
  }

  private Running running() {
    Running current = running;
    if (current == null) {
      throw new IllegalStateException("Asbru has not been started with the application");
    }
    return current;
  }

  /** Whether this caller has the scopes needed and has authenticated as needed. */
  boolean satisfied(Caller caller, Requirement needed) {
    return needed.satisfiedBy(caller.scopes())
        && needed.stepUp().satisfiedBy(caller, clock.instant(), settings().settings().resourceServer().clockSkew());
  }

  /** What the container knows as the caller's groups: its roles, its groups and, if set so, its scopes. */
  Set<String> groups(Caller caller) {
    Set<String> groups = new HashSet<>(caller.roles());
    groups.addAll(caller.groups());
    if (settings().scopesAsRoles()) {
      groups.addAll(caller.scopes());
    }
    return groups;
  }

  @PreDestroy
  void stop() {
    Running current = running;
    if (current != null) {
      current.authenticator().close();
    }
  }
}
