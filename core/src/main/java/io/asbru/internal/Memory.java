package io.asbru.internal;

import io.asbru.Secret;
import io.asbru.settings.Settings;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;

/**
 * What outlasts an engine: one for each application, shared by the engines of its organizations, which are replaced when their settings change,
 * let go when nobody needs them, and made anew. Nothing that was ended or used up counts again because of that.
 *
 * @param endedTokens access tokens that were ended here
 * @param usedStates each {@code state} of a sign-in that was finished
 * @param usedLogoutTokens each logout token that was taken
 * @param seenSessions the providers' sessions of the sign-ins in use
 * @param refreshes what became of the refresh tokens that were spent a moment ago
 * @param switches the tokens of users in other organizations
 * @param cookieKey of a public client's cookies if the settings name no key; it dies with the process
 */
record Memory(EndedTokens endedTokens, UsedOnce usedStates, UsedOnce usedLogoutTokens, SeenSessions seenSessions,
    Refreshes.Results refreshes, OrganizationSwitches.Results switches, Secret cookieKey) {

  static Memory of(Settings settings, Clock clock) {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    Memory memory = new Memory(new EndedTokens(clock), new UsedOnce(clock), new UsedOnce(clock),
        new SeenSessions(settings.session().lifetime(), clock), new Refreshes.Results(clock), new OrganizationSwitches.Results(clock),
        Secret.of(Base64.getEncoder().encodeToString(random)));
    RevokedTokens.tell(memory.endedTokens);
    return memory;
  }

  /** Hears of no more revocations. */
  void close() {
    RevokedTokens.tellNoMore(endedTokens);
  }
}
