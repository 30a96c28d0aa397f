package io.asbru.contract.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.contract.Answer;
import io.asbru.contract.Visitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The part of the contract on scopes and roles, by each kind of annotation and constraint. */
public abstract class JakartaAccessContract extends JakartaBearerContract {

  @Test
  void scopes_protectServlets() {
    String reading = PROVIDER.accessToken("Charlie", "read_stores");
    assertThat(visitor.program("/scoped/", reading).requireStatus(200).body()).startsWith("read Charlie");
    insufficient(visitor.ask("/scoped/").bearer(reading).form(Map.of("name", "north")).send(), "write_stores");
    Answer written = visitor.ask("/scoped/").bearer(PROVIDER.accessToken("store-manager", BOTH)).form(Map.of("name", "north")).send();
    assertThat(written.requireStatus(200).body()).startsWith("written store-manager").endsWith("north");
    visitor.ask("/scoped/").bearer(PROVIDER.accessToken("store-manager", "write_stores")).form(Map.of("name", "north")).send()
        .requireStatus(200);
    challenged(visitor.script("/scoped/"));
    insufficient(visitor.program("/scoped/", PROVIDER.accessToken("no-scopes", "read_stores")), "read_stores");
  }

  @Test
  void scopes_protectServletsForBrowsersToo() {
    assertThat(visitor.signIn("/scoped/", "store-reader").requireStatus(200).body()).startsWith("read store-reader");
    assertThat(visitor.post("/scoped/", Map.of("name", "north")).requireStatus(403).body()).contains("write_stores");
    Visitor without = new Visitor(application);
    assertThat(without.signIn("/scoped/", "no-scopes").requireStatus(403).body()).contains("read_stores");
  }

  @Test
  void scopes_protectResources() {
    String reading = PROVIDER.accessToken("Charlie", "read_stores");
    String both = PROVIDER.accessToken("store-manager", BOTH);
    assertThat(visitor.program("/rest/plain", reading).requireStatus(200).body()).startsWith("read Charlie");
    insufficient(visitor.ask("/rest/plain").bearer(reading).method("POST").body("text/plain", "x").send(), "read_stores write_stores");
    assertThat(visitor.ask("/rest/plain").bearer(both).method("POST").body("text/plain", "x").send().requireStatus(200).body())
        .startsWith("written store-manager").endsWith("x");
    challenged(visitor.script("/rest/plain"));
    challenged(visitor.script("/rest/bean/either"));
    insufficient(visitor.program("/rest/bean/either", reading), "internal_login write_stores");
    assertThat(visitor.program("/rest/bean/either", both).requireStatus(200).body()).startsWith("either store-manager");
    insufficient(visitor.program("/rest/bean/inner", reading), "read_stores write_stores");
    challenged(visitor.script("/rest/bean/inner"));
    challenged(visitor.script("/rest/bean/injected"));
    assertThat(visitor.program("/rest/bean/injected", reading).requireStatus(200).body()).startsWith("injected Charlie");
  }

  @Test
  void resourceThatABrowserOpens_leadsToTheSignIn() {
    assertThat(visitor.signIn("/rest/plain", "store-reader").requireStatus(200).body()).startsWith("read store-reader");
  }

  @Test
  void scopes_protectBeans() {
    String reading = PROVIDER.accessToken("Charlie", "read_stores");
    String both = PROVIDER.accessToken("store-manager", BOTH);
    for (String path : List.of("/beans/someone", "/beans/both", "/beans/either", "/beans/programmatic", "/beans/session-writing")) {
      challenged(visitor.script(path));
      assertThat(visitor.program(path, both).requireStatus(200).body()).contains("store-manager");
    }
    assertThat(visitor.program("/beans/someone", reading).requireStatus(200).body()).startsWith("someone Charlie");
    insufficient(visitor.program("/beans/both", reading), "read_stores write_stores");
    insufficient(visitor.program("/beans/either", reading), "internal_login write_stores");
    insufficient(visitor.program("/beans/programmatic", reading), "write_stores");
    insufficient(visitor.program("/beans/session-writing", reading), "write_stores");
  }

  @Test
  void scopesOnInterfacesAndOverriddenMethods_count() {
    String reading = PROVIDER.accessToken("Charlie", "read_stores");
    String both = PROVIDER.accessToken("store-manager", BOTH);
    for (String path : List.of("/beans/ledger-read", "/beans/session-ledger")) {
      challenged(visitor.script(path));
      assertThat(visitor.program(path, reading).requireStatus(200).body()).isEqualTo("read");
    }
    for (String path : List.of("/beans/ledger-enter", "/beans/ledger-erase", "/beans/session-ledger-enter", "/rest/shelf")) {
      challenged(visitor.script(path));
      insufficient(visitor.program(path, reading), "write_stores");
      visitor.program(path, both).requireStatus(200);
    }
    visitor.script("/beans/ledger-open").requireStatus(200);
  }

  @Test
  void scopesOfAResource_protectWhatItLeadsTo() {
    String reading = PROVIDER.accessToken("Charlie", "read_stores");
    challenged(visitor.script("/rest/plain/inner"));
    insufficient(visitor.program("/rest/plain/inner", PROVIDER.accessToken("no-scopes", "read_stores")), "read_stores");
    assertThat(visitor.program("/rest/plain/inner", reading).requireStatus(200).body()).isEqualTo("inner");
    challenged(visitor.script("/rest/plain/inner/cellar"));
    insufficient(visitor.program("/rest/plain/inner/cellar", reading), "write_stores");
    visitor.program("/rest/plain/inner/cellar", PROVIDER.accessToken("store-manager", BOTH)).requireStatus(200);
  }

  @Test
  void refusal_keepsCookiesAndNothingElseOfTheResponse() {
    Answer refused = visitor.program("/beans/headers", PROVIDER.accessToken("Charlie", "read_stores"));
    insufficient(refused, "read_stores write_stores");
    assertThat(refused.headers("Set-Cookie")).containsExactly("kept=yes");
    assertThat(refused.header("Content-Disposition")).isEmpty();
  }

  @Test
  void beanThatABrowserReaches_leadsToTheSignIn() {
    assertThat(visitor.signIn("/beans/both", "store-manager").requireStatus(200).body()).startsWith("both store-manager");
  }

  // --- roles ---

  @Test
  void roles_protectBeansAndResources() {
    visitor.signIn("/private/", "Charlie").requireStatus(200);
    assertThat(visitor.go("/beans/staff").requireStatus(200).body()).startsWith("staff Charlie");
    assertThat(visitor.go("/beans/session-staff").requireStatus(200).body()).startsWith("staff Charlie");
    if (Difference.NO_CALLER_PRINCIPAL.here()) {
      visitor.go("/rest/bean/staff").requireStatus(401);
    } else {
      assertThat(visitor.go("/rest/bean/staff").requireStatus(200).body()).startsWith("staff Charlie");
    }
    visitor.go("/beans/nobody").requireStatus(403);
    visitor.go("/beans/ledger-close").requireStatus(403);

    Visitor manager = new Visitor(application);
    assertThat(manager.signIn("/beans/ledger-close", "store-manager").requireStatus(200).body()).isEqualTo("closed");

    Visitor reader = new Visitor(application);
    reader.signIn("/private/", "store-reader").requireStatus(200);
    reader.go("/beans/staff").requireStatus(403);
    assertThat(reader.go("/beans/session-staff").body()).isEqualTo("refused by the container");
    reader.go("/rest/bean/staff").requireStatus(Difference.NO_CALLER_PRINCIPAL.here() ? 401 : 403);
    reader.go("/staff/").requireStatus(403);

    challenged(new Visitor(application).script("/beans/staff"));
    assertThat(new Visitor(application).script("/rest/bean/staff").status()).as("some servers answer themselves").isIn(401, 403);
  }
}
