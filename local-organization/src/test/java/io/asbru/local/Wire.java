package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sends plain requests to one organization. */
final class Wire {

  static final String EAST = "7e98b86f-63c7-41a1-8c56-c909a21a2615";
  static final String WEST = "12d1c4d2-2bb1-443b-aa4a-68f98a40d7c6";
  static final String SAMPLE = basic("sample_application_client_id", "sample_application_client_secret");
  static final String JWT_SAMPLE = basic("sample_jwt_client_id", "sample_jwt_client_secret");
  static final String DOCUMENTED = basic("7wYeybBGCVfLxPmS0z66WNMffyMa", "WYfwHUsbsEvwtqmDLuaxF_VCQJwa");
  static final String DOCUMENTED_WEST =
      basic("fhErtAT2YF_M0Ek3AAYHLI8L25oa", "JirxvtfoecnrS8vBjM7ygOtSIXuCS_uK_9WEC7d1zPEa");
  static final String SHARED = basic("shared_client_id", "shared_client_secret");
  static final String NOBODY = "";

  private static final HttpClient HTTP = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)
      .version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();

  private final String prefix;

  Wire(LocalOrganization local, String organization) {
    this.prefix = local.url(local.organization(organization)).toString();
  }

  static String basic(String id, String secret) {
    return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
  }

  static String form(String... namesAndValues) {
    return Stream.iterate(0, i -> i < namesAndValues.length, i -> i + 2)
        .map(i -> encode(namesAndValues[i]) + "=" + encode(namesAndValues[i + 1])).collect(Collectors.joining("&"));
  }

  static Answer send(HttpRequest request) throws IOException {
    try {
      return new Answer(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String url(String path) {
    return prefix + path;
  }

  Answer token(String authorization, String... namesAndValues) {
    return post("/oauth2/token", authorization, namesAndValues);
  }

  /** A successful password grant. */
  Answer password(String authorization, String user, String scope) {
    String password = user.equals("Charlie") ? "jG9A5KrX" : user + "-pw";
    return token(authorization, "grant_type", "password", "username", user, "password", password, "scope", scope);
  }

  Answer refresh(String authorization, String refreshToken) {
    return token(authorization, "grant_type", "refresh_token", "refresh_token", refreshToken);
  }

  Answer introspect(String authorization, String token) {
    return post("/oauth2/introspect", authorization, "token", token);
  }

  boolean active(String authorization, String token) {
    return introspect(authorization, token).json().get("active").equals(true);
  }

  Answer revoke(String authorization, String token) {
    return post("/oauth2/revoke", authorization, "token", token);
  }

  Answer post(String path, String authorization, String... namesAndValues) {
    return postForm(path, authorization, form(namesAndValues));
  }

  /** Posts a form as it stands. */
  Answer postForm(String path, String authorization, String form) {
    HttpRequest.Builder request = request(path, authorization)
        .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form));
    return unchecked(request.build());
  }

  Answer get(String path) {
    return get(path, NOBODY);
  }

  Answer get(String path, String authorization) {
    return unchecked(request(path, authorization).GET().build());
  }

  HttpRequest.Builder request(String path, String authorization) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(prefix + path)).timeout(Duration.ofSeconds(20));
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  private static Answer unchecked(HttpRequest request) {
    try {
      return send(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
