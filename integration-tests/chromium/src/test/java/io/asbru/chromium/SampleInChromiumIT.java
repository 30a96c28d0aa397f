package io.asbru.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** What a person sees of the sample in a real browser. Without Chromium and its driver on the path this fails. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SampleInChromiumIT {

  private static RunningSample sample;

  @TempDir
  private Path profile;

  private ChromeDriver browser;
  private WebDriverWait soon;

  @BeforeAll
  static void startSample() throws Exception {
    sample = RunningSample.start();
  }

  @AfterAll
  static void stopSample() {
    if (sample != null) {
      sample.close();
    }
  }

  @BeforeEach
  void openBrowser() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(onPath("chromium"));
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir=" + profile.resolve("chromium"),
        "--window-size=1200,900");
    browser = new ChromeDriver(new ChromeDriverService.Builder()
        .usingDriverExecutable(onPath("chromedriver")).usingAnyFreePort().build(), options);
    soon = new WebDriverWait(browser, Duration.ofSeconds(60));
  }

  @AfterEach
  void closeBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @Test
  @Order(1)
  void user_signsInSeesTheAccountAndSignsOut() throws IOException {
    browser.get(sample.url("/"));
    screenshot("home");
    signIn("/account?from=chromium", "store-manager", "store-manager-pw");
    assertThat(browser.getCurrentUrl()).isEqualTo(sample.url("/account?from=chromium"));
    assertThat(text()).contains("store-manager", "read_stores", "write_stores");
    screenshot("account");

    browser.findElement(By.xpath("//button[.='Sign out']")).click();
    soon.until(ExpectedConditions.urlToBe(sample.url("/")));
    screenshot("signed-out");
    browser.get(sample.url("/account"));
    soon.until(ExpectedConditions.visibilityOfElementLocated(By.id("password")));
  }

  @Test
  @Order(2)
  void storesPage_worksByTheSessionAndNoTokenReachesTheBrowser() throws IOException {
    signIn("/stores", "store-manager", "store-manager-pw");
    soon.until(ExpectedConditions.textToBePresentInElementLocated(By.id("stores"), "Hamburg"));
    browser.findElement(By.id("name")).sendKeys("<b>North</b>");
    browser.findElement(By.id("city")).sendKeys("Oslo");
    browser.findElement(By.cssSelector("#new-store button")).click();
    soon.until(ExpectedConditions.textToBePresentInElementLocated(By.id("stores"), "<b>North</b>"));
    screenshot("stores");

    assertThat(browser.manage().getCookies()).extracting(Cookie::getName).containsExactly("BEST_CAR_MART");
    assertThat(browser.manage().getCookies()).allMatch(Cookie::isHttpOnly);
    assertThat(browser.executeScript("return localStorage.length + sessionStorage.length")).isEqualTo(0L);
    assertThat(browser.getPageSource()).doesNotContain("access_token", "id_token");
  }

  @Test
  @Order(3)
  void userWithoutAScope_isToldByTheApi() throws IOException {
    signIn("/stores", "store-reader", "store-reader-pw");
    soon.until(ExpectedConditions.elementToBeClickable(By.id("try-anyway"))).click();
    soon.until(ExpectedConditions.textMatches(By.id("add-message"), java.util.regex.Pattern.compile("\\S+")));
    screenshot("stores-refused");
    assertThat(browser.findElement(By.id("add-message")).getText()).contains("write_stores");
  }

  @Test
  @Order(4)
  void keyboardAlone_isEnoughToSignInOnAPhone() throws IOException {
    browser.manage().window().setSize(new Dimension(500, 900));
    browser.get(sample.url("/account"));
    soon.until(ExpectedConditions.visibilityOfElementLocated(By.id("username")));
    screenshot("sign-in-phone");
    browser.switchTo().activeElement().sendKeys("Charlie", Keys.TAB, "jG9A5KrX", Keys.ENTER);
    approveIfAsked("/account");
    screenshot("account-phone");
    assertThat(text()).contains("Charlie");
    assertThat(browser.executeScript("return document.documentElement.scrollWidth <= window.innerWidth")).isEqualTo(true);
  }

  @Test
  @Order(5)
  void twoTabs_bothComeBackToWhereTheyBegan() {
    browser.get(sample.url("/account"));
    soon.until(ExpectedConditions.visibilityOfElementLocated(By.id("username")));
    String first = browser.getWindowHandle();
    browser.switchTo().newWindow(WindowType.TAB);
    signIn("/stores", "Charlie", "jG9A5KrX");
    browser.switchTo().window(first);
    fillIn("Charlie", "jG9A5KrX");
    approveIfAsked("/account");
  }

  @Test
  @Order(6)
  void wrongPassword_isSaidByTheProvider() {
    browser.get(sample.url("/account"));
    soon.until(ExpectedConditions.visibilityOfElementLocated(By.id("password")));
    fillIn("Charlie", "wrong");
    soon.until(ExpectedConditions.visibilityOfElementLocated(By.id("password")));
    assertThat(browser.getCurrentUrl()).doesNotStartWith(sample.url("/"));
  }

  @Test
  @Order(7)
  void usersPage_listsTheOrganizationByTheApplicationsOwnToken() throws IOException {
    signIn("/users", "store-reader", "store-reader-pw");
    screenshot("users");
    assertThat(browser.findElements(By.cssSelector("main tbody th"))).extracting(org.openqa.selenium.WebElement::getText)
        .contains("Charlie", "store-reader", "store-manager", "no-scopes");
    assertThat(text()).contains(" in all.");
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
      return text().contains("Sign-in is not available right now");
    });
    screenshot("provider-away");
  }

  private void signIn(String path, String user, String password) {
    browser.get(sample.url(path));
    soon.until(ExpectedConditions.visibilityOfElementLocated(By.id("username")));
    fillIn(user, password);
    approveIfAsked(path);
  }

  private void fillIn(String user, String password) {
    browser.findElement(By.id("username")).sendKeys(user);
    browser.findElement(By.id("password")).sendKeys(password);
    browser.findElement(By.id("sign-in")).click();
  }

  private void approveIfAsked(String path) {
    soon.until(driver -> driver.getCurrentUrl().equals(sample.url(path)) || !driver.findElements(By.id("approve")).isEmpty());
    List<org.openqa.selenium.WebElement> approve = browser.findElements(By.id("approve"));
    if (!approve.isEmpty()) {
      approve.get(0).click();
    }
    soon.until(ExpectedConditions.urlToBe(sample.url(path)));
  }

  private String text() {
    return browser.findElement(By.tagName("body")).getText();
  }

  private void screenshot(String name) throws IOException {
    Path directory = Files.createDirectories(Path.of(System.getProperty("screenshots")));
    Files.write(directory.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
  }

  private static File onPath(String program) {
    for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
      File file = new File(directory, program);
      if (file.canExecute()) {
        return file;
      }
    }
    throw new AssertionError(program + " is not installed; Debian has it in the packages chromium and chromium-driver");
  }
}
