package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.FakeRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepresentationTest {

  @ParameterizedTest
  @CsvSource({
      "text/html,              navigate,    ,               true",
      "'text/html,*/*;q=0.8',  ,            ,               true",
      "text/html,              cors,        ,               false",
      "text/html,              same-origin, ,               false",
      "*/*,                    navigate,    ,               true",
      "*/*,                    cors,        ,               false",
      "*/*,                    ,            ,               false",
      "application/json,       navigate,    ,               false",
      ",                       navigate,    ,               false",
      ",                       ,            ,               false",
      "application/json,       ,            ,               false",
      "text/html,              ,            XMLHttpRequest, false",
      "text/html,              navigate,    XMLHttpRequest, true",
  })
  void navigation_acceptsAPageAndSaysSoIfTheBrowserTells(String accept, String mode, String requestedWith, boolean navigation) {
    FakeRequest request = FakeRequest.script().without("Accept");
    with(request, "Accept", accept);
    with(request, "Sec-Fetch-Mode", mode);
    with(request, "X-Requested-With", requestedWith);
    assertThat(Representation.navigation(request)).isEqualTo(navigation);
  }

  @ParameterizedTest
  @CsvSource({"websocket, false", ", true"})
  void requestToSpeakAnotherProtocol_isNoNavigation(String upgrade, boolean navigation) {
    FakeRequest request = FakeRequest.script().without("Accept").with("Accept", "text/html");
    with(request, "Upgrade", upgrade);
    assertThat(Representation.navigation(request)).isEqualTo(navigation);
  }

  private static void with(FakeRequest request, String name, String value) {
    if (value != null) {
      request.with(name, value);
    }
  }
}
