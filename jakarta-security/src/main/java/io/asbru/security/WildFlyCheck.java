package io.asbru.security;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Reads WildFly's management model, which WildFly shows by JMX. On other servers it finds nothing. */
final class WildFlyCheck {

  private static final System.Logger LOG = System.getLogger(WildFlyCheck.class.getName());
  private static final Pattern DOMAIN = Pattern.compile("<security-domain>\\s*([^<\\s]+)\\s*</security-domain>");
  private static final String ROOT = "jboss.as:management-root=server";

  private WildFlyCheck() {}

  /** Whether this is a WildFly that is still starting and shows nothing yet. */
  static boolean starting() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName root = new ObjectName(ROOT);
      return server.isRegistered(root) && !"running".equals(server.getAttribute(root, "serverState"));
    } catch (JMException e) {
      return false;
    }
  }

  /**
   * What is wrong with the security domain of this application.
   *
   * @param jbossWeb the content of {@code WEB-INF/jboss-web.xml}, if there is one
   */
  static Optional<String> warning(Optional<String> jbossWeb) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    String domain = jbossWeb.map(DOMAIN::matcher).filter(Matcher::find).map(matcher -> matcher.group(1)).orElse("other");
    try {
      if (!server.isRegistered(new ObjectName(ROOT))) {
        return Optional.empty();
      }
      Object integrated = server.getAttribute(
          new ObjectName("jboss.as:subsystem=undertow,application-security-domain=" + domain), "integratedJaspi");
      return Boolean.parseBoolean(String.valueOf(integrated)) ? Optional.of(integrated(domain)) : Optional.empty();
    } catch (InstanceNotFoundException e) {
      return Optional.of("WildFly has no application-security-domain " + domain + ", so that it will not ask the mechanism. Add it: "
          + "/subsystem=undertow/application-security-domain=" + domain
          + ":add(security-domain=ApplicationDomain,integrated-jaspi=false)");
    } catch (JMException e) {
      LOG.log(Level.DEBUG, "WildFly's configuration cannot be read: {0}", e.toString());
      return Optional.empty();
    }
  }

  private static String integrated(String domain) {
    return "WildFly looks callers up in its own realm (integrated-jaspi=true), so that each of them will end in an error 500 "
        + "(ELY01177: Authorization failed). Run in jboss-cli.sh: /subsystem=undertow/application-security-domain=" + domain
        + ":write-attribute(name=integrated-jaspi,value=false), then reload.";
  }
}
