package io.asbru.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asbru.Requirement;
import io.asbru.local.LocalOrganization;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class OAuthFilterTest {

  private static final String WEB_XML = """
      <filter>
        <filter-name>asbru</filter-name>
        <filter-class>io.asbru.servlet.OAuthFilter</filter-class>
        <async-supported>true</async-supported>
        <init-param><param-name>root-organization</param-name><param-value>bestcarmart</param-value></init-param>
        <init-param><param-name>organization-id</param-name><param-value>7e98b86f-63c7-41a1-8c56-c909a21a2615</param-value></init-param>
        <init-param><param-name>client-id</param-name><param-value>${sys.asbru.test.client}</param-value></init-param>
        <init-param><param-name>client-secret</param-name><param-value>${file:SECRET}</param-value></init-param>
        <init-param><param-name>scopes</param-name><param-value>openid profile read_stores</param-value></init-param>
        <init-param><param-name>rules</param-name><param-value>
          /public/**             anyone
          GET  /api/stores/**    login|bearer  read_stores
          POST /api/stores/**    login|bearer  write_stores
          /api/**                bearer
          /**                    login
        </param-value></init-param>
      </filter>
      """;

  private final StubFilterConfig config = new StubFilterConfig();
  private final StubEngine engine = new StubEngine();
  private final List<Settings> started = new ArrayList<>();
  private final OAuthFilter filter = new OAuthFilter(null, settings -> {
    started.add(settings);
    return engine;
  });

  private void configure(String... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      config.initParams.put(pairs[i], pairs[i + 1]);
    }
  }

  private void configureWell() {
    configure("root-organization", "bestcarmart", "client-id", "id", "client-secret", "secret", "rules", "/** login");
  }

  private String faults() {
    List<String> messages = new ArrayList<>();
    assertThatExceptionOfType(ServletException.class).isThrownBy(() -> filter.init(config.make()))
        .withCauseInstanceOf(ConfigurationException.class).satisfies(e -> messages.add(e.getMessage()));
    assertThat(started).isEmpty();
    return messages.get(0);
  }

  @Test
  void statistics_areTheEnginesWhileItRuns() throws Exception {
    assertThatIllegalStateException().isThrownBy(filter::statistics);
    configureWell();
    filter.init(config.make());
    assertThat(filter.statistics()).isEqualTo(engine.statistics());
    filter.destroy();
    assertThatIllegalStateException().isThrownBy(filter::statistics);
  }

  @Test
  void contextWithoutAPath_startsLikeOneWithAnEmptyPath() throws Exception {
    configureWell();
    config.contextPath = null;
    filter.init(config.make());
    assertThat(filter.statistics()).isEqualTo(engine.statistics());
  }

  @Test
  void runningFilter_isFoundByTheApplication() throws Exception {
    assertThat(OAuthFilter.of(config.make().getServletContext())).isEmpty();
    configureWell();
    filter.init(config.make());
    assertThat(OAuthFilter.of(config.make().getServletContext())).containsSame(filter);
    filter.destroy();
    assertThat(OAuthFilter.of(config.make().getServletContext())).isEmpty();
  }

  @Test
  void descriptorOfTheReadme_isEnough(@TempDir Path directory) throws Exception {
    Path secret = Files.writeString(directory.resolve("client-secret"), "s3cret\n");
    System.setProperty("asbru.test.client", "the-client");
    Element declared = DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(new InputSource(new StringReader(WEB_XML.replace("SECRET", secret.toString())))).getDocumentElement();
    NodeList names = declared.getElementsByTagName("param-name");
    for (int i = 0; i < names.getLength(); i++) {
      configure(names.item(i).getTextContent(), declared.getElementsByTagName("param-value").item(i).getTextContent());
    }
    filter.init(config.make());
    assertThat(started).singleElement().satisfies(settings -> {
      assertThat(settings.client().id()).isEqualTo("the-client");
      assertThat(settings.client().secret().orElseThrow().value()).isEqualTo("s3cret");
      assertThat(settings.login().scopes()).containsExactly("openid", "profile", "read_stores");
    });
    filter.doFilter(StubRequest.get("/api/stores").header("X-Caller", "A").make(), new StubResponse().make(), (request, response) -> {});
    assertThat(engine.asked).containsExactly(Requirement.LOGIN_OR_BEARER.allScopes("read_stores"));
  }

  @Test
  void allFaults_areToldAtOnce() {
    configure("root-organisation", "bestcarmart", "client-id", "id", "introspection-ttl", "soon", "allow-cors-preflight", "yes",
        "rules", "\n/a login\nGET b bearer\n/a bearer\n");
    config.contextParams.put("asbru.clint-secret", "s3cret");
    config.contextParams.put("other.thing", "x");
    assertThat(faults()).contains(
        "init-param root-organisation: there is no such setting. Did you mean root-organization?",
        "context-param asbru.clint-secret: there is no such setting. Did you mean client-secret?",
        "init-param root-organization: is missing.",
        "init-param introspection-ttl: 'soon' is not a duration.",
        "init-param allow-cors-preflight: 'yes' is neither true nor false.",
        "init-param rules: line 2, \"GET b bearer\": the pattern 'b' does not begin with a slash. Write /b.",
        "init-param rules: line 3, \"/a bearer\": it is never reached")
        .doesNotContain("other.thing", "s3cret");
  }

  @Test
  void missingRules_areAFaultOfTheirOwn() {
    configureWell();
    config.initParams.remove("rules");
    assertThat(faults()).contains("1 fault:", "init-param rules: is missing");
  }

  @Test
  void rulesThatReferToNothing_areOneFault() {
    configureWell();
    configure("rules", "${sys.asbru.test.no.such.property}");
    assertThat(faults()).contains("1 fault:", "init-param rules: ${sys.asbru.test.no.such.property} is not set.");
  }

  @Test
  void bearerRules_needAClientThatCanIntrospect() throws Exception {
    configureWell();
    config.initParams.remove("client-secret");
    configure("rules", "/api/** bearer");
    assertThat(faults()).contains("1 fault:", "init-param client-secret:", "introspection-client-secret", "jwt-access-tokens");
    configure("jwt-access-tokens", "validate");
    filter.init(config.make());
    assertThat(started).hasSize(1);
  }

  @Test
  void publicClient_mayTakeLogins() throws Exception {
    configureWell();
    config.initParams.remove("client-secret");
    filter.init(config.make());
    assertThat(started).hasSize(1);
  }

  @Test
  void loginRules_needTheScopeOpenid() {
    configureWell();
    configure("scopes", "profile");
    assertThat(faults()).contains("1 fault:", "init-param scopes: does not contain openid");
  }

  @Test
  void contextParam_countsWhereThereIsNoInitParam() throws Exception {
    configureWell();
    config.initParams.remove("client-id");
    config.contextParams.putAll(Map.of("asbru.client-id", "from-context", "asbru.root-organization", "overridden"));
    filter.init(config.make());
    assertThat(started.get(0).client().id()).isEqualTo("from-context");
    assertThat(started.get(0).provider().organization().orElseThrow().root()).isEqualTo("bestcarmart");
  }

  @Test
  void builder_readsThroughTheSameChecks() {
    assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> OAuthFilter.builder()
            .set(Setting.CLIENT_ID, "id").set(FilterSetting.ALLOW_CORS_PREFLIGHT, "maybe").rules("/a login\n/b bearer").rule("/a login").build())
        .satisfies(e -> assertThat(e.faults()).extracting(ConfigurationException.Fault::key)
            .containsExactly("root-organization", "rules", "allow-cors-preflight", "client-secret"));
    assertThat(OAuthFilter.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "id").rule("/** login").build())
        .isNotNull();
  }

  @Test
  void initParamsOfAFilterFromCode_areAFault() {
    configureWell();
    OAuthFilter built = OAuthFilter.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "id").rule("/** login").build();
    assertThatExceptionOfType(ServletException.class).isThrownBy(() -> built.init(config.make())).withMessageContaining("init-params");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Payara Server 6.2025.9", "Eclipse GlassFish 7.0.21", "IBM WebSphere Liberty/26.0.0.3", "A server/1.0"})
  void wrongConfiguration_refusesEveryRequest_whereTheServerMayGoOnWithoutTheFilter(String server) throws Exception {
    configure("rules", "/** anyone");
    config.serverInfo = server;
    filter.init(config.make());
    StubResponse response = new StubResponse();
    filter.doFilter(StubRequest.get("/").make(), response.make(), (request, answer) -> {
      throw new AssertionError("passed on");
    });
    assertThat(response.status).isEqualTo(503);
    assertThat(response.body.toString(UTF_8)).contains("not configured correctly");
    assertThat(started).isEmpty();
    filter.destroy();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Apache Tomcat/11.0.25", "Apache Tomcat (TomEE)/10.1.0", "jetty/12.1.12", "WildFly 39.0.1.Final - 2.3.23.Final",
      "Undertow - 2.3.23.Final", "JBoss EAP 8.1"})
  void wrongConfiguration_stopsTheStart_whereTheServerHeedsIt(String server) {
    config.serverInfo = server;
    assertThat(faults()).contains("client-id");
  }

  @Test
  void destroy_closesTheEngine_andInitStartsAnother() throws Exception {
    configureWell();
    filter.destroy();
    filter.init(config.make());
    filter.destroy();
    assertThat(engine.closed).isTrue();
    filter.init(config.make());
    assertThat(started).hasSize(2);
  }

  @Test
  void withCoresEngine_browsersAreSentToSignInAndScriptsAreTold() throws Exception {
    try (LocalOrganization local = LocalOrganization.builder().start()) {
      OAuthFilter real = OAuthFilter.builder().set(Setting.BASE_URL, local.baseUrl().toString()).set(Setting.ROOT_ORGANIZATION, "bestcarmart")
          .set(Setting.CLIENT_ID, "id").set(Setting.REQUEST_TIMEOUT, "60s").rule("GET /a login").build();
      real.init(config.make());
      browsersAreSentToSignInAndScriptsAreTold(real, local.baseUrl() + "/t/bestcarmart/oauth2/authorize?");
      real.destroy();
    }
  }

  private static void browsersAreSentToSignInAndScriptsAreTold(OAuthFilter real, String authorization) throws Exception {
    FilterChain chain = (request, response) -> {
      throw new AssertionError("passed on");
    };
    StubRequest browser = StubRequest.get("/a").header("Sec-Fetch-Mode", "navigate").header("Accept", "text/html");
    StubResponse redirect = new StubResponse();
    real.doFilter(browser.make(), redirect.make(), chain);
    assertThat(redirect.status).isEqualTo(302);
    assertThat(redirect.calls).anyMatch(call -> call.startsWith("set Location: " + authorization));
    assertThat(redirect.calls).anyMatch(call -> call.startsWith("add Set-Cookie: __Host-asbru-"));
    assertThat(browser.session).isNull();

    StubRequest script = StubRequest.get("/a");
    StubResponse unauthorized = new StubResponse();
    real.doFilter(script.make(), unauthorized.make(), chain);
    assertThat(unauthorized.status).isEqualTo(401);
    assertThat(script.session).isNull();

    StubResponse refused = new StubResponse();
    real.doFilter(StubRequest.of("PUT", "/a").make(), refused.make(), chain);
    assertThat(refused.status).isEqualTo(405);
    assertThat(refused.calls).contains("set Allow: GET, HEAD");
    assertThat(refused.text()).contains("method_not_allowed");
  }

  @Test
  void requestThatIsNotHttp_isRefused() throws Exception {
    configureWell();
    filter.init(config.make());
    FilterChain chain = (request, response) -> {
      throw new AssertionError("passed on");
    };
    ServletRequest request = new Stub() {}.as(ServletRequest.class);
    ServletResponse response = new Stub() {}.as(ServletResponse.class);
    assertThatExceptionOfType(ServletException.class).isThrownBy(() -> filter.doFilter(request, response, chain));
  }
}
