package io.asbru.security;

import io.asbru.settings.PropertySource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Settings that the server's operator gives: system properties, the environment and MicroProfile Config, in this order. A key
 * {@code client-id} is looked for as {@code asbru.{application}.client-id}, then as {@code asbru.client-id}; in the environment as
 * {@code ASBRU_{APPLICATION}_CLIENT_ID} and {@code ASBRU_CLIENT_ID}.
 */
final class ServerSource implements PropertySource {

  private static final String PREFIX = "asbru.";

  private final List<String> prefixes;
  private final List<Place> places;

  /** One of the places, and how it is called in messages. */
  private record Place(String title, Function<String, String> name, Function<String, Optional<String>> values) {}

  private record Found(String value, String where) {}

  ServerSource(Optional<String> application, Function<String, Optional<String>> properties,
      Function<String, Optional<String>> environment, Function<String, Optional<String>> microProfile) {
    List<String> names = new ArrayList<>();
    application.ifPresent(name -> names.add(PREFIX + name + "."));
    names.add(PREFIX);
    prefixes = List.copyOf(names);
    places = List.of(
        new Place("system property ", name -> name, properties),
        new Place("environment variable ", ServerSource::variable, environment),
        new Place("MicroProfile Config property ", name -> name, microProfile));
  }

  /** The source for an application on this server. */
  static ServerSource ofThisServer(Optional<String> application) {
    return new ServerSource(application,
        name -> Optional.ofNullable(System.getProperty(name)),
        name -> Optional.ofNullable(System.getenv(name)),
        MicroProfileConfig.find());
  }

  @Override
  public Optional<String> get(String key) {
    return find(key).map(Found::value);
  }

  /** None: all of these places are shared with others. */
  @Override
  public Set<String> keys() {
    return Set.of();
  }

  @Override
  public String describe(String key) {
    return find(key).map(Found::where).orElse(key);
  }

  private Optional<Found> find(String key) {
    for (String prefix : prefixes) {
      for (Place place : places) {
        String name = place.name().apply(prefix + key);
        Optional<String> value = place.values().apply(name).filter(text -> !text.isBlank());
        if (value.isPresent()) {
          return Optional.of(new Found(value.get(), place.title() + name));
        }
      }
    }
    return Optional.empty();
  }

  private static String variable(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
