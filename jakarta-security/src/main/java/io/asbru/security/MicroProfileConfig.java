package io.asbru.security;

import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.Function;

/** MicroProfile Config where the server has it, by reflection: an application must not need it. */
final class MicroProfileConfig {

  private static final System.Logger LOG = System.getLogger(MicroProfileConfig.class.getName());

  private MicroProfileConfig() {}

  /** Looks values up in the configuration of this thread's application; finds none where there is no MicroProfile Config. */
  static Function<String, Optional<String>> find() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      Object config = Class.forName("org.eclipse.microprofile.config.ConfigProvider", true, loader).getMethod("getConfig").invoke(null);
      Method value = Class.forName("org.eclipse.microprofile.config.Config", true, loader)
          .getMethod("getOptionalValue", String.class, Class.class);
      return name -> value(config, value, name);
    } catch (ReflectiveOperationException | LinkageError e) {
      LOG.log(Level.DEBUG, "There is no MicroProfile Config: {0}", e.toString());
      return name -> Optional.empty();
    }
  }

  private static Optional<String> value(Object config, Method method, String name) {
    try {
      return ((Optional<?>) method.invoke(config, name, String.class)).map(String.class::cast);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("MicroProfile Config cannot resolve " + name + ": " + e.getCause(), e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
