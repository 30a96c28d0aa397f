package io.asbru.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.support.ui.ExpectedConditions;

/**
 * The sample as {@code mvn -Prun,wildfly} and {@code mvn -Prun,payara} run it: in a real browser, and by the commands that are printed. The
 * mechanism protects it there, in one WAR for both.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SampleOnServer {

  /** What a token would be recognized by: its member's name, or the beginning of any JWT. */
  private static final Pattern TOKEN = Pattern.compile("access_token|refresh_token|id_token|eyJ");

  private final String server;
  private RunningSample sample;
  private Chromium chromium;

  SampleOnServer(String server) {
    this.server = server;
  }

  @BeforeAll
  void startSample() throws Exception {
    sample = RunningSample.start(server);
  }

  @AfterAll
  void stopSample() {
    if (sample != null) {
      sample.close();
    }
  }

  @BeforeEach
  void openBrowser(@TempDir Path profile) {
    chromium = new Chromium(sample, profile);
  }

  @AfterEach
  void closeBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void user_signsInSeesAccountScopesAndRoles_andSignsOut() throws IOException {
    chromium.go("/");
    assertThat(chromium.text()).contains("You are not signed in.");
    screenshot("home");
    chromium.signIn("/account?from=" + server, "store-manager", "store-manager-pw");
    assertThat(chromium.text()).contains("store-manager", "read_stores", "write_stores", "Roles, groups and the claims they come from");
    chromium.driver().manage().window().setSize(new Dimension(1200, 2400));
    screenshot("account");
    assertThat(chromium.driver().getPageSource()).doesNotContainPattern(TOKEN);

    chromium.signOut();
    assertThat(chromium.text()).contains("You are not signed in.");
    screenshot("signed-out");
    chromium.go("/account");
    chromium.soon().until(ExpectedConditions.visibilityOfElementLocated(By.id("password")));

    List<String> requested = chromium.requested();
    assertThat(requested).contains(sample.url("/account?from=" + server)).anyMatch(url -> url.contains("/oauth2/callback?"))
        .noneMatch(url -> TOKEN.matcher(url).find());
  }

  @Test
  void storesPage_doesWhatTheScopesAllow_andNoTokenReachesTheBrowser() throws IOException {
    chromium.signIn("/stores", "store-manager", "store-manager-pw");
    chromium.soon().until(ExpectedConditions.textToBePresentInElementLocated(By.id("stores"), "Hamburg"));
    chromium.driver().findElement(By.id("name")).sendKeys("<b>North</b>");
    chromium.driver().findElement(By.id("city")).sendKeys("Oslo");
    chromium.driver().findElement(By.cssSelector("#new-store button")).click();
    chromium.soon().until(ExpectedConditions.textToBePresentInElementLocated(By.id("stores"), "<b>North</b>"));
    screenshot("stores");

    assertThat(chromium.driver().manage().getCookies()).extracting(Cookie::getName).containsExactly("BEST_CAR_MART");
    assertThat(chromium.driver().manage().getCookies()).allMatch(Cookie::isHttpOnly).allMatch(cookie -> "Lax".equals(cookie.getSameSite()));
    assertThat(chromium.driver().executeScript("return localStorage.length + sessionStorage.length")).isEqualTo(0L);
    assertThat(chromium.driver().getPageSource()).doesNotContainPattern(TOKEN);
    assertThat(chromium.requested()).contains(sample.url("/api/stores")).noneMatch(url -> TOKEN.matcher(url).find());
  }

  @Test
  void userWithoutAScope_isToldByTheApi() throws IOException {
    chromium.signIn("/stores", "store-reader", "store-reader-pw");
    chromium.soon().until(ExpectedConditions.elementToBeClickable(By.id("try-anyway"))).click();
    chromium.soon().until(ExpectedConditions.textMatches(By.id("add-message"), Pattern.compile("\\S+")));
    screenshot("stores-refused");
    assertThat(chromium.driver().findElement(By.id("add-message")).getText()).contains("write_stores");
  }

  @Test
  void printedCommands_workWhenPasted() throws IOException {
    String output = sample.runPrintedCommands();

    assertThat(output).contains("\"kind\":\"user\"").contains("\"kind\":\"application\"").contains("\"aut\":\"APPLICATION_USER\"")
        .doesNotContain("\"active\":false").doesNotContain("not found");
    assertThat(output.lines().filter(line -> line.startsWith("HTTP/1.1 ")).map(line -> line.substring(0, "HTTP/1.1 200".length())))
        .containsExactly("HTTP/1.1 200", "HTTP/1.1 201", "HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 401");
  }

  private void screenshot(String name) throws IOException {
    chromium.screenshot(server + "-" + name);
  }
}
