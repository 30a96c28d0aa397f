package io.asbru.contract.payara;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.asbru.contract.server.ApplicationServer;
import io.asbru.contract.server.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Payara, without any port but those of its places. */
final class PayaraServer extends ApplicationServer {

  PayaraServer() {
    configure("glassfish/domains/domain1/config/domain.xml", this::configured);
    run("startup time", "bin/asadmin", "start-domain", "--verbose");
  }

  private String configured(String domain) {
    String configuration = domain
        .replaceFirst("port=\"4848\"", "address=\"127.0.0.1\" port=\"" + places().adminPort() + "\"")
        .replaceFirst("port=\"8080\"", "enabled=\"false\" port=\"8080\"")
        .replaceFirst("port=\"8181\"", "enabled=\"false\" port=\"8181\"")
        .replaceAll("<iiop-listener ", "<iiop-listener enabled=\"false\" ")
        .replaceAll("<jmx-connector ", "<jmx-connector enabled=\"false\" ")
        .replaceFirst("<hazelcast-config-specific-configuration>", "<hazelcast-config-specific-configuration enabled=\"false\">")
        // No message broker, which would listen on a port of its own. Without the element there is one on 7676.
        .replaceFirst("<iiop-service>", """
            <jms-service type="REMOTE" default-jms-host="none"><jms-host name="none" host="localhost" port="7676"/></jms-service>
            <iiop-service>""");
    configuration = configuration.replaceFirst("name=\"http-thread-pool\"", "name=\"http-thread-pool\" max-thread-pool-size=\"64\"");
    configuration = before("</http-service>", configuration, places().each(place ->
        "<virtual-server id=\"%1$s\" network-listeners=\"%1$s\" hosts=\"localhost\"/>\n".formatted(place.name())));
    configuration = before("</protocols>", configuration, places().each(place -> """
        <protocol name="%1$s">
          <http default-virtual-server="%1$s" xframe-options="false" allow-payload-for-undefined-http-methods="true" %2$s><file-cache/></http>
        </protocol>
        """.formatted(place.name(), place.kind() == Place.Kind.LENIENT ? "encoded-slash-enabled=\"true\"" : "")));
    configuration = before("</network-listeners>", configuration, places().each(place -> """
        <network-listener address="127.0.0.1" port="%2$d" protocol="%1$s" transport="tcp" name="%1$s" thread-pool="%3$s"/>
        """.formatted(place.name(), place.port(), place.kind() == Place.Kind.ONE_THREAD ? "one-thread" : "http-thread-pool")));
    return before("</thread-pools>", configuration,
        "<thread-pool name=\"one-thread\" min-thread-pool-size=\"1\" max-thread-pool-size=\"1\"/>\n");
  }

  @Override
  protected HttpRequest.Builder deployment(String name, Path directory, Place place, String contextPath) {
    try {
      Files.writeString(directory.resolve("WEB-INF/glassfish-web.xml"), """
          <glassfish-web-app>
            <session-config><cookie-properties><property name="cookieSameSite" value="Lax"/></cookie-properties></session-config>
          </glassfish-web-app>
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return request("", "POST", Map.of("id", directory.toString(), "name", name, "contextroot", contextPath.isEmpty() ? "/" : contextPath,
        "virtualservers", place.name()));
  }

  @Override
  protected HttpRequest.Builder undeployment(String name) {
    return request("/" + name, "DELETE", Map.of());
  }

  private HttpRequest.Builder request(String path, String method, Map<String, String> parameters) {
    String form = parameters.entrySet().stream().map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(administration("/management/domain/applications/application" + path))
        .header("X-Requested-By", "contract").header("Accept", "application/json")
        .header("Content-Type", "application/x-www-form-urlencoded").method(method, BodyPublishers.ofString(form));
  }
}
