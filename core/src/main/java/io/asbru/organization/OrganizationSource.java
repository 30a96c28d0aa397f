package io.asbru.organization;

import io.asbru.settings.PropertySource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the settings of several organizations come from: a directory, or code of the application that asks its own database. Organizations
 * may come, change and go while the application runs. Safe for use by several threads.
 */
@FunctionalInterface
public interface OrganizationSource {

  /** Names are lower-case letters and digits, with single dots, underscores or any number of hyphens between them. */
  Pattern NAME = Pattern.compile("[a-z0-9]+(?:(?:[._]|-+)[a-z0-9]+)*");

  /** Names are not longer than this. */
  int LONGEST_NAME = 100;

  /**
   * The settings in which an organization differs from the common ones: keys and values as they stand in a file, at least what tells it from
   * all others ({@code organization-id}, or {@code client-id}). Asked when the organization is first needed, once a minute while it is in
   * use, and again after some seconds if it was not there. <strong>Anybody can ask for names that do not exist</strong>: answer quickly.
   * <strong>Values are yours, not the organization's</strong>: placeholders such as <code>${file:…}</code> in them are replaced, and
   * whoever writes them decides whom the application believes.
   *
   * @param name a name of the form {@link #NAME}
   * @return empty if there is no such organization
   * @throws RuntimeException if that cannot be found out now; then the organization stays as it was
   */
  Optional<PropertySource> find(String name);

  /**
   * The organizations that are to be checked when the application starts, so that a fault stops the start. None by default: each is then
   * checked when it is first needed.
   */
  default Set<String> names() {
    return Set.of();
  }

  /** Whether this can be the name of an organization. */
  static boolean possible(String name) {
    return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
  }
}
