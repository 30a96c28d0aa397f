package io.asbru.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds attributes in a SCIM resource, whose names have no case. */
final class ScimAttributes {

  private static final Set<String> NAMES = Set.of("schemas", "id", "meta", "userName", "password", "name", "givenName",
      "familyName", "formatted", "displayName", "nickName", "profileUrl", "locale", "timezone", "emails", "phoneNumbers",
      "active", "title", "externalId", "groups", "roles", "members", "users", "permissions", "audience", Scim.ENTERPRISE_USER,
      ScimUserJson.WSO2);

  private ScimAttributes() {}

  /** The values of {@code userName}, {@code name.givenName}, {@code emails}, {@code emails.type}, …. */
  static List<String> values(Map<String, Object> resource, String path) {
    List<String> values = new ArrayList<>();
    collect(resource, steps(path), 0, values);
    return values;
  }

  /** The key that a map has for an attribute name; the name as it is usually written if it has none. */
  static String key(Map<String, Object> object, String name) {
    return object.keySet().stream().filter(name::equalsIgnoreCase).findFirst()
        .or(() -> NAMES.stream().filter(name::equalsIgnoreCase).findFirst()).orElse(name);
  }

  /** The same object with its attributes' names as they are usually written. */
  static Map<String, Object> canonical(Map<String, Object> object) {
    Map<String, Object> canonical = new LinkedHashMap<>();
    object.forEach((name, value) -> canonical.put(key(canonical, name), value));
    return canonical;
  }

  static String withoutCoreSchema(String path) {
    for (String schema : List.of(Scim.USER, Scim.GROUP, Scim.ROLE)) {
      if (path.toLowerCase(Locale.ROOT).startsWith(schema.toLowerCase(Locale.ROOT) + ":")) {
        return path.substring(schema.length() + 1);
      }
    }
    return path;
  }

  /** The names of a path, one below the other. The URN of an extension is one name. */
  static List<String> steps(String path) {
    String rest = withoutCoreSchema(path);
    List<String> steps = new ArrayList<>();
    if (rest.regionMatches(true, 0, "urn:", 0, 4)) {
      int version = rest.indexOf(".0:");
      int end = version < 0 ? rest.lastIndexOf(':') : rest.indexOf(':', version + 3);
      // urn:…:2.0:User:department and urn:scim:wso2:schema:country
      steps.add(end < 0 || end == rest.indexOf(':') ? rest : rest.substring(0, end));
      if (end < 0 || end == rest.indexOf(':')) {
        return steps;
      }
      rest = rest.substring(end + 1);
    }
    steps.addAll(List.of(rest.split("\\.")));
    return steps;
  }

  private static void collect(Object value, List<String> steps, int at, List<String> values) {
    if (value instanceof Collection<?> list) {
      list.forEach(each -> collect(each, steps, at, values));
    } else if (value instanceof Map<?, ?> map) {
      String name = at < steps.size() ? steps.get(at) : "value";
      Optional<?> found = map.entrySet().stream()
          .filter(entry -> entry.getKey() instanceof String key && key.equalsIgnoreCase(name)).findFirst()
          .map(Map.Entry::getValue);
      found.ifPresent(child -> collect(child, steps, at + 1, values));
    } else if (value != null && (at == steps.size() || at == steps.size() + 1
        || at == steps.size() - 1 && steps.get(at).equalsIgnoreCase("value"))) {
      values.add(value.toString());
    }
  }
}
