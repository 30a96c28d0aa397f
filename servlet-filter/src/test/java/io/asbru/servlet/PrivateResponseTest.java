package io.asbru.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateResponseTest {

  private final StubResponse response = new StubResponse();

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
      "'' | private",
      "private | private",
      "max-age=60 | private, max-age=60",
      "public, max-age=60 | private, max-age=60",
      "Public,S-MaxAge=600,max-age=60 | private, max-age=60",
      "no-cache, must-revalidate | private, no-cache, must-revalidate",
      "no-store | no-store",
      "max-age=0, no-store, public | max-age=0, no-store",
      "must-understand, no-store, max-age=60 | private, must-understand, no-store, max-age=60",
      "private=\"Set-Cookie, X\", max-age=60 | private, max-age=60",
      "no-cache=\"Set-Cookie, no-store\" | private, no-cache=\"Set-Cookie, no-store\""})
  void directives_areKeptUnlessTheyAreLaxer(String given, String sent) {
    assertThat(PrivateResponse.restricted(given)).isEqualTo(sent);
  }

  @Test
  void application_mayBeStricterButNotLaxer() {
    response.on("reset", none -> response.calls.add("reset"));
    HttpServletResponse shown = new PrivateResponse(response.make());

    shown.setHeader("cache-control", "public, max-age=60");
    shown.setHeader("Cache-Control", "no-store");
    shown.addHeader("Cache-Control", "s-maxage=600");
    shown.setHeader("Cache-Control", null);
    shown.setHeader("Vary", "public");
    shown.reset();

    assertThat(response.calls).containsExactly("set Cache-Control: private", "set cache-control: private, max-age=60",
        "set Cache-Control: no-store", "add Cache-Control: private", "set Cache-Control: private", "set Vary: public", "reset",
        "set Cache-Control: private");
  }

  @Test
  void whatTheContainerHasSetAlready_isKept() {
    response.on("getHeaders", name -> List.of("no-cache", "no-store"));
    new PrivateResponse(response.make());
    assertThat(response.calls).containsExactly("set Cache-Control: no-cache, no-store");
  }
}
