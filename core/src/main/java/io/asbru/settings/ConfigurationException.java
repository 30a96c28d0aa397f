package io.asbru.settings;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration is wrong. The message lists <em>every</em> fault, each with its key and a remedy. */
public final class ConfigurationException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /**
   * One fault of a configuration.
   *
   * @param key the key at fault
   * @param problem what is wrong with its value, never showing a secret
   * @param remedy what to do
   */
  public record Fault(String key, String problem, String remedy) {

    @Override
    public String toString() {
      return key + ": " + problem + " " + remedy;
    }
  }

  /** Reports these faults. */
  public ConfigurationException(List<Fault> faults) {
    super(faults.stream().map(fault -> "\n  - " + fault)
        .collect(Collectors.joining("", "Asbru is not configured correctly; " + faults.size()
            + (faults.size() == 1 ? " fault:" : " faults:"), "")));
    this.faults = List.copyOf(faults);
  }

  /** The faults, in the order of the settings. */
  public List<Fault> faults() {
    return faults;
  }
}
