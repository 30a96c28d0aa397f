package io.asbru.servlet;

import io.asbru.HttpReply;
import io.asbru.HttpReply.Header;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What becomes of an application whose filter could not be started. The specification leaves it to the server. Tomcat, Jetty and WildFly do
 * not serve the application. <strong>Payara and GlassFish serve it without the filter</strong>, so that everything would be open to
 * everybody: there, and on servers that are not known, the filter has to stay and refuse.
 */
final class FailedStart {

  private static final Pattern STOPS = Pattern.compile("tomcat|jetty|wildfly|undertow|jboss", Pattern.CASE_INSENSITIVE);

  /** Answers every request of an application whose filter does not run. */
  static final HttpReply REFUSAL = new HttpReply(503, List.of(new Header("Content-Type", "text/plain;charset=UTF-8"),
      new Header("Cache-Control", "no-store"), new Header("X-Content-Type-Options", "nosniff")),
      "This application is not configured correctly. The server's log says what is wrong.\n");

  private FailedStart() {}

  /** Whether the server serves nothing of an application of which a filter could not be started. */
  static boolean stopsTheApplication(ServletContext context) {
    return STOPS.matcher(String.valueOf(context.getServerInfo())).find();
  }
}
