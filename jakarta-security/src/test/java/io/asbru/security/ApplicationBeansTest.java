package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import javax.naming.Context;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The server's beans where the application's bean manager sees them, and the one that is injected into the library does not: so it is at some
 * deployments on GlassFish 7.
 */
class ApplicationBeansTest {

  private static final Map<String, String> SETTINGS = Map.of("asbru.base-url", "http://localhost:1", "asbru.root-organization",
      "bestcarmart", "asbru.client-id", "me", "asbru.client-secret", "sesame");
  private static final Logger LOG = Logger.getLogger("io.asbru.security");

  private final AsbruExtension extension = new AsbruExtension();
  private final SecurityRuntime runtime = new SecurityRuntime();
  private final CurrentCaller current = new CurrentCaller();
  private final List<String> logged = new ArrayList<>();
  private final Handler handler = new Handler() {

    @Override
    public void publish(LogRecord entry) {
      logged.add(new SimpleFormatter().formatMessage(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  /** What an application finds by JNDI: its bean manager, which sees what the server offers, and a standard mechanism beside the library's. */
  public static final class Names implements InitialContextFactory {

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
      return answering(Context.class, (method, arguments) -> arguments[0].equals("java:comp/BeanManager")
          ? seeing(SecurityContext.class, IdentityStoreHandler.class, OAuthAuthenticationMechanism.class, HttpAuthenticationMechanism.class)
          : Optional.empty());
    }
  }

  /** Something of the container's that answers by the name of the method. An {@link Optional} stands for what may be absent. */
  private static <T> T answering(Class<T> type, BiFunction<String, Object[], Object> answer) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
      Object result = answer.apply(method.getName(), arguments == null ? new Object[0] : arguments);
      return result instanceof Optional<?> optional ? optional.orElse(null) : result;
    }));
  }

  /** A bean manager that sees beans of these classes. What they are asked is true. */
  private static BeanManager seeing(Class<?>... classes) {
    return answering(BeanManager.class, (method, arguments) -> switch (method) {
      case "getBeans" -> beans((Class<?>) arguments[0], classes);
      case "createInstance" -> answering(Instance.class, (select, wanted) -> selected((Class<?>) wanted[0], classes));
      default -> Optional.empty();
    });
  }

  private static Set<Bean<?>> beans(Class<?> wanted, Class<?>... classes) {
    return Arrays.stream(classes).filter(wanted::isAssignableFrom)
        .map(type -> (Bean<?>) answering(Bean.class, (method, arguments) -> method.equals("hashCode") ? type.hashCode() : type))
        .collect(Collectors.toSet());
  }

  private static Instance<?> selected(Class<?> wanted, Class<?>... classes) {
    return answering(Instance.class, (method, arguments) -> method.equals("isResolvable") ? beans(wanted, classes).size() == 1
        : answering(wanted, (asked, nothing) -> true));
  }

  @BeforeEach
  void nothingIsSeenByInjection() {
    LOG.addHandler(handler);
    runtime.extension = extension;
    runtime.beanManager = seeing();
    current.runtime = runtime;
  }

  @AfterEach
  void stop() {
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    LOG.removeHandler(handler);
    runtime.stop();
  }

  private void start() {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Names.class.getName());
    startWithoutNames();
    // Later threads may have no names of the application's.
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
  }

  private void startWithoutNames() {
    runtime.start(answering(ServletContext.class, (method, arguments) -> switch (method) {
      case "getContextPath" -> "/shop";
      case "getInitParameter" -> Optional.ofNullable(SETTINGS.get(String.valueOf(arguments[0])));
      case "getInitParameterNames" -> Collections.enumeration(SETTINGS.keySet());
      default -> Optional.empty();
    }));
  }

  /** A dependent bean would be made anew, and kept, at each request. */
  @Test
  void beanThatWasFound_isNotLookedForAgain() {
    start();

    assertThat(runtime.find(SecurityContext.class).orElseThrow()).isSameAs(runtime.find(SecurityContext.class).orElseThrow());
  }

  @Test
  void serversBeans_areFoundByTheApplicationsBeanManager() {
    start();

    assertThat(runtime.find(SecurityContext.class)).isPresent();
    assertThat(runtime.find(IdentityStoreHandler.class)).isPresent();
    assertThat(current.inRole("staff")).isTrue();
    assertThat(logged).noneMatch(line -> line.contains("offers no SecurityContext"));
  }

  @Test
  void withoutTheApplicationsBeanManager_theInjectedOneCounts() {
    runtime.beanManager = seeing(SecurityContext.class);

    assertThat(runtime.find(SecurityContext.class)).as("before the start").isPresent();
    startWithoutNames();

    assertThat(runtime.find(SecurityContext.class)).isPresent();
    assertThat(runtime.find(IdentityStoreHandler.class)).isEmpty();
  }

  @Test
  void serverWithoutSecurityContext_isSaid_andRolesAreNotTold() {
    startWithoutNames();

    assertThat(logged).anyMatch(line -> line.contains("The server offers no SecurityContext"));
    assertThatIllegalStateException().isThrownBy(() -> current.inRole("staff")).withMessageContaining("offers no SecurityContext");
  }

  @Test
  void secondMechanism_isSaid_whereTheApplicationsBeanManagerAloneSeesIt() {
    start();

    assertThat(logged).filteredOn(line -> line.contains("more than one authentication mechanism")).singleElement().asString()
        .contains("[" + OAuthAuthenticationMechanism.class.getName() + ", " + HttpAuthenticationMechanism.class.getName() + "]");
  }

  @Test
  void secondMechanism_isSaidOnce() {
    extension.sayMechanisms(seeing(OAuthAuthenticationMechanism.class, HttpAuthenticationMechanism.class));
    start();

    assertThat(logged).filteredOn(line -> line.contains("more than one authentication mechanism")).hasSize(1);
  }
}
