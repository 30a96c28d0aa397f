package io.asbru.security;

import io.asbru.AuthenticationResult.Authenticated;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/** Who makes a request, as an attribute of that request. */
final class Identity {

  private static final String ATTRIBUTE = "io.asbru.security.identity";

  private Identity() {}

  static @Nullable Authenticated of(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Authenticated known ? known : null;
  }

  static void set(ServletRequest request, @Nullable Authenticated identity) {
    if (identity != null) {
      request.setAttribute(ATTRIBUTE, identity);
    } else {
      request.removeAttribute(ATTRIBUTE);
    }
  }
}
