package io.asbru.sample;

import io.asbru.Caller;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;

/** Shows signed-in users who they are to this application and what they may do. */
final class AccountServlet extends HttpServlet {

  private final transient Clock clock;

  AccountServlet(Clock clock) {
    this.clock = clock;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Caller caller = Identity.required(request);
    Layout.send(request, response, "Your account", AccountPage.of(caller, clock.instant(), request.getContextPath()));
  }
}
