package io.asbru.servlet;

import io.asbru.RequestAuthenticator;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.PropertySource;
import io.asbru.settings.SettingsReader;
import java.time.Clock;
import java.util.Map;

/** The filter with a clock that tests move. It lies in the filter's package because the filter shows this side to nobody else. */
public final class ClockedFilter {

  private ClockedFilter() {}

  /**
   * A filter with these settings and this clock.
   *
   * @throws ConfigurationException if anything is wrong, with all faults
   */
  public static OAuthFilter of(Map<String, String> settings, Clock clock) {
    FilterSettings read = FilterSettings.read(new SettingsReader(PropertySource.of(settings)));
    return new OAuthFilter(read, checked -> Engine.of(RequestAuthenticator.builder(checked).clock(clock).build()));
  }
}
