package io.asbru;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.local.Endpoint;
import io.asbru.resource.BearerCredentials;
import io.asbru.resource.BearerCredentials.Malformed;
import io.asbru.resource.BearerCredentials.None;
import io.asbru.resource.BearerCredentials.Token;
import io.asbru.session.MemorySessionStore;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/**
 * Headers and callbacks that nobody would think of. Where nobody is to be asked, the provider is a port where nothing listens; where the
 * callback is that of a sign-in which was begun, so that its {@code state} is known, it is a local organization.
 */
class HostileInputTest {

  private static final String GRAMMAR = "[A-Za-z0-9._~+/-]+=*";
  private static final String MARK = "<img src=x onerror=alert(1)>\"'";

  private static final RequestAuthenticator ENGINE = RequestAuthenticator.of(Settings.builder()
      .set(Setting.BASE_URL, "http://localhost:1").set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "c")
      .set(Setting.CLIENT_SECRET, "s").set(Setting.BEARER_TOKEN_FROM, "header form query").build());
  private static final EngineFixture BY_URL = new EngineFixture();
  private static final EngineFixture BY_FORM = new EngineFixture(Map.of(Setting.RESPONSE_MODE, "form_post"));
  private static final String CALLBACK = "/oauth2/callback";
  /** Stand for those of the sign-in that was begun. */
  private static final String STATE = "the state";
  private static final String ISSUER = "the issuer";
  private static final Set<String> KEPT = Set.of("code", "error", "error_description", "iss");
  private static final String VERY_LONG = "<\u00e9\r\n>" + new Random(7).ints(30_000, 'a', 'z')
      .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
  /** The only place where anything of the response may be shown: as text that is neither markup nor leads out of an attribute. */
  private static final String DETAIL = "<p class=\"detail\">(?:[^<>\"'&\\p{Cc}]|&(?:amp|lt|gt|quot|#39);)*+</p>";
  /** What harmless responses come to. */
  private static final Map<List<Object>, HttpReply> HARMLESS = new HashMap<>();

  @AfterContainer
  static void stop() {
    ENGINE.close();
    BY_URL.close();
    BY_FORM.close();
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
    assertThat(text(refused.reply())).doesNotContain("onerror");
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
    HttpReply reply = reply(result);
    assertThat(reply.status()).isIn(302, 400);
    assertThat(text(reply)).doesNotContain("onerror", "<script>", "Set-Cookie");
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
    assertThat(text(refused.reply())).doesNotContain("<script>", "Set-Cookie");
  }

  private record Parameter(String name, String value) {

    private static final Parameter BEGUN = new Parameter("state", STATE);

    @Override
    public String toString() {
      return name + "=" + (value.length() < 1000 ? value : "very long");
    }
  }

  /** What a response comes to, and a harmless one that comes to the same. */
  private enum Outcome {
    UNKNOWN(400, new Parameter("code", "x"), new Parameter("state", "another")),
    OTHER_ISSUER(502, Parameter.BEGUN, new Parameter("code", "x"), new Parameter("iss", "https://another.example")),
    DENIED(403, Parameter.BEGUN, new Parameter("error", "access_denied")),
    PROBLEM(503, Parameter.BEGUN, new Parameter("error", "server_error")),
    QUESTION(403, Parameter.BEGUN, new Parameter("error", "login_required")),
    OTHER_ERROR(400, Parameter.BEGUN, new Parameter("error", "invalid_scope")),
    WRONG_CODE(400, Parameter.BEGUN, new Parameter("code", "x")),
    /** No response at all, but the way back from the provider's logout, which serves by URL alone. */
    BACK(302, new Parameter("state", "")),
    BACK_OF_ANOTHER(400, new Parameter("state", "another"));

    private final int status;
    private final List<Parameter> harmless;

    Outcome(int status, Parameter... harmless) {
      this.status = status;
      this.harmless = List.of(harmless);
    }

    boolean showsText() {
      return this == DENIED || this == PROBLEM || this == OTHER_ERROR;
    }

    boolean exchanges() {
      return this == WRONG_CODE;
    }

    boolean byForm() {
      return this != BACK && this != BACK_OF_ANOTHER;
    }
  }

  @Provide
  Arbitrary<List<Parameter>> responses() {
    Arbitrary<String> piece = Arbitraries.of("<script>alert(1)</script>", MARK, "\r\nSet-Cookie: a=b", "\r\n\r\n", "\u0000", "\u007f", "\u0085",
        "\u2028", "\"", "'", "&", "=", "%", "%0d%0a", "+", "\u00e9", "\ud83d\ude00", "\ud800", "\u202e", "</p>", "&lt;", "x");
    Arbitrary<String> hostile = Arbitraries.frequencyOf(
        Tuple.of(6, piece.list().ofMinSize(1).ofMaxSize(6).map(pieces -> String.join("", pieces))),
        Tuple.of(2, Arbitraries.strings().ofMaxLength(20)),
        Tuple.of(1, Arbitraries.of("", MARK.repeat(10), VERY_LONG)));
    Arbitrary<String> code = Arbitraries.frequencyOf(Tuple.of(9, hostile), Tuple.of(1, Arbitraries.just(" ")));
    Arbitrary<String> error = Arbitraries.oneOf(hostile,
        Arbitraries.of("access_denied", "server_error", "temporarily_unavailable", "login_required", "consent_required"));
    Arbitrary<String> issuer = Arbitraries.oneOf(hostile, Arbitraries.just(ISSUER));
    Arbitrary<String> state = Arbitraries.frequencyOf(Tuple.of(1, hostile), Tuple.of(15, Arbitraries.just(STATE)));
    Arbitrary<String> others = Arbitraries.of("code", "error", "error_description", "iss", "state", "session_state", "<script>", "x");
    return Combinators.combine(maybe(0.6, "code", code), maybe(0.4, "error", error), maybe(0.6, "error_description", hostile),
            maybe(0.4, "iss", issuer), maybe(0.95, "state", state), others.flatMap(name -> maybe(0.2, name, hostile)))
        .as((a, b, c, d, e, f) -> Stream.of(a, b, c, d, e, f).flatMap(Optional::stream).toList())
        .flatMap(Arbitraries::shuffle);
  }

  private static Arbitrary<Optional<Parameter>> maybe(double probability, String name, Arbitrary<String> values) {
    // Lone surrogates are in no request that was decoded.
    return values.map(value -> new Parameter(name, new String(value.getBytes(UTF_8), UTF_8))).optional(probability);
  }

  @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReportMode.OFF)
  void responseByUrlToASignInThatWasBegun_comesToWhatAHarmlessOneWould(@ForAll("responses") List<Parameter> response,
      @ForAll boolean navigation) {
    comesToWhatAHarmlessOneWould(BY_URL, response, navigation);
  }

  @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReportMode.OFF)
  void responseByFormToASignInThatWasBegun_comesToWhatAHarmlessOneWould(@ForAll("responses") List<Parameter> response,
      @ForAll boolean navigation) {
    comesToWhatAHarmlessOneWould(BY_FORM, response, navigation);
  }

  private static void comesToWhatAHarmlessOneWould(EngineFixture fixture, List<Parameter> response, boolean navigation) {
    Outcome outcome = outcome(response, fixture == BY_FORM);
    HttpReply harmless = HARMLESS.computeIfAbsent(List.of(fixture, outcome, navigation),
        key -> reply(comeBack(fixture, outcome.harmless, navigation, new MemorySessionStore())));
    assertThat(harmless.status()).isEqualTo(outcome.status);
    MemorySessionStore browser = new MemorySessionStore();
    HttpReply reply = reply(comeBack(fixture, response, navigation, browser));
    assertHarmless(reply, browser);
    assertThat(reply.status()).isEqualTo(harmless.status());
    assertThat(reply.headers()).isEqualTo(harmless.headers());
    assertThat(outcome.showsText() ? withoutDetail(reply) : reply.body()).isEqualTo(outcome.showsText() ? withoutDetail(harmless) : harmless.body());
    assertThat(fixture.organization.journal().entries(Endpoint.TOKEN).stream().map(asked -> asked.parameter("code").orElse("")).toList())
        .as("codes that were to be exchanged").isEqualTo(outcome.exchanges() ? List.of(first(response, "code")) : List.of());
    Statistics.collect(outcome);
    Statistics.coverage(coverage -> Stream.of(Outcome.values()).filter(one -> fixture == BY_URL || one.byForm())
        .forEach(one -> coverage.check(one).count(count -> count > 0)));
  }

  @Property(tries = 2000)
  void malformedResponseToASignInThatWasBegun_neverSignsInAndNeverBreaks(@ForAll("queries") String query, @ForAll boolean navigation) {
    MemorySessionStore browser = new MemorySessionStore();
    String state = begin(BY_URL, browser);
    HttpReply reply = reply(BY_URL.visit(request(navigation).query(query + "&state=" + state), browser));
    assertThat(reply.status()).isIn(302, 400, 403, 500, 502, 503);
    assertHarmless(reply, browser);
    assertThat(reply.headers() + withoutDetail(reply)).doesNotContain("<script>", "Set-Cookie");
    assertThat(BY_URL.organization.journal().count(Endpoint.TOKEN)).isLessThanOrEqualTo(query.contains("code=") ? 1 : 0);
  }

  /** As the standards say: whose response it is comes first, then who sent it, then what it says. */
  private static Outcome outcome(List<Parameter> response, boolean form) {
    List<String> names = response.stream().map(Parameter::name).toList();
    if (!form && !names.contains("code") && !names.contains("error")) {
      return first(response, "state").isEmpty() ? Outcome.BACK : Outcome.BACK_OF_ANOTHER;
    }
    boolean repeated = Set.copyOf(names).size() < names.size();
    // What comes by form is kept in a cookie for a moment.
    boolean tooLong = form && response.stream().anyMatch(one -> KEPT.contains(one.name) && one.value.equals(VERY_LONG));
    if (repeated || tooLong || !first(response, "state").equals(STATE)) {
      return Outcome.UNKNOWN;
    }
    if (!List.of("", ISSUER).contains(first(response, "iss"))) {
      return Outcome.OTHER_ISSUER;
    }
    String code = first(response, "code");
    if (!code.isBlank() && !names.contains("error")) {
      return Outcome.WRONG_CODE;
    }
    return switch (first(response, "error")) {
      case "access_denied" -> Outcome.DENIED;
      case "server_error", "temporarily_unavailable" -> Outcome.PROBLEM;
      case "login_required", "consent_required" -> Outcome.QUESTION;
      default -> Outcome.OTHER_ERROR;
    };
  }

  private static String first(List<Parameter> response, String name) {
    return response.stream().filter(one -> one.name.equals(name)).map(Parameter::value).findFirst().orElse("");
  }

  /** Begins a sign-in and comes back with this response to it. */
  private static AuthenticationResult comeBack(EngineFixture fixture, List<Parameter> response, boolean navigation, MemorySessionStore browser) {
    String state = begin(fixture, browser);
    String issuer = fixture.organization.baseUrl() + "/t/bestcarmart/oauth2/token";
    List<Parameter> sent = response.stream()
        .map(one -> new Parameter(one.name, one.value.equals(STATE) ? state : one.value.equals(ISSUER) ? issuer : one.value)).toList();
    if (fixture == BY_URL) {
      return fixture.visit(request(navigation).query(sent.stream().map(one -> encoded(one.name) + "=" + encoded(one.value))
          .collect(Collectors.joining("&"))), browser);
    }
    FakeRequest form = request(navigation).method("POST");
    sent.forEach(one -> form.form(one.name, one.value));
    AuthenticationResult kept = fixture.visit(form, browser);
    if (kept instanceof Refused) {
      return kept;
    }
    assertThat(EngineFixture.location(kept)).isEqualTo(CALLBACK + "?continue=" + state);
    return fixture.visit(request(navigation).query("continue=" + state), browser);
  }

  /** Begins a sign-in, of which the browser has the cookie from then on, and returns its {@code state}. */
  private static String begin(EngineFixture fixture, MemorySessionStore browser) {
    String url = EngineFixture.location(fixture.visit(EngineFixture.page("/account").query("a=b"), browser));
    fixture.organization.journal().clear();
    return url.replaceAll(".*[?&]state=([^&]*).*", "$1");
  }

  private static FakeRequest request(boolean navigation) {
    return navigation ? EngineFixture.page(CALLBACK) : EngineFixture.api(CALLBACK);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** Nobody is signed in, and nothing in the head of the response can be taken for its end. */
  private static void assertHarmless(HttpReply reply, MemorySessionStore browser) {
    assertThat(browser.load()).isEmpty();
    assertThat(reply.headers()).allSatisfy(header -> assertThat(header.name() + header.value()).matches("\\P{Cc}*"));
    assertThat(browser.cookiesSet()).allSatisfy(cookie -> assertThat(cookie.header(Instant.EPOCH)).matches("[ -~]*"));
  }

  private static String withoutDetail(HttpReply reply) {
    return reply.body().replaceFirst(DETAIL, "");
  }

  private static HttpReply reply(AuthenticationResult result) {
    return result instanceof Redirected redirected ? redirected.reply() : ((Refused) result).reply();
  }

  /** All of it, of which {@code toString()} shows little. */
  private static String text(HttpReply reply) {
    return reply.headers() + "\n" + reply.body();
  }
}
