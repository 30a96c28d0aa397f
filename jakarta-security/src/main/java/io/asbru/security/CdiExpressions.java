package io.asbru.security;

import jakarta.el.ELException;
import jakarta.el.ELProcessor;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Evaluates expressions that may name CDI beans. */
final class CdiExpressions implements Function<String, @Nullable Object> {

  private final BeanManager beanManager;

  CdiExpressions(BeanManager beanManager) {
    this.beanManager = beanManager;
  }

  @Override
  public @Nullable Object apply(String expression) {
    ELProcessor processor = new ELProcessor();
    processor.getELManager().addELResolver(beanManager.getELResolver());
    try {
      return processor.eval(expression);
    } catch (ELException e) {
      throw new IllegalStateException("The expression #{" + expression + "} of @OAuthAuthenticationMechanismDefinition cannot be evaluated: "
          + e.getMessage(), e);
    }
  }
}
