package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpSenderTest {

  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

  private final HttpSender sender = sender("500ms");

  @AfterEach
  void close() {
    sender.close();
  }

  @Test
  void answer_arrivesWithStatusHeadersAndBody() throws IOException {
    try (StubServer server = new StubServer().on("/a", request -> new StubServer.Reply(429, Map.of("Retry-After", "7"), "größer"))) {
      HTTPResponse response = sender.send(get(server.url() + "/a"));
      assertThat(response.getStatusCode()).isEqualTo(429);
      assertThat(response.getHeaderValue("retry-after")).isEqualTo("7");
      assertThat(response.getBody()).isEqualTo("größer");
    }
  }

  @Test
  void silentServer_isGivenUpAtTheDeadline() throws Exception {
    try (RawServer server = new RawServer((socket, out) -> RawServer.awaitEnd(socket))) {
      assertGivenUp(server, "no complete answer within 500 ms");
    }
  }

  @Test
  void tricklingBody_isGivenUpAtTheDeadlineAndReadNoFurther() throws Exception {
    try (RawServer server = new RawServer((socket, out) -> {
      RawServer.write(out, HEAD + "Content-Length: 100000\r\n\r\n");
      while (true) {
        RawServer.write(out, "x");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    })) {
      assertGivenUp(server, "no complete answer within 500 ms");
    }
  }

  @Test
  void endlessBody_isReadNoFurtherThanTheLimit() throws Exception {
    try (RawServer server = new RawServer((socket, out) -> {
      RawServer.write(out, HEAD + "Transfer-Encoding: chunked\r\n\r\n");
      String chunk = "400\r\n" + "x".repeat(1024) + "\r\n";
      while (true) {
        RawServer.write(out, chunk);
      }
    })) {
      assertGivenUp(server, "the response is larger than 4096 bytes (max-response-size)");
    }
  }

  @Test
  void bodyOfExactlyTheLimit_isTakenAndOneByteMoreIsNot() throws IOException {
    try (StubServer server = new StubServer().on("/fits", 200, "x".repeat(4096)).on("/more", 200, "x".repeat(4097))) {
      assertThat(sender.send(get(server.url() + "/fits")).getBody()).hasSize(4096);
      assertThatThrownBy(() -> sender.send(get(server.url() + "/more"))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void halfABody_isNoAnswer() throws Exception {
    try (RawServer server = new RawServer((socket, out) -> RawServer.write(out, HEAD + "Content-Length: 100\r\n\r\n{\"active\":true"))) {
      assertThatThrownBy(() -> sender.send(get(server.url()))).isInstanceOf(IOException.class)
          .hasMessage("the connection broke off before the answer was complete");
    }
  }

  @Test
  void resetConnection_isNoAnswer() throws Exception {
    try (RawServer server = new RawServer((socket, out) -> socket.setSoLinger(true, 0))) {
      assertThatThrownBy(() -> sender.send(get(server.url()))).isInstanceOf(IOException.class)
          .hasMessage("the connection broke off before the answer was complete");
    }
  }

  @Test
  void notHttp_isNoAnswer() throws Exception {
    try (RawServer server = new RawServer((socket, out) -> RawServer.write(out, "SSH-2.0-OpenSSH_9\r\n\r\n"))) {
      assertThatThrownBy(() -> sender.send(get(server.url()))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusedConnection_saysSo() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(() -> sender.send(get("http://localhost:" + port + "/"))).isInstanceOf(IOException.class)
        .hasMessageStartingWith("connecting failed");
  }

  @Test
  void redirect_isNotFollowed() throws IOException {
    try (StubServer server = new StubServer().on("/there", 200, "{}")
        .on("/here", request -> new StubServer.Reply(307, Map.of("Location", "/there"), ""))) {
      assertThat(sender.send(get(server.url() + "/here")).getStatusCode()).isEqualTo(307);
      assertThat(server.requests("/there")).isEmpty();
    }
  }

  @Test
  void interruptedThread_staysInterrupted() throws Exception {
    try (RawServer server = new RawServer((socket, out) -> RawServer.awaitEnd(socket))) {
      Thread.currentThread().interrupt();
      Throwable thrown = catchThrowable(() -> sender.send(get(server.url())));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(thrown).isInstanceOf(InterruptedIOException.class);
    }
  }

  @Test
  void headerThatCannotBeSent_isNotQuoted() {
    HTTPRequest request = get("http://localhost:1/");
    request.setAuthorization("Bearer top\u0001secret");
    Throwable thrown = catchThrowable(() -> sender.send(request));
    assertThat(thrown).isInstanceOf(IOException.class).hasMessageNotContaining("secret").hasNoCause();
  }

  @Test
  void unavailability_namesTheAddressWithoutItsQuery() throws Exception {
    try (RawServer server = new RawServer((socket, out) -> socket.setSoLinger(true, 0))) {
      assertThatThrownBy(() -> sender.exchange(get(server.url() + "path?token=secret"), response -> response))
          .isInstanceOf(AuthorizationServerUnavailableException.class)
          .hasMessage(server.url() + "path: the connection broke off before the answer was complete");
    }
  }

  @Test
  void brokenConnection_isMadeAnewOnceForARequestThatChangesNothing() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (RawServer server = new RawServer((socket, out) -> {
      if (requests.incrementAndGet() == 1) {
        socket.setSoLinger(true, 0);
      } else {
        RawServer.write(out, HEAD + "Content-Length: 2\r\n\r\n{}");
      }
    })) {
      assertThat(sender.exchangeSafely(post(server.url()), ProviderResponse::body)).isEqualTo("{}");
      assertThat(requests).hasValue(2);
    }
  }

  @Test
  void connectionThatBreaksTwice_isAFailure() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (RawServer server = new RawServer((socket, out) -> {
      requests.incrementAndGet();
      RawServer.write(out, HEAD + "Content-Length: 100\r\n\r\n{");
    })) {
      assertThatThrownBy(() -> sender.exchangeSafely(post(server.url()), ProviderResponse::body))
          .isInstanceOf(AuthorizationServerUnavailableException.class);
      assertThat(requests).hasValue(2);
    }
  }

  @Test
  void requestThatChangesSomething_isNeverSentTwice() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (RawServer server = new RawServer((socket, out) -> {
      requests.incrementAndGet();
      socket.setSoLinger(true, 0);
    })) {
      assertThatThrownBy(() -> sender.exchange(post(server.url()), ProviderResponse::body))
          .isInstanceOf(AuthorizationServerUnavailableException.class);
      assertThat(requests).hasValue(1);
    }
  }

  @Test
  void answerThatIsTooLateOrTooLarge_isNotAskedForAgain() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (RawServer server = new RawServer((socket, out) -> {
      if (requests.incrementAndGet() == 1) {
        RawServer.awaitEnd(socket);
      }
      RawServer.write(out, HEAD + "Content-Length: 5000\r\n\r\n" + "x".repeat(5000));
    })) {
      for (int request = 1; request <= 2; request++) {
        assertThatThrownBy(() -> sender.exchangeSafely(post(server.url()), ProviderResponse::body))
            .isInstanceOf(AuthorizationServerUnavailableException.class);
        assertThat(requests).hasValue(request);
      }
    }
  }

  @Test
  void secondAttempt_hasOnlyTheRestOfTheDeadline() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (RawServer server = new RawServer((socket, out) -> {
      if (requests.incrementAndGet() == 1) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1500));
        socket.setSoLinger(true, 0);
      } else {
        RawServer.awaitEnd(socket);
      }
    }); HttpSender patient = sender("2s")) {
      long begun = System.nanoTime();
      assertThatThrownBy(() -> patient.exchangeSafely(post(server.url()), ProviderResponse::body))
          .isInstanceOf(AuthorizationServerUnavailableException.class).hasMessageContaining("within 2000 ms");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofMillis(1900), Duration.ofMillis(3200));
      assertThat(requests).hasValue(2);
    }
  }

  @Test
  void close_breaksOffWhatIsUnderWayAndEndsTheThreads() throws Exception {
    try (RawServer server = new RawServer((socket, out) -> RawServer.awaitEnd(socket)); HttpSender patient = sender("20s")) {
      CompletableFuture<Throwable> outcome =
          CompletableFuture.supplyAsync(() -> catchThrowable(() -> patient.send(get(server.url()))));
      server.asked().get(5, TimeUnit.SECONDS);
      patient.close();
      assertThat(outcome.get(5, TimeUnit.SECONDS)).isInstanceOf(IOException.class).hasMessage("the application has been stopped");
      assertThatThrownBy(() -> patient.send(get(server.url()))).isInstanceOf(IOException.class)
          .hasMessage("the application has been stopped");
    }
    sender.close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("asbru-http-")) {
        thread.join(Duration.ofSeconds(5).toMillis());
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  private void assertGivenUp(RawServer server, String message) throws Exception {
    assertThatThrownBy(() -> sender.send(get(server.url()))).isInstanceOf(IOException.class).hasMessage(message);
    server.clientGone().get(5, TimeUnit.SECONDS);
  }

  private static HTTPRequest get(String url) {
    return new HTTPRequest(HTTPRequest.Method.GET, URI.create(url));
  }

  private static HTTPRequest post(String url) {
    HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST, URI.create(url));
    request.setBody("");
    return request;
  }

  private static HttpSender sender(String deadline) {
    Settings settings = Settings.builder()
        .set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.CLIENT_ID, "client")
        .set(Setting.REQUEST_TIMEOUT, deadline)
        .set(Setting.MAX_RESPONSE_SIZE, "4096")
        .build();
    return new HttpSender(settings.http(), new MutableClock(Instant.parse("2026-03-01T12:00:00Z")));
  }
}
