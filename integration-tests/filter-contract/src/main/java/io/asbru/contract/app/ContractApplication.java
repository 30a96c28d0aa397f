package io.asbru.contract.app;

import io.asbru.servlet.ClockedFilter;
import io.asbru.servlet.OAuthFilter;
import io.asbru.settings.Setting;
import io.asbru.settings.SettingKey;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Registers the filter in code, as the context-param {@code contract.registration} says: {@code clock} for one whose clock can be moved,
 * {@code builder} for one that the public builder makes, anything else for none. The settings are context-params {@code contract.filter.*}.
 */
public final class ContractApplication implements ServletContextListener {

  /** Names the way of registration. */
  public static final String REGISTRATION = "contract.registration";

  /** The name of the servlet at the root of the application. */
  public static final String START_PAGE = "start page";

  /** Begins the names of context-params that hold the filter's settings. */
  public static final String SETTING = "contract.filter.";

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    context.getServletRegistration(START_PAGE).addMapping("");
    MovableClock clock = MovableClock.of(context);
    String registration = String.valueOf(context.getInitParameter(REGISTRATION));
    if (registration.equals("clock")) {
      register(context, ClockedFilter.of(settings(context), clock));
    } else if (registration.equals("builder")) {
      register(context, built(settings(context)));
    }
  }

  private static void register(ServletContext context, OAuthFilter filter) {
    var registration = context.addFilter("asbru", filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
  }

  private static OAuthFilter built(Map<String, String> settings) {
    OAuthFilter.Builder builder = OAuthFilter.builder();
    for (SettingKey setting : Setting.values()) {
      if (settings.containsKey(setting.key())) {
        builder.set(setting, settings.get(setting.key()));
      }
    }
    settings.getOrDefault("rules", "").lines().forEach(builder::rule);
    return builder.build();
  }

  private static Map<String, String> settings(ServletContext context) {
    Map<String, String> settings = new LinkedHashMap<>();
    context.getInitParameterNames().asIterator().forEachRemaining(name -> {
      if (name.startsWith(SETTING)) {
        settings.put(name.substring(SETTING.length()), context.getInitParameter(name));
      }
    });
    return settings;
  }
}
