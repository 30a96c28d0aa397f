package io.asbru.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** What a person sees of the sample in a real browser. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SampleInChromiumIT {

  private static RunningSample sample;

  @TempDir
  private Path profile;

  private Chromium chromium;
  private ChromeDriver browser;
  private WebDriverWait soon;

  @BeforeAll
  static void startSample() throws Exception {
    sample = RunningSample.start("jetty");
  }

  @AfterAll
  static void stopSample() {
    if (sample != null) {
      sample.close();
    }
  }

  @BeforeEach
  void openBrowser() {
    chromium = new Chromium(sample, profile);
    browser = chromium.driver();
    soon = chromium.soon();
  }

  @AfterEach
  void closeBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  @Order(1)
  void user_signsInSeesTheAccountAndSignsOut() throws IOException {
    browser.get(sample.url("/"));
    chromium.screenshot("home");
    chromium.signIn("/account?from=chromium", "store-manager", "store-manager-pw");
    assertThat(browser.getCurrentUrl()).isEqualTo(sample.url("/account?from=chromium"));
    assertThat(chromium.text()).contains("store-manager", "read_stores", "write_stores");
    chromium.screenshot("account");

    chromium.signOut();
    chromium.screenshot("signed-out");
    browser.get(sample.url("/account"));
    soon.until(ExpectedConditions.visibilityOfElementLocated(By.id("password")));
  }

  @Test
  @Order(2)
  void storesPage_worksByTheSessionAndNoTokenReachesTheBrowser() throws IOException {
    chromium.signIn("/stores", "store-manager", "store-manager-pw");
    soon.until(ExpectedConditions.textToBePresentInElementLocated(By.id("stores"), "Hamburg"));
    browser.findElement(By.id("name")).sendKeys("<b>North</b>");
    browser.findElement(By.id("city")).sendKeys("Oslo");
    browser.findElement(By.cssSelector("#new-store button")).click();
    soon.until(ExpectedConditions.textToBePresentInElementLocated(By.id("stores"), "<b>North</b>"));
    chromium.screenshot("stores");

    assertThat(browser.manage().getCookies()).extracting(Cookie::getName).containsExactly("BEST_CAR_MART");
    assertThat(browser.manage().getCookies()).allMatch(Cookie::isHttpOnly);
    assertThat(browser.executeScript("return localStorage.length + sessionStorage.length")).isEqualTo(0L);
    assertThat(browser.getPageSource()).doesNotContain("access_token", "id_token");
  }

  @Test
  @Order(3)
  void userWithoutAScope_isToldByTheApi() throws IOException {
    chromium.signIn("/stores", "store-reader", "store-reader-pw");
    soon.until(ExpectedConditions.elementToBeClickable(By.id("try-anyway"))).click();
    soon.until(ExpectedConditions.textMatches(By.id("add-message"), java.util.regex.Pattern.compile("\\S+")));
    chromium.screenshot("stores-refused");
    assertThat(browser.findElement(By.id("add-message")).getText()).contains("write_stores");
  }

  @Test
  @Order(4)
  void keyboardAlone_isEnoughToSignInOnAPhone() throws IOException {
    browser.manage().window().setSize(new Dimension(500, 900));
    browser.get(sample.url("/account"));
    soon.until(ExpectedConditions.visibilityOfElementLocated(By.id("username")));
    chromium.screenshot("sign-in-phone");
    browser.switchTo().activeElement().sendKeys("Charlie", Keys.TAB, "jG9A5KrX", Keys.ENTER);
    chromium.approveIfAsked("/account");
    chromium.screenshot("account-phone");
    assertThat(chromium.text()).contains("Charlie");
    assertThat(browser.executeScript("return document.documentElement.scrollWidth <= window.innerWidth")).isEqualTo(true);
  }

  @Test
  @Order(5)
  void twoTabs_bothComeBackToWhereTheyBegan() {
    browser.get(sample.url("/account"));
    soon.until(ExpectedConditions.visibilityOfElementLocated(By.id("username")));
    String first = browser.getWindowHandle();
    browser.switchTo().newWindow(WindowType.TAB);
    chromium.signIn("/stores", "Charlie", "jG9A5KrX");
    browser.switchTo().window(first);
    chromium.fillIn("Charlie", "jG9A5KrX");
    chromium.approveIfAsked("/account");
  }

  @Test
  @Order(6)
  void wrongPassword_isSaidByTheProvider() {
    browser.get(sample.url("/account"));
    soon.until(ExpectedConditions.visibilityOfElementLocated(By.id("password")));
    chromium.fillIn("Charlie", "wrong");
    soon.until(ExpectedConditions.visibilityOfElementLocated(By.id("password")));
    assertThat(browser.getCurrentUrl()).doesNotStartWith(sample.url("/"));
  }

  @Test
  @Order(7)
  void usersPage_listsTheOrganizationByTheApplicationsOwnToken() throws IOException {
    chromium.signIn("/users", "store-reader", "store-reader-pw");
    chromium.screenshot("users");
    assertThat(browser.findElements(By.cssSelector("main tbody th"))).extracting(org.openqa.selenium.WebElement::getText)
        .contains("Charlie", "store-reader", "store-manager", "no-scopes");
    assertThat(chromium.text()).contains(" in all.");
    assertThat(browser.manage().getCookies()).extracting(Cookie::getName).containsExactly("BEST_CAR_MART");
    assertThat(browser.getPageSource()).doesNotContain("access_token", "Bearer");
  }

  @Test
  @Order(8)
  void stoppedProvider_isSaidOnAPage() throws Exception {
    sample.stopOrganization();
    // Whether the provider answers is asked at most once in a second; until then Chromium is sent there, and reports an error.
    soon.ignoring(WebDriverException.class).until(driver -> {
      driver.get(sample.url("/account"));
      return chromium.text().contains("Sign-in is not available right now");
    });
    chromium.screenshot("provider-away");
  }
}
