package io.asbru.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.asbru.HttpReply;
import io.asbru.HttpReply.Header;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The readable page that a person gets instead of a bare status: what happened, and what to do next. */
final class Page {

  private static final String STYLE = """
      :root{color-scheme:light dark;--ink:#1c2430;--soft:#4b5768;--paper:#f5f6f8;--card:#fff;--line:#d6dbe3;--act:#1f4fd1;--on:#fff}
      @media(prefers-color-scheme:dark){:root{--ink:#eef1f6;--soft:#b4becd;--paper:#12161d;--card:#1b212b;--line:#384252;--act:#8fb0ff;--on:#0c1424}}
      *{box-sizing:border-box}
      body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--paper);color:var(--ink);\
      font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
      main{width:100%;max-width:34rem;background:var(--card);border:1px solid var(--line);border-radius:14px;padding:clamp(1.5rem,5vw,2.5rem)}
      h1{margin:0 0 .75rem;font-size:1.5rem;line-height:1.25}
      p{margin:0 0 1rem}
      .detail{color:var(--soft);font-size:.9375rem;overflow-wrap:anywhere}
      a.act,button{display:inline-block;border:0;border-radius:9px;padding:.7rem 1.2rem;background:var(--act);color:var(--on);\
      font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
      a.act:focus-visible,button:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
      """;
  private static final String SUBMIT = "document.forms[0].submit()";
  private static final String STYLE_HASH = hash(STYLE);
  private static final String SUBMIT_HASH = hash(SUBMIT);

  private final int status;
  private final String title;
  private final String message;
  private final List<Header> headers = new ArrayList<>();
  private String detail = "";
  private String action = "";
  private String script = "";

  private Page(int status, String title, String message) {
    this.status = status;
    this.title = title;
    this.message = message;
  }

  static Page of(int status, String title, String message) {
    return new Page(status, title, message);
  }

  /** What the provider or the request said; shortened and shown as plain text. */
  Page detail(String text) {
    detail = "<p class=\"detail\">" + Html.escape(text.length() > 200 ? text.substring(0, 200) + "…" : text) + "</p>";
    return this;
  }

  /** The one thing to do next, as a link. */
  Page link(String href, String label) {
    action = "<a class=\"act\" href=\"" + Html.escape(href) + "\">" + Html.escape(label) + "</a>";
    return this;
  }

  /** The one thing to do next, as a form that is posted. */
  Page form(String target, Map<String, String> fields, String label) {
    action = fields.entrySet().stream()
        .map(field -> "<input type=\"hidden\" name=\"" + Html.escape(field.getKey()) + "\" value=\""
            + Html.escape(field.getValue()) + "\">")
        .collect(Collectors.joining("", "<form method=\"post\" action=\"" + Html.escape(target) + "\">",
            "<button>" + Html.escape(label) + "</button></form>"));
    return this;
  }

  /** Posts the form without a click, where scripts run. */
  Page submitted() {
    script = "<script>" + SUBMIT + "</script>";
    return this;
  }

  Page header(String name, String value) {
    headers.add(new Header(name, value));
    return this;
  }

  HttpReply reply() {
    List<Header> all = new ArrayList<>(headers);
    all.add(new Header("Content-Type", "text/html;charset=UTF-8"));
    all.add(new Header("Cache-Control", "no-store"));
    all.add(new Header("X-Content-Type-Options", "nosniff"));
    all.add(new Header("Referrer-Policy", "no-referrer"));
    all.add(new Header("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src '"
        + STYLE_HASH + "'" + (script.isEmpty() ? "" : "; script-src '" + SUBMIT_HASH + "'")));
    return new HttpReply(status, all, """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">\
        <title>%s</title><style>%s</style></head>
        <body><main><h1>%s</h1><p>%s</p>%s%s</main>%s</body>
        </html>
        """.formatted(Html.escape(title), STYLE, Html.escape(title), Html.escape(message), detail, action, script));
  }

  private static String hash(String text) {
    try {
      return "sha256-" + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
