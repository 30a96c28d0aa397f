package io.asbru.management;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A user as SCIM describes one (RFC 7643, section 4.1).
 *
 * @param id the id that the service gave
 * @param userName the name that the user signs in with
 * @param givenName given name; absent if it is not told
 * @param familyName family name; absent if it is not told
 * @param emails addresses
 * @param attributes everything that was told, extensions included: strings, numbers, booleans, lists and maps
 */
public record User(String id, String userName, Optional<String> givenName, Optional<String> familyName, List<String> emails,
    Map<String, Object> attributes) {

  public User {
    requireNonNull(id, "id");
    requireNonNull(userName, "userName");
    requireNonNull(givenName, "givenName");
    requireNonNull(familyName, "familyName");
    emails = List.copyOf(emails);
    attributes = Map.copyOf(attributes);
  }

  /** Who it is; attributes are left out, as they are personal. */
  @Override
  public String toString() {
    return "User[" + userName + ", " + id + "]";
  }
}
