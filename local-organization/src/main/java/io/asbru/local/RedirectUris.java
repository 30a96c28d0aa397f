package io.asbru.local;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Whether a URI is one of an application's callback URLs. */
final class RedirectUris {

  private static final String REGEXP = "regexp=";

  private RedirectUris() {}

  static boolean registered(Application application, String uri) {
    return application.redirectUris().stream().anyMatch(callback -> matches(callback, uri));
  }

  private static boolean matches(String callback, String uri) {
    if (!callback.startsWith(REGEXP)) {
      return callback.equals(uri);
    }
    try {
      return Pattern.matches(callback.substring(REGEXP.length()), uri);
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
