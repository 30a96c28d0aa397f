package io.asbru.internal;

import io.asbru.settings.LoginSettings;
import java.util.ArrayList;
import java.util.List;

/** The paths that the library answers itself. Every request is compared with them, so most are told apart by their length alone. */
final class OwnPaths {

  /** Lengths from here on count as one. */
  private static final int LONG = Long.SIZE - 1;

  private final String[] paths;
  /** A bit for each length that occurs. */
  private final long lengths;

  /**
   * The paths of these settings.
   *
   * @param metadata whether protected resource metadata are published
   */
  OwnPaths(LoginSettings login, boolean metadata) {
    List<String> all = new ArrayList<>(List.of(
        login.redirectPath(), login.signOutPath(), login.backchannelLogoutPath(), login.frontchannelLogoutPath()));
    login.initiateLoginPath().ifPresent(all::add);
    if (metadata) {
      all.add(ResourceMetadata.PATH);
    }
    paths = all.toArray(String[]::new);
    long found = 0;
    for (String path : paths) {
      found |= bit(path);
    }
    lengths = found;
  }

  boolean contain(String path) {
    if ((lengths & bit(path)) == 0) {
      return false;
    }
    for (String own : paths) {
      if (own.equals(path)) {
        return true;
      }
    }
    return false;
  }

  private static long bit(String path) {
    return 1L << Math.min(path.length(), LONG);
  }
}
