package io.asbru.servlet;

import io.asbru.StepUp;
import io.asbru.settings.SettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The words of a rule that say how the user must have authenticated: {@code acr=VALUE|VALUE} and {@code max-age=5m}. */
final class StepUpWords {

  private static final String ACR = "acr=";
  private static final String MAX_AGE = "max-age=";
  /** As they are written elsewhere; taken for scopes, they would shut everybody out. */
  private static final Pattern MISSPELT = Pattern.compile("(acr([-_]?values?)?|max[-_]?age)[=:].*", Pattern.CASE_INSENSITIVE);
  private static final String REMEDY = "Write acr=VALUE|VALUE with values that the provider knows, max-age=5m, or both.";

  private final List<String> acrValues = new ArrayList<>();
  private Optional<Duration> maxAge = Optional.empty();

  /** Takes this word if it is one of them. */
  boolean take(String word) throws RuleFaultException {
    if (word.startsWith(ACR)) {
      if (!acrValues.isEmpty()) {
        throw new RuleFaultException("it says acr twice.", "Join the values of which one is enough by |, as in acr=gold|platinum.");
      }
      acrValues.addAll(acrValues(word));
      return true;
    }
    if (word.startsWith(MAX_AGE)) {
      if (maxAge.isPresent()) {
        throw new RuleFaultException("it says max-age twice.", "Keep the shorter one.");
      }
      maxAge = Optional.of(maxAge(word));
      return true;
    }
    if (MISSPELT.matcher(word).matches()) {
      throw new RuleFaultException("'" + word + "' is neither a scope nor a step-up.", REMEDY);
    }
    return false;
  }

  StepUp stepUp() {
    return acrValues.isEmpty() && maxAge.isEmpty() ? StepUp.NONE : new StepUp(acrValues, maxAge);
  }

  private static List<String> acrValues(String word) throws RuleFaultException {
    List<String> values = List.of(word.substring(ACR.length()).split("\\|", -1));
    try {
      new StepUp(values, Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new RuleFaultException("'" + word + "' names no authentication context class.", REMEDY);
    }
    if (word.indexOf(',') >= 0) {
      throw new RuleFaultException("'" + word + "' has a comma.", "Join the values of which one is enough by |, as in acr=gold|platinum.");
    }
    return values;
  }

  private static Duration maxAge(String word) throws RuleFaultException {
    try {
      Duration age = SettingsReader.parseDuration(word.substring(MAX_AGE.length()));
      if (age.toSeconds() > 0) {
        return age;
      }
    } catch (IllegalArgumentException e) {
      // Told below, like one that is too short.
    }
    throw new RuleFaultException("'" + word + "' is not a duration of a second or more.", "Write for example max-age=5m.");
  }
}
