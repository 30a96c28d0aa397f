package io.asbru.security;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The beans that the application's own classes see. Those that this library's classes see, by injection, may be fewer: on Payara and
 * GlassFish a library in {@code WEB-INF/lib} that is no bean archive does not see the application's. On GlassFish 7 it does not even see the
 * server's own, such as {@code SecurityContext}, if the server comes upon their extension before the library's: the order is that of a hash
 * set, and another one at each deployment.
 */
final class ApplicationBeans {

  private final BeanManager beanManager;
  /** Asked for at every request; CDI would look for them, and make those that are dependent anew, each time. */
  private final Map<Class<?>, Object> found = new ConcurrentHashMap<>();

  /**
   * Looks for the web application's own bean manager; called while it starts or on one of its requests.
   *
   * @param injected the bean manager that was injected here
   */
  ApplicationBeans(BeanManager injected) {
    beanManager = component().orElse(injected);
  }

  BeanManager beanManager() {
    return beanManager;
  }

  /** The bean of this type, the application's or the server's; empty if there is none, or more than one. */
  <T> Optional<T> find(Class<T> type) {
    Object known = found.get(type);
    return known != null ? Optional.of(type.cast(known)) : look(type);
  }

  private <T> Optional<T> look(Class<T> type) {
    Instance<T> beans = beanManager.createInstance().select(type);
    if (!beans.isResolvable()) {
      return Optional.empty();
    }
    T bean = beans.get();
    Object earlier = found.putIfAbsent(type, bean);
    return Optional.of(earlier != null ? type.cast(earlier) : bean);
  }

  // The name is a constant of the java: namespace, which is this server's own.
  @SuppressWarnings("BanJNDI")
  private static Optional<BeanManager> component() {
    try {
      return InitialContext.doLookup("java:comp/BeanManager") instanceof BeanManager found ? Optional.of(found) : Optional.empty();
    } catch (NamingException e) {
      return Optional.empty();
    }
  }
}
