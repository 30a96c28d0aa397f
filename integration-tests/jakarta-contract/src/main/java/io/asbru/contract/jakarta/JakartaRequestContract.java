package io.asbru.contract.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.contract.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The part of the contract on what the container does with requests: dispatches, bodies, WebSockets. */
public abstract class JakartaRequestContract extends JakartaAccessContract {

  @Test
  void forwardAsyncAndErrorPages_keepTheCaller() {
    String token = PROVIDER.accessToken("store-reader", "read_stores");
    assertThat(visitor.program("/do/forward", token).requireStatus(200).fact("user")).startsWith("store-reader");
    Answer async = visitor.program("/do/async", token).requireStatus(200);
    assertThat(async.fact("user")).startsWith("store-reader");
    assertThat(async.fact("current")).startsWith("store-reader");
    assertThat(async.fact("staff").equals("failed")).isEqualTo(Difference.NO_ROLES_IN_DISPATCHES.here());
    Answer error = visitor.program("/do/error", token).requireStatus(409);
    assertThat(error.fact("dispatcher")).isEqualTo("ERROR");
    assertThat(error.fact("current")).startsWith("store-reader");
    Answer exception = visitor.program("/do/exception", token).requireStatus(500);
    assertThat(exception.fact("current")).startsWith("store-reader");
  }

  @Test
  void bodyOfTheApplication_staysUnread() {
    Answer answer = visitor.ask("/do/body").bearer(PROVIDER.accessToken("Charlie", "read_stores")).form(Map.of("what", "ä+b")).send();
    assertThat(answer.requireStatus(200).fact("parameter")).isEqualTo("ä+b");
  }

  @Test
  void webSocket_knowsTheCallerAndTheExpiry() throws Exception {
    String token = PROVIDER.accessToken("store-reader", "read_stores");
    CompletableFuture<String> answer = new CompletableFuture<>();
    WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder().header("Authorization", "Bearer " + token)
        .buildAsync(URI.create(application.toString().replace("http:", "ws:") + "/private/socket"), new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            answer.complete(data.toString());
            return WebSocket.Listener.super.onText(webSocket, data, last);
          }
        }).get(20, TimeUnit.SECONDS);
    socket.sendText("who", true).get(20, TimeUnit.SECONDS);

    assertThat(answer.get(20, TimeUnit.SECONDS)).startsWith("store-reader").endsWith(" true");
    socket.abort();
  }

  @Test
  void requestFromAnotherSite_doesNotUseTheSession() {
    visitor.signIn("/private/", "store-manager").requireStatus(200);
    Answer answer = visitor.ask("/private/").header("Sec-Fetch-Site", "cross-site").header("Sec-Fetch-Mode", "navigate")
        .header("Accept", "text/html").form(Map.of("name", "evil")).send();
    answer.requireStatus(403);
    assertThat(answer.body()).contains("another site");
    visitor.ask("/scoped/").header("Origin", "https://evil.example").form(Map.of("name", "evil")).send().requireStatus(403);
    visitor.ask("/beans/both").header("Sec-Fetch-Site", "cross-site").form(Map.of()).send().requireStatus(403);
    visitor.post("/private/", Map.of("name", "good")).requireStatus(200);
  }
}
