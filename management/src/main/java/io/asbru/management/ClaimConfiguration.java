package io.asbru.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which user attributes an application is told, with everything else that the API says of them. */
final class ClaimConfiguration {

  private static final String REQUESTED = "requestedClaims";

  private final ObjectNode json;

  /** What the API answered; empty if it said nothing. */
  ClaimConfiguration(JsonNode json) {
    this.json = json.isObject() ? json.deepCopy() : Json.object();
  }

  /** These claims of the local dialect, none of them mandatory. */
  static ClaimConfiguration of(Collection<String> uris) {
    ObjectNode json = Json.object().put("dialect", "LOCAL");
    add(json.putArray(REQUESTED), uris);
    return new ClaimConfiguration(json);
  }

  /** Whether the attributes have names of the application's own, which other claims cannot be added to. */
  boolean custom() {
    return Json.textOrEmpty(json, "dialect").equals("CUSTOM");
  }

  /** The URIs of the claims. */
  Set<String> requested() {
    return new LinkedHashSet<>(Json.list(json.path(REQUESTED), each -> Json.textOrEmpty(each.path("claim"), "uri")));
  }

  /** The same with further claims; those that are there stay as they are. */
  ClaimConfiguration with(Collection<String> uris) {
    Set<String> missing = new LinkedHashSet<>(uris);
    missing.removeAll(requested());
    ClaimConfiguration more = new ClaimConfiguration(json);
    add(more.json.withArray(REQUESTED), missing);
    return more;
  }

  private static void add(ArrayNode requested, Collection<String> uris) {
    uris.forEach(uri -> requested.addObject().put("mandatory", false).putObject("claim").put("uri", uri));
  }

  ObjectNode json() {
    return json;
  }
}
