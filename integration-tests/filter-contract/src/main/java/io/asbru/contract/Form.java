package io.asbru.contract;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first form of a page.
 *
 * @param action where it is sent
 * @param hidden the fields that nobody sees
 */
public record Form(URI action, Map<String, String> hidden) {

  private static final Pattern FORM = Pattern.compile("<form [^>]*action=\"([^\"]*)\"");
  private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

  /** Reads the form of this page, which must have one. */
  public static Form of(Answer page) {
    Matcher form = FORM.matcher(page.body());
    if (!form.find()) {
      throw new AssertionError("no form in " + page);
    }
    Map<String, String> hidden = new LinkedHashMap<>();
    Matcher field = HIDDEN.matcher(page.body());
    while (field.find()) {
      hidden.put(text(field.group(1)), text(field.group(2)));
    }
    return new Form(page.uri().resolve(text(form.group(1))), hidden);
  }

  private static String text(String html) {
    return html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
  }
}
