package io.asbru.security;

import io.asbru.Caller;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;

/** Makes {@code @Inject Caller} work, also in beans that outlive a request: they get a proxy. */
public class CallerProducer {

  private CallerProducer() {}

  @Produces
  @CallerScoped
  @Typed(Caller.class)
  static Caller caller(CurrentCaller current) {
    return current.caller().orElseThrow(() -> AccessRefusedException.of(current.credentials()));
  }
}
