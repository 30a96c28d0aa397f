package io.asbru.sample;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.client.TokenRefusedException;
import io.asbru.management.ManagementException;
import io.asbru.management.Page;
import io.asbru.management.User;
import io.asbru.outbound.InsufficientScopeException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Shows signed-in users who else is in their organization. Not their tokens ask for it, but the application's own. */
final class UsersServlet extends HttpServlet {

  private static final Template PAGE = Template.load("users");
  private static final Template ROW = new Template("<tr><th scope=\"row\">{{name}}</th><td>{{given}}</td><td>{{family}}</td></tr>\n");
  private static final Template FAILURE = new Template("<p class=\"message failed\">{{text}}</p>");

  private final transient Directory directory;

  UsersServlet(Directory directory) {
    this.directory = directory;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Identity.required(request);
    Markup message = Markup.NONE;
    Markup rows = Markup.NONE;
    try {
      Page<User> users = directory.users();
      rows = Markup.join(users.items().stream().map(UsersServlet::row).toList());
      message = Markup.text(users.total() + " in all.");
    } catch (AuthorizationServerUnavailableException e) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      message = failure("The organization does not answer right now. Try again in a moment.");
    } catch (InsufficientScopeException e) {
      message = failure("This application may not list users: authorize it for the API resource /o/scim2/Users with "
          + String.join(" ", e.missing()) + ".");
    } catch (TokenRefusedException | ManagementException e) {
      message = failure("The organization refused: " + e.getMessage());
    }
    Layout.send(request, response, "Users", PAGE.fill(Map.of("message", message, "rows", rows)));
  }

  private static Markup failure(String text) {
    return FAILURE.fill(Map.of("text", text));
  }

  private static Markup row(User user) {
    return ROW.fill(Map.of("name", user.userName(), "given", user.givenName().orElse(""), "family", user.familyName().orElse("")));
  }
}
