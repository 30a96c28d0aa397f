package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.local.Endpoint;
import io.asbru.organization.OrganizationSource;
import io.asbru.session.MemorySessionStore;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.PropertySource;
import io.asbru.settings.Setting;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Organizations that come, change, fail and go. */
final class OrganizationSourceTest extends OrganizationsFixture {

  @Test
  void newOrganization_isServedWithoutARestart_andARemovedOneNoMore() throws Exception {
    refused(page("/north/orders"), 404);
    Files.move(directory.resolve("west.properties"), directory.resolve("north.properties"));
    refused(page("/north/orders"), 404);
    clock.advance(Duration.ofSeconds(11));

    assertThat(page("/north/orders")).isInstanceOf(Redirected.class);
    Files.delete(directory.resolve("north.properties"));
    assertThat(page("/north/orders")).isInstanceOf(Redirected.class);
    clock.advance(Duration.ofSeconds(61));
    refused(page("/north/orders"), 404);
  }

  @Test
  void changedSettings_countWithinAMinute_andFaultyOnesDoNot() throws Exception {
    signIn("/east/orders");
    write("east", east() + "scopes=openid write_stores\n");
    clock.advance(Duration.ofSeconds(61));
    assertThat(caller(page("/east/orders")).organization()).contains(EAST);
    assertThat(EngineFixture.location(new RequestOf("/east/other").begun())).contains("write_stores");

    write("east", "client-id=\n");
    clock.advance(Duration.ofSeconds(61));
    assertThat(caller(page("/east/orders")).organization()).contains(EAST);
  }

  /** A sign-in of somebody else. */
  private final class RequestOf {

    private final String path;

    RequestOf(String path) {
      this.path = path;
    }

    AuthenticationResult begun() {
      return authenticator.authenticate(EngineFixture.page(path), new MemorySessionStore(), Requirement.LOGIN);
    }
  }

  @Test
  void newOrganizationAtFault_is503_andTheOthersGoOn() {
    write("north", "organization-id=nonsense\nclient-id=north\nclient-secret=secret-of-north\n");

    assertThat(refused(page("/north/orders"), 503).reply().body()).doesNotContain("nonsense", "secret-of-north");
    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
    assertThat(authenticator.authenticate(EngineFixture.page("/north/welcome"), session, Requirement.ANYONE)).isInstanceOf(Anonymous.class);
    write("north", west());
    clock.advance(Duration.ofSeconds(11));
    // West is the same client of the same organization.
    refused(page("/north/orders"), 503);
  }

  @Test
  void faultsOfOrganizations_stopTheStart_allAtOnce() {
    write("north", "organization-id=nonsense\nclient-id=north\n");
    write("south", "client-idd=south\nredirect-path=/x\n");
    write("west-2", west());

    assertThatThrownBy(() -> RequestAuthenticator.of(common(Map.of()))).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("organization north, north.properties, organization-id: 'nonsense' is not a lower-case UUID")
        .hasMessageContaining("organization south, south.properties, client-idd: there is no such setting. Did you mean client-id?")
        .hasMessageContaining("redirect-path: is common to all organizations")
        .hasMessageContaining("client-id: is missing")
        .hasMessageContaining("organization west-2, client-id: and authorization server are those of the organization west");
  }

  @Test
  void organizationsOfOneIssuer_thatNothingTellsApart_stopTheStart() {
    Map<Setting, String> issuer = Map.of(Setting.ROOT_ORGANIZATION, "", Setting.BASE_URL, "", Setting.ISSUER, "https://idp.example");
    write("east", "client-id=one\nclient-secret=s\n");
    write("west", "client-id=two\nclient-secret=s\n");
    RequestAuthenticator.of(common(issuer)).close();

    Map<Setting, String> shared = new LinkedHashMap<>(issuer);
    shared.put(Setting.ACCEPTED_AUDIENCES, "https://api.example");
    assertThatThrownBy(() -> RequestAuthenticator.of(common(shared))).hasMessageContaining("accepted-audiences")
        .hasMessageContaining("lets tokens of other organizations in");
  }

  @Test
  void codeOfTheApplication_canSupplyOrganizations_andIsAskedSeldom() {
    AtomicInteger asked = new AtomicInteger();
    OrganizationSource source = name -> {
      asked.incrementAndGet();
      return name.startsWith("o") ? Optional.of(PropertySource.of(Map.of("client-id", name, "client-secret", "s"))) : Optional.empty();
    };
    authenticator.close();
    authenticator = RequestAuthenticator.builder(common(Map.of(Setting.ORGANIZATIONS_DIRECTORY, "", Setting.ORGANIZATION_ID, EAST)))
        .clock(clock).organizationSource(source).build();

    for (int i = 0; i < 20; i++) {
      refused(present("/none/api", "token"), 404);
      present("/o1/api", "token");
    }
    assertThat(asked).hasValue(2);
  }

  @Test
  void sourceThatFails_is503_butDoesNotEndWhatRuns() {
    AtomicInteger asked = new AtomicInteger();
    authenticator.close();
    authenticator = RequestAuthenticator.builder(common(Map.of(Setting.ORGANIZATION_ID, EAST))).clock(clock).organizationSource(name -> {
      if (name.equals("down") || asked.incrementAndGet() > 1) {
        throw new IllegalStateException("the database is down");
      }
      return Optional.of(PropertySource.of(Map.of("client-id", name, "client-secret", "s")));
    }).build();

    assertThat(page("/up/orders")).isInstanceOf(Redirected.class);
    refused(page("/down/orders"), 503);
    clock.advance(Duration.ofSeconds(61));
    assertThat(page("/up/orders")).isInstanceOf(Redirected.class);
    assertThat(asked).hasValue(2);
  }

  @Test
  void aThousandOrganizations_shareConnectionsAndThreads() {
    authenticator.close();
    authenticator = RequestAuthenticator.builder(common(Map.of(Setting.ORGANIZATION_ID, EAST, Setting.MAX_ORGANIZATIONS, "100")))
        .clock(clock).organizationSource(name -> Optional.of(PropertySource.of(Map.of("client-id", name, "client-secret", "s")))).build();
    present("/first/api", "made-up-token");
    int threads = Thread.activeCount();

    IntStream.range(0, 1000).forEach(i -> present("/o" + i + "/api", "made-up-token"));

    assertThat(Thread.activeCount()).isLessThan(threads + 20);
    assertThat(local.journal().entries(entry -> entry.endpoint() == Endpoint.INTROSPECT)).hasSize(1001);
  }

  @Test
  void everythingEndsWithTheApplication() {
    page("/east/orders");
    authenticator.close();

    assertThat(refused(page("/west/orders"), 503).reason()).isEqualTo(Reason.AUTHORIZATION_SERVER_UNAVAILABLE);
  }
}
