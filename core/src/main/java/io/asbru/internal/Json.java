package io.asbru.internal;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON strictly into values that nobody can change: {@code String}, {@code Boolean}, {@code Long}, {@code BigInteger},
 * {@code Double}, {@code List} and {@code Map}. A member that is {@code null} counts as absent.
 */
final class Json {

  private Json() {}

  /** The object that this text is; empty if it is anything else. */
  static Optional<Map<String, Object>> object(String text) {
    try {
      return Optional.of(copy(JSONObjectUtils.parseKeepingOrder(text)));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  /** A deeply unmodifiable copy in the same order. */
  static Map<String, Object> copy(Map<?, ?> object) {
    Map<String, Object> copy = new LinkedHashMap<>();
    object.forEach((name, member) -> {
      if (member != null) {
        copy.put(String.valueOf(name), value(member));
      }
    });
    return Collections.unmodifiableMap(copy);
  }

  private static Object value(Object value) {
    if (value instanceof Map<?, ?> object) {
      return copy(object);
    }
    if (value instanceof List<?> array) {
      return list(array);
    }
    if (value instanceof Long || value instanceof BigInteger || value instanceof String || value instanceof Boolean) {
      return value;
    }
    return value instanceof Number number ? number(number) : value.toString();
  }

  private static Number number(Number number) {
    return number instanceof Integer || number instanceof Short || number instanceof Byte
        ? (Number) number.longValue() : (Number) number.doubleValue();
  }

  private static List<Object> list(List<?> array) {
    List<Object> copy = new ArrayList<>(array.size());
    for (@Nullable Object element : array) {
      if (element != null) {
        copy.add(value(element));
      }
    }
    return Collections.unmodifiableList(copy);
  }
}
