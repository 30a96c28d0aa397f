package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.asbru.local.Application;
import io.asbru.local.Endpoint;
import io.asbru.local.JournalEntry;
import io.asbru.local.Organization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The client proves by a key who it is, {@code private_key_jwt}. The provider verifies each assertion, and takes it once.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-3">RFC 7523, section 3</a>
 */
public abstract class ClientAssertionContract extends FilterContract {

  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final List<Path> files = new ArrayList<>();
  private final RSAKey key = newKey();

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).keyID("first").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String file(RSAKey content) {
    try {
      Path file = Files.writeString(Files.createTempFile("client-key", ".json"), content.toJSONString());
      files.add(file);
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  final void deleteFiles() throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
  }

  /** An application of the root organization that is shared with East. Introspection takes a secret and nothing else. */
  @Override
  Deployment deployment() {
    return Deployment.withClock(settings("shared-application", "true", "client-id", Provider.SHARED, "client-secret",
        Provider.SHARED_SECRET, "client-authentication", "private_key_jwt", "client-key", file(key),
        "pushed-authorization-requests", "true"));
  }

  @BeforeAll
  final void registerTheKey() {
    registerAt(provider.local().root(), Provider.SHARED);
    registerAt(provider.east(), Provider.CLIENT);
  }

  private void registerAt(Organization organization, String client) {
    Application registered = organization.application(client).orElseThrow();
    organization.put(registered.toBuilder().jwks(new JWKSet(key.toPublicJWK()).toString()).build());
  }

  private List<String> assertions(Endpoint endpoint) {
    List<JournalEntry> entries = provider.journal().entries(endpoint);
    assertThat(entries).as(endpoint.name()).isNotEmpty().allSatisfy(entry -> {
      assertThat(entry.status()).isBetween(200, 201);
      assertThat(entry.parameter("client_assertion_type")).contains(TYPE);
      assertThat(entry.parameter("client_secret")).isEmpty();
      assertThat(entry.header("Authorization")).isEmpty();
    });
    return entries.stream().map(entry -> entry.parameter("client_assertion").orElseThrow()).toList();
  }

  @Test
  void assertion_provesTheClientFromSignInToSignOut_butForIntrospection() {
    Visitor browser = visitor();
    Answer page = browser.signIn("/private/page", "store-reader").requireStatus(200);
    later(Duration.ofMinutes(61));
    browser.go("/private/page").requireStatus(200);
    browser.signOut();

    assertThat(page.fact("user")).startsWith("store-reader@");
    assertThat(page.fact("organization")).isEqualTo(Provider.EAST);
    List<String> all = new ArrayList<>(assertions(Endpoint.PAR));
    all.addAll(assertions(Endpoint.TOKEN));
    all.addAll(assertions(Endpoint.REVOKE));
    assertThat(all).as("pushed, code, refresh, two revocations").hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
    assertThat(provider.journal().entries(Endpoint.INTROSPECT)).isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.header("Authorization").orElseThrow()).startsWith("Basic "));
    Expect.signIn(browser.go("/private/page"));
  }

  @Test
  void assertion_isForThisProvider_andShortLived() throws ParseException {
    visitor().signIn("/private/page", "store-reader").requireStatus(200);

    SignedJWT assertion = SignedJWT.parse(assertions(Endpoint.TOKEN).get(0));

    JWTClaimsSet claims = assertion.getJWTClaimsSet();
    assertThat(assertion.getHeader().getKeyID()).isEqualTo("first");
    assertThat(claims.getIssuer()).isEqualTo(Provider.SHARED);
    assertThat(claims.getSubject()).isEqualTo(Provider.SHARED);
    assertThat(claims.getAudience()).containsExactly(provider.local().baseUrl() + "/t/bestcarmart/oauth2/token");
    assertThat(claims.getJWTID()).isNotEmpty();
    assertThat(Duration.between(provider.clock().instant(), claims.getExpirationTime().toInstant()))
        .isPositive().isLessThanOrEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void organizationsOwnClient_provesItselfByItsKey() throws StartFailedException {
    Visitor browser = new Visitor(start(Deployment.withClock(settings("client-authentication", "private_key_jwt", "client-key", file(key)))));

    assertThat(browser.signIn("/private/page", "Charlie").requireStatus(200).fact("user")).startsWith("Charlie@");

    assertThat(assertions(Endpoint.TOKEN)).hasSize(1);
  }

  @Test
  void otherKey_isRefused_whereverItIsShownFirst() throws StartFailedException {
    String other = file(newKey());
    Map<String, String> pushed = settings("shared-application", "true", "client-id", Provider.SHARED, "client-secret",
        Provider.SHARED_SECRET, "client-authentication", "private_key_jwt", "client-key", other, "pushed-authorization-requests", "true");
    Map<String, String> redeemed = settings("client-authentication", "private_key_jwt", "client-key", other);

    Answer atOnce = new Visitor(start(Deployment.withClock(pushed))).go("/private/page");
    Visitor browser = new Visitor(start(Deployment.withClock(redeemed)));
    Answer afterwards = browser.signIn("/private/page", "Charlie");

    Expect.page(atOnce, 500, "This application is not set up correctly");
    Expect.page(afterwards, 500, "This application is not set up correctly");
    assertThat(provider.journal().last(Endpoint.TOKEN).orElseThrow().status()).isEqualTo(401);
    assertThat(browser.go("/public/page").fact("user")).isEqualTo("-");
  }
}
