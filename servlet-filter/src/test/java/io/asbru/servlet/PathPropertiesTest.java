package io.asbru.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.servlet.RequestPath.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Paths, patterns and rules that nobody would think of. */
class PathPropertiesTest {

  /** Pieces that attacks on path rules are made of, and ordinary ones between them. */
  @Provide
  Arbitrary<String> rawPaths() {
    Arbitrary<String> piece = Arbitraries.oneOf(
        Arbitraries.of("/", "/", "/", "a", "b", "api", "private", ".", "..", ";", ";x=1", "//", "\\", "%", "%2", "%2e", "%2E", "%2f", "%2F",
            "%5c", "%25", "%252e", "%00", "%0d%0a", "%3b", "%c0%ae", "%c0%af", "%e2%82%ac", "%C3%A9", "%ed%a0%80", "%20", "%7f", "%u002f",
            "?", "#", " ", "é", "\u2215", "\uff0e", "*", "~", "+", "&", "="),
        Arbitraries.strings().ofMaxLength(3));
    return piece.list().ofMaxSize(10).map(pieces -> String.join("", pieces));
  }

  @Property(tries = 5000)
  void pathThatIsNotAmbiguous_hasNoDotSegmentsAndNoHiddenSeparators(@ForAll("rawPaths") String tail) {
    String raw = "/" + tail;
    if (RequestPath.form(raw) == Form.AMBIGUOUS) {
      return;
    }
    assertThat(raw.toLowerCase(Locale.ROOT)).doesNotContain("%2f", "%5c", "%2e", "%25", "%3b", "%00", ";", "\\", "//");
    assertThat(raw.chars()).allMatch(c -> c > 0x20 && c < 0x7f);
    assertThat(segments(raw)).noneMatch(segment -> segment.equals(".") || segment.equals(".."));
  }

  /** All that can stand next to each other: each character of one byte, with one of each kind before it and behind, and each other one. */
  @Test
  void formOfNeighbours_isAsASlowReadingTellsIt() {
    Set<Form> seen = EnumSet.noneOf(Form.class);
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String kinds = c < 0x100 ? "/.a%;2" : "/";
      for (char before : kinds.toCharArray()) {
        for (char after : kinds.toCharArray()) {
          for (String raw : List.of("/" + before + (char) c + after, "/a" + before + (char) c)) {
            Form form = RequestPath.form(raw);
            if (form != slowly(raw)) {
              assertThat(form).as(raw).isEqualTo(slowly(raw));
            }
            seen.add(form);
          }
        }
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(Form.values());
  }

  @Property(tries = 5000)
  void form_isAsASlowReadingTellsIt(@ForAll("rawPaths") String tail) {
    assertThat(RequestPath.form("/" + tail)).isEqualTo(slowly("/" + tail));
  }

  /** By patterns, as the documentation of {@link RequestPath#form} says it. */
  private static Form slowly(String raw) {
    boolean odd = !raw.matches("(/([!-~&&[^/%;?#\\\\]]|%[0-9A-Fa-f]{2})*)+")
        || Pattern.compile("%([01]|7f|2e|2f|5c|25|3b)", Pattern.CASE_INSENSITIVE).matcher(raw).find()
        || raw.contains("//") || Pattern.compile("/\\.+(/|$)").matcher(raw).find();
    return odd ? Form.AMBIGUOUS : raw.contains("%") ? Form.ESCAPED : Form.PLAIN;
  }

  @Property(tries = 5000)
  void pathWithinTheApplication_isNormal(@ForAll("rawPaths") String tail) {
    Optional<String> within = RequestPath.within("/app/" + tail, "/app");
    within.ifPresent(path -> {
      assertThat(path).startsWith("/").doesNotContain("//", "\\", ";", "%", "\ufffd");
      assertThat(path.chars()).noneMatch(Character::isISOControl);
      assertThat(segments(path)).noneMatch(segment -> segment.equals(".") || segment.equals(".."));
      assertThat(RequestPath.normal(path)).isTrue();
    });
  }

  @Property(tries = 5000)
  void plainPath_decodesToItself(@ForAll("rawPaths") String tail) {
    String raw = "/" + tail;
    if (RequestPath.form(raw) == Form.PLAIN) {
      assertThat(RequestPath.decoded(raw)).contains(raw);
      assertThat(RequestPath.normal(raw)).isTrue();
    }
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of("a", "b", "ab", "aab", "a.html", "b.html", "abc").list().ofMaxSize(4)
        .flatMap(parts -> Arbitraries.of("", "/").map(end -> "/" + String.join("/", parts) + (parts.isEmpty() ? "" : end)));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of("a", "b", "ab", "*", "a*", "*b", "*.html", "a*b", "*a*", "abc").list().ofMaxSize(4)
        .flatMap(parts -> Arbitraries.of("", "/**").map(end -> parts.isEmpty() ? end.isEmpty() ? "/" : end
            : "/" + String.join("/", parts) + end));
  }

  @Property(tries = 5000)
  void pattern_matchesAsANaiveReadingDoes(@ForAll("patterns") String pattern, @ForAll("paths") String path) throws RuleFaultException {
    assertThat(matches(pattern, path)).as(pattern + " and " + path).isEqualTo(naively(pattern, path));
  }

  private static boolean matches(String pattern, String path) throws RuleFaultException {
    return PathPattern.parse(pattern).matches(path, PathPattern.end(path));
  }

  @Property(tries = 5000)
  void patternThatCoversAnother_matchesWhateverThatMatches(@ForAll("patterns") String wide, @ForAll("patterns") String narrow,
      @ForAll("paths") String path) throws RuleFaultException {
    if (PathPattern.parse(wide).covers(PathPattern.parse(narrow)) && matches(narrow, path)) {
      assertThat(matches(wide, path)).as(wide + " covers " + narrow + " but not " + path).isTrue();
    }
  }

  /** As the documentation says it, one segment after the other. */
  private static boolean naively(String pattern, String path) {
    List<String> wanted = new ArrayList<>(segments(pattern));
    List<String> given = segments(path);
    boolean subtree = !wanted.isEmpty() && wanted.get(wanted.size() - 1).equals("**");
    if (subtree) {
      wanted.remove(wanted.size() - 1);
    }
    if (subtree ? given.size() < wanted.size() : given.size() != wanted.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      String regex = Arrays.stream(wanted.get(i).split("\\*", -1)).map(Pattern::quote)
          .collect(Collectors.joining(".*"));
      if (!given.get(i).matches(regex)) {
        return false;
      }
    }
    return true;
  }

  private static List<String> segments(String path) {
    return Arrays.stream(path.split("/")).filter(segment -> !segment.isEmpty()).toList();
  }

  /** A container that dispatches a path as it was sent, so that nothing but the path itself tells that it is odd. */
  @Property(tries = 5000)
  void requestWhoseRuleHasItsFrontAlready_isJudgedAsAWhole(@ForAll("fronts") String front, @ForAll("rawPaths") String tail,
      @ForAll("contextPaths") String ownContextPath, @ForAll("contextPaths") String contextPath) throws Exception {
    String path = front + tail;
    if (path.isEmpty()) {
      return;
    }
    RequestGuard guard = new RequestGuard(new StubEngine(), RulesReader.read(FRONTS).rules(), false, ownContextPath);
    List<Object> passedOn = new ArrayList<>();
    StubResponse response = new StubResponse();
    guard.guard(StubRequest.get(path).uri(contextPath + path).path(contextPath, path, null).make(), response.make(),
        (request, any) -> passedOn.add(request));
    Form form = slowly(contextPath + path);
    boolean plain = form == Form.PLAIN && path.startsWith("/");
    if (form != Form.ESCAPED) {
      assertThat(passedOn).as(contextPath + path).hasSize(plain ? 1 : 0);
      assertThat(response.status).isEqualTo(plain ? 200 : 400);
    }
  }

  private static final String FRONTS = """
      GET /api/private anyone
      /api/**          anyone
      /a./**           anyone
      /.well-known/*   anyone
      /b/*/c           anyone
      /é/**            anyone
      /**              anyone
      """;

  @Provide
  Arbitrary<String> fronts() {
    return Arbitraries.of("", "/", "/api", "/api/", ";api/", "api/", ";b/a/c", "/api/private", "/api/private/", "/a.", "/a./", "/.well-known/", "/b/a/c", "/b/", "/é/", "/%c3%a9/");
  }

  @Provide
  Arbitrary<String> contextPaths() {
    return Arbitraries.of("", "/app", "/api", "/app/", "/a;b", "/.a");
  }

  @Provide
  Arbitrary<String> rules() {
    Arbitrary<String> word = Arbitraries.oneOf(
        Arbitraries.of("GET", "POST", "GET,POST", "get", ",", "GET,", "/", "/a", "/a/**", "/**", "/*.x", "//", "/a/../b", "/{id}", "login",
            "bearer", "login|bearer", "anyone", "read", "a|b", "|", "acr=gold", "acr=", "acr=a||b", "max-age=5m", "max-age=", "max-age=PT1S",
            "max-age=99999999999999", "max_age=1", "#", "\u0000", "\t", "${x}"),
        Arbitraries.strings().ofMaxLength(6));
    Arbitrary<String> line = word.list().ofMaxSize(6).map(words -> String.join(" ", words));
    return line.list().ofMaxSize(5).map(lines -> String.join("\n", lines));
  }

  @Property(tries = 5000)
  void rules_areReadOrFaulty_andNeverBothSilentAndEmpty(@ForAll("rules") String text) {
    RulesReader read = RulesReader.read(text);
    assertThat(read.faults()).allSatisfy(fault -> {
      assertThat(fault.problem()).isNotBlank();
      assertThat(fault.remedy()).isNotBlank();
    });
    Rules rules = read.rules();
    assertThat(rules.requirements().findAny().isPresent() || !read.faults().isEmpty()).isTrue();
    assertThat(rules.verdict("GET", "/a/b")).isNotNull();
  }

  @Property(tries = 2000)
  void word_isAPatternOrAFault(@ForAll String text) {
    try {
      matches(text, "/a");
    } catch (RuleFaultException e) {
      assertThat(e.remedy()).isNotBlank();
    }
  }
}
