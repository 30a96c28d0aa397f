package io.asbru.contract.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.asbru.contract.Answer;
import io.asbru.contract.Form;
import io.asbru.contract.Visitor;
import io.asbru.local.Application;
import io.asbru.local.Endpoint;
import io.asbru.local.JournalEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the client can do by settings, in one application with all of it: authorization requests are pushed and answered by form post, the
 * client proves itself by a key, sign-ins are kept in a cookie, others begin and end them. Each matter has a contract of its own for the
 * filter, on the same engine; this one shows that it works behind a container's authentication as well. A module for a server extends it
 * and adds nothing.
 */
public abstract class ClientContract extends DeployedContract {

  /** Browsers take {@code SameSite=None} over https alone: the application is told that a proxy speaks it, and the test goes past. */
  private static final String OUTSIDE = "https://shop.example/client";
  private static final String CALLBACK = "/oauth2/callback";
  private static final String INITIATE = "/oauth2/initiate";
  private static final String FRONT_CHANNEL = "/oauth2/frontchannel-logout";
  private static final RSAKey KEY = newKey();

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).keyID("first").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String keyFile() {
    try {
      Path file = Files.writeString(Files.createTempFile("client-key", ".json"), KEY.toJSONString());
      file.toFile().deleteOnExit();
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client of the root organization that is shared with East. Introspection takes a secret and nothing else. */
  @Deployment(testable = false)
  public static WebArchive war() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("base-url", PROVIDER.local().baseUrl().toString());
    settings.put("root-organization", "bestcarmart");
    settings.put("organization-id", Provider.EAST);
    settings.put("shared-application", "true");
    settings.put("client-id", Provider.SHARED);
    settings.put("client-secret", Provider.SHARED_SECRET);
    settings.put("client-authentication", "private_key_jwt");
    settings.put("client-key", keyFile());
    settings.put("scopes", "openid profile read_stores");
    settings.put("external-url", OUTSIDE);
    settings.put("pushed-authorization-requests", "true");
    settings.put("response-mode", "form_post");
    settings.put("session-store", "cookie");
    settings.put("session-cookie-keys", "k".repeat(32));
    settings.put("initiate-login-path", INITIATE);
    return ContractApplication.who("client", settings);
  }

  @BeforeEach
  void registerTheKeyAndTheAddressOutside() {
    Application shared = PROVIDER.local().root().application(Provider.SHARED).orElseThrow();
    List<String> uris = new ArrayList<>(shared.redirectUris());
    uris.add(OUTSIDE + CALLBACK);
    PROVIDER.local().root().put(shared.toBuilder().redirectUris(uris).jwks(new JWKSet(KEY.toPublicJWK()).toString()).build());
  }

  /** Signs in at the provider, whose page then has a form for the application. */
  private static Map<String, String> response(Visitor browser, Answer begun) {
    Form form = Form.of(browser.signIn(browser.follow(begun), "store-reader").requireStatus(200));
    assertThat(form.action()).hasToString(OUTSIDE + CALLBACK);
    return form.hidden();
  }

  /** Goes on from a redirect to the provider until the application shows the page. */
  private static Answer signIn(Visitor browser, Answer begun) {
    return browser.follow(browser.postFromAnotherSite(CALLBACK, response(browser, begun)));
  }

  private Visitor signedIn() {
    Visitor browser = new Visitor(application);
    assertThat(signIn(browser, browser.go("/private/page")).requireStatus(200).fact("user")).startsWith("store-reader@");
    return browser;
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream().map(parameter -> parameter.getKey() + "="
        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&", "?", ""));
  }

  private static String issuer() {
    return PROVIDER.local().baseUrl() + "/t/bestcarmart/oauth2/token";
  }

  private static Visitor.Writing withCookies(Visitor.Writing request, Map<String, String> cookies) {
    return request.header("Cookie",
        cookies.entrySet().stream().map(cookie -> cookie.getKey() + "=" + cookie.getValue()).collect(Collectors.joining("; ")));
  }

  @Test
  void formOfTheProvider_completesTheSignIn_onceAndForThisBrowserAlone() {
    Map<String, String> response = response(visitor, visitor.go("/private/page?a=b"));
    PROVIDER.journal().clear();

    Answer posted = visitor.postFromAnotherSite(CALLBACK, response).requireStatus(303);

    assertThat(PROVIDER.asked(Endpoint.TOKEN)).as("nothing is redeemed before all cookies are there").isZero();
    assertThat(posted.location().toString()).startsWith(visitor.at(CALLBACK) + "?").doesNotContain(response.get("code"));
    new Visitor(application).go(posted.location()).requireStatus(400);
    Answer page = visitor.follow(posted).requireStatus(200);
    assertThat(page.uri()).isEqualTo(visitor.at("/private/page?a=b"));
    assertThat(page.fact("user")).startsWith("store-reader@");
    assertThat(page.fact("bean")).isEqualTo(page.fact("user"));
    visitor.postFromAnotherSite(CALLBACK, response).requireStatus(400);
    visitor.go("/private/page").requireStatus(200);
  }

  @Test
  void pushedRequest_leavesAReferenceInTheUrl() {
    Answer begun = visitor.go("/private/page").requireStatus(302);

    assertThat(begun.location().getQuery().split("&")).hasSize(2)
        .anyMatch(parameter -> parameter.equals("client_id=" + Provider.SHARED))
        .anyMatch(parameter -> parameter.startsWith("request_uri="));
    JournalEntry pushed = PROVIDER.journal().last(Endpoint.PAR).orElseThrow();
    assertThat(pushed.status()).isEqualTo(201);
    assertThat(pushed.parameter("redirect_uri")).contains(OUTSIDE + CALLBACK);
    assertThat(pushed.parameter("response_mode")).contains("form_post");
    assertThat(pushed.parameter("orgId")).contains(Provider.EAST);
    assertThat(signIn(visitor, begun).requireStatus(200).fact("user")).startsWith("store-reader@");
  }

  @Test
  void key_provesTheClient_whereverItTakesOne() {
    signedIn().post("/oauth2/sign-out", Map.of()).requireStatus(200);

    List<JournalEntry> proved = PROVIDER.journal().entries(entry ->
        List.of(Endpoint.PAR, Endpoint.TOKEN, Endpoint.REVOKE).contains(entry.endpoint()));
    assertThat(proved).extracting(JournalEntry::endpoint).contains(Endpoint.PAR, Endpoint.TOKEN, Endpoint.REVOKE);
    assertThat(proved).allSatisfy(entry -> {
      assertThat(entry.status()).isBetween(200, 201);
      assertThat(entry.parameter("client_assertion_type")).contains("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      assertThat(entry.parameter("client_secret")).isEmpty();
      assertThat(entry.header("Authorization")).isEmpty();
    });
    assertThat(proved).extracting(entry -> entry.parameter("client_assertion").orElseThrow()).doesNotHaveDuplicates();
  }

  @Test
  void cookie_isAllThatASignInNeeds_untilTheUserSignsOut() {
    Visitor browser = signedIn();
    Map<String, String> copy = browser.cookies();

    assertThat(browser.go("/private/page").requireStatus(200).fact("session")).isEqualTo("false");
    assertThat(copy.keySet()).doesNotContain("JSESSIONID").anyMatch(name -> name.matches("(__Host-|__Secure-)?asbru-[0-9a-f]{8}-s(_1)?"));
    Answer elsewhere = withCookies(new Visitor(application).ask("/private/page").navigating(), copy).send().requireStatus(200);
    assertThat(elsewhere.fact("user")).startsWith("store-reader@");
    copy.replaceAll((name, value) -> value.substring(0, value.length() - 9) + "AAAAAAAAA");
    withCookies(new Visitor(application).ask("/private/page").scripted(), copy).send().requireStatus(401);

    Map<String, String> before = browser.cookies();
    browser.post("/oauth2/sign-out", Map.of()).requireStatus(200);
    browser.script("/private/page").requireStatus(401);
    withCookies(new Visitor(application).ask("/private/page").scripted(), before).send().requireStatus(401);
  }

  @Test
  void otherSite_beginsASignIn_thatEndsAtItsTarget() {
    Map<String, String> parameters = new LinkedHashMap<>(Map.of("iss", issuer(), "target_link_uri", OUTSIDE + "/private/target?a=b",
        "login_hint", "store-reader"));

    Answer begun = visitor.ask(INITIATE + query(parameters)).navigating().header("Sec-Fetch-Site", "cross-site").send().requireStatus(302);

    assertThat(PROVIDER.journal().last(Endpoint.PAR).orElseThrow().parameter("login_hint")).contains("store-reader");
    assertThat(signIn(visitor, begun).requireStatus(200).uri()).isEqualTo(visitor.at("/private/target?a=b"));
    parameters.put("target_link_uri", "https://evil.example/");
    assertThat(visitor.go(INITIATE + query(parameters)).requireStatus(302).location()).isEqualTo(visitor.at("/"));
    parameters.put("iss", "https://evil.example");
    visitor.go(INITIATE + query(parameters)).requireStatus(400);
  }

  @Test
  void frameOfTheProvider_endsTheSignInThatItNames_withoutItsCookie_andNoOther() {
    Visitor laptop = signedIn();
    Visitor phone = signedIn();
    String sid = laptop.go("/private/page").fact("openid-sid");
    Visitor frame = new Visitor(application);

    frame.go(FRONT_CHANNEL + query(Map.of("iss", issuer(), "sid", "unknown"))).requireStatus(200);
    frame.go(FRONT_CHANNEL + query(Map.of("iss", "https://evil.example", "sid", sid))).requireStatus(400);
    laptop.script("/private/page").requireStatus(200);
    Answer reply = frame.go(FRONT_CHANNEL + query(Map.of("iss", issuer(), "sid", sid))).requireStatus(200);

    assertThat(reply.header("Cache-Control").orElseThrow()).contains("no-store");
    laptop.script("/private/page").requireStatus(401);
    phone.script("/private/page").requireStatus(200);
  }
}
