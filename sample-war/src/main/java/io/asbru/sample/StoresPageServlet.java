package io.asbru.sample;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * The page that shows the stores. Its script calls the API by the session's cookie, so that no token ever reaches the
 * browser. The page itself holds no store: what its user may see and do is for the API to decide.
 */
final class StoresPageServlet extends HttpServlet {

  private static final Template PAGE = Template.load("stores");
  private static final Template MAY_ADD = Template.load("stores-may-add");
  private static final Template MAY_NOT_ADD = Template.load("stores-may-not-add");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    boolean mayAdd = Identity.required(request).hasScope(Scope.WRITE_STORES.value());
    Map<String, Object> values = Map.of(
        "context", request.getContextPath(),
        "explanation", (mayAdd ? MAY_ADD : MAY_NOT_ADD).fill(Map.of()),
        "disabled", mayAdd ? Markup.NONE : new Markup(" disabled"));
    Layout.send(request, response, "Stores", PAGE.fill(values));
  }
}
