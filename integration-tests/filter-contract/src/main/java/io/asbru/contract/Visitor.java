package io.asbru.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Someone at the application: a browser without a screen, or a program. Keeps cookies, and follows redirects only when told to.
 */
public final class Visitor {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST_REDIRECTS = 12;

  private final URI application;
  private final Cookies cookies;
  private final HttpClient http;

  /** A visitor of this application who knows nothing yet. */
  public Visitor(URI application) {
    this(application, new Cookies());
  }

  private Visitor(URI application, Cookies cookies) {
    this(application, cookies, cookies);
  }

  /** Sends cookies that are {@code Secure} to this machine over http, too, as browsers do. */
  private static final class Cookies extends CookieManager {

    /** The names of those that go along with forms of other sites. */
    private final Set<String> sameSiteNone = ConcurrentHashMap.newKeySet();

    Cookies() {
      super(null, CookiePolicy.ACCEPT_ALL);
    }

    @Override
    public void put(URI uri, Map<String, List<String>> headers) throws IOException {
      super.put(uri, headers);
      getCookieStore().getCookies().forEach(cookie -> cookie.setSecure(false));
      headers.forEach((header, values) -> {
        if ("Set-Cookie".equalsIgnoreCase(header)) {
          values.forEach(this::noteSameSite);
        }
      });
    }

    private void noteSameSite(String cookie) {
      String name = cookie.substring(0, cookie.indexOf('='));
      List<String> attributes = Arrays.stream(cookie.toLowerCase(Locale.ROOT).split(";")).map(String::trim).toList();
      if (attributes.contains("samesite=none") && attributes.contains("secure")) {
        sameSiteNone.add(name);
      } else {
        sameSiteNone.remove(name);
      }
    }
  }

  /** Sends the cookies alone that go along with another site's form, and keeps whatever comes. */
  private static final class CookiesFromAnotherSite extends CookieHandler {

    private final Cookies all;

    CookiesFromAnotherSite(Cookies all) {
      this.all = all;
    }

    @Override
    public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) throws IOException {
      Map<String, List<String>> some = new LinkedHashMap<>();
      all.get(uri, headers).forEach((header, cookies) -> some.put(header, cookies.stream()
          .filter(cookie -> all.sameSiteNone.contains(cookie.substring(0, cookie.indexOf('=')))).toList()));
      return some;
    }

    @Override
    public void put(URI uri, Map<String, List<String>> headers) throws IOException {
      all.put(uri, headers);
    }
  }

  private Visitor(URI application, Cookies cookies, CookieHandler sent) {
    this.application = application;
    this.cookies = cookies;
    http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .cookieHandler(sent)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(PATIENCE)
        .build();
  }

  /** The same browser at another application. */
  public Visitor at(URI other) {
    return new Visitor(other, cookies);
  }

  /** A request that is being written. */
  public final class Writing {

    private final HttpRequest.Builder builder;
    private String method = "GET";
    private HttpRequest.BodyPublisher body = BodyPublishers.noBody();

    private Writing(URI uri) {
      builder = HttpRequest.newBuilder(uri).timeout(PATIENCE);
    }

    /** Adds a header field. */
    public Writing header(String name, String value) {
      builder.header(name, value);
      return this;
    }

    /** Presents a bearer token. */
    public Writing bearer(String token) {
      return header("Authorization", "Bearer " + token);
    }

    /** Says what a browser says when its user goes to a page. */
    public Writing navigating() {
      return header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8").header("Sec-Fetch-Mode", "navigate")
          .header("Sec-Fetch-Dest", "document");
    }

    /** Says what a browser says when a script of the application's own pages asks. */
    public Writing scripted() {
      return header("Accept", "application/json").header("Sec-Fetch-Mode", "cors").header("Sec-Fetch-Site", "same-origin");
    }

    /** Another method than GET. */
    public Writing method(String name) {
      method = name;
      return this;
    }

    /** A body of this type. */
    public Writing body(String type, String text) {
      body = BodyPublishers.ofString(text);
      return header("Content-Type", type);
    }

    /** A form that is posted. */
    public Writing form(Map<String, String> fields) {
      return method("POST").body("application/x-www-form-urlencoded", encoded(fields));
    }

    /** Sends it and reads the answer to its end. */
    public Answer send() {
      HttpRequest request = builder.method(method, body).build();
      long start = System.nanoTime();
      try {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString(UTF_8));
        Map<String, List<String>> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return new Answer(request.uri(), response.statusCode(), headers, response.body(),
            Duration.ofNanos(System.nanoTime() - start));
      } catch (IOException e) {
        throw new UncheckedIOException(method + " " + request.uri(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted: " + request.uri(), e);
      }
    }
  }

  /** The address of a path of the application, query included. */
  public URI at(String path) {
    return URI.create(application + path);
  }

  /** Begins a request to a path of the application. */
  public Writing ask(String path) {
    return new Writing(at(path));
  }

  /** Begins a request to anywhere. */
  public Writing ask(URI uri) {
    return new Writing(uri);
  }

  /** Goes to a page, and stays where that leads at first. */
  public Answer go(String path) {
    return ask(path).navigating().send();
  }

  /** Goes to a page as {@link #go(String)} does. */
  public Answer go(URI uri) {
    return ask(uri).navigating().send();
  }

  /** Asks as a script of the application's pages does. */
  public Answer script(String path) {
    return ask(path).scripted().send();
  }

  /** Asks as a program without a browser does. */
  public Answer program(String path, String token) {
    return ask(path).header("Accept", "application/json").bearer(token).send();
  }

  /** Posts a form from one of the application's own pages. */
  public Answer post(String path, Map<String, String> fields) {
    return ask(path).navigating().header("Sec-Fetch-Site", "same-origin").header("Origin", origin()).form(fields).send();
  }

  /** Posts a form from a page of another site, with the cookies alone that are {@code SameSite=None} and {@code Secure}, as browsers do. */
  public Answer postFromAnotherSite(String path, Map<String, String> fields) {
    return new Visitor(application, cookies, new CookiesFromAnotherSite(cookies)).ask(path).navigating()
        .header("Sec-Fetch-Site", "cross-site").header("Origin", "https://provider.example").form(fields).send();
  }

  /** The application's origin. */
  public String origin() {
    return application.getScheme() + "://" + application.getRawAuthority();
  }

  /** Goes on from an answer until it is no redirect any more. */
  public Answer follow(Answer answer) {
    Answer current = answer;
    for (int i = 0; current.redirect(); i++) {
      if (i == MOST_REDIRECTS) {
        throw new AssertionError("a loop of redirects, at the end " + current);
      }
      current = go(current.location());
    }
    return current;
  }

  /** Goes to a page and follows all redirects. */
  public Answer open(String path) {
    return follow(go(path));
  }

  /** Fills in the form of a page, posts it, and follows all redirects. */
  public Answer submit(Answer page, Map<String, String> fields) {
    return follow(post(page, fields));
  }

  /** Fills in the form of a page and posts it. */
  public Answer post(Answer page, Map<String, String> fields) {
    Form form = Form.of(page);
    Map<String, String> all = new LinkedHashMap<>(form.hidden());
    all.putAll(fields);
    return ask(form.action()).navigating().form(all).send();
  }

  /** Goes to a page and signs in where that is asked for: name and password, then consent. Ends where that leads. */
  public Answer signIn(String path, String user) {
    return signIn(open(path), user);
  }

  /** Signs in at a page of the provider, unless it is past that. Ends where that leads. */
  public Answer signIn(Answer page, String user) {
    return consent(page.body().contains("name=\"username\"")
        ? submit(page, Map.of("username", user, "password", Provider.password(user))) : page);
  }

  /** Allows what the application asks for, if the provider asks. */
  public Answer consent(Answer page) {
    return page.body().contains("sessionDataKeyConsent") ? submit(page, Map.of("consent", "approve")) : page;
  }

  /** Signs in at the provider, and stays there: where the provider sends the browser back to. */
  public Answer callback(Answer begun, String user) {
    Answer login = begun;
    while (login.redirect()) {
      login = go(login.location());
    }
    Answer next = post(login, Map.of("username", user, "password", Provider.password(user)));
    while (!next.redirect() || !next.location().getPath().endsWith("/oauth2/callback")) {
      next = next.redirect() ? go(next.location()) : post(next, Map.of("consent", "approve"));
    }
    return new Answer(next.location(), 0, Map.of(), "", Duration.ZERO);
  }

  /** Signs out by the button that an application has, and goes along with the provider's logout. */
  public Answer signOut() {
    Answer answer = post("/oauth2/sign-out", Map.of());
    return answer.body().contains("<form") ? submit(answer, Map.of()) : follow(answer);
  }

  /** The cookies of the application, by name. */
  public Map<String, String> cookies() {
    Map<String, String> values = new LinkedHashMap<>();
    for (HttpCookie cookie : new ArrayList<>(cookies.getCookieStore().getCookies())) {
      values.put(cookie.getName(), cookie.getValue());
    }
    return values;
  }

  /** The application's session cookie. */
  public String sessionCookie() {
    return cookies().getOrDefault("JSESSIONID", "");
  }

  /** Takes over the application's session cookie that came with an answer to somebody else. */
  public Visitor with(Answer answer) {
    answer.headers("Set-Cookie").forEach(header -> {
      HttpCookie cookie = HttpCookie.parse(header).get(0);
      cookie.setVersion(0);
      cookies.getCookieStore().add(application, cookie);
    });
    return this;
  }

  /** Forgets the provider's cookies: the next sign-in asks for the password. */
  public Visitor leaveProvider() {
    cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().startsWith("commonAuthId")).toList()
        .forEach(cookie -> cookies.getCookieStore().getURIs().forEach(uri -> cookies.getCookieStore().remove(uri, cookie)));
    return this;
  }

  static String encoded(Map<String, String> fields) {
    StringBuilder text = new StringBuilder();
    fields.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
        .append(URLEncoder.encode(name, UTF_8)).append('=').append(URLEncoder.encode(value, UTF_8)));
    return text.toString();
  }
}
