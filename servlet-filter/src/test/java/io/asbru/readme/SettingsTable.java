package io.asbru.readme;

import io.asbru.servlet.FilterSetting;
import io.asbru.settings.Setting;
import io.asbru.settings.SettingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** README.md's table of settings as the code has it. The main method writes it into the file; {@link ReadmeTest} compares. */
final class SettingsTable {

  static final String HOW = "mvn -q -pl servlet-filter -am test-compile && java -cp "
      + "core/target/classes:servlet-filter/target/classes:servlet-filter/target/test-classes io.asbru.readme.SettingsTable README.md";
  private static final String BEGIN = "<!-- settings: made from the code by SettingsTable, compared by ReadmeTest -->\n";
  private static final String END = "<!-- end of settings -->\n";

  private SettingsTable() {}

  /** Writes the table into this file, between its two marks. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Files.writeString(file, replacedIn(Files.readString(file)));
  }

  /** The table of a page, without its marks. */
  static String in(String page) {
    return page.substring(begin(page), end(page));
  }

  static String expected() {
    return Stream.<SettingKey>concat(Stream.of(Setting.values()), Stream.of(FilterSetting.values()))
        .map(SettingsTable::row)
        .collect(Collectors.joining("", "| key | default | meaning |\n|---|---|---|\n", ""));
  }

  static String replacedIn(String page) {
    return page.substring(0, begin(page)) + expected() + page.substring(end(page));
  }

  private static int begin(String page) {
    return place(page, BEGIN) + BEGIN.length();
  }

  private static int end(String page) {
    return place(page, END);
  }

  private static int place(String page, String mark) {
    int at = page.indexOf(mark);
    if (at < 0) {
      throw new IllegalArgumentException("The page lacks the line " + mark);
    }
    return at;
  }

  private static String row(SettingKey setting) {
    String value = setting.defaultValue();
    return "| `" + setting.key() + "` | " + (value.isEmpty() ? "" : "`" + value + "` ") + "| " + plain(setting.description()) + " |\n";
  }

  /** Text whose characters mean nothing in a Markdown table. */
  private static String plain(String text) {
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "\\<").replace("`", "\\`");
  }
}
