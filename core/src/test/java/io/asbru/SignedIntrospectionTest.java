package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.local.Definition;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.Switch;
import io.asbru.settings.Setting;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signed introspection responses (RFC 9701). */
class SignedIntrospectionTest extends BearerFixture {

  private void startSigned() {
    fixture = new EngineFixture(Definition.demo().toBuilder().with(Switch.SIGNED_INTROSPECTION, true).build(),
        Map.of(Setting.SIGNED_INTROSPECTION, "true", Setting.INTROSPECTION_TTL, "0s"));
  }

  @Test
  void signedResponse_isTaken() throws Exception {
    startSigned();
    AuthenticationResult result = fixture.present(token());
    assertThat(((Authenticated) result).caller().getName()).startsWith("Charlie@");
    assertThat(fixture.organization.journal().last(Endpoint.INTROSPECT).orElseThrow().header("Accept"))
        .contains("application/token-introspection+jwt");
    assertInvalid(fixture.present("unknown"));
    assertThat(fixture.organization.journal().count(Endpoint.JWKS)).as("the keys are kept").isEqualTo(1);
  }

  @Test
  void plainResponse_isNotTakenInPlaceOfASignedOne() throws Exception {
    start(Map.of(Setting.SIGNED_INTROSPECTION, "true"));
    assertUnavailable(fixture.present(token()));
  }

  static Stream<Fault> faultsOfSignedResponses() {
    return Stream.of(Fault.algNone(), Fault.hmacWithPublicKey(), Fault.badSignature(), Fault.unknownKid(), Fault.otherAlgorithm(),
        Fault.wrongIssuer(), Fault.missingClaim("iss"), Fault.wrongAudience(), Fault.missingClaim("aud"), Fault.missingClaim("iat"),
        Fault.claim("iat", "now"), Fault.claim("iat", 99999999999L), Fault.missingClaim("token_introspection"),
        Fault.claim("token_introspection", "active"), Fault.claim("token_introspection", Map.of()),
        Fault.claim("token_introspection", Map.of("active", "true")), Fault.notJson(), Fault.emptyBody(), Fault.halfBody());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faultsOfSignedResponses")
  void signedResponseThatCannotBeTrusted_isAnOutageAndNoVerdict(Fault fault) throws Exception {
    startSigned();
    String token = token();
    fixture.organization.inject(fault, Endpoint.INTROSPECT);
    assertUnavailable(fixture.present(token));
    fixture.organization.clearFaults();
    assertThat(fixture.present(token)).isInstanceOf(Authenticated.class);
  }

  @Test
  void signedInactive_isInactive() throws Exception {
    startSigned();
    fixture.organization.inject(Fault.claim("token_introspection", Map.of("active", false)), Endpoint.INTROSPECT);
    assertInvalid(fixture.present(token()));
  }
}
