package io.asbru.servlet;

import io.asbru.AuthenticationResult;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.HttpReply;
import io.asbru.HttpRequestView;
import io.asbru.RequestAuthenticator;
import io.asbru.Requirement;
import io.asbru.client.TokenResponse;
import io.asbru.resource.IntrospectionStatistics;
import io.asbru.session.SessionStore;
import java.util.Optional;
import java.util.Set;

/** What the filter asks of core: {@link RequestAuthenticator}, or a stand-in in tests. */
interface Engine extends AutoCloseable {

  /** See {@link RequestAuthenticator#authenticate}. */
  AuthenticationResult authenticate(HttpRequestView view, SessionStore session, Requirement requirement);

  /** See {@link RequestAuthenticator#tokenInQuery}. */
  boolean tokenInQuery(HttpRequestView view);

  /** See {@link RequestAuthenticator#ownPath}. */
  boolean ownPath(String path);

  /** See {@link RequestAuthenticator#signIn}. */
  HttpReply signIn(HttpRequestView view, SessionStore session);

  /** See {@link RequestAuthenticator#signOut(HttpRequestView, SessionStore)}. */
  void signOut(HttpRequestView view, SessionStore session);

  /** See {@link RequestAuthenticator#switchOrganization}. */
  Optional<TokenResponse> switchOrganization(HttpRequestView view, SessionStore session, String organizationId, Set<String> scopes)
      throws AuthorizationServerUnavailableException;

  /** See {@link RequestAuthenticator#statistics}. */
  IntrospectionStatistics statistics();

  /** See {@link RequestAuthenticator#refuse}. */
  HttpReply refuse(HttpRequestView view, Verdict.Refuses refusal);

  @Override
  void close();

  /** The engine that core provides. */
  static Engine of(RequestAuthenticator authenticator) {
    return new Engine() {
      @Override
      public AuthenticationResult authenticate(HttpRequestView view, SessionStore session, Requirement requirement) {
        return authenticator.authenticate(view, session, requirement);
      }

      @Override
      public boolean tokenInQuery(HttpRequestView view) {
        return authenticator.tokenInQuery(view);
      }

      @Override
      public boolean ownPath(String path) {
        return authenticator.ownPath(path);
      }

      @Override
      public HttpReply signIn(HttpRequestView view, SessionStore session) {
        return authenticator.signIn(view, session);
      }

      @Override
      public void signOut(HttpRequestView view, SessionStore session) {
        authenticator.signOut(view, session);
      }

      @Override
      public Optional<TokenResponse> switchOrganization(HttpRequestView view, SessionStore session, String organizationId,
          Set<String> scopes) throws AuthorizationServerUnavailableException {
        return authenticator.switchOrganization(view, session, organizationId, scopes);
      }

      @Override
      public IntrospectionStatistics statistics() {
        return authenticator.statistics();
      }

      @Override
      public HttpReply refuse(HttpRequestView view, Verdict.Refuses refusal) {
        return authenticator.refuse(view, refusal.status(), refusal.error(), refusal.title(), refusal.message(), refusal.headers());
      }

      @Override
      public void close() {
        authenticator.close();
      }
    };
  }
}
