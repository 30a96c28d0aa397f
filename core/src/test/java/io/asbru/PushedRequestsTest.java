package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.internal.LogCapture;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.JournalEntry;
import io.asbru.session.MemorySessionStore;
import io.asbru.settings.Setting;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pushed authorization requests, with a shared application of the root organization, which alone takes them. */
@Timeout(60)
class PushedRequestsTest {

  private static final Map<Setting, String> SHARED = Map.of(Setting.SHARED_APPLICATION, "true", Setting.CLIENT_ID, "shared_client_id",
      Setting.CLIENT_SECRET, "shared_client_secret", Setting.PUSHED_AUTHORIZATION_REQUESTS, "true");

  private EngineFixture fixture;
  private final MemorySessionStore session = new MemorySessionStore();

  @BeforeEach
  void start() {
    fixture = new EngineFixture(SHARED);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void browser_carriesNothingButAReference() {
    URI url = URI.create(EngineFixture.location(begin()));
    Map<String, List<String>> carried = URLUtils.parseParameters(url.getRawQuery());
    assertThat(carried).containsOnlyKeys("client_id", "request_uri").containsEntry("client_id", List.of("shared_client_id"));
    JournalEntry pushed = fixture.organization.journal().entries(Endpoint.PAR).get(0);
    assertThat(pushed.path()).isEqualTo("/t/bestcarmart/oauth2/par");
    assertThat(pushed.header("authorization")).hasValueSatisfying(header -> assertThat(header).startsWith("Basic "));
    assertThat(pushed.parameters()).containsKeys("response_type", "redirect_uri", "scope", "state", "nonce", "code_challenge", "orgId")
        .containsEntry("client_id", List.of("shared_client_id"));
  }

  @Test
  void user_signsIn() throws Exception {
    MemorySessionStore signedIn = fixture.signedIn("store-reader", "store-reader-pw");
    assertThat(fixture.caller(signedIn).organization()).contains(EngineFixture.ORGANIZATION);
  }

  @Test
  void eachSignIn_isPushedAnew() {
    assertThat(EngineFixture.location(begin())).isNotEqualTo(EngineFixture.location(begin()));
    assertThat(fixture.organization.journal().count(Endpoint.PAR)).isEqualTo(2);
  }

  @Test
  void providerThatRequiresIt_isAskedThoughNoSettingSaysSo() {
    try (EngineFixture discovering = new EngineFixture(Map.of(Setting.SHARED_APPLICATION, "true", Setting.CLIENT_ID, "shared_client_id",
        Setting.CLIENT_SECRET, "shared_client_secret", Setting.DISCOVERY, "true"))) {
      discovering.organization.inject(Fault.member("require_pushed_authorization_requests", true), Endpoint.DISCOVERY);
      assertThat(EngineFixture.location(discovering.visit(EngineFixture.page("/account"), session))).contains("request_uri=");
    }
  }

  @Test
  void providerThatOffersIt_isNotAskedUnlessASettingSaysSo() {
    try (EngineFixture plain = new EngineFixture(Map.of(Setting.SHARED_APPLICATION, "true", Setting.CLIENT_ID, "shared_client_id",
        Setting.CLIENT_SECRET, "shared_client_secret", Setting.DISCOVERY, "true"))) {
      assertThat(EngineFixture.location(plain.visit(EngineFixture.page("/account"), session))).doesNotContain("request_uri=");
      assertThat(plain.organization.journal().count(Endpoint.PAR)).isZero();
    }
  }

  static Stream<Fault> outages() {
    return Stream.of(Fault.status(500), Fault.status(503, 7), Fault.reset(), Fault.notJson(), Fault.emptyBody(),
        Fault.missingMember("request_uri"), Fault.member("request_uri", 5), Fault.member("request_uri", ""),
        Fault.member("request_uri", "has a space"), Fault.member("request_uri", "x".repeat(2000)), Fault.status(404),
        Fault.redirect("https://elsewhere.example/"));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void answerThatIsNone_isA503PageAndNothingIsBegun(Fault fault) {
    fixture.organization.inject(fault, Endpoint.PAR);
    AuthenticationResult result = begin();
    assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> {
      assertThat(refused.reply().status()).isEqualTo(503);
      assertThat(refused.reply().header("Retry-After")).isPresent();
      assertThat(refused.reply().body()).contains("/account");
    });
    assertThat(session.created()).as("no session for a sign-in that was not begun").isFalse();
  }

  @Test
  void refusal_isToldToTheOperatorAndNotToTheUser() {
    try (LogCapture log = LogCapture.ofSignIns()) {
      fixture.organization.inject(Fault.error(401, "invalid_client", "Client credentials are invalid."), Endpoint.PAR);
      assertThat(begin()).isInstanceOfSatisfying(Refused.class, refused -> {
        assertThat(refused.reply().status()).isEqualTo(500);
        assertThat(refused.reply().body()).contains("not set up correctly").doesNotContain("invalid_client");
      });
      assertThat(log.lines()).singleElement().asString().contains("refused a pushed authorization request of the client shared_client_id")
          .contains("invalid_client: Client credentials are invalid.").contains("Check client-id").doesNotContain("shared_client_secret");
    }
    assertThat(session.created()).isFalse();
    fixture.organization.clearFaults();
    assertThat(begin()).as("the next one is asked again").isInstanceOf(Redirected.class);
  }

  private AuthenticationResult begin() {
    return fixture.visit(EngineFixture.page("/account"), session);
  }
}
