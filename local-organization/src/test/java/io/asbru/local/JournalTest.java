package io.asbru.local;

import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class JournalTest extends RunningTest {

  @Test
  void entry_saysWhatWasAskedAndAnswered() {
    east.password(SAMPLE, "Charlie", "openid");
    JournalEntry entry = local.journal().last(Endpoint.TOKEN).orElseThrow();

    assertThat(entry.method()).isEqualTo("POST");
    assertThat(entry.path()).isEqualTo("/t/bestcarmart/o/" + EAST + "/oauth2/token");
    assertThat(entry.organization()).contains(EAST);
    assertThat(entry.clientId()).contains("sample_application_client_id");
    assertThat(entry.status()).isEqualTo(200);
    assertThat(entry.at()).isEqualTo(TestClock.START);
    assertThat(entry.parameter("grant_type")).contains("password");
    assertThat(entry.parameter("password")).contains("jG9A5KrX");
    assertThat(entry.header("authorization")).contains(SAMPLE);
  }

  @Test
  void secrets_areNotInTheText() {
    Answer issued = east.password(SAMPLE, "Charlie", "openid");
    east.introspect(SAMPLE, issued.text("access_token"));
    east.refresh(SAMPLE, issued.text("refresh_token"));

    assertThat(local.journal().entries().toString()).contains("username=[Charlie]", "INTROSPECT")
        .doesNotContain("jG9A5KrX", issued.text("access_token"), issued.text("refresh_token"), SAMPLE.substring(6));
  }

  @Test
  void endpoints_areCountedApart() {
    east.password(SAMPLE, "Charlie", "openid");
    east.get("/oauth2/jwks");
    west.get("/oauth2/jwks");
    east.get("/oauth2/token/.well-known/openid-configuration");
    browser.get(Browser.authorize(east, "sample_application_client_id"));

    assertThat(local.journal().count(Endpoint.TOKEN)).isEqualTo(1);
    assertThat(local.journal().count(Endpoint.JWKS)).isEqualTo(2);
    assertThat(local.journal().count(Endpoint.DISCOVERY)).isEqualTo(1);
    assertThat(local.journal().count(Endpoint.AUTHORIZE)).isEqualTo(1);
    assertThat(local.journal().count(Endpoint.SIGN_IN)).isEqualTo(1);
    assertThat(local.journal().entries()).extracting(JournalEntry::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);

    local.journal().clear();
    assertThat(local.journal().entries()).isEmpty();
  }

  @Test
  void await_returnsWhenTheRequestComes() {
    CompletableFuture<JournalEntry> waiting = CompletableFuture.supplyAsync(
        () -> local.journal().await(entry -> entry.status() == 404, Duration.ofSeconds(20)));
    root.get("/oauth2/nothing");

    assertThat(waiting.join().endpoint()).isEqualTo(Endpoint.OTHER);
  }

  @Test
  void await_failsWithTheJournalWhenNothingComes() {
    east.get("/oauth2/jwks");

    assertThatThrownBy(() -> local.journal().await(Endpoint.TOKEN, 1, Duration.ofMillis(10)))
        .isInstanceOf(IllegalStateException.class).hasMessageContaining("JWKS GET");
  }
}
