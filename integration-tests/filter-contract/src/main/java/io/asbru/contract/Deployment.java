package io.asbru.contract;

import static java.util.stream.Collectors.joining;

import io.asbru.contract.app.AskServlet;
import io.asbru.contract.app.AsyncServlet;
import io.asbru.contract.app.BodyServlet;
import io.asbru.contract.app.ClockServlet;
import io.asbru.contract.app.ContractApplication;
import io.asbru.contract.app.DispatchServlet;
import io.asbru.contract.app.PageServlet;
import io.asbru.contract.app.SessionServlet;
import io.asbru.contract.app.WhoServlet;
import io.asbru.servlet.OAuthFilter;
import jakarta.servlet.http.HttpServlet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the test application is to be deployed.
 *
 * @param contextPath the context path; empty for the root
 * @param webXml the whole deployment descriptor; all classes are on the server's class path or in the WAR
 * @param threads how many threads serve requests; 0 for as many as the server likes
 * @param lenientPaths whether the server is set to let the most doubtful paths through, instead of its default
 */
public record Deployment(String contextPath, String webXml, int threads, boolean lenientPaths) {

  private static final Map<String, Class<? extends HttpServlet>> SERVLETS = servlets();

  /** An application whose filter is registered in code and has a clock that can be moved. */
  public static Deployment withClock(Map<String, String> settings) {
    return registered("clock", settings);
  }

  /** An application whose filter is made by the public builder and registered in code. */
  public static Deployment built(Map<String, String> settings) {
    return registered("builder", settings);
  }

  /** An application whose filter is declared in the descriptor, with init-params. */
  public static Deployment declared(Map<String, String> initParams) {
    return declared(initParams, Map.of());
  }

  /** The same, with context-params besides. */
  public static Deployment declared(Map<String, String> initParams, Map<String, String> contextParams) {
    return of(contextParams, """
        <filter>
          <filter-name>asbru</filter-name>
          <filter-class>%s</filter-class>
          <async-supported>true</async-supported>
        %s</filter>
        <filter-mapping>
          <filter-name>asbru</filter-name>
          <url-pattern>/*</url-pattern>
          <dispatcher>REQUEST</dispatcher>
          <dispatcher>ASYNC</dispatcher>
          <dispatcher>ERROR</dispatcher>
        </filter-mapping>
        """.formatted(OAuthFilter.class.getName(), parameters("init-param", initParams)));
  }

  /** The same application below this context path. */
  public Deployment at(String path) {
    return new Deployment(path, webXml, threads, lenientPaths);
  }

  /** The same application on a server with so few threads for requests. */
  public Deployment onThreads(int number) {
    return new Deployment(contextPath, webXml, number, lenientPaths);
  }

  /** The same application on a server that lets the most doubtful paths through. */
  public Deployment withLenientPaths() {
    return new Deployment(contextPath, webXml, threads, true);
  }

  private static Deployment registered(String way, Map<String, String> settings) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(ContractApplication.REGISTRATION, way);
    settings.forEach((key, value) -> parameters.put(ContractApplication.SETTING + key, value));
    return of(parameters, "");
  }

  private static Deployment of(Map<String, String> contextParams, String filter) {
    // Payara overlooks an empty pattern in a descriptor; ContractApplication maps this one.
    String servlets = servlet(ContractApplication.START_PAGE, WhoServlet.class) + SERVLETS.entrySet().stream().map(each ->
        servlet("at " + each.getKey(), each.getValue()) + mapping("at " + each.getKey(), each.getKey())).collect(joining());
    return new Deployment("", """
        <?xml version="1.0" encoding="UTF-8"?>
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                 xsi:schemaLocation="https://jakarta.ee/xml/ns/jakartaee https://jakarta.ee/xml/ns/jakartaee/web-app_6_0.xsd"
                 version="6.0" metadata-complete="true">
        %s%s<listener>
          <listener-class>%s</listener-class>
        </listener>
        %s<session-config>
          <cookie-config>
            <http-only>true</http-only>
            <attribute><attribute-name>SameSite</attribute-name><attribute-value>Lax</attribute-value></attribute>
          </cookie-config>
          <tracking-mode>COOKIE</tracking-mode>
        </session-config>
        <error-page>
          <location>/error-page</location>
        </error-page>
        </web-app>
        """.formatted(parameters("context-param", contextParams), filter, ContractApplication.class.getName(), servlets),
        0, false);
  }

  private static Map<String, Class<? extends HttpServlet>> servlets() {
    Map<String, Class<? extends HttpServlet>> servlets = new LinkedHashMap<>();
    for (String pattern : new String[] {"/public/*", "/private/*", "/mixed/*", "/api/*", "/unlisted/*", "/error-page"}) {
      servlets.put(pattern, WhoServlet.class);
    }
    servlets.put("/pages/*", PageServlet.class);
    servlets.put("/session/*", SessionServlet.class);
    servlets.put("/dispatch/*", DispatchServlet.class);
    servlets.put("/async/*", AsyncServlet.class);
    servlets.put("/body/*", BodyServlet.class);
    servlets.put("/ask/*", AskServlet.class);
    servlets.put("/control/clock", ClockServlet.class);
    return servlets;
  }

  private static String servlet(String name, Class<?> type) {
    return """
        <servlet>
          <servlet-name>%s</servlet-name>
          <servlet-class>%s</servlet-class>
          <async-supported>true</async-supported>
          <multipart-config></multipart-config>
        </servlet>
        """.formatted(name, type.getName());
  }

  private static String mapping(String name, String pattern) {
    return """
        <servlet-mapping>
          <servlet-name>%s</servlet-name>
          <url-pattern>%s</url-pattern>
        </servlet-mapping>
        """.formatted(name, pattern);
  }

  private static String parameters(String element, Map<String, String> values) {
    return values.entrySet().stream().map(each -> """
        <%1$s>
          <param-name>%2$s</param-name>
          <param-value>%3$s</param-value>
        </%1$s>
        """.formatted(element, escaped(each.getKey()), escaped(each.getValue()))).collect(joining());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
