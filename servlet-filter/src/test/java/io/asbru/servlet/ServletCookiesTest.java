package io.asbru.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.session.Cookies;
import io.asbru.session.ResponseCookie;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServletCookiesTest {

  private final StubRequest request = StubRequest.get("/");
  private final StubResponse response = new StubResponse();

  private static ResponseCookie cookie(String name, String value) {
    return new ResponseCookie(name, value, Optional.empty(), Optional.of("Lax"), true);
  }

  private static ResponseCookie removal(String name) {
    return new ResponseCookie(name, "", Optional.of(Duration.ZERO), Optional.of("Lax"), false);
  }

  @Test
  void firstOfSeveralCookiesOfOneName_counts() {
    request.on("getCookies", none -> new Cookie[] {new Cookie("a", "1"), new Cookie("a", "2"), new Cookie("b", "3")});
    assertThat(ServletCookies.of(request.make(), response.make()).received()).containsEntry("a", "1").containsEntry("b", "3").hasSize(2);
  }

  @Test
  void whatWasSet_isSentAndSeenByWhoeverAsksLater() {
    request.on("getCookies", none -> new Cookie[] {new Cookie("gone", "x")});
    Cookies cookies = new HttpSessionStore(request.make(), response.make()).cookies();
    assertThat(cookies.set(cookie("a", "1"))).isTrue();
    assertThat(cookies.set(removal("gone"))).isTrue();
    assertThat(response.calls).containsExactly(
        "add Set-Cookie: a=1; Path=/; HttpOnly; Secure; SameSite=Lax",
        "add Set-Cookie: gone=; Path=/; HttpOnly; Max-Age=0; Expires=Thu, 1 Jan 1970 00:00:00 GMT; SameSite=Lax");
    assertThat(new HttpSessionStore(request.make()).cookies().received()).containsOnlyKeys("a");
  }

  @Test
  void responseThatHasGoneOut_takesNone() {
    response.committed = true;
    Cookies cookies = ServletCookies.of(request.make(), response.make());
    assertThat(cookies.set(cookie("a", "1"))).isFalse();
    assertThat(response.calls).isEmpty();
    assertThat(cookies.received()).as("for the rest of this request").containsEntry("a", "1");
  }

  @Test
  void requestWithoutItsResponse_setsNone() {
    assertThat(new HttpSessionStore(request.make()).cookies().set(cookie("a", "1"))).isFalse();
  }
}
