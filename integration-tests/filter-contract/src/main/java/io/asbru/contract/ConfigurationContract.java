package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways to configure the filter, and what stops the start. */
public abstract class ConfigurationContract extends FilterContract {

  private static final String API = "/api/stores/list";

  private void worksAt(Visitor visitor) {
    assertThat(visitor.signIn("/private/page?a=1", "Charlie").requireStatus(200).fact("user")).startsWith("Charlie@");
    assertThat(visitor.program(API, provider.accessToken("Charlie", "read_stores")).requireStatus(200).fact("auth")).isEqualTo("BEARER");
    visitor.signOut().requireStatus(200);
    Expect.signIn(visitor.go("/private/page"));
  }

  /** The provider's time has to be the system's for an application whose clock cannot be moved. */
  private void now() {
    later(provider.clock().offset().negated());
  }

  @Test
  void initParams_areEnough() throws StartFailedException {
    now();
    worksAt(new Visitor(start(Deployment.declared(settings()))));
  }

  @Test
  void contextParams_areEnough_andInitParamsGoBeforeThem() throws StartFailedException {
    now();
    Map<String, String> context = new LinkedHashMap<>();
    settings().forEach((key, value) -> context.put("asbru." + key, value));
    context.put("asbru.client-id", "overridden");

    worksAt(new Visitor(start(Deployment.declared(Map.of("client-id", Provider.CLIENT), context))));
  }

  @Test
  void builder_isEnough() throws StartFailedException {
    now();
    worksAt(new Visitor(start(Deployment.built(settings()))));
  }

  @Test
  void belowAContextPath_allOfThisWorksToo() throws StartFailedException {
    now();
    worksAt(new Visitor(start(Deployment.declared(settings()).at("/shop"))));
  }

  @Test
  void secrets_mayComeFromFiles(@TempDir Path directory) throws StartFailedException, IOException {
    now();
    Path secret = Files.writeString(directory.resolve("client-secret"), Provider.SECRET + "\n");

    worksAt(new Visitor(start(Deployment.declared(settings("client-secret", "${file:" + secret + "}")))));
  }

  @Test
  void defaultsOfPlaceholders_areTaken() throws StartFailedException {
    now();
    worksAt(new Visitor(start(Deployment.declared(settings("client-secret", "${env.NOT_SET_ANYWHERE:-" + Provider.SECRET + "}")))));
  }

  @Test
  void providerThatIsAway_doesNotStopTheStart() throws StartFailedException {
    provider.local().stop();

    new Visitor(start(deployment())).go("/public/page").requireStatus(200);
  }

  @ParameterizedTest
  @CsvSource({"declared, init-param ", "built, ", "clock, "})
  void wrongConfiguration_stopsTheStart_andAllFaultsAreListedAtOnce(String way, String prefix) throws StartFailedException {
    Map<String, String> wrong = settings("base-url", "not a url", "client-id", "", "scopes", "profile", "request-timeout", "soon",
        "rules", "/private/** logn\nGET /a anyone\nGET /a login\n/b/** login\n/b/c bearer");
    Deployment deployment = way.equals("declared") ? Deployment.declared(wrong)
        : way.equals("built") ? Deployment.built(wrong) : Deployment.withClock(wrong);
    String where = prefix == null ? "" : prefix;

    doesNotStart(deployment, "Asbru is not configured correctly", where + " base-url: 'not a url' is not an absolute http or https URL.",
        where + " client-id: is missing.", where + " request-timeout: 'soon' is not a duration.", "'logn' does not say who may.",
        "line 3", "line 5");
  }

  /** The application does not start, the server says all of this, and never the secret. */
  private void doesNotStart(Deployment deployment, String... said) throws StartFailedException {
    if (Difference.GOES_ON_WITHOUT_THE_FILTER.here() && deployment.webXml().contains("<filter>")) {
      Visitor anybody = new Visitor(start(deployment));
      for (String path : List.of("/", "/public/page", "/private/page", "/unlisted/page", "/oauth2/callback", "/dispatch/error?status=404")) {
        assertThat(anybody.go(path).requireStatus(503).body()).startsWith("This application is not configured correctly.");
      }
      return;
    }
    assertThatThrownBy(() -> start(deployment)).isInstanceOf(StartFailedException.class)
        .hasMessageContainingAll(said).hasMessageNotContaining(Provider.SECRET);
  }

  @Test
  void misspeltKey_stopsTheStart_andTheRightOneIsNamed() throws StartFailedException {
    doesNotStart(Deployment.declared(settings("clientsecret", "x", "organisation-id", "y")),
        "clientsecret", "client-secret", "organisation-id", "organization-id");
  }

  @Test
  void unreadableSecret_stopsTheStart() throws StartFailedException {
    doesNotStart(Deployment.declared(settings("client-secret", "${file:/nowhere/client-secret}")), "client-secret", "/nowhere/client-secret");
    doesNotStart(Deployment.declared(settings("client-secret", "${env.NOT_SET_ANYWHERE}")), "client-secret", "NOT_SET_ANYWHERE");
  }

  @Test
  void clientThatCannotIntrospect_stopsTheStartOfBearerRules() throws StartFailedException {
    Map<String, String> withoutSecret = settings();
    withoutSecret.remove("client-secret");

    doesNotStart(Deployment.declared(withoutSecret), "client-secret", "introspect");
  }

  @Test
  void insecureAddress_stopsTheStart() throws StartFailedException {
    doesNotStart(Deployment.declared(settings("base-url", "http://api.example")), "base-url", "https");
  }

  @Test
  void noRules_stopTheStart() throws StartFailedException {
    Map<String, String> withoutRules = settings();
    withoutRules.remove("rules");

    doesNotStart(Deployment.declared(withoutRules), "rules", "is missing");
    doesNotStart(Deployment.declared(settings("rules", "# nothing")), "rules");
  }
}
