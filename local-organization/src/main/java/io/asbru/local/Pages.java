package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** HTML pages: plain, without scripts but for one, and with the headers that keep a browser careful. */
final class Pages {

  private static final String SUBMIT = "document.forms[0].submit()";
  private static final String POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'";
  private static final String STYLE = resource("style.css");

  private Pages() {}

  /** A page with a title and a body, both as HTML. */
  static Reply page(int status, String title, String body) {
    return careful(Reply.html(status, document(title, "", body)), POLICY);
  }

  /** A page with tables, as wide as the window. */
  static Reply wide(String title, String body) {
    return careful(Reply.html(200, document(title, " class=\"wide\"", body)), POLICY);
  }

  /** A page that posts the parameters to the client: at once with scripts, by a button without. */
  static Reply formPost(String redirectUri, Map<String, String> parameters) {
    StringBuilder fields = new StringBuilder();
    parameters.forEach((name, value) -> fields.append(hidden(name, value)));
    String body = """
        <h1>Back to the application</h1>
        <form method="post" action="%s">
        %s<noscript><p>This browser runs no scripts: please go on by hand.</p><button>Continue</button></noscript>
        </form>
        <script>%s</script>
        """.formatted(text(redirectUri), fields, SUBMIT);
    String hash = "'sha256-" + Base64.getEncoder().encodeToString(sha256(SUBMIT)) + "'";
    return careful(Reply.html(200, document("Back to the application", "", body)), POLICY + "; script-src " + hash);
  }

  /** A page that loads these addresses in frames and goes on after a second. */
  static Reply frames(List<String> addresses, String next) {
    StringBuilder body = new StringBuilder("<h1>Signing out</h1>\n<p><a href=\"" + text(next) + "\">Continue</a></p>\n"
        + "<meta http-equiv=\"refresh\" content=\"1;url=" + text(next) + "\">\n");
    StringBuilder origins = new StringBuilder();
    for (String address : addresses) {
      URI uri = URI.create(address);
      origins.append(' ').append(uri.getScheme()).append("://").append(uri.getHost())
          .append(uri.getPort() < 0 ? "" : ":" + uri.getPort());
      body.append("<iframe class=\"unseen\" title=\"Sign-out of an application\" src=\"").append(text(address))
          .append("\"></iframe>\n");
    }
    return careful(Reply.html(200, document("Signing out", "", body.toString())), POLICY + "; frame-src" + origins);
  }

  static Reply style() {
    return Reply.of(200, "text/css;charset=UTF-8", STYLE).header("Cache-Control", "max-age=3600");
  }

  static String hidden(String name, String value) {
    return "<input type=\"hidden\" name=\"" + text(name) + "\" value=\"" + text(value) + "\">\n";
  }

  /** Text as HTML. */
  static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String document(String title, String main, String body) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s (local organization)</title>
        <link rel="stylesheet" href="%s">
        </head>
        <body>
        <main%s>
        %s</main>
        <footer>A local organization for development. Nothing here is real.</footer>
        </body>
        </html>
        """.formatted(title, Places.STYLE, main, body);
  }

  private static Reply careful(Reply reply, String policy) {
    return reply.notStored()
        .header("Content-Security-Policy", policy)
        .header("X-Frame-Options", "DENY")
        .header("X-Content-Type-Options", "nosniff")
        // Not stricter: a stricter one makes browsers send "Origin: null" with form_post.
        .header("Referrer-Policy", "strict-origin-when-cross-origin");
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Pages.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
