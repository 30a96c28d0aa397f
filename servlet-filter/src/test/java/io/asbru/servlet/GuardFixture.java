package io.asbru.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A guard whose engine, response and chain are stand-ins. */
abstract class GuardFixture {

  final StubEngine engine = new StubEngine();
  final StubResponse response = new StubResponse();
  final List<HttpServletRequest> passedOn = new ArrayList<>();
  final FilterChain chain = (request, any) -> passedOn.add((HttpServletRequest) request);

  RequestGuard guard(String rules, boolean allowCorsPreflight) {
    return new RequestGuard(engine, RulesReader.read(rules).rules(), allowCorsPreflight, "/app");
  }

  void guard(String rules, StubRequest request) throws IOException, ServletException {
    guard(rules, false).guard(request.make(), response.make(), chain);
  }
}
