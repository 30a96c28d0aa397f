package io.asbru.sample;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** What callers see when a request fails: JSON under {@code /api/}, elsewhere a page that says what to do next. Never the failure itself. */
final class ErrorServlet extends HttpServlet {

  private static final Template PAGE = Template.load("error");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    // Asked for by its own address, this servlet does not exist.
    int status = request.getDispatcherType() == DispatcherType.ERROR
        && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
        ? code : HttpServletResponse.SC_NOT_FOUND;
    ErrorText text = ErrorText.of(status);
    response.setStatus(status);
    if (api(request)) {
      Json.send(response, status, Json.error(text.code(), text.advice()));
      return;
    }
    Layout.send(request, response, text.title(), PAGE.fill(Map.of(
        "context", request.getContextPath(), "status", status, "title", text.title(), "advice", text.advice())));
  }

  private static boolean api(HttpServletRequest request) {
    Object uri = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    return uri instanceof String path && path.startsWith(request.getContextPath() + "/api/");
  }
}
