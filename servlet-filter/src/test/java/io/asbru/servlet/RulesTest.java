package io.asbru.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.HttpReply;
import io.asbru.Requirement;
import io.asbru.StepUp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

  /** As in the README. */
  static final String EXAMPLE = """
      /public/**             anyone
      GET  /api/stores/**    login|bearer  read_stores
      POST /api/stores/**    login|bearer  write_stores
      /api/**                bearer   # everything else below /api
      # the pages
      /**                    login
      """;

  private static Rules rules(String text) {
    RulesReader read = RulesReader.read(text);
    assertThat(read.faults()).isEmpty();
    return read.rules();
  }

  private static Requirement demanded(Rules rules, String method, String path) {
    assertThat(rules.verdict(method, path)).isInstanceOf(Verdict.Demands.class);
    return ((Verdict.Demands) rules.verdict(method, path)).requirement();
  }

  @Test
  void firstMatchingPattern_decides() {
    Rules rules = rules(EXAMPLE);
    assertThat(demanded(rules, "GET", "/public/logo.png")).isEqualTo(Requirement.ANYONE);
    assertThat(demanded(rules, "GET", "/api/stores")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("read_stores"));
    assertThat(demanded(rules, "POST", "/api/stores/1")).isEqualTo(Requirement.LOGIN_OR_BEARER.allScopes("write_stores"));
    assertThat(demanded(rules, "DELETE", "/api/users")).isEqualTo(Requirement.BEARER);
    assertThat(demanded(rules, "GET", "/")).isEqualTo(Requirement.LOGIN);
  }

  @Test
  void get_coversHead() {
    assertThat(demanded(rules(EXAMPLE), "HEAD", "/api/stores")).isEqualTo(demanded(rules(EXAMPLE), "GET", "/api/stores"));
  }

  @ParameterizedTest
  @CsvSource({"DELETE", "OPTIONS", "PUT", "get", "TRACE", "BREW"})
  void methodWithoutARule_isRefusedAndNotPassedOn(String method) {
    assertThat(rules(EXAMPLE).verdict(method, "/api/stores/1")).isInstanceOfSatisfying(Verdict.Refuses.class, refusal -> {
      assertThat(refusal.status()).isEqualTo(405);
      assertThat(refusal.headers()).containsExactly(new HttpReply.Header("Allow", "GET, HEAD, POST"));
    });
  }

  @Test
  void pathWithoutARule_isRefused() {
    assertThat(rules("/a/** anyone").verdict("GET", "/b")).isEqualTo(Verdict.NO_RULE);
  }

  @Test
  void severalScopes_areAllNeeded_alternativesAreNot() {
    Requirement requirement = demanded(rules("/** bearer read|admin audit"), "GET", "/x");
    assertThat(requirement.scopes()).isEqualTo(List.of(Set.of("read", "admin"), Set.of("audit")));
    assertThat(requirement.satisfiedBy(Set.of("admin", "audit"))).isTrue();
    assertThat(requirement.satisfiedBy(Set.of("read", "admin"))).isFalse();
  }

  @Test
  void stepUp_standsAmongTheScopes() {
    Requirement both = demanded(rules("/** login|bearer read acr=gold|urn:example:platinum write max-age=5m"), "GET", "/x");
    assertThat(both.scopes()).isEqualTo(List.of(Set.of("read"), Set.of("write")));
    assertThat(both.stepUp()).isEqualTo(new StepUp(List.of("gold", "urn:example:platinum"), Optional.of(Duration.ofMinutes(5))));
    assertThat(demanded(rules("/** bearer max-age=90"), "GET", "/x").stepUp())
        .isEqualTo(new StepUp(List.of(), Optional.of(Duration.ofSeconds(90))));
    assertThat(demanded(rules("/** login acr=a=b"), "GET", "/x").stepUp().acrValues()).containsExactly("a=b");
    assertThat(demanded(rules("/** login acr-like maximum"), "GET", "/x").stepUp()).isSameAs(StepUp.NONE);
  }

  @Test
  void loginAndBearer_mayStandInEitherOrder() {
    assertThat(demanded(rules("/** bearer|login"), "GET", "/")).isEqualTo(Requirement.LOGIN_OR_BEARER);
  }

  @Test
  void methodsOfOnePattern_mayStandInOneLineOrInSeveral() {
    Rules rules = rules("GET,PUT /a login\n/b anyone\nDELETE /a bearer");
    assertThat(demanded(rules, "PUT", "/a")).isEqualTo(Requirement.LOGIN);
    assertThat(demanded(rules, "DELETE", "/a")).isEqualTo(Requirement.BEARER);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "/a; 1; does not say who may",
      "GET; 1; pattern is missing",
      "a/** login; 1; does not begin with a slash",
      "GET api login; 1; does not begin with a slash",
      "/a admin; 1; 'admin' does not say who may",
      "/a Login; 1; 'Login' does not say who may",
      "/a anyone read; 1; scopes can be demanded only of somebody",
      "get /a login; 1; there is no method 'get'",
      "GET,PSOT /a login; 1; there is no method 'PSOT'",
      "GET, POST /a login; 1; not written in one word",
      "GET POST /a login; 1; not written in one word",
      "/a bearer read,write; 1; 'read,write' is not a scope",
      "/a bearer read||write; 1; 'read||write' is not a scope",
      "/a bearer |; 1; is not a scope",
      "/a login acr=; 1; 'acr=' names no authentication context class",
      "/a login acr=gold||silver; 1; names no authentication context class",
      "/a login acr=gold,silver; 1; has a comma",
      "/a login acr=gold acr=silver; 1; it says acr twice",
      "/a login max-age=; 1; is not a duration of a second or more",
      "/a login max-age=soon; 1; is not a duration of a second or more",
      "/a login max-age=0s; 1; is not a duration of a second or more",
      "/a login max-age=-5m; 1; is not a duration of a second or more",
      "/a login max-age=PT99999999999H; 1; is not a duration of a second or more",
      "/a login max-age=5m max-age=1m; 1; it says max-age twice",
      "/a login max_age=5m; 1; 'max_age=5m' is neither a scope nor a step-up",
      "/a login acr_values=gold; 1; is neither a scope nor a step-up",
      "/a login ACR=gold; 1; is neither a scope nor a step-up",
      "/a login max-age:5m; 1; is neither a scope nor a step-up",
      "/a anyone max-age=5m; 1; can be demanded only of somebody",
      "/a login~/a bearer; 2; line 1 has the same pattern for all methods",
      "/a login~/a/ bearer; 2; line 1 has the same pattern for all methods",
      "/a login~GET /a bearer; 2; line 1 has the same pattern for all methods",
      "GET /a login~/a bearer; 2; names methods for the same pattern",
      "GET /a login~GET,POST /a bearer; 2; the same pattern for GET, HEAD already",
      "GET /a login~HEAD /a bearer; 2; the same pattern for HEAD already",
      "/** login~/a bearer; 2; line 1 (/**) matches all its paths",
      "/a/** login~/x anyone~/a/b/** bearer; 3; line 1 (/a/**) matches all its paths",
      "GET /a/** login~POST /a/b bearer; 2; line 1 (/a/**) matches all its paths",
      "/*.html anyone~/index.html login; 2; line 1 (/*.html) matches all its paths"})
  void faultyRule_isToldWithItsLineAndARemedy(String text, int line, String problem) {
    List<RulesReader.Fault> faults = RulesReader.read(text.replace('~', '\n')).faults();
    assertThat(faults).singleElement().satisfies(fault -> {
      assertThat(fault.problem()).startsWith("line " + line + ", \"").contains(problem);
      assertThat(fault.remedy()).isNotBlank();
    });
  }

  @Test
  void lowerCaseMethod_isToldTheRightOne() {
    assertThat(RulesReader.read("post /a login").faults().get(0).remedy()).isEqualTo("Did you mean POST?");
  }

  @Test
  void allFaults_areToldAtOnce() {
    assertThat(RulesReader.read("a login\n/b maybe\nget /c login").faults()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"''", "'\n \n'", "'# nothing'"})
  void noRuleAtAll_isAFault(String text) {
    assertThat(RulesReader.read(text).faults()).hasSize(1);
  }
}
