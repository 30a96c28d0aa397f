package io.asbru.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Definition;
import io.asbru.local.LocalOrganization;
import io.asbru.settings.PropertySource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** README.md, From zero to a protected application: its commands on an organization that is empty, and then the sample with what they wrote. */
@Timeout(300)
class FromZeroIT {

  private static final Pattern SHELL_BLOCK = Pattern.compile("(?ms)^```sh\\R(.*?)^```$");

  @TempDir
  Path directory;

  @Test
  void emptyOrganizationAndOneOnboarding_giveAProtectedApplication() throws Exception {
    int port = FreePort.find();
    Addresses addresses = new Addresses(port, 1, "");
    Children children = new Children(System.out);
    ChildProcess sample = null;
    try (LocalOrganization local = LocalOrganization.builder().definition(Definition.empty()).start()) {
      // It makes its keys when they are asked for first, which on a busy machine takes longer than a sign-in waits.
      get(URI.create(local.baseUrl() + "/t/bestcarmart/o/" + addresses.organizationId() + "/oauth2/jwks"));
      String output = Commands.run("cd '" + directory + "'\n" + commands()
          .replace("http://localhost:8090", local.baseUrl().toString())
          .replace("http://localhost:8080", addresses.sample())
          .replace("management/target/asbru-management-*-cli.jar", "'" + System.getProperty("management.jar") + "'"));
      assertThat(output).contains("create the application Shop", "The application Shop is set up", "Nothing is wrong.");

      sample = children.start("sample", System.getProperty("java.class.path"), SampleServer.class, List.of(Integer.toString(port), "/",
          System.getProperty("sample.war"), directory.resolve("unpacked").toString()), environment(local));
      new Readiness(Duration.ofSeconds(120)).await(sample, addresses.publicPage());

      try (WebClient anna = browser(); WebClient ben = browser()) {
        assertThat(signIn(anna, addresses, "anna").asNormalizedText()).contains("read_stores");
        assertThat(status(anna, addresses, "GET")).isEqualTo(200);
        assertThat(status(anna, addresses, "POST")).isEqualTo(403);
        signIn(ben, addresses, "ben");
        assertThat(status(ben, addresses, "POST")).isEqualTo(201);
        assertThat(((HtmlPage) ben.getPage(addresses.sample() + "/users")).asNormalizedText()).contains("anna").contains("2 in all.");
      }
      assertThat(get(URI.create(addresses.sample() + "/api/stores"))).isEqualTo(401);
    } finally {
      if (sample != null) {
        sample.askToStop();
        sample.awaitStop();
      }
    }
  }

  /** The blocks for the local organization, but for those that build and start it. */
  private static String commands() throws Exception {
    String readme = Files.readString(Path.of("..", "README.md"));
    String section = readme.substring(readme.indexOf("\n## From zero to a protected application"),
        readme.indexOf("\n### With the real service"));
    return SHELL_BLOCK.matcher(section).results().map(block -> block.group(1))
        .filter(block -> block.contains("asbru")).filter(block -> !block.contains("mvn ") && !block.contains("--empty"))
        .collect(Collectors.joining());
  }

  private Map<String, String> environment(LocalOrganization local) throws Exception {
    PropertySource settings = PropertySource.load(directory.resolve("asbru.properties"));
    return Map.of("SAMPLE_BASE_URL", local.baseUrl().toString(), "SAMPLE_CLIENT_ID", settings.get("client-id").orElseThrow(),
        "SAMPLE_CLIENT_SECRET", Files.readString(directory.resolve("client-secret")).strip());
  }

  private static int get(URI address) throws Exception {
    return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding()).statusCode();
  }

  private static WebClient browser() {
    WebClient client = new WebClient();
    client.getOptions().setThrowExceptionOnFailingStatusCode(false);
    client.getOptions().setJavaScriptEnabled(false);
    client.getOptions().setCssEnabled(false);
    return client;
  }

  private static HtmlPage signIn(WebClient browser, Addresses addresses, String user) throws Exception {
    HtmlPage login = browser.getPage(addresses.sample() + "/account");
    assertThat(login.getElementById("username")).as(login.asNormalizedText()).isNotNull();
    login.getElementById("username").setAttribute("value", user);
    login.getElementById("password").setAttribute("value", user + "-pw");
    HtmlPage next = login.getElementById("sign-in").click();
    HtmlPage account = next.getElementById("approve") == null ? next : next.getElementById("approve").click();
    assertThat(account.getUrl()).hasToString(addresses.sample() + "/account");
    return account;
  }

  private static int status(WebClient browser, Addresses addresses, String method) throws Exception {
    WebRequest request =
        new WebRequest(URI.create(addresses.sample() + "/api/stores").toURL(), HttpMethod.valueOf(method));
    request.setAdditionalHeader("Accept", "application/json");
    if (method.equals("POST")) {
      request.setAdditionalHeader("Content-Type", "application/json");
      request.setAdditionalHeader("Origin", addresses.sample());
      request.setRequestBody("{\"name\": \"North\", \"city\": \"Oslo\"}");
    }
    Page page = browser.getPage(request);
    return page.getWebResponse().getStatusCode();
  }
}
