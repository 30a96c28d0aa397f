package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.resource.BearerCredentials;
import io.asbru.resource.BearerCredentials.Malformed;
import io.asbru.resource.BearerCredentials.None;
import io.asbru.resource.BearerCredentials.Token;
import io.asbru.session.MemorySessionStore;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Headers and callback queries that nobody would think of. Nobody is asked: the provider is a port where nothing listens. */
class HostileInputTest {

  private static final String GRAMMAR = "[A-Za-z0-9._~+/-]+=*";
  private static final String MARK = "<img src=x onerror=alert(1)>\"'";

  private static final RequestAuthenticator ENGINE = RequestAuthenticator.of(Settings.builder()
      .set(Setting.BASE_URL, "http://localhost:1").set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "c")
      .set(Setting.CLIENT_SECRET, "s").set(Setting.BEARER_TOKEN_FROM, "header form query").build());

  @AfterContainer
  static void stop() {
    ENGINE.close();
  }

  @Provide
  Arbitrary<String> headers() {
    Arbitrary<String> piece = Arbitraries.oneOf(
        Arbitraries.of("Bearer", "bearer", "BEARER", "Basic", "BearerX", " ", "  ", "\t", ",", "=", "a", "abc.def.ghi", "~+/-_.", "\u0000",
            "\r\n", "\"", "é", "\ud800", "%20", "Bearer "),
        Arbitraries.strings().ofMaxLength(4));
    return piece.list().ofMaxSize(7).map(pieces -> String.join("", pieces));
  }

  @Property(tries = 10_000)
  void header_isReadAsTheGrammarSays(@ForAll("headers") String header) {
    BearerCredentials read = BearerCredentials.of(FakeRequest.script().with("Authorization", header));
    boolean ours = header.toLowerCase(Locale.ROOT).startsWith("bearer")
        && (header.length() == 6 || header.charAt(6) <= ' ' || header.charAt(6) == ',');
    if (!ours) {
      assertThat(read).isInstanceOf(None.class);
      return;
    }
    String rest = header.substring(6);
    String token = rest.replaceAll("^ +| +$", "");
    if (rest.startsWith(" ") && token.matches(GRAMMAR)) {
      assertThat(read).isInstanceOfSatisfying(Token.class, taken -> assertThat(taken.value()).isEqualTo(token));
    } else {
      assertThat(read).isInstanceOf(Malformed.class);
    }
  }

  @Property(tries = 2000)
  void malformedHeader_isAnsweredWithoutRepeatingIt(@ForAll("headers") String header) {
    AuthenticationResult result = ENGINE.authenticate(
        FakeRequest.script().with("Authorization", "Bearer " + header + MARK), new MemorySessionStore(), Requirement.BEARER);
    Refused refused = (Refused) result;
    assertThat(refused.reply().status()).isEqualTo(400);
    assertThat(refused.reply().toString()).doesNotContain("onerror");
  }

  @Provide
  Arbitrary<String> queries() {
    Arbitrary<String> name = Arbitraries.of("code", "state", "error", "error_description", "iss", "session_state", "x", "", "%", "access_token");
    Arbitrary<String> value = Arbitraries.oneOf(
        Arbitraries.of("", "a", "%", "%zz", "%00", "%0d%0aSet-Cookie:x", "%3Cscript%3E", "<script>", "\"", "access_denied", "server_error",
            "%C3", "+", "https://issuer.example"),
        Arbitraries.strings().ofMaxLength(6));
    Arbitrary<String> pair = name.flatMap(key -> value.map(text -> key + "=" + text));
    return pair.list().ofMaxSize(6).map(pairs -> String.join("&", pairs));
  }

  @Property(tries = 5000)
  void callback_neverSignsInAndNeverBreaks(@ForAll("queries") String query, @ForAll boolean navigation) {
    MemorySessionStore session = new MemorySessionStore();
    FakeRequest request = (navigation ? FakeRequest.navigation() : FakeRequest.script()).path("/oauth2/callback")
        .query(query + "&x=" + MARK);
    AuthenticationResult result = ENGINE.authenticate(request, session, Requirement.LOGIN);
    assertThat(session.load()).isEmpty();
    HttpReply reply = result instanceof Redirected redirected ? redirected.reply() : ((Refused) result).reply();
    assertThat(reply.status()).isIn(302, 400);
    assertThat(reply.toString()).doesNotContain("onerror", "<script>", "Set-Cookie");
    if (reply.status() == 302) {
      assertThat(reply.header("Location")).contains("/app/");
    }
  }

  @Property(tries = 3000)
  void query_isATokenOrNoneOrMalformed(@ForAll("queries") String query) {
    // Malformed, nothing, or a token that nobody can be asked about.
    Refused refused = (Refused) ENGINE.authenticate(FakeRequest.script().path("/api").query(query), new MemorySessionStore(),
        Requirement.BEARER);
    assertThat(refused.reply().status()).isIn(400, 401, 503);
    assertThat(refused.reply().toString()).doesNotContain("<script>", "Set-Cookie");
  }
}
