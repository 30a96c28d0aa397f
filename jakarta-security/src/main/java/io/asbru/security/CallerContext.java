package io.asbru.security;

import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/**
 * Keeps nothing: each call of a method of an injected caller asks anew who it is. So a caller never outlives its request, a sign-out counts
 * at once, and nothing depends on the request scope, which some servers end before an asynchronous dispatch.
 */
final class CallerContext implements Context {

  @Override
  public Class<? extends Annotation> getScope() {
    return CallerScoped.class;
  }

  @Override
  public <T> T get(Contextual<T> contextual, CreationalContext<T> creationalContext) {
    return contextual.create(creationalContext);
  }

  @Override
  public <T> @Nullable T get(Contextual<T> contextual) {
    return null;
  }

  @Override
  public boolean isActive() {
    return true;
  }
}
