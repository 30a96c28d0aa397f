package io.asbru.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.servlet.RequestPath.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/a/", "/a/b.html", "/.well-known/x", "/a..b", "/a./b", "/..a", "/a:b@c", "/~x/a-b_c,d", "/a'(b)!*&=+$"})
  void plainPath_isPlain(String path) {
    assertThat(RequestPath.form(path)).isEqualTo(Form.PLAIN);
    assertThat(RequestPath.normal(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a%20b", "/%61", "/caf%C3%A9", "/a%2Bb", "/a%3fb", "/%e2%82%ac/x"})
  void harmlessEscapes_areTaken(String path) {
    assertThat(RequestPath.form(path)).isEqualTo(Form.ESCAPED);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "", "*", "a", "http://host/a",
      "//", "//a", "/a//b", "/a//",
      "/.", "/..", "/./a", "/a/.", "/a/..", "/a/../b", "/public/../private", "/a/.../b",
      "/private/scoped/.", "/private/scoped/..", "/private/scoped/x/..", "/private/./scoped", "/private/scoped%2f.",
      "/public/..;/private", "/public/;/private", "/private;x", "/private;jsessionid=1", "/;a=b/private", "/private%3bx", "/private%3Bx",
      "/public/%2e%2e/private", "/public/%2E./private", "/public/.%2e/private", "/%2e/private", "/private%2ehtml",
      "/public%2f..%2fprivate", "/public%2Fprivate", "/private%2f",
      "/public%5c..%5cprivate", "/public\\private", "/%5Cprivate", "/private%5c",
      "/%252e%252e/private", "/public%252fprivate", "/private%25", "/%2525",
      "/private%00", "/private%00.html", "/a%0d%0ab", "/a%0A", "/a%7f", "/a%1f",
      "/a%", "/a%2", "/a%zz", "/a%g0", "/a%2\u0666", "/a%\uff12\uff10", "/a%u002f", "/a%-1",
      "/a b", "/a\tb", "/a\nb", "/a\u0000", "/a\u007f", "/caf\u00e9", "/a\u2215b", "/a?b", "/a#b"})
  void pathWithSeveralMeanings_isAmbiguous(String path) {
    assertThat(RequestPath.form(path)).isEqualTo(Form.AMBIGUOUS);
    assertThat(RequestPath.form("/app" + path)).isEqualTo(path.isEmpty() || "a*".contains(path) ? Form.PLAIN : Form.AMBIGUOUS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "//", "/a//b", "/..", "/../a", "/a/..", "/./a", "/a;b", "/a\\b", "/a%b", "/a\u0000", "/a\u0085b", "/a\u2028b",
      "/a\ufffdb"})
  void decodedPath_isJudgedToo(String path) {
    assertThat(RequestPath.normal(path)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(nullValues = "null", value = {"/a, null, /a", "/a, /b, /a/b", "'', /b, /b", "'', null, /", "null, null, /", "'', '', /", "/a, '', /a",
      "/api/*, /x, /api/*/x"})
  void dispatchedPath_isServletPathAndPathInfo(String servletPath, String pathInfo, String path) {
    assertThat(RequestPath.dispatched(servletPath, pathInfo)).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
      "/app/a/b, /app, /a/b",
      "/app, /app, /",
      "/app/, /app, /",
      "/a%20b, '', /a b",
      "/my%20app/x, /my%20app, /x",
      "/%61pp/x, /app, /x",
      "/%61pp/x, /%61pp, /x",
      "/app/caf%C3%A9, /app, /café"})
  void pathWithinTheApplication_isDecoded(String rawPath, String contextPath, String path) {
    assertThat(RequestPath.within(rawPath, contextPath)).contains(path);
  }

  @ParameterizedTest
  @CsvSource({
      "/other/a, /app",
      "/apple, /app",
      // An overlong slash and dot, half a character, a lone surrogate, ISO 8859-1, a control character of two bytes.
      "/a%c0%afb, ''", "/%c0%ae%c0%ae/b, ''", "/a%c3, ''", "/a%ed%a0%80, ''", "/caf%e9, ''", "/a%c2%85, ''", "/a%e2%80%a8, ''"})
  void pathThatCannotBeTold_isNone(String rawPath, String contextPath) {
    assertThat(RequestPath.within(rawPath, contextPath)).isEmpty();
  }

  @Test
  void plainName_isContextAndPath() {
    assertThat(RequestPath.consistsOf("/app/a", "/app", "/a")).isTrue();
    assertThat(RequestPath.consistsOf("/app/a", "/app", "/b")).isFalse();
    assertThat(RequestPath.consistsOf("/app/a", "/app", "/ab")).isFalse();
    assertThat(RequestPath.consistsOf("/a", "", "/a")).isTrue();
    assertThat(RequestPath.consistsOf("/apx/a", "/app", "/a")).isFalse();
    assertThat(RequestPath.consistsOf("a", "", "a")).isFalse();
    assertThat(RequestPath.consistsOf("/appa", "/app", "a")).isFalse();
  }
}
