package io.asbru.settings;

import static java.util.stream.Collectors.joining;

import io.asbru.Secret;
import io.asbru.settings.ConfigurationException.Fault;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads typed values out of a {@link PropertySource} and collects what is wrong instead of stopping at the first
 * fault. A value at fault reads as its default, so that reading can go on; {@link #throwIfFaulty()} ends it.
 */
public final class SettingsReader {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)?");
  /** A hundred years: the nanoseconds of a longer time do not fit into a {@code long}. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final PropertySource source;
  private final Placeholders placeholders;
  private final Set<Fault> faults = new LinkedHashSet<>();

  /** Reads from {@code source}, placeholders resolved from this JVM's environment, properties and files. */
  public SettingsReader(PropertySource source) {
    this(source, Placeholders.ofThisMachine());
  }

  SettingsReader(PropertySource source, Placeholders placeholders) {
    this.source = source;
    this.placeholders = placeholders;
  }

  /** What is read from. */
  PropertySource source() {
    return source;
  }

  /** A reader of the same values whose faults are not reported. */
  SettingsReader silent() {
    return new SettingsReader(source, placeholders);
  }

  /** A reader of other values. */
  SettingsReader over(PropertySource other) {
    return new SettingsReader(other, placeholders);
  }

  /** Reports each key of the source that is none of {@code known}. */
  public void rejectUnknownKeys(Collection<? extends SettingKey> known) {
    Set<String> names = new LinkedHashSet<>();
    known.forEach(key -> names.add(key.key()));
    for (String key : source.keys()) {
      if (!names.contains(key)) {
        faults.add(new Fault(source.describe(key), "there is no such setting.", Suggestion.of(key, names)
            .map(near -> "Did you mean " + near + "?").orElse("Remove it, or see the table of settings in README.md.")));
      }
    }
  }

  /** Reports a fault of this key. */
  public void fault(SettingKey key, String problem, String remedy) {
    faults.add(new Fault(source.describe(key.key()), problem, remedy));
  }

  /** Whether a value is given for this key; a reference whose default is empty gives none, and one that leads nowhere is a fault. */
  public boolean given(SettingKey key) {
    return source.get(key.key()).filter(value -> !value.isBlank() && !resolvesToNothing(value)).isPresent();
  }

  private boolean resolvesToNothing(String value) {
    try {
      return placeholders.resolve(value).isEmpty();
    } catch (Placeholders.UnresolvedException e) {
      return false;
    }
  }

  /** A value as a fault may show it: not what a reference was replaced by, which may be a secret meant for another key. */
  String shown(SettingKey key, String value) {
    String raw = source.get(key.key()).map(String::strip).orElse("");
    return raw.contains("${") ? "the value of " + raw : "'" + value + "'";
  }

  /** The text of this key, or its default; absent if both are blank. */
  public Optional<String> text(SettingKey key) {
    Optional<String> raw = source.get(key.key()).map(String::strip).filter(value -> !value.isEmpty());
    if (raw.isEmpty()) {
      return Optional.of(key.defaultValue()).filter(value -> !value.isEmpty());
    }
    try {
      return Optional.of(placeholders.resolve(raw.get())).filter(value -> !value.isEmpty());
    } catch (Placeholders.UnresolvedException e) {
      fault(key, e.problem(), e.remedy());
      return Optional.empty();
    }
  }

  /** The text of this key, which has to be given. */
  public String required(SettingKey key, String remedy) {
    int before = faults.size();
    return text(key).orElseGet(() -> {
      if (faults.size() == before) {
        fault(key, "is missing.", remedy);
      }
      return "missing";
    });
  }

  /** A secret. */
  public Optional<Secret> secret(SettingKey key) {
    return text(key).map(Secret::of);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(SettingKey key) {
    return flag(key, Boolean.parseBoolean(key.defaultValue()));
  }

  /** {@code true} or {@code false}, with a default that depends on other settings. */
  public boolean flag(SettingKey key, boolean fallback) {
    return parsed(key, fallback, "is neither true nor false.", "Write true or false.", text -> switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    });
  }

  /** A duration, not negative, and a hundred years at the most. */
  public Duration duration(SettingKey key) {
    Duration fallback = key.defaultValue().isEmpty() ? Duration.ZERO : parseDuration(key.defaultValue());
    return parsed(key, fallback, "is not a duration.", "Write for example 30s, 10m, 500ms or PT30S.",
        SettingsReader::parseDuration);
  }

  /** A whole number within these bounds. */
  public int number(SettingKey key, int min, int max) {
    int fallback = key.defaultValue().isEmpty() ? min : Integer.parseInt(key.defaultValue());
    return parsed(key, fallback, "is not a whole number from " + min + " to " + max + ".", "Write such a number.", text -> {
      int number = Integer.parseInt(text);
      if (number < min || number > max) {
        throw new IllegalArgumentException(text);
      }
      return number;
    });
  }

  /** One of these words. */
  public Optional<String> choice(SettingKey key, String... words) {
    List<String> allowed = List.of(words);
    Optional<String> text = text(key);
    if (text.isPresent() && !allowed.contains(text.get())) {
      fault(key, shown(key, text.get()) + " is not known.", "Write one of " + String.join(", ", allowed) + ".");
      return Optional.empty();
    }
    return text;
  }

  /** Words separated by white space or commas, in order, without repetition. */
  public Set<String> words(SettingKey key) {
    Set<String> words = new LinkedHashSet<>();
    Optional<String> text = text(key);
    for (String word : text.orElse("").split("[\\s,]+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    if (text.isPresent() && words.isEmpty()) {
      fault(key, "holds nothing but commas.", "Write at least one word, or remove it.");
    }
    return Collections.unmodifiableSet(words);
  }

  /** An absolute path within the application, such as {@code /oauth2/callback}. */
  public String path(SettingKey key) {
    return parsed(key, key.defaultValue().isEmpty() ? "/" : key.defaultValue(), "is not a plain path within the application.",
        "Write a path that begins with one / and has no query, dots or escapes, for example "
            + (key.defaultValue().isEmpty() ? "/oauth2/callback" : key.defaultValue()) + ".", text -> {
          if (!text.matches("/|(/[A-Za-z0-9._~-]+)+/?") || text.matches(".*/\\.{1,2}(/.*)?")) {
            throw new IllegalArgumentException(text);
          }
          return text;
        });
  }

  /** An absolute http or https URL without user information and fragment. */
  public Optional<URI> url(SettingKey key) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text.get());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if ((scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // Told below, like every other fault of an address.
    }
    fault(key, (text.get().contains("@") ? "the value, which may hold a password," : shown(key, text.get())) + " is not an absolute http or https URL.", "Write for example https://host/path.");
    return Optional.empty();
  }

  /** Ends reading. */
  public void throwIfFaulty() {
    if (!faults.isEmpty()) {
      throw new ConfigurationException(List.copyOf(faults));
    }
  }

  private <T> T parsed(SettingKey key, T fallback, String problem, String remedy, Function<String, T> parse) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return parse.apply(text.get());
    } catch (IllegalArgumentException e) {
      fault(key, shown(key, text.get()) + " " + problem, remedy);
      return fallback;
    }
  }

  /**
   * A duration as settings write it: {@code 30s}, {@code 10m}, {@code 500ms}, {@code PT30S}.
   *
   * @throws IllegalArgumentException if it is none, or negative, or longer than a hundred years
   */
  public static Duration parseDuration(String text) {
    Duration duration;
    try {
      Matcher matcher = DURATION.matcher(text);
      duration = matcher.matches() ? duration(matcher) : Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a duration", e);
    }
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("out of bounds");
    }
    return duration;
  }

  private static Duration duration(Matcher matcher) {
    long amount = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> Duration.ofSeconds(amount);
    };
  }

  @Override
  public String toString() {
    return faults.stream().map(Fault::toString).collect(joining("; ", "SettingsReader[", "]"));
  }
}
