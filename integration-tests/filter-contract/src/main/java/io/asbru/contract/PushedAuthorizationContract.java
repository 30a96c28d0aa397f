package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.JournalEntry;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Authorization requests are handed to the root organization directly, and the browser carries a reference.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9126">RFC 9126</a>
 */
public abstract class PushedAuthorizationContract extends FilterContract {

  /** An application of the root organization that is shared with East. */
  @Override
  Deployment deployment() {
    return Deployment.withClock(settings("shared-application", "true", "client-id", Provider.SHARED, "client-secret",
        Provider.SHARED_SECRET, "pushed-authorization-requests", "true"));
  }

  @Test
  void sharedApplication_signsInAUserOfItsOrganization_byAReference() {
    Visitor browser = visitor();

    Answer begun = browser.go("/private/page?a=b");
    Answer page = browser.signIn(browser.follow(begun), "store-reader").requireStatus(200);

    assertThat(begun.location().toString()).startsWith(provider.local().baseUrl() + "/t/bestcarmart/oauth2/authorize?");
    assertThat(Expect.query(begun.location())).containsOnlyKeys("client_id", "request_uri").containsEntry("client_id", Provider.SHARED);
    JournalEntry pushed = provider.journal().last(Endpoint.PAR).orElseThrow();
    assertThat(pushed.status()).isEqualTo(201);
    assertThat(pushed.header("Authorization").orElseThrow()).startsWith("Basic ");
    assertThat(pushed.parameter("orgId")).contains(Provider.EAST);
    assertThat(pushed.parameter("redirect_uri")).contains(application() + "/oauth2/callback");
    assertThat(pushed.parameter("code_challenge_method")).contains("S256");
    assertThat(pushed.parameter("state")).isPresent();
    assertThat(page.uri()).isEqualTo(browser.at("/private/page?a=b"));
    assertThat(page.fact("user")).startsWith("store-reader@");
    assertThat(page.fact("organization")).isEqualTo(Provider.EAST);
    assertThat(page.fact("scopes")).contains("read_stores");
  }

  @Test
  void rootAlone_signsInItsOwnUser_byAReference() throws StartFailedException {
    Map<String, String> settings = settings("client-id", Provider.SHARED, "client-secret", Provider.SHARED_SECRET,
        "pushed-authorization-requests", "true");
    settings.remove("organization-id");
    Visitor browser = new Visitor(start(Deployment.withClock(settings)));

    Answer page = browser.signIn("/private/page", "root-admin").requireStatus(200);

    assertThat(provider.asked(Endpoint.PAR)).isEqualTo(1);
    assertThat(page.fact("organization")).isEqualTo(provider.local().root().id());
    assertThat(page.fact("user")).startsWith("root-admin@");
  }

  @Test
  void eachTab_hasAReferenceOfItsOwn() {
    Visitor browser = visitor();
    Answer first = browser.go("/private/first");
    Answer second = browser.go("/private/second");
    assertThat(Expect.query(first.location()).get("request_uri")).isNotEqualTo(Expect.query(second.location()).get("request_uri"));

    assertThat(browser.signIn(browser.follow(second), "store-reader").requireStatus(200).fact("path")).isEqualTo("/private/second");
    assertThat(browser.follow(first).requireStatus(200).fact("path")).isEqualTo("/private/first");
  }

  @Test
  void providerAway_isAPageThatSaysSo_andNoRequestByTheBrowserInstead() {
    provider.inject(Fault.status(503), Endpoint.PAR);

    Answer answer = visitor().go("/private/page");

    Expect.page(answer, 503, "Sign-in is not available right now");
    assertThat(answer.header("Location")).isEmpty();
    provider.local().clearFaults();
    visitor().signIn("/private/page", "store-reader").requireStatus(200);
  }

  @Test
  void refusal_isAFaultOfTheSetUp() {
    provider.inject(Fault.error(401, "invalid_client", "Client credentials are invalid."), Endpoint.PAR);

    Answer answer = visitor().go("/private/page");

    Expect.page(answer, 500, "This application is not set up correctly");
    assertThat(answer.body()).doesNotContain(Provider.SHARED_SECRET);
  }
}
