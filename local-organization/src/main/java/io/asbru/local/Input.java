package io.asbru.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An object in a request's JSON, read with the care that somebody else's JSON needs. */
final class Input {

  private static final int LONGEST_TEXT = 2_048;
  private static final int LONGEST_LIST = 1_000;

  private final Map<String, Object> object;
  private final String place;
  private final Function<String, ManagementRefusal> refusal;

  /**
   * An object in a request.
   *
   * @param place where it stands, with a point at the end; empty for the outermost
   * @param refusal makes an error of the sentence that says what is wrong
   */
  Input(Map<String, Object> object, String place, Function<String, ManagementRefusal> refusal) {
    this.object = object;
    this.place = place;
    this.refusal = refusal;
  }

  /** As it came. */
  Map<String, Object> object() {
    return object;
  }

  boolean has(String name) {
    return object.get(name) != null;
  }

  ManagementRefusal bad(String sentence) {
    return refusal.apply(sentence);
  }

  String text(String name) throws ManagementRefusal {
    return optionalText(name).filter(text -> !text.isBlank())
        .orElseThrow(() -> bad("'" + place + name + "' is missing."));
  }

  Optional<String> optionalText(String name) throws ManagementRefusal {
    Object value = object.get(name);
    return value == null ? Optional.empty() : Optional.of(text(name, value));
  }

  boolean flag(String name, boolean otherwise) throws ManagementRefusal {
    Object value = object.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw bad("'" + place + name + "' is not true or false.");
  }

  /** Whether it is true, as a flag or, as some clients write it, as a text. */
  boolean says(String name) {
    return Boolean.parseBoolean(String.valueOf(object.get(name)));
  }

  /** A positive number of seconds. */
  long seconds(String name, long otherwise) throws ManagementRefusal {
    Object value = object.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Integer seconds && seconds > 0) {
      return seconds;
    }
    throw bad("'" + place + name + "' is not a positive number of seconds.");
  }

  List<String> texts(String name) throws ManagementRefusal {
    List<String> texts = new ArrayList<>();
    for (Object each : list(name)) {
      texts.add(text(name, each));
    }
    return texts;
  }

  Optional<Input> optional(String name) throws ManagementRefusal {
    Object value = object.get(name);
    return value == null ? Optional.empty() : Optional.of(input(name, value));
  }

  List<Input> inputs(String name) throws ManagementRefusal {
    List<Input> inputs = new ArrayList<>();
    for (Object each : list(name)) {
      inputs.add(input(name, each));
    }
    return inputs;
  }

  /** The {@code value} of each object in a list; plain texts count, too. */
  List<String> values(String name) throws ManagementRefusal {
    List<String> values = new ArrayList<>();
    for (Object each : list(name)) {
      values.add(each instanceof String ? text(name, each) : input(name, each).text("value"));
    }
    return values;
  }

  private Collection<?> list(String name) throws ManagementRefusal {
    Object value = object.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof Collection<?> list)) {
      throw bad("'" + place + name + "' is not a list.");
    }
    if (list.size() > LONGEST_LIST) {
      throw bad("'" + place + name + "' has more than " + LONGEST_LIST + " members.");
    }
    return list;
  }

  private String text(String name, Object value) throws ManagementRefusal {
    if (!(value instanceof String text)) {
      throw bad("'" + place + name + "' is not text.");
    }
    if (text.length() > LONGEST_TEXT) {
      throw bad("'" + place + name + "' is longer than " + LONGEST_TEXT + " characters.");
    }
    return text;
  }

  @SuppressWarnings("unchecked") // JSON objects have nothing but texts as keys
  private Input input(String name, Object value) throws ManagementRefusal {
    if (!(value instanceof Map<?, ?>)) {
      throw bad("'" + place + name + "' is not an object.");
    }
    return new Input((Map<String, Object>) value, place + name + ".", refusal);
  }
}
