package io.asbru.contract.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** Puts the application's clock ahead by {@code offset}, so that tests need not wait, wherever the application runs. */
public final class ClockServlet extends HttpServlet {

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    MovableClock clock = MovableClock.of(getServletContext());
    clock.offset(Duration.parse(request.getParameter("offset")));
    new Facts().put("now", clock.instant()).send(response);
  }
}
