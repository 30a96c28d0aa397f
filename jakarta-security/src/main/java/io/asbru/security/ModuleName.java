package io.asbru.security;

import java.lang.System.Logger.Level;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The name of the web module, which servers take from the WAR file's name unless {@code web.xml} says otherwise. It is looked up by a
 * constant of the {@code java:} namespace, which is the server's own.
 */
final class ModuleName {

  private static final System.Logger LOG = System.getLogger(ModuleName.class.getName());

  private ModuleName() {}

  /** The name; empty where the server does not tell it while the application is being put together. */
  @SuppressWarnings("BanJNDI")
  static Optional<String> find() {
    try {
      return InitialContext.doLookup("java:module/ModuleName") instanceof String name ? Optional.of(name) : Optional.empty();
    } catch (NamingException e) {
      LOG.log(Level.DEBUG, "The name of this application is not told: {0}", e.toString());
      return Optional.empty();
    }
  }
}
