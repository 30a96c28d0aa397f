package io.asbru.readme;

import io.asbru.servlet.OAuthFilter;
import io.asbru.settings.Setting;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionTrackingMode;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;

// What follows stands in README.md; ReadmeTest compares.
@WebListener
public final class Security implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    OAuthFilter filter = OAuthFilter.builder()
        .set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.ORGANIZATION_ID, "7e98b86f-63c7-41a1-8c56-c909a21a2615")
        .set(Setting.CLIENT_ID, "${env.CLIENT_ID}")
        .set(Setting.CLIENT_SECRET, "${file:/run/secrets/client-secret}")
        .set(Setting.SCOPES, "openid profile read_stores")
        .rule("/public/** anyone")
        .rule("GET /api/stores/** login|bearer read_stores")
        .rule("POST /api/stores/** login|bearer write_stores")
        .rule("/api/** bearer")
        .rule("/** login")
        .build();
    ServletContext context = event.getServletContext();
    FilterRegistration.Dynamic registration = context.addFilter("asbru", filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR), false, "/*");
    context.setSessionTrackingModes(EnumSet.of(SessionTrackingMode.COOKIE));
    context.getSessionCookieConfig().setHttpOnly(true);
    context.getSessionCookieConfig().setAttribute("SameSite", "Lax");
  }
}
