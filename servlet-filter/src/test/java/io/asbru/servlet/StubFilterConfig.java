package io.asbru.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Init-params and context-params as a deployment descriptor would give them. */
final class StubFilterConfig extends Stub {

  final Map<String, String> initParams = new LinkedHashMap<>();
  final Map<String, String> contextParams = new LinkedHashMap<>();
  final Map<String, Object> attributes = new LinkedHashMap<>();
  Set<SessionTrackingMode> trackingModes = EnumSet.of(SessionTrackingMode.COOKIE);
  boolean httpOnly = true;
  String sameSite;
  Collection<String> mappings;
  String contextPath = "/app";
  String serverInfo = "Apache Tomcat/11.0.25";

  StubFilterConfig() {
    on("getInitParameter", name -> initParams.get(name[0]));
    on("getInitParameterNames", none -> Collections.enumeration(initParams.keySet()));
    Stub context = new Stub() {};
    context.on("getInitParameter", name -> contextParams.get(name[0]));
    context.on("getInitParameterNames", none -> Collections.enumeration(contextParams.keySet()));
    context.on("getAttribute", name -> attributes.get(name[0]));
    context.on("setAttribute", attribute -> attributes.put((String) attribute[0], attribute[1]));
    context.on("removeAttribute", name -> attributes.remove(name[0]));
    context.on("getEffectiveSessionTrackingModes", none -> trackingModes);
    context.on("getServerInfo", none -> serverInfo);
    context.on("getContextPath", none -> contextPath);
    Stub cookie = new Stub() {};
    cookie.on("isHttpOnly", none -> httpOnly);
    cookie.on("getAttribute", name -> name[0].equals("SameSite") ? sameSite : null);
    context.on("getSessionCookieConfig", none -> cookie.as(SessionCookieConfig.class));
    Stub registration = new Stub() {};
    registration.on("getUrlPatternMappings", none -> mappings);
    context.on("getFilterRegistration", name -> mappings == null ? null : registration.as(FilterRegistration.class));
    on("getFilterName", none -> "asbru");
    on("getServletContext", none -> context.as(ServletContext.class));
  }

  FilterConfig make() {
    return as(FilterConfig.class);
  }
}
