package io.asbru.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServletRequestViewTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  private static ServletRequestView view(StubRequest request) {
    return new ServletRequestView(request.make(), "/a");
  }

  @Test
  void view_showsTheRequest() {
    ServletRequestView view = view(StubRequest.of("PUT", "/a").query("b=c"));
    assertThat(view.method()).isEqualTo("PUT");
    assertThat(view.scheme()).isEqualTo("https");
    assertThat(view.authority()).isEqualTo("shop.example");
    assertThat(view.remoteAddress()).isEqualTo("192.0.2.1");
    assertThat(view.contextPath()).isEqualTo("/app");
    assertThat(view.path()).isEqualTo("/a");
    assertThat(view.rawPath()).isEqualTo("/app/a");
    assertThat(view.query()).contains("b=c");
    assertThat(view(StubRequest.get("/a")).query()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"async", "forward"})
  void dispatch_doesNotChangeWhatTheClientSent(String kind) {
    StubRequest request = StubRequest.of("GET", "/dispatched").query("of=the-dispatch");
    request.attributes.put("jakarta.servlet." + kind + ".request_uri", "/app/sent");
    assertThat(view(request).rawPath()).isEqualTo("/app/sent");
    assertThat(view(request).query()).isEmpty();

    request.attributes.put("jakarta.servlet." + kind + ".query_string", "a=b");
    assertThat(view(request).query()).contains("a=b");
  }

  @Test
  void forwardAfterAnAsynchronousDispatch_doesNotChangeWhatTheClientSent() {
    StubRequest request = StubRequest.of("GET", "/forwarded").query("of=the-forward");
    request.attributes.putAll(Map.of("jakarta.servlet.async.request_uri", "/app/sent", "jakarta.servlet.async.query_string", "a=b",
        "jakarta.servlet.forward.request_uri", "/app/dispatched", "jakarta.servlet.forward.query_string", "of=the-dispatch"));
    assertThat(view(request).rawPath()).isEqualTo("/app/sent");
    assertThat(view(request).query()).contains("a=b");
  }

  @ParameterizedTest
  @CsvSource({"http, localhost, 80, localhost", "http, localhost, 8080, localhost:8080", "https, h, 443, h", "https, h, 80, h:80",
      "HTTPS, h, 443, h", "http, ::1, 8080, [::1]:8080", "http, [::1], 80, [::1]", "http, h, -1, h"})
  void authority_hasThePortOnlyIfItIsUnusual(String scheme, String host, int port, String authority) {
    assertThat(ServletRequestView.authority(scheme, host, port)).isEqualTo(authority);
  }

  @Test
  void headers_keepRepetitions() {
    ServletRequestView view = view(StubRequest.get("/a").header("Authorization", "Bearer a", "Bearer b", "Bearer c").header("Accept", "x"));
    assertThat(view.headers("authorization")).containsExactly("Bearer a", "Bearer b", "Bearer c");
    assertThat(view.headers("Accept")).containsExactly("x");
    assertThat(view.headers("Origin")).isEmpty();
    assertThat(view.header("Accept")).contains("x");
    assertThat(view.header("Origin")).isEmpty();
  }

  @Test
  void headersThatTheContainerHides_areAbsent() {
    StubRequest request = StubRequest.get("/a");
    request.on("getHeaders", name -> null);
    assertThat(view(request).headers("Authorization")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/app/oauth2/callback, '', /oauth2/callback", "/app/a%20b, /a b, /a b", "/app/a;x, /a, /a", "/app, '', /"})
  void pathForAContainerWithRulesOfItsOwn_isTheUrlsIfThatIsClear(String rawPath, String servletPath, String path) {
    assertThat(ServletRequestView.of(StubRequest.get("/").uri(rawPath).path("/app", servletPath, null).make()).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {FORM, FORM + ";charset=UTF-8", FORM + " ; x=y", "Application/X-WWW-Form-Urlencoded"})
  void form_isReadFromTheBodyAlone(String type) {
    ServletRequestView view = view(StubRequest.of("POST", "/a").query("state=query&other=1").body(type, "state=a%20b+c&x=1&x=2&empty=&bare"));
    assertThat(view.formParameters()).isEqualTo(
        Map.of("state", List.of("a b c"), "x", List.of("1", "2"), "empty", List.of(""), "bare", List.of("")));
    assertThat(view.formParameters()).isSameAs(view.formParameters());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "multipart/form-data", FORM + "x"})
  void bodyOfAnotherType_hasNoParameters(String type) {
    StubRequest request = StubRequest.of("POST", "/a");
    request.on("getContentType", none -> type);
    assertThat(view(request).formParameters()).isEmpty();
  }

  @Test
  void requestWithoutABody_hasNoParameters() {
    StubRequest request = StubRequest.get("/a");
    request.on("getContentType", none -> null);
    assertThat(view(request).formParameters()).isEmpty();
    assertThat(view(StubRequest.of("POST", "/a").body(FORM, "")).formParameters()).isEmpty();
  }

  @Test
  void longBody_isNotRead() {
    assertThat(view(StubRequest.of("POST", "/a").body(FORM, 64 * 1024 + 1, new Endless())).formParameters()).isEmpty();
  }

  @Test
  void bodyOfUnknownLength_isReadUpToTheLimit() {
    Endless endless = new Endless();
    assertThat(view(StubRequest.of("POST", "/a").body(FORM, -1, endless)).formParameters()).isEmpty();
    assertThat(endless.count).isEqualTo(64 * 1024 + 1);
  }

  @Test
  void malformedBody_hasNoParameters() {
    assertThat(view(StubRequest.of("POST", "/a").body(FORM, "a=1&b=%zz")).formParameters()).isEmpty();
  }

  @Test
  void brokenConnection_hasNoParameters() {
    InputStream broken = new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("reset");
      }
    };
    assertThat(view(StubRequest.of("POST", "/a").body(FORM, 10, broken)).formParameters()).isEmpty();
  }

  @Test
  void bodyThatWasParsedBefore_isTakenFromTheContainerWithoutTheQuery() {
    StubRequest request = StubRequest.of("POST", "/a").query("state=query&q=1").body(FORM, 20, new ByteArrayInputStream(new byte[0]));
    request.on("getParameterMap", none -> Map.of("state", new String[] {"query", "body"}, "q", new String[] {"1"}, "b", new String[] {"2"}));
    assertThat(view(request).formParameters()).isEqualTo(Map.of("state", List.of("body"), "b", List.of("2")));
  }

  @Test
  void bodyWithAReaderInUse_isTakenFromTheContainer() {
    StubRequest request = StubRequest.of("POST", "/a").body(FORM, "state=x");
    request.on("getInputStream", none -> {
      throw new IllegalStateException("getReader was called");
    });
    request.on("getParameterMap", none -> Map.of("state", new String[] {"x"}));
    assertThat(view(request).formParameters()).isEqualTo(Map.of("state", List.of("x")));
  }

  @Test
  void formThatIsSharedWithTheApplication_isReadInItsEncoding_orInUtf8() {
    List<Object> calls = new ArrayList<>();
    StubRequest request = StubRequest.of("POST", "/a").body(FORM, "csrf_token=x");
    request.on("getCharacterEncoding", none -> null);
    request.on("setCharacterEncoding", name -> {
      calls.add(name[0]);
      return null;
    });
    request.on("getParameterValues", name -> calls.add("read") ? new String[] {"x"} : null);
    assertThat(view(request).sharedFormParameter("csrf_token")).containsExactly("x");
    assertThat(calls).containsExactly("UTF-8", "read");

    calls.clear();
    request.on("getCharacterEncoding", none -> "ISO-8859-1");
    view(request).sharedFormParameter("csrf_token");
    assertThat(calls).containsExactly("read");
  }

  private static final class Endless extends InputStream {
    private int count;

    @Override
    public int read() {
      if (++count > 1_000_000) {
        throw new UncheckedIOException(new IOException("nobody stops"));
      }
      return 'a';
    }
  }
}
