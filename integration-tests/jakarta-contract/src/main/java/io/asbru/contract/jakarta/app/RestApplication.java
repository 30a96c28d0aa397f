package io.asbru.contract.jakarta.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Names its classes, as many applications do, so that nothing else is found by scanning. */
@ApplicationPath("/rest")
public class RestApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(PlainResource.class, BeanResource.class, ShelfResource.class);
  }
}
