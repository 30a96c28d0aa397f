package io.asbru.keycloak;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test class the same realm of the same server, which is started for the first and stopped after the last. */
final class OneKeycloak implements ParameterResolver {

  private record Running(KeycloakServer server, Realm realm) implements AutoCloseable {

    static Running start() {
      KeycloakServer server = new KeycloakServer();
      return new Running(server, new Realm(server));
    }

    @Override
    public void close() {
      server.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Realm.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getRoot().getStore(Namespace.create(OneKeycloak.class))
        .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class).realm();
  }
}
