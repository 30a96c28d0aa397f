package io.asbru.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountPageTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void expiry_isToldForPeopleAndForPrograms() {
    assertThat(page(charlie().expiresAt(NOW.plus(Duration.ofMillis(3_599_999)))))
        .contains("in 59 minutes, at <time datetime=\"2026-01-01T00:59:59Z\">2026-01-01T00:59:59Z</time>");
  }

  @Test
  void grantedAndMissingScopes_areToldApart() {
    String page = page(charlie().scopes(Set.of("read_stores", "other")));

    assertThat(page)
        .contains("<li class=\"granted\"><code>read_stores</code> <span class=\"state\">granted</span>"
            + "<span class=\"meaning\">You may see the stores.</span></li>")
        .contains("<li class=\"missing\"><code>write_stores</code> <span class=\"state\">not granted</span>"
            + "<span class=\"meaning\">You may add a store.</span></li>")
        .contains("<code>other</code> <span class=\"state\">granted</span><span class=\"meaning\">Means nothing to this application.</span>");
  }

  @Test
  void whatIsNotKnown_isSaidToBeUnknown() {
    assertThat(page(charlie())).contains("<dt>Subject</dt><dd>not told by the organization</dd>");
  }

  @Test
  void organizationName_standsBeforeItsId() {
    assertThat(page(charlie().organization("7e98").claims(Map.of("org_name", "Best Car Mart East"))))
        .contains("<dd>Best Car Mart East (7e98)</dd>");
  }

  @Test
  void claims_areReadableAndEscaped() {
    String page = page(charlie().claims(Map.of(
        "groups", List.of("staff", "<managers>"), "address", Map.of("city", "Oslo"), "<name>", true)));

    assertThat(page)
        .contains("<th scope=\"row\">groups</th><td>staff, &lt;managers&gt;</td>")
        .contains("<td>{&quot;city&quot;:&quot;Oslo&quot;}</td>")
        .contains("<th scope=\"row\">&lt;name&gt;</th><td>true</td>");
  }

  @Test
  void nameOfTheCaller_isEscaped() {
    assertThat(page(Caller.builder(Caller.Kind.USER, "<img src=x>"))).doesNotContain("<img").contains("&lt;img src=x&gt;");
  }

  private static Caller.Builder charlie() {
    return Caller.builder(Caller.Kind.USER, "Charlie");
  }

  private static String page(Caller.Builder caller) {
    return AccountPage.of(caller.build(), NOW, "").html();
  }
}
