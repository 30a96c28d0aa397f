package io.asbru.contract.wildfly;

import io.asbru.contract.server.ApplicationServer;
import io.asbru.contract.server.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;

/** WildFly, with what README.md tells its users to set. */
final class WildFlyServer extends ApplicationServer {

  WildFlyServer() {
    configure("standalone/configuration/standalone.xml", this::configured);
    run("WFLYSRV0025", "bin/standalone.sh", "-Djboss.http.port=0", "-Djboss.https.port=0",
        "-Djboss.management.http.port=" + places().adminPort());
  }

  private String configured(String standalone) {
    String configuration = standalone
        // Whoever is on this machine may administer it.
        .replace("http-authentication-factory=\"management-http-authentication\" ", "")
        .replace("<servlet-container name=\"default\">", "<servlet-container name=\"default\" eager-filter-initialization=\"true\">");
    configuration = before("<worker ", configuration,
        "<worker name=\"one-thread\" io-threads=\"1\" task-core-threads=\"1\" task-max-threads=\"1\"/>\n");
    configuration = before("<socket-binding name", configuration,
        places().each(place -> "<socket-binding name=\"%s\" port=\"%d\"/>\n".formatted(place.name(), place.port())));
    return before("<servlet-container ", configuration, places().each(place -> """
        <server name="%1$s">
          <http-listener name="%1$s" socket-binding="%1$s" %2$s/>
          <host name="default-host" alias="localhost"/>
        </server>
        """.formatted(place.name(), special(place))));
  }

  private static String special(Place place) {
    return switch (place.kind()) {
      case PLAIN -> "";
      case ONE_THREAD -> "worker=\"one-thread\"";
      case LENIENT -> "allow-encoded-slash=\"true\" allow-unescaped-characters-in-url=\"true\"";
    };
  }

  @Override
  protected HttpRequest.Builder deployment(String name, Path directory, Place place, String contextPath) {
    try {
      Files.writeString(directory.resolve("WEB-INF/jboss-web.xml"), """
          <jboss-web>
            <context-root>%s</context-root>
            <server-instance>%s</server-instance>
            <virtual-host>default-host</virtual-host>
          </jboss-web>
          """.formatted(contextPath.isEmpty() ? "/" : contextPath, place.name()));
      Files.writeString(directory.resolve("WEB-INF/undertow-handlers.conf"), "samesite-cookie(mode=Lax)\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return operation("""
        {"operation": "add", "address": [{"deployment": "%s.war"}], "content": [{"path": "%s", "archive": false}], "enabled": true}
        """.formatted(name, directory.toString().replace('\\', '/')));
  }

  @Override
  protected HttpRequest.Builder undeployment(String name) {
    return operation("{\"operation\": \"remove\", \"address\": [{\"deployment\": \"%s.war\"}]}".formatted(name));
  }

  private HttpRequest.Builder operation(String json) {
    return HttpRequest.newBuilder(administration("/management")).header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }
}
