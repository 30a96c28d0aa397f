package io.asbru.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads and writes JSON. A member of another type than expected counts as absent: what is needed is checked where it is used. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array(Collection<String> texts) {
    ArrayNode array = MAPPER.createArrayNode();
    texts.forEach(array::add);
    return array;
  }

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(JsonNode object) {
    return (Map<String, Object>) MAPPER.convertValue(object, Map.class);
  }

  static JsonNode parse(byte[] bytes) throws IOException {
    return MAPPER.readTree(bytes);
  }

  static byte[] write(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Optional<String> text(JsonNode object, String name) {
    JsonNode member = object.get(name);
    return member != null && member.isTextual() && !member.textValue().isBlank() ? Optional.of(member.textValue()) : Optional.empty();
  }

  /** A text, or the empty string. */
  static String textOrEmpty(JsonNode object, String name) {
    return text(object, name).orElse("");
  }

  static int number(JsonNode object, String name, int otherwise) {
    JsonNode member = object.get(name);
    return member != null && member.isInt() ? member.intValue() : otherwise;
  }

  static Set<String> texts(JsonNode object, String name) {
    Set<String> texts = new LinkedHashSet<>();
    object.path(name).forEach(element -> {
      if (element.isTextual()) {
        texts.add(element.textValue());
      }
    });
    return texts;
  }

  /** The objects in an array, each made into something. */
  static <T> List<T> list(JsonNode array, Function<JsonNode, T> make) {
    List<T> list = new ArrayList<>();
    array.forEach(element -> {
      if (element.isObject()) {
        list.add(make.apply(element));
      }
    });
    return list;
  }
}
