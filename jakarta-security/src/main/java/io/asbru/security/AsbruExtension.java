package io.asbru.security;

import io.asbru.settings.Setting;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import java.lang.System.Logger.Level;
import java.lang.annotation.Retention;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;

/**
 * Adds the mechanism to an application that is configured: by {@link OAuthAuthenticationMechanismDefinition}, by
 * {@code META-INF/asbru.properties}, or by a {@code client-id} that the server's operator gives. To any other it adds interceptors that
 * nothing uses, and nothing else.
 */
public class AsbruExtension implements Extension {

  private static final System.Logger LOG = System.getLogger(AsbruExtension.class.getName());

  /** Of each application by its class loader: in an EAR file they may share this class. */
  private static final Map<ClassLoader, AsbruExtension> BY_APPLICATION = Collections.synchronizedMap(new WeakHashMap<>());

  private static final List<Class<?>> BEANS = List.of(OAuthAuthenticationMechanism.class, SecurityRuntime.class, CallerIdentityStore.class,
      CurrentCaller.class, CurrentRequest.class, CallerProducer.class, AccessGate.class, CurrentOpenIdContext.class,
      TokenStatistics.class);

  private final Map<String, OAuthAuthenticationMechanismDefinition> definitions = new TreeMap<>();
  private final Set<String> guarded = new TreeSet<>();
  private final Map<Class<?>, Boolean> demanding = new HashMap<>();
  private final Set<String> faults = new TreeSet<>();
  private final Set<String> rolesTested = new TreeSet<>();
  private final Set<String> rolesDeclared = new TreeSet<>();
  private Optional<SettingsFile> settingsFile = Optional.empty();
  private Optional<String> application = Optional.empty();
  private boolean configured;
  private boolean mechanismsSaid;

  void begin(@Observes BeforeBeanDiscovery event) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    BY_APPLICATION.put(loader, this);
    settingsFile = SettingsFile.find(loader).or(() -> SettingsFile.find(AsbruExtension.class.getClassLoader()));
    event.addAnnotatedType(ScopesInterceptor.class, ScopesInterceptor.class.getName());
    event.addAnnotatedType(AuthenticationInterceptor.class, AuthenticationInterceptor.class.getName());
    event.addAnnotatedType(RolesInterceptor.class, RolesInterceptor.class.getName());
    event.addScope(CallerScoped.class, true, false);
  }

  <T> void look(@Observes @WithAnnotations({OAuthAuthenticationMechanismDefinition.class, RequiresScopes.class,
      RequiresAuthentication.class, RolesAllowed.class, DenyAll.class, DeclareRoles.class}) ProcessAnnotatedType<T> event) {
    AnnotatedType<T> type = event.getAnnotatedType();
    Class<T> javaClass = type.getJavaClass();
    if (javaClass.getPackage() == AsbruExtension.class.getPackage()) {
      return;
    }
    if (type.isAnnotationPresent(OAuthAuthenticationMechanismDefinition.class)) {
      definitions.put(javaClass.getName(), type.getAnnotation(OAuthAuthenticationMechanismDefinition.class));
    }
    lookForDemands(type);
    if (type.isAnnotationPresent(DeclareRoles.class)) {
      rolesDeclared.addAll(Set.of(type.getAnnotation(DeclareRoles.class).value()));
    }
    rolesTested.addAll(RestrictedType.roles(javaClass));
    if (RestrictedType.restricted(javaClass) && !RestrictedType.sessionBean(type) && !javaClass.isInterface()) {
      if (Modifier.isFinal(javaClass.getModifiers())) {
        LOG.log(Level.WARNING, "{0} is final, so that its @RolesAllowed can be checked by nobody but the server. Let it not be final.",
            javaClass.getName());
      } else {
        event.configureAnnotatedType().add(ChecksRoles.Literal.INSTANCE);
      }
    }
  }

  void lookForDemands(AnnotatedType<?> type) {
    Class<?> javaClass = type.getJavaClass();
    try {
      if (!Demand.on(null, javaClass).none()) {
        guarded.add(javaClass.getName());
      }
      for (AnnotatedMethod<?> method : type.getMethods()) {
        Method member = method.getJavaMember();
        if (!Demand.on(member, null).none()) {
          guarded.add(javaClass.getName());
          if (Modifier.isPrivate(member.getModifiers()) || Modifier.isStatic(member.getModifiers())) {
            faults.add("@RequiresScopes or @RequiresAuthentication on " + member
                + ": nothing checks a private or static method. Write it on the method that calls it, or ask CurrentCaller there.");
          }
        }
      }
    } catch (IllegalArgumentException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Lets what interfaces and overridden methods demand count for the bean. Every class with any annotation comes here, because CDI does
   * not look at interfaces when it chooses classes by their annotations, and warns of an observer that takes all.
   */
  <T> void inherit(@Observes @WithAnnotations(Retention.class) ProcessAnnotatedType<T> event) {
    AnnotatedType<T> type = event.getAnnotatedType();
    Class<T> javaClass = type.getJavaClass();
    if (javaClass.isInterface() || javaClass.getPackage() == AsbruExtension.class.getPackage() || !inheritsDemands(javaClass)) {
      return;
    }
    guarded.add(javaClass.getName());
    try {
      AnnotatedTypeConfigurator<T> configurator = event.configureAnnotatedType();
      if (!bound(type) && !Demand.on(null, javaClass).none()) {
        configurator.add(InterceptorLiteral.INSTANCE);
      }
      configurator.methods().forEach(method -> {
        if (!bound(method.getAnnotated()) && Inherited.demands(method.getAnnotated().getJavaMember(), javaClass)) {
          method.add(InterceptorLiteral.INSTANCE);
        }
      });
    } catch (IllegalArgumentException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
  }

  /** Whether an interceptor looks at this already. It then looks at all that is demanded. */
  private static boolean bound(Annotated element) {
    return element.isAnnotationPresent(RequiresScopes.class) || element.isAnnotationPresent(RequiresAuthentication.class);
  }

  /** Lets the interceptor look. The values do not matter: what is demanded is told by the method that is called. */
  private static final class InterceptorLiteral extends AnnotationLiteral<RequiresScopes> implements RequiresScopes {

    private static final long serialVersionUID = 1L;

    static final InterceptorLiteral INSTANCE = new InterceptorLiteral();

    @Override
    public String[] value() {
      return new String[0];
    }

    @Override
    public String[] anyOf() {
      return new String[0];
    }
  }

  /** Whether an interface or a superclass says anything. */
  private boolean inheritsDemands(Class<?> type) {
    for (Class<?> each = type.getSuperclass(); each != null; each = each.getSuperclass()) {
      if (demanding.computeIfAbsent(each, Inherited::says)) {
        return true;
      }
    }
    for (Class<?> each : Inherited.allInterfaces(type)) {
      if (demanding.computeIfAbsent(each, Inherited::says)) {
        return true;
      }
    }
    return false;
  }

  void add(@Observes AfterTypeDiscovery event, BeanManager beanManager) {
    application = definitions.values().stream().map(OAuthAuthenticationMechanismDefinition::application).filter(name -> !name.isBlank())
        .findFirst()
        .or(() -> settingsFile.flatMap(file -> file.get(MechanismSetting.APPLICATION.key())))
        .or(ModuleName::find);
    configured = !definitions.isEmpty() || settingsFile.isPresent()
        || ServerSource.ofThisServer(application).get(Setting.CLIENT_ID.key()).isPresent();
    if (configured) {
      for (Class<?> bean : BEANS) {
        event.addAnnotatedType(beanManager.createAnnotatedType(bean), bean.getName());
      }
      // The standard's own is a bean on every server. Weld does not look at the @Priority of types that are added here.
      event.getAlternatives().add(CurrentOpenIdContext.class);
    }
  }

  void add(@Observes AfterBeanDiscovery event) {
    event.addContext(new CallerContext());
  }

  void validate(@Observes AfterDeploymentValidation event, BeanManager beanManager) {
    if (definitions.size() > 1) {
      event.addDeploymentProblem(new IllegalStateException("More than one class has @OAuthAuthenticationMechanismDefinition: "
          + String.join(", ", definitions.keySet()) + ". Leave it on one of them."));
    }
    faults.forEach(fault -> event.addDeploymentProblem(new IllegalStateException(fault)));
    if (!configured && !guarded.isEmpty()) {
      LOG.log(Level.ERROR, "@RequiresScopes or @RequiresAuthentication is used by {0}, but Asbru is not configured: nobody will be let in. "
          + "Add @OAuthAuthenticationMechanismDefinition to one bean, or write {1}.", guarded, SettingsFile.NAME);
    }
    if (configured) {
      sayMechanisms(beanManager);
    }
  }

  /**
   * Says, once, if there is more than one mechanism. Asked before the application starts, because some servers then refuse it, and again when it
   * starts, because GlassFish does not always show the standard's own to the bean manager that an extension gets; see {@link ApplicationBeans}.
   */
  void sayMechanisms(BeanManager beanManager) {
    // From Jakarta Security 4.0 on the standard's own have qualifiers.
    Set<Bean<?>> mechanisms = beanManager.getBeans(HttpAuthenticationMechanism.class, Any.Literal.INSTANCE);
    if (mechanisms.size() > 1 && !mechanismsSaid) {
      mechanismsSaid = true;
      LOG.log(Level.ERROR, "There is more than one authentication mechanism, and most servers then take none: {0}. Remove all but one "
          + "bean, definition annotation or <login-config>.", mechanisms.stream().map(bean -> bean.getBeanClass().getName()).sorted().toList());
    }
  }

  /** The extension of the application with this class loader; empty if CDI has not begun there. */
  static Optional<AsbruExtension> of(ClassLoader loader) {
    AsbruExtension known = BY_APPLICATION.get(loader);
    if (known == null && loader == AsbruExtension.class.getClassLoader()) {
      // WildFly puts the applications of an EAR file together under the file's class loader. In WEB-INF/lib, this class is of one of them.
      return BY_APPLICATION.values().stream().findFirst();
    }
    return Optional.ofNullable(known);
  }

  boolean configured() {
    return configured;
  }

  Optional<OAuthAuthenticationMechanismDefinition> definition() {
    return definitions.values().stream().findFirst();
  }

  /** The names of the beans that have {@link OAuthAuthenticationMechanismDefinition}. */
  Set<String> defining() {
    return Collections.unmodifiableSet(definitions.keySet());
  }

  /** The names of the beans that demand something. */
  Set<String> guarded() {
    return Collections.unmodifiableSet(guarded);
  }

  Optional<SettingsFile> settingsFile() {
    return settingsFile;
  }

  Optional<String> application() {
    return application;
  }

  /** Roles that beans and resources test, as far as CDI sees them. */
  Set<String> rolesTested() {
    return Collections.unmodifiableSet(rolesTested);
  }

  /** Roles that are tested, and declared neither by a class nor in {@code web.xml}. */
  Set<String> rolesUndeclared(String webXml) {
    Set<String> undeclared = new TreeSet<>(rolesTested);
    undeclared.removeAll(rolesDeclared);
    undeclared.removeIf(role -> webXml.contains(">" + role + "<"));
    return undeclared;
  }
}
