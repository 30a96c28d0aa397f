package io.asbru.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asbru.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The OAuth 2.0 and OpenID Connect protocol of an application. What this class does not name is kept when it is changed and sent back.
 * <strong>Holds the client secret</strong>, which {@code toString()} does not show.
 */
public final class OidcConfiguration {

  /** What has a meaning in a regular expression; a dot that is not escaped would let other hosts in. */
  private static final Pattern SPECIAL = Pattern.compile("[\\\\.?*+^$|(){}\\[\\]]");
  private static final Pattern ESCAPED = Pattern.compile("\\\\([\\\\.?*+^$|(){}\\[\\]])");

  private final ObjectNode json;

  OidcConfiguration(JsonNode json) {
    this.json = json.deepCopy();
  }

  /** The client identifier. */
  public String clientId() {
    return Json.textOrEmpty(json, "clientId");
  }

  /** The client secret; empty for a public client. */
  public Optional<Secret> clientSecret() {
    return Json.text(json, "clientSecret").map(Secret::of);
  }

  /** The grant types that the application may use. */
  public Set<String> grantTypes() {
    return Json.texts(json, "grantTypes");
  }

  /** The redirection URIs. The pattern by which the service registers several of them is taken apart again. */
  public List<String> redirectUris() {
    List<String> uris = new ArrayList<>();
    for (String registered : Json.texts(json, "callbackURLs")) {
      uris.addAll(unregistered(registered));
    }
    return uris;
  }

  /** Where the organization tells that a session has ended. */
  public Optional<String> backChannelLogoutUri() {
    return Json.text(json.path("logout"), "backChannelLogoutUrl");
  }

  /** Whether access tokens are JWTs. */
  public boolean jwtAccessTokens() {
    return Json.text(json.path("accessToken"), "type").filter("JWT"::equals).isPresent();
  }

  /** The same with these grant types. */
  public OidcConfiguration withGrantTypes(Set<String> grantTypes) {
    return with("grantTypes", Json.array(grantTypes));
  }

  /** The same with these redirection URIs. */
  public OidcConfiguration withRedirectUris(Collection<String> uris) {
    return with("callbackURLs", Json.array(registered(uris)));
  }

  /** The same with this back-channel logout URI. */
  public OidcConfiguration withBackChannelLogoutUri(String uri) {
    OidcConfiguration changed = new OidcConfiguration(json);
    changed.json.withObject("/logout").put("backChannelLogoutUrl", uri);
    return changed;
  }

  /** The same with access tokens that are JWTs, or opaque. */
  public OidcConfiguration withJwtAccessTokens(boolean jwt) {
    OidcConfiguration changed = new OidcConfiguration(json);
    changed.json.withObject("/accessToken").put("type", jwt ? "JWT" : "Default");
    return changed;
  }

  private OidcConfiguration with(String name, JsonNode value) {
    OidcConfiguration changed = new OidcConfiguration(json);
    changed.json.set(name, value);
    return changed;
  }

  ObjectNode json() {
    return json;
  }

  /** Several callback URLs are registered as one regular expression. */
  static List<String> registered(Collection<String> uris) {
    if (uris.size() < 2) {
      return List.copyOf(uris);
    }
    return List.of(new LinkedHashSet<>(uris).stream().map(uri -> SPECIAL.matcher(uri).replaceAll("\\\\$0"))
        .collect(Collectors.joining("|", "regexp=(", ")")));
  }

  private static List<String> unregistered(String registered) {
    if (registered.startsWith("regexp=(") && registered.endsWith(")")) {
      String inner = registered.substring("regexp=(".length(), registered.length() - 1);
      String plain = ESCAPED.matcher(inner).replaceAll("");
      if (!plain.matches(".*[?*+^$(){}\\[\\]\\\\].*")) {
        return Arrays.stream(inner.split("\\|")).map(uri -> ESCAPED.matcher(uri).replaceAll("$1")).toList();
      }
    }
    return List.of(registered);
  }

  @Override
  public String toString() {
    return "OidcConfiguration[clientId=" + clientId() + ", grantTypes=" + grantTypes() + ", redirectUris=" + redirectUris() + "]";
  }
}
