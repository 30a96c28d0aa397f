package io.asbru;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a browser does at the provider: shows its pages, fills in their forms, keeps its cookies; until it is sent back to the client. */
public final class BrowserAtProvider {

  private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
  private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).connectTimeout(Duration.ofSeconds(5)).build();
  private final String user;
  private final String password;

  public BrowserAtProvider(String user, String password) {
    this.user = user;
    this.password = password;
  }

  /** Follows {@code url} to where the client is called back, and returns that URL. */
  public URI signIn(String url, String clientUrl) throws IOException, InterruptedException {
    HttpResponse<String> response = get(URI.create(url));
    for (int step = 0; step < 12; step++) {
      if (response.statusCode() / 100 == 3) {
        URI next = response.uri().resolve(response.headers().firstValue("Location").orElseThrow());
        if (next.toString().startsWith(clientUrl)) {
          return next;
        }
        response = get(next);
      } else {
        response = fillIn(response);
      }
    }
    throw new AssertionError("never came back to " + clientUrl);
  }

  private HttpResponse<String> fillIn(HttpResponse<String> page) throws IOException, InterruptedException {
    Matcher action = ACTION.matcher(page.body());
    if (!action.find()) {
      throw new AssertionError("no form in the page of " + page.uri() + ": " + page.statusCode() + " " + page.body());
    }
    Map<String, String> form = new LinkedHashMap<>();
    Matcher hidden = HIDDEN.matcher(page.body());
    while (hidden.find()) {
      form.put(hidden.group(1), hidden.group(2));
    }
    if (page.body().contains("name=\"password\"")) {
      form.put("username", user);
      form.put("password", password);
    } else {
      form.put("consent", "approve");
    }
    return http.send(HttpRequest.newBuilder(page.uri().resolve(action.group(1))).timeout(Duration.ofSeconds(10))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&")))).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
