package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;

/** Finds the user that a name and a password belong to. */
final class PasswordCheck {

  private PasswordCheck() {}

  /** The user; empty for an unknown name, a wrong password and a locked account alike. */
  static Optional<User> user(Organization organization, String name, String password) {
    return organization.user(plain(name, organization))
        .filter(user -> MessageDigest.isEqual(user.password().getBytes(UTF_8), password.getBytes(UTF_8)))
        .filter(user -> !user.locked());
  }

  /** {@code STORE/name@domain} is the same as {@code name}, if the domain is this organization's. */
  private static String plain(String name, Organization organization) {
    String withoutStore = name.substring(name.indexOf('/') + 1);
    for (String domain : new String[] {organization.userNameDomain(), organization.id(), organization.handle()}) {
      if (withoutStore.endsWith("@" + domain)) {
        return withoutStore.substring(0, withoutStore.length() - domain.length() - 1);
      }
    }
    return withoutStore;
  }
}
