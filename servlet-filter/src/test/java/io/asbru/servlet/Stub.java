package io.asbru.servlet;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A stand-in for an interface of the servlet API: answers the calls that it was told about, and fails at any other. */
abstract class Stub implements InvocationHandler {

  /** Answers one call. */
  interface Answer {
    Object to(Object[] arguments) throws Throwable;
  }

  private final Map<String, Answer> answers = new HashMap<>();

  final void on(String method, Answer answer) {
    answers.put(method, answer);
  }

  final <T> T as(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return switch (method.getName()) {
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> getClass().getSimpleName();
      };
    }
    Answer answer = answers.get(method.getName());
    if (answer == null) {
      throw new AssertionError("nobody expected a call of " + method.getName());
    }
    return answer.to(arguments == null ? new Object[0] : arguments);
  }
}
