package io.asbru.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.Secret;
import io.asbru.internal.StubServer;
import io.asbru.internal.StubServer.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BearerHttpClientTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final StubServer api = new StubServer();
  private final List<Duration> waits = new ArrayList<>();
  private final List<Secret> rejected = new ArrayList<>();
  private final List<String> issued = new ArrayList<>(List.of("first", "second", "third"));
  private final TokenSource tokens = new TokenSource() {
    @Override
    public Secret accessToken() {
      return Secret.of(issued.get(0));
    }

    @Override
    public void rejected(Secret accessToken) {
      rejected.add(accessToken);
      if (issued.size() > 1 && issued.get(0).equals(accessToken.value())) {
        issued.remove(0);
      }
    }
  };
  private final BearerHttpClient client = new BearerHttpClient(HttpClient.newHttpClient(), tokens, Duration.ofSeconds(10),
      Duration.ofSeconds(30), Clock.fixed(NOW, ZoneOffset.UTC), waits::add);

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void token_isSentInPlaceOfAnyOther() throws Exception {
    api.on("/a", 200, "fine");

    HttpResponse<String> response = client.send(
        HttpRequest.newBuilder(URI.create(api.url() + "/a")).header("authorization", "Basic abc").header("X-Own", "kept").build(),
        BodyHandlers.ofString());

    assertThat(response.body()).isEqualTo("fine");
    assertThat(api.only("/a").headers().get("Authorization")).containsExactly("Bearer first");
    assertThat(api.only("/a").header("X-own")).isEqualTo("kept");
  }

  @Test
  void answer401_isAskedAgainOnceWithANewToken() throws Exception {
    api.on("/a", request -> new Reply(request.header("Authorization").equals("Bearer second") ? 201 : 401, Map.of(), ""));

    assertThat(send("POST").statusCode()).isEqualTo(201);
    assertThat(rejected).containsExactly(Secret.of("first"));
    assertThat(waits).isEmpty();
  }

  @Test
  void answer401_isGivenBackIfANewTokenFaresNoBetter() throws Exception {
    api.on("/a", 401, "no");

    assertThat(send("GET").statusCode()).isEqualTo(401);
    assertThat(api.requests("/a")).hasSize(2);
  }

  @Test
  void answer401_isGivenBackIfThereIsNoOtherToken() throws Exception {
    api.on("/a", 401, "no");
    BearerHttpClient relaying = BearerHttpClient.of(TokenSource.relaying(Secret.of("users")));

    assertThat(relaying.send(request("GET"), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    assertThat(api.only("/a").header("Authorization")).isEqualTo("Bearer users");
  }

  @Test
  void insufficientScope_isAnErrorThatNamesTheScope() {
    api.on("/a", request -> new Reply(403, Map.of("WWW-Authenticate",
        "Bearer realm=\"stores\", error=\"insufficient_scope\", scope=\"write_stores audit_stores\""), ""));

    assertThatThrownBy(() -> send("GET")).isInstanceOfSatisfying(InsufficientScopeException.class,
        e -> assertThat(e.missing()).isEqualTo(Set.of("write_stores", "audit_stores"))).hasMessageContaining("audit_stores write_stores");
  }

  @Test
  void another403_isGivenBack() throws Exception {
    api.on("/a", 403, "no");

    assertThat(send("GET").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"7, PT7S", "'Sun, 01 Mar 2026 10:00:12 GMT', PT12S", "'Sun, 01 Mar 2026 09:00:00 GMT', PT0S", "soon, PT1S"})
  void rateLimit_isHeeded(String retryAfter, Duration wait) throws Exception {
    api.on("/a", request -> api.requests("/a").size() == 1
        ? new Reply(429, Map.of("Retry-After", retryAfter), "") : new Reply(200, Map.of(), ""));

    assertThat(send("POST").statusCode()).isEqualTo(200);
    assertThat(waits).containsExactly(wait);
  }

  @Test
  void waitThatIsTooLong_isLeftToTheCaller() throws Exception {
    api.on("/a", request -> new Reply(429, Map.of("Retry-After", "31"), ""));

    assertThat(send("GET").statusCode()).isEqualTo(429);
    assertThat(waits).isEmpty();
    assertThat(api.requests("/a")).hasSize(1);
  }

  @Test
  void rateLimitThatStays_isGivenBackAfterThreeAttempts() throws Exception {
    api.on("/a", 429, "");

    assertThat(send("GET").statusCode()).isEqualTo(429);
    assertThat(api.requests("/a")).hasSize(3);
    assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void rateLimitWindow_isWaitedForInGrowingStepsAndNoLonger() throws Exception {
    api.on("/a", 429, "");

    assertThat(client.withRateLimitWindow(Duration.ofMinutes(1)).send(request("POST"), BodyHandlers.ofString()).statusCode()).isEqualTo(429);
    assertThat(waits).extracting(Duration::toSeconds).containsExactly(5L, 5L, 10L, 20L, 20L);
    assertThat(api.requests("/a")).hasSize(6);
  }

  @Test
  void rateLimitThatEndsInItsWindow_isNotSeen() throws Exception {
    List<Duration> told = new ArrayList<>();
    api.on("/a", request -> new Reply(api.requests("/a").size() < 5 ? 429 : 200, Map.of(), ""));

    assertThat(client.withRateLimitWindow(Duration.ofMinutes(1)).withPause(told::add).send(request("POST"), BodyHandlers.ofString())
        .statusCode()).isEqualTo(200);
    assertThat(told).extracting(Duration::toSeconds).containsExactly(5L, 5L, 10L, 20L);
    assertThat(waits).isEmpty();
  }

  @Test
  void retryAfter_countsInAWindowToo() throws Exception {
    api.on("/a", request -> new Reply(429, Map.of("Retry-After", "7"), ""));

    assertThat(client.withRateLimitWindow(Duration.ofMinutes(1)).send(request("GET"), BodyHandlers.ofString()).statusCode()).isEqualTo(429);
    assertThat(waits).extracting(Duration::toSeconds).containsExactly(7L, 7L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void serverError_isAskedAgainForMethodsThatMayBeRepeated(String method) throws Exception {
    api.on("/a", request -> new Reply(api.requests("/a").size() < 3 ? 503 : 200, Map.of(), ""));

    assertThat(send(method).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH"})
  void serverError_isGivenBackForMethodsThatMustNot(String method) throws Exception {
    api.on("/a", 503, "");

    assertThat(send(method).statusCode()).isEqualTo(503);
    assertThat(api.requests("/a")).hasSize(1);
  }

  @Test
  void internalError_isGivenBack() throws Exception {
    api.on("/a", 500, "");

    assertThat(send("GET").statusCode()).isEqualTo(500);
    assertThat(api.requests("/a")).hasSize(1);
  }

  @Test
  void brokenConnection_isTriedAgainForMethodsThatMayBeRepeated() {
    api.on("/a", request -> {
      throw new IOException("broken");
    });

    assertThatThrownBy(() -> send("GET")).isInstanceOf(IOException.class).hasMessageNotContaining("first");
    assertThat(waits).hasSize(2);
    waits.clear();
    assertThatThrownBy(() -> send("POST")).isInstanceOf(IOException.class);
    assertThat(waits).isEmpty();
  }

  @Test
  void slowAnswer_endsAtTheDeadlineAndIsNotTriedAgain() {
    CountDownLatch never = new CountDownLatch(1);
    api.on("/a", request -> {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Reply(200, Map.of(), "");
    });

    assertThatThrownBy(() -> client.withDeadline(Duration.ofMillis(200)).send(request("GET"), BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(waits).isEmpty();
    never.countDown();
  }

  @Test
  void hugeBody_isNotRead() {
    api.on("/a", 200, "x".repeat(2000));

    assertThatThrownBy(() -> client.withLongestWait(Duration.ZERO).send(request("GET"), BoundedBytes.of(1999)))
        .isInstanceOf(IOException.class).hasMessageContaining("1999 bytes");
  }

  @Test
  void redirect_isNotFollowed() throws Exception {
    api.on("/a", request -> new Reply(302, Map.of("Location", api.url() + "/b"), ""));

    assertThat(send("GET").statusCode()).isEqualTo(302);
    assertThat(api.requests("/b")).isEmpty();
    assertThatThrownBy(() -> BearerHttpClient.of(HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build(), tokens))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void httpToAnotherMachine_isRefused() {
    assertThatThrownBy(() -> client.send(HttpRequest.newBuilder(URI.create("http://api.example/a")).build(), BodyHandlers.ofString()))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("https").hasMessageNotContaining("first");
  }

  @Test
  void tokenThatCannotBeSent_isNotShown() {
    BearerHttpClient strange = BearerHttpClient.of(TokenSource.relaying(Secret.of("line\nbreak")));

    assertThatThrownBy(() -> strange.send(request("GET"), BodyHandlers.ofString())).isInstanceOf(IOException.class)
        .hasMessageNotContaining("line").hasNoCause();
  }

  private HttpResponse<String> send(String method) throws Exception {
    return client.send(request(method), BodyHandlers.ofString());
  }

  private HttpRequest request(String method) {
    return HttpRequest.newBuilder(URI.create(api.url() + "/a")).method(method, BodyPublishers.noBody()).build();
  }
}
