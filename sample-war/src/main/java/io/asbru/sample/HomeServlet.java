package io.asbru.sample;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** The page that everybody may see. */
final class HomeServlet extends HttpServlet {

  private static final Template PAGE = Template.load("home");
  private static final Template WELCOME = Template.load("home-signed-in");
  private static final Template INVITATION = Template.load("home-signed-out");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String context = request.getContextPath();
    Markup greeting = Identity.of(request)
        .map(caller -> WELCOME.fill(Map.of("context", context, "name", Identity.shortName(caller))))
        .orElseGet(() -> INVITATION.fill(Map.of("context", context)));
    Layout.send(request, response, "Welcome", PAGE.fill(Map.of("context", context, "greeting", greeting)));
  }
}
