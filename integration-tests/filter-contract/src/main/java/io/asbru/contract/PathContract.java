package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Paths that one layer understands in one way and the next in another, sent as they are over a socket. Whatever a container makes of
 * them: what is protected does not come back, and what is refused does not become a 500.
 */
public abstract class PathContract extends FilterContract {

  private static final List<String> CONTEXTS = List.of("", "/shop");

  /** Request targets within the application that aim at {@code /private/page}; {@code @} stands for the context path. */
  static Stream<String> tricks() {
    return Stream.of(
        "@/private/page",
        "@/public/..;/private/page",
        "@/public/..;a=b/private/page",
        "@/public/;/../private/page",
        "@/public;/../private/page",
        "@/public/../private/page",
        "@/public/x/../../private/page",
        "@/public/./../private/page",
        "@/public/%2e%2e/private/page",
        "@/public/%2E%2E/private/page",
        "@/public/.%2e/private/page",
        "@/public/%2e./private/page",
        "@/public/%252e%252e/private/page",
        "@/public/%c0%ae%c0%ae/private/page",
        "@/public/..%2fprivate/page",
        "@/public/..%2Fprivate%2fpage",
        "@/public%2f..%2fprivate/page",
        "@/public/..%252fprivate/page",
        "@/public/..%5cprivate/page",
        "@/public/..%5Cprivate%5cpage",
        "@/public/..\\private/page",
        "@/public\\..\\private\\page",
        "@/public/..%00/private/page",
        "@/public/%00/../private/page",
        "@//private/page",
        "@///private/page",
        "@/public//../private/page",
        "@/.//private/page",
        "@/./private/page",
        "@/%2e/private/page",
        "@/%2f/private/page",
        "@/%2fprivate/page",
        "@%2fprivate/page",
        "@/private;x/page",
        "@/private;x=y/page",
        "@/private/page;jsessionid=abc",
        "@/private;/page",
        "@/;/private/page",
        "@/;a=b/private/page",
        "@/private%3b/page",
        "@/private%3bx=y/page",
        "@/private%2fpage",
        "@/private%2Fpage",
        "@/private%5cpage",
        "@/private\\page",
        "@/private%252fpage",
        "@/priv%61te/page",
        "@/%70%72%69%76%61%74%65/page",
        "@/p%72ivate/p%61ge",
        "@/priv%2561te/page",
        "@/private/%70age",
        "@/private%20/page",
        "@/private%09/page",
        "@/private%0a/page",
        "@/private%0d%0a/page",
        "@/private%00/page",
        "@/private%23/page",
        "@/private%3f/page",
        "@/private/page%3f",
        "@/private/page%23",
        "@/private/page.",
        "@/private./page",
        "@/private/page/..",
        "@/private/page/../page",
        "@/private/.",
        "@/private/./page",
        "@/private/%2e/page",
        "@/private//page",
        "@/private/page//",
        "@/private/page#fragment",
        "@/private/page%",
        "@/private/page%1",
        "@/private/page%zz",
        "@/%u0070rivate/page",
        "@/private%c0%af/page",
        "@/private/%ff/page",
        "@/private/%ef%bf%bd/page",
        "@/private/\u00e9",
        "@/PRIVATE/page",
        "@/Private/page",
        "@/private/page?a=b/../../public",
        "@/private/page?/public",
        "@/public/page/../../private/page?x",
        "@/public/../public/../private/page",
        "@/public/%2e%2e%2fprivate/page",
        "@/public/%2e%2e%5cprivate/page",
        "@/public/..%c0%afprivate/page",
        "@/public/..%e2%88%95private/page",
        "@/public/..%ef%bc%8fprivate/page",
        "@/public/%e2%80%a5/private/page",
        "@/private\u2028/page",
        "@/oauth2/callback/../../private/page",
        "@/oauth2/callback;/../../private/page",
        "@/oauth2/callback%2f..%2f..%2fprivate/page",
        "@/oauth2/sign-out/..;/..;/private/page",
        "@/oauth2/callback;x",
        "/other/..@/private/page",
        "/%2e@/private/page",
        "/./@/private/page",
        "//@/private/page",
        "/;@/private/page",
        "@;x/private/page",
        "@/..@/private/page",
        "@%2e/private/page",
        "http://HOST@/private/page",
        "HTTP://HOST@/private/page",
        "http://HOST@/public/../private/page",
        "http://HOST@//private/page",
        "http://user@HOST@/private/page",
        "http://evil.example@/private/page",
        "private/page",
        "*");
  }

  @ParameterizedTest
  @MethodSource("tricks")
  void trick_doesNotReachWhatIsProtected(String trick) throws IOException, StartFailedException {
    for (URI application : everyKind()) {
      String target = trick.replace("@", application.getRawPath()).replace("HOST", application.getRawAuthority());
      for (String method : List.of("GET", "POST")) {
        check(application, method, target);
      }
    }
  }

  private static void check(URI application, String method, String target) throws IOException {
    try (RawConnection connection = new RawConnection(application)) {
      Answer answer = connection.send(method, target, "Accept: */*", "Content-Length: 0", "Connection: close");
      String what = method + " " + target + " at " + application + ": " + answer;
      if (answer.status() == 500 && Difference.ERROR_500_WITHOUT_LEADING_SLASH.here()) {
        assertThat(target).as(what).matches("[^/].*|.*(/\\.\\.|%2e%2e)(\\\\|%5[cC]).*|.*\\\\\\.\\..*");
        assertThat(answer.body()).as(what).contains("<title>Error</title>").doesNotContain("path=");
        return;
      }
      assertThat(answer.status()).as(what).isIn(200, 301, 302, 307, 308, 400, 401, 403, 404, 405, 414, 421, 505);
      if (answer.status() == 200 && !ofTheServer(answer)) {
        assertThat(answer.body()).as(what).contains("path=/public").doesNotContain("path=/private");
      }
    }
  }

  /** Whether it is a 200 without any application. */
  private static boolean ofTheServer(Answer answer) {
    return Difference.STATUS_200_OF_THE_SERVER.here() && (answer.body().isEmpty() || answer.body().contains("<title>Payara Server"));
  }

  /** With and without a context path, on servers that refuse most of this and on servers that let it through. */
  private List<URI> everyKind() throws StartFailedException {
    if (applications.isEmpty()) {
      for (String context : CONTEXTS) {
        applications.add(keep(deployment().at(context)));
        lenient.add(keep(deployment().at(context).withLenientPaths()));
        applications.add(lenient.get(lenient.size() - 1));
      }
    }
    return applications;
  }

  private final List<URI> applications = new ArrayList<>();
  private final List<URI> lenient = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"/public/page", "/public/p%61ge", "/public/caf%C3%A9", "/public/a%20b", "/public/%E2%82%AC", "/public/a+b",
      "/public/~user/$1&x=(y)!*',:@z", "/public/page?a=%2f%5c;..//", "/public/.well-known", "/public/a..b/..c/d..", "/public/%25-off"})
  void harmlessPath_isServed(String target) throws IOException, StartFailedException {
    for (URI application : everyKind()) {
      Answer answer = RawConnection.get(application, application.getRawPath() + target);
      if (target.contains("%25")) {
        assertThat(answer.status()).as(target + " may be decoded twice by somebody").isEqualTo(400);
      } else if (Difference.DECODED_URL_WHEN_LENIENT.here() && lenient.contains(application) && target.matches(".*%(C3|20|E2).*")) {
        Expect.json(answer, 400, "invalid_request");
      } else {
        assertThat(answer.requireStatus(200).fact("path")).startsWith("/public/");
      }
    }
  }

  @Test
  void refusal_saysWhatIsWrong() throws IOException, StartFailedException {
    URI lenient = everyKind().get(1);

    Expect.page(RawConnection.get(lenient, "/public/..;/private/page", "Accept: text/html"), 400, "This address is not understood");
    Expect.json(RawConnection.get(lenient, "/public/..%2fprivate", "Accept: application/json"), 400, "invalid_request");
  }

  @Test
  void trickWithACallersCookie_isJudgedTheSame() throws IOException, StartFailedException {
    URI lenient = everyKind().get(1);
    Visitor reader = new Visitor(lenient);
    reader.signIn("/private/page", "store-reader").requireStatus(200);

    for (String target : List.of("/private/scoped", "/private/x/../scoped", "/private/;/scoped", "/private/scoped;x", "/private//scoped",
        "/private/%73coped", "/private/scoped/", "/private/scoped/.", "/private/%2e/scoped", "/private/scoped%2f")) {
      Answer answer = RawConnection.get(lenient, target, "Cookie: JSESSIONID=" + reader.sessionCookie());
      if (!ofTheServer(answer)) {
        assertThat(answer.status()).as(target).isIn(400, 403, 404);
      }
    }
  }
}
