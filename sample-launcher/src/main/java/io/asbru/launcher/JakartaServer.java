package io.asbru.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A Jakarta EE server with the sample in it, as arguments of the Java process that it is. */
final class JakartaServer {

  private static final List<String> WILDFLY_OPENS = List.of(
      "--add-exports=java.desktop/sun.awt=ALL-UNNAMED", "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
      "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED", "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
      "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED", "--add-opens=java.base/com.sun.net.ssl.internal.ssl=ALL-UNNAMED",
      "--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
      "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED", "--add-opens=java.base/java.io=ALL-UNNAMED",
      "--add-opens=java.base/java.net=ALL-UNNAMED", "--add-opens=java.base/java.security=ALL-UNNAMED",
      "--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
      "--add-opens=java.management/javax.management=ALL-UNNAMED", "--add-opens=java.naming/javax.naming=ALL-UNNAMED");
  private static final List<String> PAYARA_OPENS = List.of(
      "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED",
      "--add-opens=java.base/java.net=ALL-UNNAMED", "--add-opens=java.base/java.nio=ALL-UNNAMED",
      "--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
      "--add-opens=java.base/sun.net.www.protocol.jrt=ALL-UNNAMED", "--add-opens=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
      "--add-opens=java.management/sun.management=ALL-UNNAMED", "--add-opens=java.logging/java.util.logging=ALL-UNNAMED",
      "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED", "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
      "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

  private final LaunchSettings settings;
  private final Path home;

  private JakartaServer(LaunchSettings settings, Path home) {
    this.settings = settings;
    this.home = home;
  }

  static JakartaServer of(LaunchSettings settings) throws LaunchException {
    if (!settings.context().isEmpty()) {
      throw new LaunchException("On this server the sample is always at /: leave out sample.context");
    }
    Path home = Path.of(settings.serverHome());
    if (!Files.exists(home)) {
      throw new LaunchException("There is no server at " + home + ": run mvn -Prun," + settings.server() + " in the project's root directory");
    }
    return new JakartaServer(settings, home);
  }

  /** The arguments; the application has been put where the server looks for it. */
  List<String> arguments() throws LaunchException {
    return switch (settings.server()) {
      case "wildfly" -> wildFly();
      case "payara" -> payara();
      default -> throw new LaunchException("There is no server called " + settings.server() + ": use the profile wildfly or payara");
    };
  }

  private List<String> wildFly() throws LaunchException {
    copy(settings.war(), home.resolve("standalone/deployments/sample.war"));
    return command(WILDFLY_OPENS, List.of(
        "-Djboss.home.dir=" + home, "-Djava.net.preferIPv4Stack=true", "-Djboss.modules.system.pkgs=org.jboss.byteman",
        "-Dorg.jboss.boot.log.file=" + home.resolve("standalone/log/server.log"),
        "-Dlogging.configuration=file:" + home.resolve("standalone/configuration/logging.properties"),
        "-jar", home.resolve("jboss-modules.jar").toString(), "-mp", home.resolve("modules").toString(), "org.jboss.as.standalone",
        "-Djboss.http.port=" + settings.samplePort(), "-Djboss.https.port=0", "-Djboss.management.http.port=0",
        "--yaml=" + home.resolve("wildfly.yml")));
  }

  private List<String> payara() {
    return command(PAYARA_OPENS, List.of("-jar", home.toString(), "--nocluster", "--port", Integer.toString(settings.samplePort()),
        "--contextroot", "/", "--deploy", settings.war().toString()));
  }

  private static List<String> command(List<String> opens, List<String> rest) {
    List<String> arguments = new ArrayList<>(List.of("-Xmx640m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    arguments.addAll(opens);
    arguments.addAll(rest);
    return List.copyOf(arguments);
  }

  private static void copy(Path from, Path to) throws LaunchException {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LaunchException("Cannot copy the sample to " + to + ": " + e.getMessage());
    }
  }
}
