package io.asbru.security;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.servlet.OAuthFilter;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/** Who makes a request, as an attribute of that request, and whether the mechanism has answered it. */
final class Identity {

  private static final String ATTRIBUTE = "io.asbru.security.identity";

  private static final String ANSWERED = "io.asbru.security.answered";

  private Identity() {}

  /** Notes that the mechanism has sent the reply. */
  static void answered(ServletRequest request) {
    request.setAttribute(ANSWERED, Boolean.TRUE);
  }

  /** Whether the mechanism has sent the reply, so that nothing else may be done. */
  static boolean isAnswered(ServletRequest request) {
    return request.getAttribute(ANSWERED) != null;
  }

  static @Nullable Authenticated of(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Authenticated known ? known : null;
  }

  static void set(ServletRequest request, @Nullable Authenticated identity) {
    if (identity != null) {
      request.setAttribute(ATTRIBUTE, identity);
      identity.crossSiteToken().ifPresent(token -> request.setAttribute(OAuthFilter.CROSS_SITE_TOKEN, token.value()));
    } else {
      request.removeAttribute(ATTRIBUTE);
      request.removeAttribute(OAuthFilter.CROSS_SITE_TOKEN);
    }
  }
}
