package io.asbru.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A mapping in a definition file that remembers where it stands and which of its keys were asked for. */
final class YamlNode {

  private final JsonNode node;
  private final String place;
  private final Set<String> asked = new HashSet<>();

  YamlNode(JsonNode node, String place) {
    if (!node.isObject()) {
      throw fail(place + ": a mapping of keys to values is expected");
    }
    this.node = node;
    this.place = place;
  }

  static IllegalArgumentException fail(String message) {
    return new IllegalArgumentException(message);
  }

  String place() {
    return place;
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  boolean has(String key) {
    return node.has(key);
  }

  String text(String key) {
    return optionalText(key).orElseThrow(() -> fail(place + ": the key '" + key + "' is missing"));
  }

  Optional<String> optionalText(String key) {
    return value(key).map(value -> text(value, key));
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : list(key)) {
      texts.add(text(value, key));
    }
    return texts;
  }

  Optional<Boolean> flag(String key) {
    return value(key).map(value -> {
      if (!value.isBoolean()) {
        throw fail(place + "." + key + ": true or false is expected");
      }
      return value.booleanValue();
    });
  }

  Optional<Duration> seconds(String key) {
    return value(key).map(value -> {
      if (!value.canConvertToInt() || value.intValue() < 1) {
        throw fail(place + "." + key + ": a positive number of seconds is expected");
      }
      return Duration.ofSeconds(value.intValue());
    });
  }

  YamlNode child(String key) {
    return optional(key).orElseThrow(() -> fail(place + ": the key '" + key + "' is missing"));
  }

  Optional<YamlNode> optional(String key) {
    return value(key).map(value -> new YamlNode(value, place + "." + key));
  }

  List<YamlNode> children(String key) {
    List<YamlNode> children = new ArrayList<>();
    for (JsonNode value : list(key)) {
      children.add(new YamlNode(value, place + "." + key + "[" + children.size() + "]"));
    }
    return children;
  }

  /** Refuses keys that nobody asked for: they are misspelt. */
  void nothingElse() {
    Set<String> unknown = new TreeSet<>(names());
    unknown.removeAll(asked);
    if (!unknown.isEmpty()) {
      throw fail(place + ": unknown key " + unknown + "; known are " + new TreeSet<>(asked));
    }
  }

  private Optional<JsonNode> value(String key) {
    asked.add(key);
    return Optional.ofNullable(node.get(key)).filter(value -> !value.isNull());
  }

  private Iterable<JsonNode> list(String key) {
    Optional<JsonNode> value = value(key);
    if (value.isPresent() && !value.get().isArray()) {
      throw fail(place + "." + key + ": a list is expected");
    }
    return value.isPresent() ? value.get() : List.of();
  }

  private String text(JsonNode value, String key) {
    if (!value.isValueNode()) {
      throw fail(place + "." + key + ": plain text is expected");
    }
    return value.asText();
  }
}
