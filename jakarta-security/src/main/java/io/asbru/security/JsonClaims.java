package io.asbru.security;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.security.enterprise.identitystore.openid.Claims;
import jakarta.security.enterprise.identitystore.openid.JwtClaims;
import jakarta.security.enterprise.identitystore.openid.OpenIdClaims;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The standard's typed view of claims, and their way to and from the standard's JSON. */
class JsonClaims implements Claims {

  private final Map<String, Object> values;

  JsonClaims(Map<String, Object> values) {
    this.values = Map.copyOf(values);
  }

  /** The claims of a user. */
  static final class OfUser extends JsonClaims implements OpenIdClaims {
    OfUser(Map<String, Object> values) {
      super(values);
    }
  }

  /** The claims of a token. */
  static final class OfToken extends JsonClaims implements JwtClaims {
    OfToken(Map<String, Object> values) {
      super(values);
    }
  }

  @Override
  public Optional<String> getStringClaim(String name) {
    return value(name, String.class);
  }

  @Override
  public Optional<Instant> getNumericDateClaim(String name) {
    return value(name, Number.class).map(Number::longValue).map(Instant::ofEpochSecond);
  }

  @Override
  public List<String> getArrayStringClaim(String name) {
    Object value = values.get(name);
    if (value instanceof Collection<?> elements) {
      return elements.stream().map(String::valueOf).toList();
    }
    return value == null ? List.of() : List.of(value.toString());
  }

  @Override
  public OptionalInt getIntClaim(String name) {
    return value(name, Number.class).map(number -> OptionalInt.of(number.intValue())).orElse(OptionalInt.empty());
  }

  @Override
  public OptionalLong getLongClaim(String name) {
    return value(name, Number.class).map(number -> OptionalLong.of(number.longValue())).orElse(OptionalLong.empty());
  }

  @Override
  public OptionalDouble getDoubleClaim(String name) {
    return value(name, Number.class).map(number -> OptionalDouble.of(number.doubleValue())).orElse(OptionalDouble.empty());
  }

  @Override
  public Optional<Claims> getNested(String name) {
    return value(name, Map.class).map(JsonClaims::named).map(JsonClaims::new);
  }

  private <T> Optional<T> value(String name, Class<T> type) {
    return Optional.ofNullable(values.get(name)).filter(type::isInstance).map(type::cast);
  }

  private static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach((name, value) -> {
      if (name != null && value != null) {
        named.put(name.toString(), value);
      }
    });
    return named;
  }

  static JsonObject json(Map<String, Object> values) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    values.forEach((name, value) -> object.add(name, json(value)));
    return object.build();
  }

  private static JsonValue json(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return json(named(map));
    }
    if (value instanceof Collection<?> elements) {
      JsonArrayBuilder array = Json.createArrayBuilder();
      elements.forEach(element -> array.add(json(element)));
      return array.build();
    }
    if (value instanceof Boolean flag) {
      return flag ? JsonValue.TRUE : JsonValue.FALSE;
    }
    if (value instanceof Number number) {
      return Json.createValue(new BigDecimal(number.toString()));
    }
    return value == null ? JsonValue.NULL : Json.createValue(value.toString());
  }

  static Map<String, Object> map(JsonObject object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object.forEach((name, value) -> {
      Object converted = object(value);
      if (converted != null) {
        map.put(name, converted);
      }
    });
    return map;
  }

  private static @Nullable Object object(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> map(value.asJsonObject());
      case ARRAY -> list(value.asJsonArray());
      case STRING -> ((JsonString) value).getString();
      case NUMBER -> number((JsonNumber) value);
      case TRUE -> true;
      case FALSE -> false;
      case NULL -> null;
    };
  }

  private static Object number(JsonNumber number) {
    return number.isIntegral() ? (Object) number.longValue() : (Object) number.doubleValue();
  }

  private static List<Object> list(JsonArray array) {
    List<Object> list = new ArrayList<>();
    for (JsonValue value : array) {
      Object converted = object(value);
      if (converted != null) {
        list.add(converted);
      }
    }
    return list;
  }
}
