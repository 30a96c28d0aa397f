package io.asbru.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes a SCIM resource as JSON by the operations of a PATCH request.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2">RFC 7644, section 3.5.2</a>
 */
final class ScimPatch {

  private static final int MOST_OPERATIONS = 100;
  /** {@code emails}, {@code name.givenName}, {@code emails[type eq "work"]}, {@code emails[type eq "work"].value}. */
  private static final Pattern PATH = Pattern.compile("([^\\[\\]]{1,300})(?:\\[([^\\]]{1,500})\\](?:\\.([^.\\[\\]]{1,100}))?)?");

  private ScimPatch() {}

  /** The names of the attributes that a request changes, in lower case and as far as their first point. */
  static List<String> targets(Input request) throws ManagementRefusal {
    List<String> targets = new ArrayList<>();
    for (Input operation : operations(request)) {
      Optional<String> path = operation.optionalText("path");
      if (path.isPresent()) {
        targets.add(ScimAttributes.steps(path.get().replaceFirst("\\[.*", "")).get(0).toLowerCase(Locale.ROOT));
      } else {
        operation.optional("value").ifPresent(value -> value.object().keySet()
            .forEach(name -> targets.add(name.toLowerCase(Locale.ROOT))));
      }
    }
    return targets;
  }

  /** The changed resource; the given one is left as it is. */
  static Map<String, Object> apply(Map<String, Object> resource, Input request) throws ManagementRefusal {
    Map<String, Object> changed = copy(resource);
    for (Input operation : operations(request)) {
      String kind = operation.text("op").toLowerCase(Locale.ROOT);
      if (!List.of("add", "replace", "remove").contains(kind)) {
        throw ManagementRefusal.scim(400, Optional.of("invalidSyntax"), "Unknown operation: add, replace and remove are known.");
      }
      Optional<String> path = operation.optionalText("path").filter(text -> !text.isBlank());
      if (path.isPresent()) {
        at(changed, kind, path.get(), Optional.ofNullable(operation.object().get("value")));
      } else if (kind.equals("remove")) {
        throw ManagementRefusal.scim(400, Optional.of("noTarget"), "A remove operation needs a path.");
      } else {
        Input values = operation.optional("value").orElseThrow(() -> request.bad("An operation has no value."));
        for (Map.Entry<String, Object> each : values.object().entrySet()) {
          set(changed, kind, each.getKey(), Optional.ofNullable(each.getValue()));
        }
      }
    }
    return changed;
  }

  private static List<Input> operations(Input request) throws ManagementRefusal {
    List<Input> operations = request.inputs(ScimAttributes.key(request.object(), "Operations"));
    if (operations.isEmpty() || operations.size() > MOST_OPERATIONS) {
      throw ManagementRefusal.scim(400, Optional.of("invalidSyntax"), "A PATCH request has 1 to " + MOST_OPERATIONS
          + " operations.");
    }
    return operations;
  }

  private static void at(Map<String, Object> resource, String kind, String path, Optional<Object> value)
      throws ManagementRefusal {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      throw invalidPath();
    }
    Map<String, Object> parent = resource;
    List<String> steps = ScimAttributes.steps(matcher.group(1));
    for (String step : steps.subList(0, steps.size() - 1)) {
      parent = child(parent, step);
    }
    String name = steps.get(steps.size() - 1);
    if (matcher.group(2) == null) {
      set(parent, kind, name, value);
    } else {
      members(parent, kind, ScimAttributes.key(parent, name), matcher.group(2), Optional.ofNullable(matcher.group(3)), value);
    }
  }

  private static ManagementRefusal invalidPath() {
    return ManagementRefusal.scim(400, Optional.of("invalidPath"), "The path of an operation is invalid.");
  }

  private static Map<String, Object> child(Map<String, Object> parent, String step) throws ManagementRefusal {
    String key = ScimAttributes.key(parent, step);
    Object child = parent.computeIfAbsent(key, name -> new LinkedHashMap<String, Object>());
    if (!(child instanceof Map<?, ?> map)) {
      throw invalidPath();
    }
    return asObject(map);
  }

  private static void set(Map<String, Object> parent, String kind, String name, Optional<Object> value)
      throws ManagementRefusal {
    String key = ScimAttributes.key(parent, name);
    Object before = parent.get(key);
    if (kind.equals("remove")) {
      if (value.isPresent() && before instanceof Collection<?> list) {
        List<String> unwanted = values(value.get());
        parent.put(key, list.stream().filter(each -> !unwanted.contains(value(each))).toList());
      } else {
        parent.remove(key);
      }
      return;
    }
    Object wanted = value.orElseThrow(() -> Scim.invalid("An operation has no value."));
    if (kind.equals("add") && before instanceof Collection<?> list) {
      parent.put(key, union(list, wanted));
    } else if (before instanceof Map<?, ?> map && wanted instanceof Map<?, ?> more) {
      Map<String, Object> merged = new LinkedHashMap<>(asObject(map));
      asObject(more).forEach((member, each) -> merged.put(ScimAttributes.key(merged, member), each));
      parent.put(key, merged);
    } else {
      parent.put(key, wanted);
    }
  }

  private static List<Object> union(Collection<?> list, Object more) {
    List<Object> union = new ArrayList<>(list);
    List<String> known = new ArrayList<>(values(list));
    for (Object each : more instanceof Collection<?> several ? several : List.of(more)) {
      if (!known.contains(value(each))) {
        known.add(value(each));
        union.add(each);
      }
    }
    return union;
  }

  /** Changes or removes those members of a list that a filter lets pass. */
  private static void members(Map<String, Object> parent, String kind, String key, String filterText, Optional<String> member,
      Optional<Object> value) throws ManagementRefusal {
    Predicate<Filter.Attributes> filter = Filter.parse(filterText).orElseThrow(() -> ManagementRefusal.scim(400,
        Optional.of("invalidFilter"), "The filter in the path of an operation is invalid."));
    List<Object> kept = new ArrayList<>();
    for (Object each : parent.get(key) instanceof Collection<?> list ? list : List.of()) {
      Map<String, Object> object = each instanceof Map<?, ?> map ? new LinkedHashMap<>(asObject(map)) : Json.object("value", each);
      if (!filter.test(name -> ScimAttributes.values(object, name))) {
        kept.add(each);
      } else if (member.isPresent()) {
        set(object, kind, member.get(), value);
        kept.add(object);
      } else if (!kind.equals("remove")) {
        kept.add(value.orElseThrow(() -> Scim.invalid("An operation has no value.")));
      }
    }
    parent.put(key, kept);
  }

  private static List<String> values(Object list) {
    return list instanceof Collection<?> several ? several.stream().map(ScimPatch::value).toList() : List.of(value(list));
  }

  /** What two members of a list are the same by. */
  private static String value(Object member) {
    return member instanceof Map<?, ?> map && map.get("value") != null ? Objects.toString(map.get("value"))
        : Objects.toString(member);
  }

  private static Map<String, Object> copy(Map<String, Object> object) {
    Map<String, Object> copy = new LinkedHashMap<>();
    object.forEach((name, value) -> copy.put(name, value instanceof Map<?, ?> map ? copy(asObject(map)) : value));
    return copy;
  }

  @SuppressWarnings("unchecked") // JSON objects have nothing but texts as keys
  private static Map<String, Object> asObject(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
