package io.asbru.chromium;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A browser without a window, whose user goes about a sample. Without Chromium and its driver on the path it cannot be opened. */
final class Chromium implements AutoCloseable {

  private static final Pattern URL_OF_REQUEST = Pattern.compile("\"method\":\"Network\\.requestWillBeSent\".*\"request\":\\{.*?\"url\":\"([^\"]*)\"");

  private final RunningSample sample;
  private final ChromeDriver browser;
  private final WebDriverWait soon;

  /**
   * Opens it.
   *
   * @param sample where it goes
   * @param profile an empty directory
   */
  Chromium(RunningSample sample, Path profile) {
    this.sample = sample;
    ChromeOptions options = new ChromeOptions();
    options.setBinary(onPath("chromium"));
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir=" + profile.resolve("chromium"),
        "--window-size=1200,900");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    browser = new ChromeDriver(new ChromeDriverService.Builder()
        .usingDriverExecutable(onPath("chromedriver")).usingAnyFreePort().build(), options);
    soon = new WebDriverWait(browser, Duration.ofSeconds(60));
  }

  ChromeDriver driver() {
    return browser;
  }

  WebDriverWait soon() {
    return soon;
  }

  void go(String path) {
    browser.get(sample.url(path));
  }

  /** Goes to a page that needs it, signs in, allows what is asked, and comes back. */
  void signIn(String path, String user, String password) {
    go(path);
    soon.until(ExpectedConditions.visibilityOfElementLocated(By.id("username")));
    fillIn(user, password);
    approveIfAsked(path);
  }

  void fillIn(String user, String password) {
    browser.findElement(By.id("username")).sendKeys(user);
    browser.findElement(By.id("password")).sendKeys(password);
    browser.findElement(By.id("sign-in")).click();
  }

  void approveIfAsked(String path) {
    soon.until(driver -> driver.getCurrentUrl().equals(sample.url(path)) || !driver.findElements(By.id("approve")).isEmpty());
    List<WebElement> approve = browser.findElements(By.id("approve"));
    if (!approve.isEmpty()) {
      approve.get(0).click();
    }
    soon.until(ExpectedConditions.urlToBe(sample.url(path)));
  }

  /** By the button that every page has. */
  void signOut() {
    browser.findElement(By.xpath("//button[.='Sign out']")).click();
    soon.until(ExpectedConditions.urlToBe(sample.url("/")));
  }

  String text() {
    return browser.findElement(By.tagName("body")).getText();
  }

  /** The addresses of all requests since this was asked last, those of redirects and scripts, too. */
  List<String> requested() {
    return browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .flatMap(entry -> URL_OF_REQUEST.matcher(entry.getMessage()).results()).map((MatchResult found) -> found.group(1)).toList();
  }

  void screenshot(String name) throws IOException {
    Path directory = Files.createDirectories(Path.of(System.getProperty("screenshots")));
    Files.write(directory.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    browser.quit();
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
