package io.asbru.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Credential;
import io.asbru.AuthorizationParameters;
import io.asbru.Caller;
import io.asbru.Secret;
import io.asbru.client.TokenResponse;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthenticatedRequestTest {

  private final StubEngine engine = new StubEngine();
  private final StubRequest container = StubRequest.get("/a");
  private final StubResponse response = new StubResponse();
  private final HttpServletResponse outer = response.make();

  private AuthenticatedRequest as(Credential credential, String... roles) {
    Caller caller = Caller.builder(Caller.Kind.USER, "Charlie").roles(Set.of(roles)).scopes(Set.of("read_stores")).build();
    return AuthenticatedRequest.decided(container.make(), outer, engine, "/a", new Authenticated(caller, credential));
  }

  private AuthenticatedRequest anonymous() {
    return AuthenticatedRequest.decided(container.make(), outer, engine, "/a", null);
  }

  @Test
  void caller_isPrincipalUserAndAttribute() {
    AuthenticatedRequest request = as(Credential.SESSION);
    assertThat(request.getUserPrincipal()).isInstanceOf(Caller.class);
    assertThat(request.getRemoteUser()).isEqualTo("Charlie");
    assertThat(request.getAttribute("io.asbru.Caller")).isSameAs(request.getUserPrincipal());
    assertThat(OAuthFilter.caller(request)).containsSame((Caller) request.getUserPrincipal());
  }

  @Test
  void accessToken_isTheSessionsOrTheHeaders() {
    Caller caller = Caller.builder(Caller.Kind.USER, "Charlie").build();
    container.header("Authorization", "Bearer of-the-header");
    assertThat(OAuthFilter.accessToken(AuthenticatedRequest.decided(container.make(), outer, engine, "/a",
        new Authenticated(caller, Credential.SESSION, Optional.of(Secret.of("of-the-session")))))).contains(Secret.of("of-the-session"));
    assertThat(OAuthFilter.accessToken(as(Credential.BEARER_TOKEN))).contains(Secret.of("of-the-header"));
    assertThat(OAuthFilter.accessToken(anonymous())).isEmpty();
  }

  @Test
  void crossSiteToken_isShownToPagesOfTheSession_untilItEnds() throws Exception {
    Caller caller = Caller.builder(Caller.Kind.USER, "Charlie").build();
    AuthenticatedRequest request = AuthenticatedRequest.decided(container.make(), outer, engine, "/a",
        new Authenticated(caller, Credential.SESSION, Optional.empty(), Optional.of(Secret.of("of-the-pages"))));
    assertThat(OAuthFilter.crossSiteToken(request)).contains("of-the-pages");
    assertThat(request.getAttribute("io.asbru.crossSiteToken")).isEqualTo("of-the-pages");
    request.logout();
    assertThat(OAuthFilter.crossSiteToken(request)).isEmpty();
    assertThat(OAuthFilter.crossSiteToken(as(Credential.SESSION))).isEmpty();
    assertThat(OAuthFilter.crossSiteToken(as(Credential.BEARER_TOKEN))).isEmpty();
  }

  @Test
  void switchOfOrganization_isForCallersOfASessionAlone() throws Exception {
    assertThat(OAuthFilter.switchOrganization(new HttpServletRequestWrapper(as(Credential.SESSION)), "east", "read_stores"))
        .contains(new TokenResponse.Refused("invalid_grant", Optional.of("east [read_stores]"), 400));
    assertThat(OAuthFilter.switchOrganization(as(Credential.BEARER_TOKEN), "east", "read_stores")).isEmpty();
    assertThat(OAuthFilter.switchOrganization(anonymous(), "east", "read_stores")).isEmpty();
    assertThat(OAuthFilter.switchOrganization(container.make(), "east", "read_stores")).isEmpty();
  }

  @Test
  void authType_tellsTheCredential() {
    assertThat(as(Credential.SESSION).getAuthType()).isEqualTo("OPENID");
    assertThat(as(Credential.BEARER_TOKEN).getAuthType()).isEqualTo("BEARER");
  }

  @Test
  void roles_areTheCallersAndNotItsScopes() {
    AuthenticatedRequest request = as(Credential.SESSION, "manager");
    assertThat(request.isUserInRole("manager")).isTrue();
    assertThat(request.isUserInRole("**")).isTrue();
    assertThat(request.isUserInRole("*")).isFalse();
    assertThat(request.isUserInRole(null)).isFalse();
    assertThat(request.isUserInRole("read_stores")).isFalse();
  }

  @Test
  void callerOfTheContainer_givesWayAndAddsNothing() {
    container.principal("tomcat");
    AuthenticatedRequest request = as(Credential.BEARER_TOKEN);
    assertThat(request.getRemoteUser()).isEqualTo("Charlie");
    assertThat(request.isUserInRole("container")).isFalse();
  }

  @Test
  void callerOfTheContainer_showsThroughWhereNobodyElseIsKnown() throws Exception {
    container.principal("tomcat");
    AuthenticatedRequest request = anonymous();
    assertThat(request.getRemoteUser()).isEqualTo("tomcat");
    assertThat(request.getUserPrincipal().getName()).isEqualTo("tomcat");
    assertThat(request.getAuthType()).isEqualTo("BASIC");
    assertThat(request.isUserInRole("container")).isTrue();
    assertThat(request.authenticate(response.make())).isTrue();
  }

  @Test
  void authenticate_isTrueWithACaller() throws Exception {
    assertThat(as(Credential.SESSION).authenticate(response.make())).isTrue();
    assertThat(response.calls).isEmpty();
  }

  @Test
  void authenticate_beginsASignInWithoutOne() throws Exception {
    assertThat(anonymous().authenticate(response.make())).isFalse();
    assertThat(response.calls).containsSubsequence("set Location: https://provider.example/?to=/a", "status 302");
  }

  @Test
  void authenticate_asksWithTheParametersOfTheAttribute() throws Exception {
    AuthenticatedRequest request = anonymous();
    request.setAttribute(OAuthFilter.AUTHORIZATION_PARAMETERS, AuthorizationParameters.NONE.uiLocales("nb", "en"));
    assertThat(request.authenticate(response.make())).isFalse();
    assertThat(response.calls).containsSubsequence("set Location: https://provider.example/?to=/a&ui_locales=nb en", "status 302");
  }

  @Test
  void attributeOfAnotherType_isOverlooked() throws Exception {
    AuthenticatedRequest request = anonymous();
    request.setAttribute(OAuthFilter.AUTHORIZATION_PARAMETERS, "prompt=none");
    request.authenticate(response.make());
    assertThat(response.calls).containsSubsequence("set Location: https://provider.example/?to=/a", "status 302");
  }

  @Test
  void signIn_isBegunWhoeverIsSignedIn() throws Exception {
    HttpServletRequestWrapper ofTheApplication = new HttpServletRequestWrapper(as(Credential.SESSION));
    OAuthFilter.signIn(ofTheApplication, response.make(), AuthorizationParameters.NONE.prompt("login"));
    assertThat(response.calls).containsSubsequence("set Location: https://provider.example/?to=/a&prompt=login", "status 302");
  }

  @Test
  void signIn_needsAFilterThatHasSeenTheRequest() {
    assertThatIllegalStateException().isThrownBy(
        () -> OAuthFilter.signIn(container.make(), response.make(), AuthorizationParameters.NONE)).withMessageContaining("OAuthFilter");
  }

  @Test
  void authenticate_failsAfterTheResponseWasSent() {
    response.committed = true;
    assertThatIllegalStateException().isThrownBy(() -> anonymous().authenticate(response.make()));
  }

  @Test
  void login_isRefused() {
    assertThatExceptionOfType(ServletException.class).isThrownBy(() -> anonymous().login("Charlie", "secret"))
        .withMessageContaining("authenticate").withMessageNotContaining("secret");
  }

  @Test
  void logout_endsTheSessionAndTheIdentity() throws Exception {
    StubSession session = new StubSession();
    container.session(session).principal("tomcat");
    AuthenticatedRequest request = as(Credential.SESSION);
    request.logout();
    assertThat(session.ended).isTrue();
    assertThat(request.getUserPrincipal()).isNull();
    assertThat(OAuthFilter.caller(request)).isEmpty();
    assertThat(container.attributes).isEmpty();
  }

  @Test
  void logoutOfABearerCaller_leavesTheSessionAlone() throws Exception {
    StubSession session = new StubSession();
    container.session(session);
    AuthenticatedRequest request = as(Credential.BEARER_TOKEN);
    request.logout();
    assertThat(session.ended).isFalse();
    assertThat(engine.signOuts).isZero();
    assertThat(request.getUserPrincipal()).isNull();
  }

  @Test
  void logoutOfNobody_isNoFault() throws Exception {
    anonymous().logout();
    assertThat(engine.signOuts).isEqualTo(1);
  }

  @Test
  void startAsync_keepsTheWrapper() {
    AuthenticatedRequest request = as(Credential.SESSION);
    request.startAsync();
    assertThat(container.asyncStarts).singleElement().satisfies(pair -> assertThat(pair).containsExactly(request, outer));
  }

  @Test
  void wrapper_isFoundByItsOwnEngineOnly() {
    AuthenticatedRequest request = as(Credential.SESSION);
    assertThat(AuthenticatedRequest.around(new jakarta.servlet.http.HttpServletRequestWrapper(request), engine)).isSameAs(request);
    assertThat(AuthenticatedRequest.around(request, new StubEngine())).isNull();
    assertThat(AuthenticatedRequest.around(container.make(), engine)).isNull();
  }
}
