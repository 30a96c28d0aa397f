package io.asbru.launcher;

import java.util.Optional;

/** Notices when the organization goes away and when it comes back, each once. */
final class OrganizationWatch {

  private final Addresses addresses;
  private final String startCommand;
  private boolean there = true;

  OrganizationWatch(Addresses addresses, String startCommand) {
    this.addresses = addresses;
    this.startCommand = startCommand;
  }

  /**
   * Takes note of whether the organization can be reached.
   *
   * @return what to say; empty if nothing has changed
   */
  Optional<String> observe(boolean reachable) {
    if (reachable == there) {
      return Optional.empty();
    }
    there = reachable;
    return Optional.of(reachable
        ? "The organization answers again at " + addresses.organizationBase() + "; it remembers no sign-in and no token from before."
        : "The organization no longer answers at " + addresses.organizationBase() + ". The sample goes on without it. To start it again:\n  "
            + startCommand);
  }
}
