package io.asbru.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.Caller;
import io.asbru.HttpReply;
import io.asbru.Requirement;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that come by once more within the application. */
class RequestGuardDispatchTest extends GuardFixture {

  @Test
  void forward_keepsTheIdentity() throws Exception {
    RequestGuard guard = guard("/a login\n/b bearer", false);
    StubRequest original = StubRequest.get("/a").header("X-Caller", "A");
    guard.guard(original.make(), response.make(), chain);
    HttpServletRequest forwarded = dispatched(passedOn.get(0), DispatcherType.FORWARD, "/b");
    guard.guard(forwarded, response.make(), chain);
    assertThat(passedOn.get(1)).isSameAs(forwarded);
    assertThat(engine.asked).hasSize(1);
  }

  @Test
  void forwardOfARequestThatWasNeverDecided_isDecided() throws Exception {
    guard("/b login", StubRequest.get("/b").dispatcher(DispatcherType.FORWARD));
    assertThat(engine.asked).containsExactly(Requirement.LOGIN);
  }

  @ParameterizedTest
  @EnumSource(value = DispatcherType.class, names = {"INCLUDE", "ERROR"})
  void errorPageAndInclude_keepTheIdentityThoughTheContainerDropsTheWrapper(DispatcherType type) throws Exception {
    RequestGuard guard = guard("/a login", false);
    StubRequest original = StubRequest.get("/a").header("X-Caller", "A");
    guard.guard(original.make(), response.make(), chain);
    original.path("/app", "/error", null).uri("/app/error").dispatcher(type);
    guard.guard(original.make(), response.make(), chain);
    assertThat(passedOn.get(1).getRemoteUser()).isEqualTo("A");
    assertThat(passedOn.get(1).getAuthType()).isEqualTo(OAuthFilter.OPENID_AUTH);
    assertThat(engine.asked).hasSize(1);
  }

  @Test
  void errorPageOfNobody_isShown() throws Exception {
    guard("/a login", StubRequest.get("/error").dispatcher(DispatcherType.ERROR));
    assertThat(passedOn).singleElement().satisfies(request -> assertThat(request.getUserPrincipal()).isNull());
  }

  @Test
  void asyncDispatchToTheDecidedPath_isNotDecidedAgain() throws Exception {
    RequestGuard guard = guard("/a login", false);
    guard.guard(StubRequest.get("/a").header("X-Caller", "A").make(), response.make(), chain);
    HttpServletRequest again = dispatched(passedOn.get(0), DispatcherType.ASYNC, "/a");
    guard.guard(again, response.make(), chain);
    assertThat(passedOn).hasSize(2);
    assertThat(engine.asked).hasSize(1);
  }

  @Test
  void asyncDispatchToAnotherPath_isDecided() throws Exception {
    RequestGuard guard = guard("/a anyone\n/b login", false);
    guard.guard(StubRequest.get("/a").header("X-Caller", "A").make(), response.make(), chain);
    engine.decision = view -> new Refused(new HttpReply(401, List.of(), ""), Reason.LOGIN_REQUIRED);
    guard.guard(dispatched(passedOn.get(0), DispatcherType.ASYNC, "/b"), response.make(), chain);
    assertThat(response.status).isEqualTo(401);
    assertThat(passedOn).hasSize(1);
    assertThat(engine.asked).containsExactly(Requirement.ANYONE, Requirement.LOGIN);
  }

  @Test
  void asyncDispatchThatIsDecidedAnew_showsTheNewIdentityAlone() throws Exception {
    RequestGuard guard = guard("/** anyone", false);
    StubRequest original = StubRequest.get("/a").header("X-Caller", "A");
    guard.guard(original.make(), response.make(), chain);
    engine.decision = view -> new Anonymous();
    guard.guard(dispatched(passedOn.get(0), DispatcherType.ASYNC, "/b"), response.make(), chain);
    assertThat(passedOn.get(1).getUserPrincipal()).isNull();
    assertThat(OAuthFilter.caller(passedOn.get(1))).isEmpty();
    assertThat(original.attributes).isEmpty();
  }

  @Test
  void asyncDispatchWithTheContainersOwnRequest_isDecided() throws Exception {
    guard("/a login", StubRequest.get("/a").dispatcher(DispatcherType.ASYNC));
    assertThat(engine.asked).containsExactly(Requirement.LOGIN);
  }

  /** As a container wraps a request for a dispatch within the application. */
  private static HttpServletRequest dispatched(HttpServletRequest request, DispatcherType type, String path) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public DispatcherType getDispatcherType() {
        return type;
      }

      @Override
      public String getServletPath() {
        return path;
      }

      @Override
      public String getRequestURI() {
        return "/app" + path;
      }
    };
  }
}
