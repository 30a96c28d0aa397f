package io.asbru.contract;

import io.asbru.contract.app.MovableClock;
import io.asbru.local.Application;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What all parts of the contract have in common: a provider, and the test application on a server, both started once for each part.
 * <strong>Every test happens some days after the one before</strong>, so that no token, cache or pause reaches from one to the next.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@ExtendWith(LogOfFailure.class)
abstract class FilterContract implements Container {

  static final String RULES = """
      /                      anyone
      /control/**            anyone
      /public/**             anyone
      /error-page            anyone
      /session/**            anyone
      /dispatch/**           anyone
      /async/**              anyone
      /ask/**                anyone
      /body/**               anyone
      /private/scoped        login         write_stores
      /private/**            login
      /pages/**              login
      /mixed/**              login|bearer
      GET  /api/stores/**    login|bearer  read_stores
      POST /api/stores/**    login|bearer  write_stores
      /api/both              bearer        read_stores write_stores
      /api/any               bearer        read_stores|write_stores
      /api/**                bearer
      """;

  private static final Duration SOME_DAYS = Duration.ofDays(3);

  final Provider provider = new Provider();
  private final List<ServerUnderTest> extra = new ArrayList<>();
  private final List<ServerUnderTest> kept = new ArrayList<>();
  private final List<URI> ofThisTest = new ArrayList<>();
  private final List<URI> applications = new ArrayList<>();
  private ServerUnderTest server;
  private URI application;

  @BeforeAll
  final void startAll() throws StartFailedException {
    // Makes the provider's keys, which takes a while.
    provider.tokensOf("Charlie", "openid");
    server = newServer();
    application = server.start(deployment());
    applications.add(application);
  }

  @AfterAll
  final void stopAll() {
    kept.forEach(ServerUnderTest::close);
    server.close();
    provider.close();
  }

  @BeforeEach
  final void beginOnAnotherDay() {
    provider.restore();
    later(SOME_DAYS);
    provider.journal().clear();
  }

  @AfterEach
  final void stopExtra() {
    extra.forEach(ServerUnderTest::close);
    extra.clear();
    applications.removeAll(ofThisTest);
    ofThisTest.clear();
    provider.restore();
  }

  /** What the tests of this part are run with. */
  Deployment deployment() {
    return Deployment.withClock(settings());
  }

  /** The settings of an application of the organization East. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("base-url", provider.local().baseUrl().toString());
    settings.put("root-organization", Provider.ROOT);
    settings.put("organization-id", Provider.EAST);
    settings.put("client-id", Provider.CLIENT);
    settings.put("client-secret", Provider.SECRET);
    settings.put("scopes", Provider.SCOPES);
    settings.put("rules", RULES);
    // The breaker goes by the system's clock, and would carry one test's outage into the next. It has tests of its own.
    settings.put("circuit-breaker-failures", "1000000");
    return settings;
  }

  /** The same settings with some others. Keys and values by turns. */
  final Map<String, String> settings(String... changes) {
    Map<String, String> settings = settings();
    for (int i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    return settings;
  }

  /** Where the application is. */
  final URI application() {
    return application;
  }

  /** Somebody who comes for the first time. */
  final Visitor visitor() {
    return new Visitor(application);
  }

  /** Somebody who has signed in. */
  final Visitor signedIn(String user) {
    Visitor visitor = visitor();
    visitor.signIn("/private/page", user).requireStatus(200);
    return visitor;
  }

  /** Another application, until the end of this test. */
  final URI start(Deployment deployment) throws StartFailedException {
    URI uri = start(deployment, extra);
    ofThisTest.add(uri);
    return uri;
  }

  /** Another application, until the end of this part. */
  final URI keep(Deployment deployment) throws StartFailedException {
    return start(deployment, kept);
  }

  private URI start(Deployment deployment, List<ServerUnderTest> among) throws StartFailedException {
    ServerUnderTest another = newServer();
    among.add(another);
    URI uri = another.start(deployment);
    if (deployment.webXml().contains("<param-value>clock</param-value>")) {
      applications.add(uri);
      setClock(uri);
    }
    return uri;
  }

  /** Lets time pass, for the provider and for the applications. */
  final void later(Duration time) {
    MovableClock clock = provider.clock();
    clock.offset(clock.offset().plus(time));
    applications.forEach(this::setClock);
  }

  /** Registers a changed form of the application's client at the provider. */
  final void register(java.util.function.UnaryOperator<Application.Builder> change) {
    Application registered = provider.east().application(Provider.CLIENT).orElseThrow();
    provider.east().put(change.apply(registered.toBuilder()).build());
  }

  private void setClock(URI uri) {
    new Visitor(uri).ask("/control/clock").form(Map.of("offset", provider.clock().offset().toString())).send().requireStatus(200);
  }
}
