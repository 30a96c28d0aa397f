package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sign-ins that are kept in an encrypted cookie: no container session is needed, nor made. */
public abstract class CookieSessionContract extends FilterContract {

  private static final Duration RUN_OUT = Duration.ofMinutes(61);
  private static final String NONE = "-";

  @Override
  Deployment deployment() {
    return Deployment.withClock(settings("session-store", "cookie", "session-cookie-keys", "k".repeat(32), "session-idle-timeout", "3h"));
  }

  /** The names of the cookies that the sign-in is kept in, one for each part. */
  private static List<String> parts(Visitor browser) {
    return browser.cookies().keySet().stream().filter(name -> name.matches("asbru-[0-9a-f]{8}-s(_[1-3])?")).sorted().toList();
  }

  private static Visitor.Writing with(Visitor.Writing request, Map<String, String> cookies) {
    List<String> pairs = cookies.entrySet().stream().map(cookie -> cookie.getKey() + "=" + cookie.getValue()).toList();
    return request.header("Cookie", String.join("; ", pairs));
  }

  private List<?> refreshes() {
    return provider.asked(Endpoint.TOKEN, "grant_type", "refresh_token");
  }

  @Test
  void signIn_isInTheCookie_andInNoContainerSession() {
    Visitor browser = visitor();

    Answer page = browser.signIn("/private/page?a=1", "Charlie").requireStatus(200);

    assertThat(page.fact("user")).startsWith("Charlie@");
    assertThat(page.fact("query")).isEqualTo("a=1");
    assertThat(page.fact("session")).isEqualTo(NONE);
    assertThat(parts(browser)).isNotEmpty();
    assertThat(browser.sessionCookie()).isEmpty();
    assertThat(browser.go("/session/show").fact("id")).isEqualTo(NONE);
    assertThat(with(visitor().ask("/private/page").navigating(), browser.cookies()).send().requireStatus(200).fact("user"))
        .as("the cookie is all there is").startsWith("Charlie@");
  }

  @Test
  void visitor_costsNoContainerSession() {
    Visitor browser = visitor();

    Expect.signIn(browser.go("/private/page"));
    browser.go("/public/page").requireStatus(200);
    Expect.json(browser.script("/mixed/data"), 401, "login_required");

    assertThat(browser.sessionCookie()).isEmpty();
    assertThat(browser.go("/session/show").fact("id")).isEqualTo(NONE);
  }

  @Test
  void twoTabs_endWhereEachWasGoing() {
    Visitor browser = visitor();
    Answer first = browser.go("/private/first?tab=1");
    Answer second = browser.go("/private/second?tab=2");

    Answer secondPage = browser.signIn(browser.follow(second), "Charlie").requireStatus(200);
    Answer firstPage = browser.follow(first).requireStatus(200);

    assertThat(secondPage.fact("path")).isEqualTo("/private/second");
    assertThat(secondPage.fact("query")).isEqualTo("tab=2");
    assertThat(firstPage.fact("path")).isEqualTo("/private/first");
    assertThat(firstPage.fact("query")).isEqualTo("tab=1");
    assertThat(firstPage.fact("user")).startsWith("Charlie@").isEqualTo(secondPage.fact("user"));
  }

  @Test
  void refresh_setsTheCookieByAnOrdinaryResponse() {
    Visitor browser = signedIn("Charlie");
    Map<String, String> before = browser.cookies();
    later(RUN_OUT);

    Answer page = browser.go("/public/page").requireStatus(200);

    assertThat(page.fact("user")).startsWith("Charlie@");
    assertThat(refreshes()).hasSize(1);
    String name = parts(browser).get(0);
    assertThat(page.headers("Set-Cookie")).filteredOn(cookie -> cookie.startsWith(name + "=")).singleElement().asString()
        .contains("HttpOnly", "SameSite=Lax", "Path=/").doesNotContain("Max-Age");
    assertThat(browser.cookies().get(name)).isNotEqualTo(before.get(name));
    Answer next = browser.go("/private/page").requireStatus(200);
    assertThat(next.headers("Set-Cookie")).isEmpty();
    assertThat(refreshes()).hasSize(1);
    assertThat(with(visitor().ask("/private/page").navigating(), before).send().requireStatus(200).fact("user"))
        .as("a stale cookie gets the new tokens for a minute").startsWith("Charlie@");
    assertThat(refreshes()).hasSize(1);
  }

  @Test
  void signOut_clearsAllParts_andACopyIsWorthNothing() {
    String bulk = new Random(7).ints(1_200, 'a', 'z').collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
    provider.inject(Fault.claim("bulk", bulk), Endpoint.TOKEN);
    Visitor browser = signedIn("Charlie");
    List<String> parts = parts(browser);
    assertThat(parts).hasSizeGreaterThan(1);
    Map<String, String> copy = browser.cookies();

    Answer answer = browser.post("/oauth2/sign-out", Map.of()).requireStatus(200);

    for (String part : parts) {
      assertThat(answer.headers("Set-Cookie")).as(part).filteredOn(cookie -> cookie.startsWith(part + "=")).singleElement().asString()
          .startsWith(part + "=;").contains("Max-Age=0", "Path=/");
    }
    assertThat(parts(browser)).isEmpty();
    Expect.signIn(browser.go("/private/page"));
    Expect.signIn(with(visitor().ask("/private/page").navigating(), copy).send());
  }

  @Test
  void cookieThatWasTamperedWith_isNobody() {
    Visitor browser = signedIn("Charlie");
    String name = parts(browser).get(0);
    String value = browser.cookies().get(name);
    int middle = value.length() / 2;
    for (String changed : List.of("x", "1~", "9~" + value.substring(2), "2" + value.substring(1), value.substring(0, middle),
        value.substring(0, middle) + (value.charAt(middle) == 'A' ? 'B' : 'A') + value.substring(middle + 1),
        "1~eyJhbGciOiJub25lIn0.e30.", "1~....")) {
      Map<String, String> cookie = Map.of(name, changed);

      Answer begun = with(visitor().ask("/private/page").navigating(), cookie).send();
      Answer open = with(visitor().ask("/public/page").navigating(), cookie).send();
      Answer script = with(visitor().ask("/mixed/data").scripted(), cookie).send();

      Expect.signIn(begun);
      assertThat(begun.headers("Set-Cookie")).as(changed).anyMatch(set -> set.startsWith(name + "=;") && set.contains("Max-Age=0"));
      assertThat(open.requireStatus(200).fact("user")).as(changed).isEqualTo(NONE);
      Expect.json(script, 401, "login_required");
    }
    browser.go("/private/page").requireStatus(200);
  }

  @Test
  void backChannelLogout_endsTheSignIn_andNobodyElses() {
    register(application -> application.backChannelLogoutUri(URI.create(application() + "/oauth2/backchannel-logout")));
    provider.local().endSessions(provider.east(), "Charlie");
    provider.local().endSessions(provider.east(), "store-manager");
    later(Duration.ofSeconds(1));
    Visitor charlie = signedIn("Charlie");
    Visitor manager = signedIn("store-manager");
    provider.journal().clear();

    int told = provider.local().endSessions(provider.east(), "Charlie");

    assertThat(told).isEqualTo(1);
    assertThat(provider.journal().await(Endpoint.BACK_CHANNEL_LOGOUT, told, Duration.ofSeconds(10)).get(0).status()).isEqualTo(200);
    Expect.json(charlie.script("/mixed/data"), 401, "login_required");
    Expect.signIn(charlie.go("/private/page"));
    assertThat(manager.go("/private/page").requireStatus(200).fact("user")).startsWith("store-manager@");
  }
}
