package io.asbru.contract.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.contract.Answer;
import io.asbru.contract.Visitor;
import io.asbru.contract.server.ServerLog;
import java.net.URI;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application on a server, a provider that is as at the start before each test, and a visitor. Contracts extend it, with an application. */
@ExtendWith({ArquillianExtension.class, ServerLog.class})
public abstract class DeployedContract {

  static final Provider PROVIDER = new Provider();
  static final String BOTH = "read_stores write_stores";

  @ArquillianResource
  URI deployed;

  URI application = URI.create("http://127.0.0.1");
  Visitor visitor = new Visitor(application);

  @BeforeEach
  void nobodyIsSignedIn() {
    PROVIDER.reset();
    String address = deployed.toString().replace("localhost", "127.0.0.1");
    application = URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
    visitor = new Visitor(application);
  }

  static void challenged(Answer answer) {
    answer.requireStatus(401);
    assertThat(answer.header("WWW-Authenticate")).hasValueSatisfying(
        challenge -> assertThat(challenge).startsWith("Bearer realm=\"contract\"").doesNotContain("error="));
    assertThat(answer.headers("Set-Cookie")).isEmpty();
  }

  static void insufficient(Answer answer, String scopes) {
    answer.requireStatus(403);
    assertThat(answer.header("WWW-Authenticate")).hasValueSatisfying(challenge -> assertThat(challenge)
        .contains("error=\"insufficient_scope\"").contains("scope=\"" + scopes + "\""));
    assertThat(answer.member("scope")).isEqualTo(scopes);
  }
}
