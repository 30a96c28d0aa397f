package io.asbru.management.cli;

import io.asbru.local.LocalOrganization;
import io.asbru.management.Demo;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person at the sign-in page of the local organization, for a code that a command then takes. */
final class SignInForm {

  private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\">");
  private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
  private static final Pattern CODE = Pattern.compile("[?&]code=([^&]*)");

  private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL)).build();
  private final LocalOrganization local;

  SignInForm(LocalOrganization local) {
    this.local = local;
  }

  /** The code for the sample application, with PKCE (RFC 7636, S256). */
  String code(String user, String password, String redirectUri, String verifier, String scopes) throws Exception {
    String challenge = Base64.getUrlEncoder().withoutPadding()
        .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    URI first = URI.create(local.baseUrl() + "/t/bestcarmart/o/" + Demo.EAST + "/oauth2/authorize?" + form(Map.of("response_type", "code",
        "client_id", "sample_application_client_id", "redirect_uri", redirectUri, "scope", scopes, "code_challenge", challenge,
        "code_challenge_method", "S256")));
    HttpResponse<String> page = follow(HttpRequest.newBuilder(first), redirectUri);
    page = submit(page, Map.of("username", user, "password", password), redirectUri);
    if (page.statusCode() != 302) {
      page = submit(page, Map.of("consent", "approve"), redirectUri);
    }
    Matcher code = CODE.matcher(page.headers().firstValue("Location").orElseThrow());
    if (!code.find()) {
      throw new AssertionError("no code: " + page.headers().firstValue("Location"));
    }
    return URLDecoder.decode(code.group(1), StandardCharsets.UTF_8);
  }

  private HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> filledIn, String end) throws Exception {
    Matcher form = FORM.matcher(page.body());
    if (!form.find()) {
      throw new AssertionError("no form: " + page.body());
    }
    Map<String, String> fields = new LinkedHashMap<>(filledIn);
    for (Matcher hidden = HIDDEN.matcher(page.body()); hidden.find(); ) {
      fields.put(hidden.group(1), hidden.group(2).replace("&amp;", "&"));
    }
    return follow(HttpRequest.newBuilder(page.uri().resolve(form.group(1).replace("&amp;", "&")))
        .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form(fields))), end);
  }

  /** Follows redirects until one leads to the application. */
  private HttpResponse<String> follow(HttpRequest.Builder first, String end) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(first.build(), BodyHandlers.ofString());
    for (int hops = 0; response.statusCode() == 302 && hops < 10; hops++) {
      URI next = response.uri().resolve(response.headers().firstValue("Location").orElseThrow());
      if (next.toString().startsWith(end)) {
        return response;
      }
      response = http.send(HttpRequest.newBuilder(next).build(), BodyHandlers.ofString());
    }
    return response;
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream().map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
