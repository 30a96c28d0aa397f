package io.asbru.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the launcher is told: arguments of the form {@code --name=value}.
 *
 * @param samplePort port of the sample
 * @param organizationPort port of the local organization
 * @param context context path of the sample; empty for the root
 * @param war the sample
 * @param organizationJar the local organization's runnable jar
 * @param managementJar the runnable jar of the command line that sets up the sample's application
 * @param classPath class path of the sample's server
 * @param server {@code jetty}, {@code wildfly} or {@code payara}
 * @param serverHome where WildFly was unpacked to, or the jar of Payara Micro; empty for Jetty
 */
record LaunchSettings(int samplePort, int organizationPort, String context, Path war, Path organizationJar, Path managementJar, String classPath,
    String server, String serverHome) {

  static LaunchSettings parse(String... arguments) throws LaunchException {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      values.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    int samplePort = port(values, "--sample-port", "sample.port");
    int organizationPort = port(values, "--organization-port", "organization.port");
    if (samplePort == organizationPort) {
      throw new LaunchException("sample.port and organization.port are both " + samplePort
          + ": give them different values, for example -Dsample.port=" + (samplePort + 1));
    }
    return new LaunchSettings(samplePort, organizationPort, context(values.getOrDefault("--context", "/")),
        Path.of(value(values, "--war")), Path.of(value(values, "--organization-jar")), Path.of(value(values, "--management-jar")),
        value(values, "--class-path"),
        values.getOrDefault("--server", "jetty"), values.getOrDefault("--server-home", ""));
  }

  private static int port(Map<String, String> values, String argument, String property) throws LaunchException {
    String text = value(values, argument);
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) == 0 || Integer.parseInt(text) > 65535) {
      throw new LaunchException(property + " is '" + text + "': set it to a number from 1 to 65535");
    }
    return Integer.parseInt(text);
  }

  private static String context(String text) throws LaunchException {
    if (!text.matches("/|(/[A-Za-z0-9._~-]+)+/?")) {
      throw new LaunchException("sample.context is '" + text + "': write a path such as /mart");
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static String value(Map<String, String> values, String argument) throws LaunchException {
    String value = values.get(argument);
    if (value == null) {
      throw new LaunchException("The launcher needs " + argument + "=…; run it by mvn -Prun");
    }
    return value;
  }
}
