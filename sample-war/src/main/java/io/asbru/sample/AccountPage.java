package io.asbru.sample;

import io.asbru.Caller;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The account page: everything that the application knows of a caller. */
final class AccountPage {

  private static final Template PAGE = Template.load("account");
  private static final Template SCOPE = Template.load("account-scope");
  private static final Template ROW = new Template("<tr><th scope=\"row\">{{name}}</th><td>{{value}}</td></tr>\n");
  private static final String NOT_TOLD = "not told by the organization";

  private AccountPage() {}

  static Markup of(Caller caller, Instant now, String context) {
    return PAGE.fill(Map.ofEntries(
        Map.entry("context", context),
        Map.entry("name", caller.getName()),
        Map.entry("kind", caller.user() ? "a user" : "an application"),
        Map.entry("subject", caller.subject().orElse(NOT_TOLD)),
        Map.entry("client", caller.clientId().orElse(NOT_TOLD)),
        Map.entry("organization", organization(caller)),
        Map.entry("expiry", expiry(caller, now)),
        Map.entry("scopes", scopes(caller)),
        Map.entry("roles", listed(caller.roles())),
        Map.entry("groups", listed(caller.groups())),
        Map.entry("claims", claims(caller))));
  }

  private static String organization(Caller caller) {
    String id = caller.organization().orElse(NOT_TOLD);
    return caller.claims().get("org_name") instanceof String name ? name + " (" + id + ")" : id;
  }

  private static Markup expiry(Caller caller, Instant now) {
    return caller.expiresAt()
        .map(end -> end.truncatedTo(ChronoUnit.SECONDS))
        .map(end -> new Template("{{remaining}}, at <time datetime=\"{{iso}}\">{{iso}}</time>")
            .fill(Map.of("remaining", Remaining.until(end, now), "iso", end)))
        .orElse(Markup.text(NOT_TOLD));
  }

  /** First those that mean something here, granted or not, then all others that were granted. */
  private static Markup scopes(Caller caller) {
    List<Markup> items = new ArrayList<>();
    TreeSet<String> others = new TreeSet<>(caller.scopes());
    for (Scope scope : Scope.values()) {
      items.add(scope(scope.value(), scope.allows(), caller.hasScope(scope.value())));
      others.remove(scope.value());
    }
    others.forEach(other -> items.add(scope(other, "Means nothing to this application.", true)));
    return Markup.join(items);
  }

  private static Markup scope(String value, String meaning, boolean granted) {
    return SCOPE.fill(Map.of("scope", value, "meaning", meaning,
        "class", granted ? "granted" : "missing", "state", granted ? "granted" : "not granted"));
  }

  private static String listed(Collection<String> values) {
    return values.isEmpty() ? "none" : String.join(", ", new TreeSet<>(values));
  }

  private static Markup claims(Caller caller) {
    return Markup.join(new TreeMap<>(caller.claims()).entrySet().stream()
        .map(claim -> ROW.fill(Map.of("name", claim.getKey(), "value", readable(claim.getValue()))))
        .toList());
  }

  private static String readable(Object value) {
    return value instanceof Collection<?> several
        ? several.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : value instanceof Map<?, ?> ? Json.write(value) : value.toString();
  }
}
