package io.asbru.sample;

import io.asbru.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What all pages have around them: head, navigation, who is signed in, and the way in or out. */
final class Layout {

  private static final Template PAGE = Template.load("layout");
  private static final Template SIGNED_IN = Template.load("signed-in");
  private static final Template SIGNED_OUT = Template.load("signed-out");

  private Layout() {}

  /** Sends a page. The status is that of the response. */
  static void send(HttpServletRequest request, HttpServletResponse response, String title, Markup main) throws IOException {
    byte[] body = page(request, title, main).html().getBytes(StandardCharsets.UTF_8);
    response.setContentType("text/html");
    response.setCharacterEncoding("UTF-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static Markup page(HttpServletRequest request, String title, Markup main) {
    String context = request.getContextPath();
    return PAGE.fill(Map.of(
        "title", title,
        "context", context,
        "navigation", navigation(context, request.getServletPath()),
        "identity", Identity.of(request).map(caller -> signedIn(context, caller)).orElseGet(() -> signedOut(context)),
        "main", main));
  }

  private static Markup navigation(String context, String here) {
    return new Markup(link(context, "/account", "Account", here).html() + link(context, "/stores", "Stores", here).html()
        + link(context, "/users", "Users", here).html());
  }

  private static Markup link(String context, String path, String name, String here) {
    Markup current = path.equals(here) ? new Markup(" aria-current=\"page\"") : Markup.NONE;
    return new Template("<a href=\"{{href}}\"{{current}}>{{name}}</a>")
        .fill(Map.of("href", context + path, "current", current, "name", name));
  }

  private static Markup signedIn(String context, Caller caller) {
    return SIGNED_IN.fill(Map.of("context", context, "name", Identity.shortName(caller)));
  }

  private static Markup signedOut(String context) {
    return SIGNED_OUT.fill(Map.of("context", context));
  }
}
