package io.asbru.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A browser without scripts: follows redirects inside the local organization, keeps cookies and sends forms. */
final class Browser {

  static final String CALLBACK = "http://localhost:8080/oauth2/callback";

  private static final Pattern FORM = Pattern.compile("<form method=\"(\\w+)\" action=\"([^\"]*)\">");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

  private final String base;
  private final Map<String, String> cookies = new TreeMap<>();

  /**
   * Where the browser has got to: a page of the local organization, or an address outside that it was sent to.
   */
  record Page(URI uri, int status, Answer answer, boolean outside) {

    String body() {
      return answer.body();
    }

    /** The parameters of the query, or of the fragment, in their order. */
    Map<String, String> parameters() {
      return decode(uri.getRawFragment() != null ? uri.getRawFragment() : uri.getRawQuery());
    }

    Map<String, String> hiddenFields() {
      Map<String, String> fields = new LinkedHashMap<>();
      for (Matcher field = HIDDEN.matcher(body()); field.find(); ) {
        fields.put(field.group(1), field.group(2).replace("&amp;", "&"));
      }
      return fields;
    }
  }

  Browser(LocalOrganization local) {
    this.base = local.baseUrl().toString();
  }

  /** An authorization request of the application "Sample" in an organization, as a URL. */
  static String authorize(Wire wire, String clientId, String... more) {
    return wire.url("/oauth2/authorize?" + Wire.form("response_type", "code", "client_id", clientId, "redirect_uri",
        CALLBACK) + (more.length == 0 ? "" : "&" + Wire.form(more)));
  }

  Page get(String url) {
    return follow(HttpRequest.newBuilder(URI.create(url)).GET());
  }

  Page post(String url, String... namesAndValues) {
    return follow(HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(Wire.form(namesAndValues))));
  }

  /** Fills in the form of a page and sends it, with its hidden fields. */
  Page submit(Page page, String... namesAndValues) {
    Map<String, String> fields = new LinkedHashMap<>(page.hiddenFields());
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    String[] flat = fields.entrySet().stream().flatMap(each -> Stream.of(each.getKey(),
        each.getValue())).toArray(String[]::new);
    Matcher form = FORM.matcher(page.body());
    if (!form.find()) {
      throw new IllegalStateException("No form: " + page.body());
    }
    String target = page.uri().resolve(form.group(2).replace("&amp;", "&")).toString();
    return form.group(1).equals("post") ? post(target, flat) : get(target + "?" + Wire.form(flat));
  }

  /** Signs in on the sign-in page and stops at what comes next. */
  Page signIn(Page page, String user, String password) {
    return submit(page, "username", user, "password", password);
  }

  Page signIn(Page page, String user) {
    return signIn(page, user, user.equals("Charlie") ? "jG9A5KrX" : user + "-pw");
  }

  Map<String, String> cookies() {
    return cookies;
  }

  private Page follow(HttpRequest.Builder first) {
    HttpRequest.Builder next = first;
    for (int hops = 0; hops < 10; hops++) {
      if (!cookies.isEmpty()) {
        next.header("Cookie", cookies.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("; ")));
      }
      HttpRequest request = next.build();
      Answer answer = send(request);
      answer.response().headers().allValues("Set-Cookie").forEach(this::keep);
      if (answer.status() != 302) {
        return new Page(request.uri(), answer.status(), answer, false);
      }
      URI location = request.uri().resolve(answer.header("Location"));
      if (!location.toString().startsWith(base)) {
        return new Page(location, answer.status(), answer, true);
      }
      next = HttpRequest.newBuilder(location).GET();
    }
    throw new IllegalStateException("Too many redirects");
  }

  private void keep(String setCookie) {
    String pair = setCookie.substring(0, setCookie.indexOf(';'));
    String name = pair.substring(0, pair.indexOf('='));
    if (setCookie.contains("Max-Age=0")) {
      cookies.remove(name);
    } else {
      cookies.put(name, pair.substring(name.length() + 1));
    }
  }

  private static Answer send(HttpRequest request) {
    try {
      return Wire.send(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> decode(String encoded) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : encoded.split("&")) {
      int equals = pair.indexOf('=');
      parameters.put(URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }
}
