package io.asbru.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.settings.PropertySource;
import io.asbru.settings.SettingsReader;
import jakarta.servlet.SessionTrackingMode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilterSettingsTest {

  private static FilterSettings read(String... pairs) {
    Map<String, String> values = new HashMap<>(Map.of("root-organization", "bestcarmart", "client-id", "id", "client-secret", "s"));
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return FilterSettings.read(new SettingsReader(PropertySource.of(values)));
  }

  @Test
  void preflights_areNotAllowedByDefault() {
    assertThat(read("rules", "/** login").allowCorsPreflight()).isFalse();
    assertThat(read("rules", "/** login", "allow-cors-preflight", "true").allowCorsPreflight()).isTrue();
  }

  @Test
  void applicationWithBearerRulesAlone_usesNoSessions() {
    assertThat(read("rules", "/** bearer").takesLogin()).isFalse();
    assertThat(read("rules", "/a bearer\n/b login|bearer").takesLogin()).isTrue();
  }

  @Test
  void signedOutPageThatWasChosenAndNeedsALogin_isNoticed() {
    assertThat(read("rules", "/** login").signedOutPageHidden()).isFalse();
    assertThat(read("rules", "/** login", "signed-out-path", "/bye").signedOutPageHidden()).isTrue();
    assertThat(read("rules", "/bye anyone\n/** login", "signed-out-path", "/bye").signedOutPageHidden()).isFalse();
  }

  @Test
  void sessionCookie_isWarnedOfOnlyWhereSomethingIsWrong() {
    StubFilterConfig config = new StubFilterConfig();
    assertThat(warnings(config)).isEmpty();
    config.trackingModes = EnumSet.of(SessionTrackingMode.URL, SessionTrackingMode.COOKIE);
    assertThat(warnings(config)).singleElement().asString().contains("<tracking-mode>COOKIE");
    config.httpOnly = false;
    config.sameSite = "strict";
    assertThat(warnings(config)).hasSize(3);
  }

  @Test
  void mappingThatMissesTheLibrarysPaths_isToldWithARemedy() {
    StubFilterConfig config = new StubFilterConfig();
    List<String> own = List.of("/oauth2/callback", "/oauth2/sign-out");
    assertThat(FilterMapping.warning(config.make(), own)).isEmpty();
    for (String good : List.of("/*", "/oauth2/*")) {
      config.mappings = List.of(good, "/api/*");
      assertThat(FilterMapping.warning(config.make(), own)).as(good).isEmpty();
    }
    config.mappings = List.of("/api/*", "*.html", "/oauth2/callback", "/oauth2x/*");
    assertThat(FilterMapping.warning(config.make(), own)).hasValueSatisfying(
        warning -> assertThat(warning).contains("so that /oauth2/sign-out does not reach it", "Map it to /*."));
  }

  private static List<String> warnings(StubFilterConfig config) {
    return SessionCookieCheck.warnings(config.make().getServletContext());
  }
}
