package io.asbru.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.HttpReply;
import io.asbru.HttpReply.Header;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepliesTest {

  private final StubResponse response = new StubResponse();

  @Test
  void headers_comeBeforeTheStatusAndTheBodyLast() throws Exception {
    response.body.write('x');
    Replies.send(new HttpReply(401, List.of(new Header("WWW-Authenticate", "Bearer"), new Header("WWW-Authenticate", "Other"),
        new Header("Content-Type", "application/json"), new Header("Set-Cookie", "a=b"), new Header("Vary", "Origin")), "{\"ä\":1}"),
        response.make());
    assertThat(response.calls).containsExactly("set WWW-Authenticate: Bearer", "add WWW-Authenticate: Other",
        "type application/json", "add Set-Cookie: a=b", "add Vary: Origin", "status 401", "length 8");
    assertThat(response.text()).isEqualTo("{\"ä\":1}");
  }

  @Test
  void emptyBody_hasLengthZero() throws Exception {
    Replies.send(new HttpReply(302, List.of(new Header("Location", "/")), ""), response.make());
    assertThat(response.calls).containsExactly("set Location: /", "status 302", "length 0");
  }

  @Test
  void responseThatWasSent_isLeftAlone() throws Exception {
    response.committed = true;
    Replies.send(new HttpReply(302, List.of(new Header("Location", "/")), ""), response.make());
    assertThat(response.calls).isEmpty();
  }

  @Test
  void writerInUse_isUsed() throws Exception {
    response.writerInUse = true;
    Replies.send(new HttpReply(401, List.of(), "no"), response.make());
    assertThat(response.text()).isEqualTo("no");
  }
}
