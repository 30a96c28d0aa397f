package io.asbru.contract.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers later and elsewhere: by a dispatch, or in a thread of the container's that did not receive the request. */
public final class AsyncServlet extends HttpServlet {

  private static final long TIMEOUT_MILLIS = 10_000;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    async.setTimeout(TIMEOUT_MILLIS);
    if (String.valueOf(request.getPathInfo()).equals("/dispatch")) {
      async.dispatch(request.getParameter("to"));
    } else {
      async.start(() -> answer(async));
    }
  }

  private static void answer(AsyncContext async) {
    try {
      WhoServlet.describe((HttpServletRequest) async.getRequest()).send((HttpServletResponse) async.getResponse());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      async.complete();
    }
  }
}
