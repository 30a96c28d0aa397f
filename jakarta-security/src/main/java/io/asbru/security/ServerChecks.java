package io.asbru.security;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for what would keep the mechanism from working without a word, and says what to do about it. */
final class ServerChecks {

  private ServerChecks() {}

  static List<String> warnings(ServletContext context, AsbruExtension extension, BeanManager beanManager) {
    List<String> warnings = new ArrayList<>();
    String webXml = content(context, "/WEB-INF/web.xml").orElse("");
    if (webXml.contains("<login-config>") && webXml.contains("<auth-method>")) {
      warnings.add("web.xml has a <login-config> with an <auth-method>, which most servers take in place of the mechanism. Remove it.");
    }
    if (beanManager.getBeans(SecurityContext.class).isEmpty()) {
      warnings.add("The server offers no SecurityContext: Jakarta Security is not on for this application. Add the server's feature for it "
          + "(Open Liberty: appSecurity-5.0; WildFly: the subsystem ee-security).");
    }
    if (!extension.rolesUndeclared(webXml).isEmpty()) {
      warnings.add("These roles are tested and declared nowhere, and some servers then give them to nobody: " + extension.rolesUndeclared(webXml)
          + ". Add <security-role> elements to web.xml, or @DeclareRoles to a class.");
    }
    return warnings;
  }

  /** What is wrong with the server's configuration, as far as it can be read. */
  static Optional<String> configuration(ServletContext context) {
    return WildFlyCheck.warning(content(context, "/WEB-INF/jboss-web.xml"));
  }

  private static Optional<String> content(ServletContext context, String path) {
    try (InputStream in = context.getResourceAsStream(path)) {
      return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
