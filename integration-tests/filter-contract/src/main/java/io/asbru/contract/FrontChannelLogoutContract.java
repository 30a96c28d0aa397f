package io.asbru.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import io.asbru.local.JournalEntry;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The provider signs users out by frames in its own page, and leads back with the {@code state} of a logout that was begun here.
 *
 * @see <a href="https://openid.net/specs/openid-connect-frontchannel-1_0.html">OpenID Connect Front-Channel Logout 1.0</a>
 */
public abstract class FrontChannelLogoutContract extends FilterContract {

  private static final String PATH = "/oauth2/frontchannel-logout";
  private static final String SIGN_OUT = "/oauth2/sign-out";
  private static final String BACK = "/oauth2/callback";
  private static final Pattern FRAME = Pattern.compile("<iframe [^>]*src=\"([^\"]*)\"");

  @BeforeAll
  final void tellTheProviderWhere() {
    register(application -> application.frontChannelLogoutUri(URI.create(application() + PATH)));
  }

  /** Signs a browser out at the provider: what the frame of the page there loads. */
  private URI frame(Visitor browser) {
    Answer page = browser.go(provider.url(Provider.EAST, "/oidc/logout?" + Visitor.encoded(Map.of("client_id", Provider.CLIENT,
        "post_logout_redirect_uri", application() + "/")))).requireStatus(200);
    Matcher frame = FRAME.matcher(page.body());
    assertThat(frame.find()).as(page.toString()).isTrue();
    URI uri = URI.create(frame.group(1).replace("&amp;", "&"));
    assertThat(uri.toString()).startsWith(application() + PATH + "?");
    return uri;
  }

  /** Loads the frame's address with other parameters. Names and values by turns; an empty value leaves the parameter out. */
  private Answer load(Visitor browser, URI frame, String... changes) {
    Map<String, String> parameters = new LinkedHashMap<>(Expect.query(frame));
    for (int i = 0; i < changes.length; i += 2) {
      parameters.put(changes[i], changes[i + 1]);
    }
    parameters.values().removeIf(String::isEmpty);
    return browser.go(PATH + "?" + Visitor.encoded(parameters));
  }

  @Test
  void frame_endsTheSessionThatItNames_withoutItsCookie_andNoOther() {
    Visitor laptop = signedIn("Charlie");
    Visitor phone = signedIn("Charlie");
    URI frame = frame(laptop);
    assertThat(Expect.query(frame)).containsOnlyKeys("iss", "sid");

    Answer reply = new Visitor(application()).go(frame);

    reply.requireStatus(200);
    Expect.json(laptop.script("/mixed/data"), 401, "login_required");
    Expect.signIn(laptop.go("/private/page"));
    assertThat(phone.go("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void frameWithTheCookie_endsTheContainersSessionAtOnce() {
    Visitor browser = signedIn("Charlie");
    browser.go("/session/put?name=cart&value=3");

    browser.go(frame(browser)).requireStatus(200);

    assertThat(browser.go("/session/show").body()).doesNotContain("cart");
    assertThat(browser.open("/private/page").body()).contains("name=\"password\"");
  }

  @Test
  void frameThatDoesNotMatch_endsNothing() {
    Visitor browser = signedIn("Charlie");
    URI frame = frame(browser);
    String sid = Expect.query(frame).get("sid");
    String west = provider.url(Provider.WEST, "/oauth2/token").toString();

    load(browser, frame, "sid", "unknown").requireStatus(200);
    load(browser, frame, "sid", sid.toUpperCase(Locale.ROOT) + "x").requireStatus(200);
    for (String[] changes : List.of(new String[] {"iss", "https://evil.example"}, new String[] {"iss", west},
        new String[] {"iss", Expect.query(frame).get("iss") + "/"}, new String[] {"iss", ""}, new String[] {"sid", ""},
        new String[] {"iss", "", "sid", ""})) {
      load(browser, frame, changes).requireStatus(400);
    }
    browser.go(URI.create(frame + "&sid=" + sid)).requireStatus(400);

    assertThat(browser.go("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void reply_isNotStored_andMayStandInAFrame() {
    Visitor browser = signedIn("Charlie");
    URI frame = frame(browser);

    Answer known = visitor().go(frame).requireStatus(200);
    Answer unknown = load(visitor(), frame, "sid", "unknown").requireStatus(200);

    assertThat(known.header("Cache-Control").orElseThrow()).contains("no-store");
    assertThat(known.header("Content-Type").orElseThrow()).startsWithIgnoringCase("text/html");
    assertThat(known.header("Content-Security-Policy")).contains("default-src 'none'; frame-ancestors *");
    assertThat(known.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(known.header("X-Frame-Options")).isEmpty();
    assertThat(known.headers("Set-Cookie")).isEmpty();
    assertThat(known.body()).doesNotContain("<script").doesNotContain(Expect.query(frame).get("sid"));
    assertThat(unknown.body()).as("nobody learns which sessions there are").isEqualTo(known.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE"})
  void otherMethod_isNotAllowed_andEndsNothing(String method) {
    Visitor browser = signedIn("Charlie");

    Answer answer = browser.ask(frame(browser)).scripted().method(method).send();

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("GET");
    browser.go("/private/page").requireStatus(200);
  }

  @Test
  void stateOfTheLogout_isCheckedOnTheWayBack() {
    Visitor browser = signedIn("Charlie");
    String state = Form.of(browser.post(SIGN_OUT, Map.of()).requireStatus(200)).hidden().get("state");
    assertThat(state).hasSizeGreaterThanOrEqualTo(32);

    Expect.page(browser.go(BACK + "?state=" + (state.startsWith("x") ? "y" : "x") + state.substring(1)), 400, "This sign-out was not begun here");
    Expect.page(visitor().go(BACK + "?state=" + state), 400, "This sign-out was not begun here");
    Answer back = browser.go(BACK + "?state=" + state).requireStatus(302);

    assertThat(back.location()).isEqualTo(browser.at("/"));
    Expect.page(browser.go(BACK + "?state=" + state), 400, "This sign-out was not begun here");
  }

  @Test
  void providersLogout_isGivenTheState_andLeadsBackWithIt() {
    Visitor browser = signedIn("Charlie");
    Answer page = browser.post(SIGN_OUT, Map.of()).requireStatus(200);
    String state = Form.of(page).hidden().get("state");

    Answer signingOut = browser.post(page, Map.of()).requireStatus(200);

    JournalEntry logout = provider.journal().last(Endpoint.LOGOUT).orElseThrow();
    assertThat(logout.parameter("state")).contains(state);
    Matcher next = Pattern.compile("<a href=\"([^\"]*)\">Continue</a>").matcher(signingOut.body());
    assertThat(next.find()).as(signingOut.toString()).isTrue();
    URI way = URI.create(next.group(1).replace("&amp;", "&"));
    assertThat(Expect.query(way)).containsExactly(entry("state", state));
    assertThat(browser.follow(browser.go(way)).requireStatus(200).uri()).isEqualTo(browser.at("/"));
  }
}
