package io.asbru.local;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with the demo running, at a time that stands still. */
abstract class RunningTest {

  final TestClock clock = new TestClock();
  LocalOrganization local;
  Wire east;
  Wire west;
  Wire root;
  Browser browser;

  @BeforeEach
  void start() {
    start(definition());
  }

  @AfterEach
  void stop() {
    local.close();
  }

  /** What runs; the demo unless a test says otherwise. */
  Definition definition() {
    return Definition.demo();
  }

  /** Starts over with another definition. */
  void restart(Definition definition) {
    local.close();
    start(definition);
  }

  /** Changes an application that is registered below the root. */
  void change(String organization, String clientId,
      UnaryOperator<Application.Builder> change) {
    Organization owner = local.organization(organization);
    owner.put(change.apply(owner.application(clientId).orElseThrow().toBuilder()).build());
  }

  /** A code for a user of the organization in the east, got with a new browser. */
  String code(String clientId, String user, String... more) {
    Browser fresh = new Browser(local);
    Browser.Page page = fresh.signIn(fresh.get(Browser.authorize(east, clientId, more)), user);
    if (!page.outside()) {
      page = fresh.submit(page, "consent", "approve");
    }
    return page.parameters().get("code");
  }

  private void start(Definition definition) {
    local = LocalOrganization.builder().definition(definition).clock(clock).start();
    east = new Wire(local, Wire.EAST);
    west = new Wire(local, local.organizations().get(local.organizations().size() - 1).id());
    root = new Wire(local, "bestcarmart");
    browser = new Browser(local);
  }
}
