package io.asbru.management.cli;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.management.OnboardingException;
import io.asbru.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

/** How a command ends, for scripts. */
enum ExitCode {

  /** It did what was asked for. */
  DONE(0),
  /** The organization refused, a check failed, or a token is not active. */
  REFUSED(1),
  /** The command line or the settings are wrong; nobody was asked. */
  USAGE(2),
  /** The organization could not be asked. */
  UNAVAILABLE(3),
  /** An onboarding failed, and something that it made could not be undone. */
  REMAINS(4);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static ExitCode of(@Nullable Throwable failure) {
    if (failure instanceof OnboardingException onboarding) {
      return onboarding.remaining().isEmpty() ? of(onboarding.getCause()) : REMAINS;
    }
    if (failure instanceof AuthorizationServerUnavailableException) {
      return UNAVAILABLE;
    }
    return failure instanceof ConfigurationException || failure instanceof IllegalArgumentException ? USAGE : REFUSED;
  }
}
