package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stops the start of an application with annotations. */
class AsbruExtensionTest {

  private final List<String> problems = new ArrayList<>();

  @RequiresAuthentication(acrValues = "gold", maxAge = 300)
  static class Good {

    @RequiresAuthentication(maxAge = 60)
    public void fresh() {}
  }

  static class Faulty {

    @RequiresAuthentication(maxAge = 0)
    public void fresh() {}
  }

  @RequiresAuthentication(acrValues = "gold platinum")
  static class FaultyAsAWhole {}

  static class Unchecked {

    @RequiresScopes("read")
    private void hidden() {}

    @RequiresScopes("read")
    static void ofTheClass() {}
  }

  @Test
  void methodsThatNothingChecks_stopTheStart() {
    start(Unchecked.class);
    assertThat(problems).hasSize(2).allSatisfy(problem -> assertThat(problem).contains("private or static", "Write it on the method"))
        .anySatisfy(problem -> assertThat(problem).contains("hidden()"))
        .anySatisfy(problem -> assertThat(problem).contains("ofTheClass()"));
  }

  /** Something of the container's that gives these answers, by the name of the method, and notes the problems that it is told. */
  private <T> T container(Class<?> type, Map<String, ?> answers) {
    @SuppressWarnings("unchecked")
    T made = (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
      if (method.getName().equals("addDeploymentProblem")) {
        problems.add(((Throwable) arguments[0]).getMessage());
      }
      return method.getName().equals("isAnnotationPresent") ? Boolean.FALSE : answers.get(method.getName());
    });
    return made;
  }

  private void start(Class<?>... classes) {
    AsbruExtension extension = new AsbruExtension();
    for (Class<?> type : classes) {
      Map<Object, Object> methods = new IdentityHashMap<>();
      for (Method method : type.getDeclaredMethods()) {
        methods.put(container(AnnotatedMethod.class, Map.of("getJavaMember", method)), method);
      }
      AnnotatedType<Object> annotated = container(AnnotatedType.class, Map.of("getJavaClass", type, "getMethods", methods.keySet()));
      extension.lookForDemands(annotated);
    }
    extension.validate(container(AfterDeploymentValidation.class, Map.of()), container(BeanManager.class, Map.of()));
  }

  @Test
  void valuesThatCanBeSent_startTheApplication() {
    start(Good.class, AsbruExtensionTest.class);
    assertThat(problems).isEmpty();
  }

  @Test
  void valuesThatCannot_stopTheStart_allAtOnce() {
    start(Good.class, Faulty.class, FaultyAsAWhole.class);
    assertThat(problems).hasSize(2)
        .anySatisfy(problem -> assertThat(problem).contains("Faulty.fresh()", "maxAge = 0", "Write a number of seconds"))
        .anySatisfy(problem -> assertThat(problem)
            .contains("FaultyAsAWhole", "'gold platinum'", "Write each value as an element of its own"));
  }
}
