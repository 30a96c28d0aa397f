package io.asbru.contract.jakarta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.asbru.contract.Visitor;
import io.asbru.contract.server.LogFile;
import io.asbru.contract.server.ServerLog;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Where settings come from on a server, and what is said of those that would not work. A module for a server extends this, and gives the server
 * the environment variables and system properties that are named here.
 */
@ExtendWith({ArquillianExtension.class, ServerLog.class})
public abstract class JakartaConfigurationContract {

  private static final String FILE = "META-INF/asbru.properties";
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
  private static final Provider PROVIDER = new Provider();
  private static final Path LOG = Path.of(System.getProperty("contract.log", "server.log"));

  @ArquillianResource
  Deployer deployer;

  private LogFile log = new LogFile(LOG, 0);

  /** Configured by MicroProfile Config alone. */
  @Deployment(name = "microprofile", managed = false, testable = false)
  public static WebArchive microProfile() {
    return war("microprofile").addAsResource(text("asbru.", settings(Map.of())), "META-INF/microprofile-config.properties");
  }

  /** Switched on by {@code ASBRU_OUTSIDE_CLIENT_ID} in the server's environment, where {@code ASBRU_OUTSIDE_CLIENT_SECRET} is, too. */
  @Deployment(name = "outside", managed = false, testable = false)
  public static WebArchive outside() {
    return war("outside").setWebXML(webXml(withoutClient()));
  }

  /** Has the same from the environment because it calls itself {@code outside}. */
  @Deployment(name = "inside", managed = false, testable = false)
  public static WebArchive inside() {
    return war("inside").setWebXML(webXml(withoutClient())).addAsResource(new StringAsset("application = outside\n"), FILE);
  }

  /** Calls itself {@code renamed}; the system property {@code asbru.renamed.client-id} has what the file does not have right. */
  @Deployment(name = "named", managed = false, testable = false)
  public static WebArchive named() {
    return war("named").addAsResource(text("", settings(Map.of("application", "renamed", "client-id", "of-the-file"))), FILE)
        .setWebXML(webXml(Map.of("client-id", "of-the-parameter")));
  }

  /** Has the library and settings that cannot switch it on, and a mechanism of the standard's. */
  @Deployment(name = "unconfigured", managed = false, testable = false)
  public static WebArchive unconfigured() {
    return war("unconfigured", "SecondMechanism", "OneUser").setWebXML(webXml(settings(Map.of())));
  }

  /** Demands scopes, and nothing switches the mechanism on. */
  @Deployment(name = "forgotten", managed = false, testable = false)
  public static WebArchive forgotten() {
    return war("forgotten", "ScopedServlet");
  }

  /** Has annotations where nothing looks at them. */
  @Deployment(name = "misplaced", managed = false, testable = false)
  public static WebArchive misplaced() {
    return war("misplaced", "MisplacedSecurity");
  }

  /** The same application as all others, within an EAR file. */
  @Deployment(name = "ear", managed = false, testable = false)
  public static EnterpriseArchive ear() {
    return ShrinkWrap.create(EnterpriseArchive.class, "enterprise.ear")
        .addAsModule(war("enclosed", "ScopedServlet").addAsResource(text("", settings(Map.of("scopes", "openid read_stores"))), FILE));
  }

  @Deployment(name = "faulty", managed = false, testable = false)
  public static WebArchive faulty() {
    return war("faulty").addAsResource(text("", settings(Map.of("request-timeout", "soon", "clientsecret", "hidden-misspelt",
        "client-secret", "hidden-secret", "session-cookie-keys", "hidden-key", "trust-store", "${env.CONTRACT_NOWHERE}"))), FILE);
  }

  @Deployment(name = "two", managed = false, testable = false)
  public static WebArchive two() {
    return war("two", "SecondMechanism").addAsResource(text("", settings(Map.of())), FILE);
  }

  @Deployment(name = "undeclared", managed = false, testable = false)
  public static WebArchive undeclared() {
    return war("undeclared", "AuditBean").addAsResource(text("", settings(Map.of())), FILE);
  }

  @BeforeEach
  void nobodyIsSignedIn() {
    PROVIDER.reset();
    log = LogFile.fromNow(LOG);
  }

  @Test
  void microProfileConfig_switchesTheMechanismOn() {
    deployer.deploy("microprofile");
    try {
      signsIn("microprofile");
    } finally {
      deployer.undeploy("microprofile");
    }
  }

  @Test
  void environmentForOneApplication_switchesTheMechanismOn_andContextParamsSupplyTheRest() {
    deployer.deploy("outside");
    try {
      if (Difference.NO_MODULE_NAME.here()) {
        visitor("outside").go("/private/").requireStatus(401);
        assertThat(awaited("not switched on")).contains("Write META-INF/asbru.properties with the line: application = outside");
      } else {
        signsIn("outside");
      }
    } finally {
      deployer.undeploy("outside");
    }
  }

  @Test
  void environmentForOneApplication_isFoundByTheNameThatItGivesItself() {
    deployer.deploy("inside");
    try {
      signsIn("inside");
    } finally {
      deployer.undeploy("inside");
    }
  }

  @Test
  void systemPropertyForOneApplication_winsOverTheApplicationsOwnSettings() {
    deployer.deploy("named");
    try {
      assertThat(visitor("named").go("/private/").requireStatus(302).location().getQuery()).contains("client_id=" + Provider.CLIENT);
      signsIn("named");
    } finally {
      deployer.undeploy("named");
    }
  }

  @Test
  void notConfigured_itStaysOutOfTheWay() {
    deployer.deploy("unconfigured");
    try {
      Visitor visitor = visitor("unconfigured");
      assertThat(visitor.go("/private/").requireStatus(401).header("WWW-Authenticate")).hasValueSatisfying(
          challenge -> assertThat(challenge).startsWith("Basic realm=\"second\""));
      String basic = Base64.getEncoder().encodeToString("somebody:sesame".getBytes(UTF_8));
      assertThat(visitor.ask("/private/").header("Authorization", "Basic " + basic).send().requireStatus(200).fact("user")).isEqualTo("somebody");
      assertThat(visitor.cookies()).doesNotContainKey("JSESSIONID");
      visitor.go("/oauth2/callback?code=x&state=y").requireStatus(404);
      assertThat(log.text()).doesNotContain("io.asbru.security", "Guards ");
    } finally {
      deployer.undeploy("unconfigured");
    }
  }

  @Test
  void configurationForgotten_servletsThatDemandSomethingLetNobodyIn() {
    deployer.deploy("forgotten");
    try {
      assertThat(visitor("forgotten").go("/scoped/").requireStatus(500).body()).doesNotContain("user=");
      assertThat(awaited("Asbru is not configured: nobody will be let in")).contains("ScopedServlet", "or write META-INF/asbru.properties");
    } finally {
      deployer.undeploy("forgotten");
    }
  }

  @Test
  void annotationsThatDoNotCount_areSaid_withTheRemedy() {
    deployIfTheServerTakesIt("misplaced");

    assertThat(awaited("where nothing checks it")).contains("is no CDI bean", "Add @ApplicationScoped", "MisplacedSecurity");
  }

  @Test
  void applicationInAnEarFile_isGuardedLikeAnyOther() {
    deployer.deploy("ear");
    try {
      signsIn("enclosed");
      visitor("enclosed").script("/scoped/").requireStatus(401);
      assertThat(visitor("enclosed").program("/scoped/", PROVIDER.accessToken("Charlie", "read_stores")).requireStatus(200).fact("user"))
          .startsWith("Charlie");
    } finally {
      deployer.undeploy("ear");
    }
  }

  @Test
  void wrongSettings_stopTheDeployment_withKeyFaultAndRemedyInTheLog_andNothingSecret() {
    Throwable refusal = catchThrowable(() -> deployer.deploy("faulty"));

    assertThat(refusal).isNotNull();
    assertThat(awaited("Asbru is not configured correctly"))
        .contains("request-timeout: 'soon' is not a duration")
        .contains("clientsecret: there is no such setting. Did you mean client-secret?")
        .contains("session-cookie-keys: ").contains("openssl rand -base64 32")
        .contains("trust-store: ").contains("CONTRACT_NOWHERE")
        .doesNotContain("hidden-");
    assertThat(String.valueOf(refusal)).doesNotContain("hidden-");
    visitor("faulty").go("/private/").requireStatus(404);
  }

  @Test
  void twoMechanisms_areSaid_withTheRemedy() {
    deployIfTheServerTakesIt("two");

    if (Difference.REFUSES_TWO_MECHANISMS.here()) {
      assertThat(awaited("multiple HttpAuthenticationMechanism")).contains("io.asbru.security.OAuthAuthenticationMechanism");
    } else {
      assertThat(awaited("Remove all but one")).contains("There is more than one authentication mechanism");
    }
  }

  @Test
  void rolesThatNothingDeclares_areSaid_withTheRemedy() {
    deployIfTheServerTakesIt("undeclared");

    assertThat(awaited("auditors")).contains("[auditors]").contains("Add <security-role> elements to web.xml, or @DeclareRoles");
  }

  private void signsIn(String application) {
    assertThat(visitor(application).signIn("/private/", "Charlie").requireStatus(200).fact("user")).startsWith("Charlie");
    assertThat(log.text()).contains("Guards /" + application + " as client " + Provider.CLIENT)
        .doesNotContain(Provider.SECRET, "eyJ", "more than one authentication mechanism", "declared nowhere");
  }

  private static Visitor visitor(String application) {
    return new Visitor(URI.create("http://127.0.0.1:" + System.getProperty("contract.port") + "/" + application));
  }

  /** Some servers refuse such an application by themselves. */
  private void deployIfTheServerTakesIt(String name) {
    try {
      deployer.deploy(name);
    } catch (Exception refused) { // Arquillian throws checked ones that it does not declare.
      return;
    }
    deployer.undeploy(name);
  }

  /** What the log says from the beginning of the test on; some servers write it a moment later. */
  private String awaited(String part) {
    long end = System.nanoTime() + PATIENCE;
    while (!log.text().contains(part) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    assertThat(log.text()).contains(part);
    return log.text();
  }

  /** By name, because these classes cannot be loaded without a server. */
  private static WebArchive war(String name, String... classes) {
    String wanted = ".*/(GreetingServlet|" + String.join("|", classes) + ")\\.class";
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addPackages(false, Filters.include(wanted), "io.asbru.contract.jakarta.small")
        .addAsLibraries(ContractApplication.libraries())
        .addAsWebInfResource(new StringAsset("<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\" "
            + "bean-discovery-mode=\"annotated\"/>"), "beans.xml");
  }

  private static StringAsset webXml(Map<String, String> parameters) {
    return new StringAsset(parameters.entrySet().stream()
        .map(each -> "<context-param><param-name>asbru." + each.getKey() + "</param-name><param-value>" + each.getValue()
            + "</param-value></context-param>")
        .collect(Collectors.joining("\n", "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">", "</web-app>")));
  }

  private static Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>(Map.of("base-url", PROVIDER.local().baseUrl().toString(),
        "root-organization", "bestcarmart", "organization-id", Provider.EAST, "client-id", Provider.CLIENT, "client-secret", Provider.SECRET,
        "scopes", "openid profile"));
    settings.putAll(more);
    return settings;
  }

  private static Map<String, String> withoutClient() {
    Map<String, String> settings = settings(Map.of());
    settings.keySet().removeAll(Set.of("client-id", "client-secret"));
    return settings;
  }

  private static StringAsset text(String prefix, Map<String, String> settings) {
    return new StringAsset(settings.entrySet().stream().map(each -> prefix + each.getKey() + "=" + each.getValue() + "\n")
        .collect(Collectors.joining()));
  }
}
