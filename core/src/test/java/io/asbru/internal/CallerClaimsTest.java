package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.Caller;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerClaimsTest {

  private static final String ORGANIZATION = "7e98b86f-63c7-41a1-8c56-c909a21a2615";

  private final CallerClaims callers = callers(Map.of());

  @Test
  void userOfAnOpaqueToken_isNamedAndHasNoSubjectAndNoScope() throws Exception {
    Active active = judge("{\"aut\":\"APPLICATION_USER\",\"aud\":\"client\",\"nbf\":1739253383,\"org_id\":\"" + ORGANIZATION
        + "\",\"active\":true,\"token_type\":\"Bearer\",\"exp\":1739256983,\"iat\":1739253383,\"client_id\":\"client\","
        + "\"username\":\"Charlie@" + ORGANIZATION + "\"}");
    Caller caller = active.caller();
    assertThat(caller.kind()).isEqualTo(Caller.Kind.USER);
    assertThat(caller.getName()).isEqualTo("Charlie@" + ORGANIZATION);
    assertThat(caller.subject()).isEmpty();
    assertThat(caller.clientId()).contains("client");
    assertThat(caller.organization()).contains(ORGANIZATION);
    assertThat(caller.scopes()).isEmpty();
    assertThat(caller.expiresAt()).contains(Instant.ofEpochSecond(1739256983));
    assertThat(active.audience()).containsExactly("client");
    assertThat(active.tokenType()).contains("Bearer");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{'aut':'APPLICATION','client_id':'c','username':'eve'} | APPLICATION | c",
      "{'aut':'APPLICATION','client_id':'c','sub':'c'} | APPLICATION | c",
      "{'aut':'APPLICATION','sub':'s'} | APPLICATION | s",
      "{'aut':'APPLICATION_USER','client_id':'c','sub':'c'} | USER | c",
      "{'aut':'SOMETHING','client_id':'c','sub':'u'} | USER | u",
      "{'client_id':'c'} | APPLICATION | c",
      "{'azp':'c'} | APPLICATION | c",
      "{'client_id':'c','sub':'c'} | APPLICATION | c",
      "{'azp':'c','sub':'c'} | APPLICATION | c",
      "{'client_id':'c','sub':'c','username':'eve'} | USER | eve",
      "{'client_id':'c','sub':'u'} | USER | u",
      "{'client_id':'c','sub':'u','username':'eve'} | USER | eve",
      "{'client_id':'c','sub':'u','username':' '} | USER | u",
      "{'sub':'u'} | USER | u"})
  void kindAndName_followFromTheClaims(String claims, Caller.Kind kind, String name) throws Exception {
    Caller caller = judge(claims.replace('\'', '"')).caller();
    assertThat(caller.kind()).isEqualTo(kind);
    assertThat(caller.getName()).isEqualTo(name);
  }

  @Test
  void userAndApplicationOfOneName_areNotEqual() throws Exception {
    assertThat(judge("{\"username\":\"x\",\"client_id\":\"x\"}").caller()).isNotEqualTo(judge("{\"client_id\":\"x\"}").caller());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"aut\":\"APPLICATION_USER\",\"client_id\":\"c\"}", "{\"aut\":\"APPLICATION\"}", "{}"})
  void nobody_isInactive(String claims) throws Exception {
    assertThat(callers.judge(Json.object(claims).orElseThrow())).isSameAs(IntrospectionResponse.Inactive.INSTANCE);
    assertThatThrownBy(() -> callers.caller(Json.object(claims).orElseThrow())).isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void userWithoutName_isToldWithTheSettingToChange() {
    assertThatThrownBy(() -> callers.caller(Map.of("aut", "APPLICATION_USER"))).hasMessageContaining("principal-name-claims");
  }

  @Test
  void principalNameClaims_areTriedInOrder() throws Exception {
    CallerClaims byMail = callers(Map.of(Setting.PRINCIPAL_NAME_CLAIMS, "email preferred_username username"));
    assertThat(byMail.caller(Map.of("username", "u", "preferred_username", "p")).getName()).isEqualTo("p");
    assertThat(byMail.caller(Map.of("username", "u", "preferred_username", "p", "email", "e")).getName()).isEqualTo("e");
  }

  @Test
  void scopesRolesAndGroups_areTakenFromStringsAndArrays() throws Exception {
    CallerClaims both = callers(Map.of(Setting.ROLES_CLAIMS, "roles application_roles", Setting.GROUPS_CLAIMS, "groups"));
    Caller caller = both.caller(Map.of("username", "u", "scope", "a b", "roles", List.of("r1", "r2"),
        "application_roles", "one role, not two", "groups", "staff"));
    assertThat(caller.scopes()).isEqualTo(Set.of("a", "b"));
    assertThat(caller.roles()).isEqualTo(Set.of("r1", "r2", "one role, not two"));
    assertThat(caller.groups()).isEqualTo(Set.of("staff"));
  }

  @ParameterizedTest
  @CsvSource({
      "1739256983,2025-02-11T06:56:23Z", "1739256983.5,2025-02-11T06:56:23.500Z", "0,1970-01-01T00:00:00Z",
      "-1,1970-01-01T00:00:00Z", "-1e300,1970-01-01T00:00:00Z", "1e30,9999-12-31T23:59:59Z", "1e400,9999-12-31T23:59:59Z",
      "99999999999999999999999,9999-12-31T23:59:59Z", "9223372036854775807,9999-12-31T23:59:59Z"})
  void expiry_isAnyNumberWithinTheCalendar(String exp, Instant expected) throws Exception {
    assertThat(judge("{\"username\":\"u\",\"exp\":" + exp + "}").caller().expiresAt()).contains(expected);
  }

  @Test
  void absentExpiry_staysAbsent() throws Exception {
    assertThat(judge("{\"username\":\"u\",\"exp\":null}").caller().expiresAt()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "\"exp\":\"1739256983\"", "\"exp\":true", "\"exp\":[1]", "\"aud\":7", "\"aud\":[\"a\",7]", "\"aud\":{\"a\":1}",
      "\"scope\":7", "\"scope\":[7]", "\"token_type\":7", "\"sub\":7", "\"client_id\":[]", "\"org_id\":5", "\"aut\":1",
      "\"roles\":7", "\"groups\":[{}]", "\"azp\":1"})
  void claimOfTheWrongType_isMalformed(String claim) {
    String claims = claim.startsWith("\"azp") ? "{" + claim + "}" : "{\"username\":\"u\"," + claim + "}";
    assertThatThrownBy(() -> judge(claims)).isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void audience_isAStringOrAnArray() throws Exception {
    assertThat(judge("{\"username\":\"u\"}").audience()).isEmpty();
    assertThat(judge("{\"username\":\"u\",\"aud\":\"a\"}").audience()).isEqualTo(Set.of("a"));
    assertThat(judge("{\"username\":\"u\",\"aud\":[\"a\",\"b\"]}").audience()).isEqualTo(Set.of("a", "b"));
  }

  @Test
  void claims_areACopyThatNobodyCanChangeAndASessionCanKeep() throws Exception {
    Map<String, Object> claims = new HashMap<>(Map.of("username", "u", "address", new HashMap<>(Map.of("country", "LK")),
        "list", List.of(1, 2.5), "exp", 5));
    claims.put("none", null);
    Caller caller = callers.caller(claims);
    ((Map<?, ?>) claims.get("address")).clear();
    assertThat(caller.claims()).doesNotContainKey("none").containsEntry("address", Map.of("country", "LK"));
    assertThatThrownBy(() -> ((Map<?, ?>) caller.claims().get("address")).clear()).isInstanceOf(UnsupportedOperationException.class);
    new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(caller);
  }

  /** RFC 6749, section 3.3. */
  @Test
  void scopes_differInCase() throws Exception {
    assertThat(judge("{\"username\":\"u\",\"scope\":\"Read read\"}").caller().scopes()).containsExactlyInAnyOrder("Read", "read");
  }

  @Test
  void manyTokensWithoutAName_areOneLineInTheLog() throws Exception {
    try (LogCapture log = new LogCapture(CallerClaims.class)) {
      for (int i = 0; i < 10; i++) {
        assertThat(callers.judge(Map.of("aut", "APPLICATION_USER", "jti", "token-" + i))).isSameAs(Inactive.INSTANCE);
      }
      assertThat(log.lines()).singleElement().asString().contains("principal-name-claims");
    }
  }

  private Active judge(String claims) throws InvalidTokenException {
    return (Active) callers.judge(Optional.of(claims).flatMap(Json::object).orElseThrow());
  }

  private static CallerClaims callers(Map<Setting, String> values) {
    Settings.Builder settings = Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "client");
    values.forEach(settings::set);
    return new CallerClaims(settings.build().resourceServer(), Clock.systemUTC());
  }
}
