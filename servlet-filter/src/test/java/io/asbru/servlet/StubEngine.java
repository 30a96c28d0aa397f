package io.asbru.servlet;

import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Credential;
import io.asbru.Caller;
import io.asbru.HttpReply;
import io.asbru.HttpRequestView;
import io.asbru.Requirement;
import io.asbru.client.TokenResponse;
import io.asbru.resource.IntrospectionStatistics;
import io.asbru.session.SessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Core as a test wants it: by default the caller is the one that the header X-Caller names. */
final class StubEngine implements Engine {

  final List<Requirement> asked = new ArrayList<>();
  final List<String> paths = new ArrayList<>();
  Function<HttpRequestView, AuthenticationResult> decision = StubEngine::byHeader;
  boolean closed;
  int signOuts;

  private static AuthenticationResult byHeader(HttpRequestView view) {
    return view.header("X-Caller").<AuthenticationResult>map(name -> new Authenticated(user(name), Credential.SESSION))
        .orElseGet(Anonymous::new);
  }

  static Caller user(String name) {
    return Caller.builder(Caller.Kind.USER, name).build();
  }

  @Override
  public AuthenticationResult authenticate(HttpRequestView view, SessionStore session, Requirement requirement) {
    asked.add(requirement);
    paths.add(view.path());
    return decision.apply(view);
  }

  @Override
  public boolean tokenInQuery(HttpRequestView view) {
    return view.query().filter(query -> query.startsWith("access_token=")).isPresent();
  }

  @Override
  public boolean ownPath(String path) {
    return path.startsWith("/oauth2/");
  }

  @Override
  public HttpReply signIn(HttpRequestView view, SessionStore session) {
    String more = view.authorizationParameters().values().entrySet().stream()
        .map(parameter -> "&" + parameter.getKey() + "=" + String.join(",", parameter.getValue())).collect(Collectors.joining());
    return new HttpReply(302, List.of(new HttpReply.Header("Location", "https://provider.example/?to=" + view.path() + more)), "");
  }

  @Override
  public void signOut(HttpRequestView view, SessionStore session) {
    signOuts++;
    session.end();
  }

  @Override
  public Optional<TokenResponse> switchOrganization(HttpRequestView view, SessionStore session, String organizationId, Set<String> scopes) {
    return Optional.of(new TokenResponse.Refused("invalid_grant", Optional.of(organizationId + " " + scopes), 400));
  }

  @Override
  public IntrospectionStatistics statistics() {
    return new IntrospectionStatistics(1, 2, 3, 4, 5, 6);
  }

  @Override
  public HttpReply refuse(HttpRequestView view, Verdict.Refuses refusal) {
    return new HttpReply(refusal.status(), refusal.headers(), refusal.error());
  }

  @Override
  public void close() {
    closed = true;
  }
}
