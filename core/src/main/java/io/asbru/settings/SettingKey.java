package io.asbru.settings;

/** The name of one setting, with what a reader of its documentation needs. Front ends add keys of their own. */
public interface SettingKey {

  /** The key as it is written in an init-param, for example {@code root-organization}. */
  String key();

  /** The value that counts when none is given; the empty string when there is none. */
  String defaultValue();

  /** One or two sentences on what it does, its unit and its traps. */
  String description();
}
