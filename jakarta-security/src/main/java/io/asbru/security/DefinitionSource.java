package io.asbru.security;

import io.asbru.settings.PropertySource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Settings from the annotation: an attribute {@code clientId} is the key {@code client-id}. */
final class DefinitionSource implements PropertySource {

  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Reads all attributes.
   *
   * @param expressions replaces the expressions in a value
   */
  DefinitionSource(OAuthAuthenticationMechanismDefinition definition, UnaryOperator<String> expressions) {
    for (Method attribute : OAuthAuthenticationMechanismDefinition.class.getDeclaredMethods()) {
      String text = value(definition, attribute);
      if (!text.isBlank()) {
        values.put(key(attribute.getName()), expressions.apply(text));
      }
    }
  }

  private static String value(OAuthAuthenticationMechanismDefinition definition, Method attribute) {
    try {
      return (String) attribute.invoke(definition);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  static String key(String attribute) {
    return attribute.replaceAll("[A-Z]", "-$0").toLowerCase(Locale.ROOT);
  }

  @Override
  public Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public Set<String> keys() {
    return values.keySet();
  }

  @Override
  public String describe(String key) {
    return "@OAuthAuthenticationMechanismDefinition, " + key;
  }
}
