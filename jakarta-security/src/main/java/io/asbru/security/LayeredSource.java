package io.asbru.security;

import io.asbru.settings.PropertySource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Several sources as one: for each key the first that has a value counts. */
final class LayeredSource implements PropertySource {

  private final List<PropertySource> layers;

  /** The strongest first. */
  LayeredSource(List<PropertySource> layers) {
    this.layers = List.copyOf(layers);
  }

  @Override
  public Optional<String> get(String key) {
    for (PropertySource layer : layers) {
      Optional<String> value = layer.get(key).filter(text -> !text.isBlank());
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  @Override
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    layers.forEach(layer -> keys.addAll(layer.keys()));
    return keys;
  }

  @Override
  public String describe(String key) {
    return layers.stream()
        .filter(layer -> layer.get(key).filter(text -> !text.isBlank()).isPresent())
        .findFirst()
        .map(layer -> layer.describe(key))
        .orElse(key);
  }
}
