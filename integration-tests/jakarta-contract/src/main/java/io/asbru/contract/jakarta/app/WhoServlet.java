package io.asbru.contract.jakarta.app;

import io.asbru.Caller;
import io.asbru.security.CurrentCaller;
import io.asbru.security.TokenStatistics;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.identitystore.openid.AccessToken;
import jakarta.security.enterprise.identitystore.openid.IdentityToken;
import jakarta.security.enterprise.identitystore.openid.OpenIdContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells who makes the request, as each part of the container sees it. */
@WebServlet(urlPatterns = {"/public/*", "/private/*", "/other/*", "/staff/*", "/managers/*", "/known/*", "/error-page"}, asyncSupported = true)
public class WhoServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject
  transient SecurityContext context;

  /** In a servlet, of which there is one for all requests. */
  @Inject
  transient Caller injected;

  @Inject
  transient CurrentCaller current;

  @Inject
  transient OpenIdContext openId;

  @Inject
  transient TokenStatistics statistics;

  @EJB
  transient WhoBean bean;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Principal principal = request.getUserPrincipal();
    boolean someone = current.caller().isPresent();
    Facts facts = new Facts()
        .add("dispatcher", request.getDispatcherType())
        .add("user", name(principal))
        .add("caller", principal instanceof Caller)
        .add("remote", request.getRemoteUser())
        .add("staff", tried(() -> request.isUserInRole("staff")))
        .add("managers", tried(() -> request.isUserInRole("managers")))
        .add("known", tried(() -> request.isUserInRole("known")))
        .add("role-of-scope", tried(() -> request.isUserInRole("read_stores")))
        .add("context-callers", tried(() -> context.getPrincipalsByType(Caller.class).size()))
        .add("context-name", tried(() -> name(context.getCallerPrincipal())))
        .add("context-staff", tried(() -> context.isCallerInRole("staff")))
        .add("bean", tried(() -> bean.who()))
        .add("bean-staff", tried(() -> bean.inRole("staff")))
        .add("current", current.caller().map(Caller::getName).orElse(null))
        .add("injected", someone ? injected.getName() : null)
        .add("scopes", current.caller().map(caller -> String.join(" ", new java.util.TreeSet<>(caller.scopes()))).orElse(null))
        .add("may-write", current.hasScopes("read_stores", "write_stores"))
        .add("expires", current.caller().flatMap(Caller::expiresAt).isPresent())
        .add("introspections", statistics.sinceStart().introspections())
        .add("session", request.getSession(false) != null);
    openId(facts, request, response).send(response);
  }

  private Facts openId(Facts facts, HttpServletRequest request, HttpServletResponse response) {
    AccessToken access = openId.getAccessToken();
    IdentityToken identity = openId.getIdentityToken();
    return facts.add("openid-subject", openId.getSubject())
        .add("openid-access", access == null ? null : Integer.toHexString(access.getToken().hashCode()))
        .add("openid-scopes", access == null ? null : String.join(" ", new java.util.TreeSet<>(access.getScope())))
        .add("openid-type", openId.getTokenType())
        .add("openid-expires-in", openId.getExpiresIn().orElse(null))
        .add("openid-expiration", access == null ? null : access.getExpirationTime())
        .add("openid-expired", access == null ? null : access.isExpired())
        .add("openid-stored", openId.getStoredValue(request, response, "state").orElse(null))
        .add("openid-refresh", openId.getRefreshToken().isPresent())
        .add("openid-issuer", identity == null ? null : identity.getJwtClaims().getIssuer().orElse(null))
        .add("openid-given-name", openId.getClaims().getGivenName().orElse(null))
        .add("openid-sid", openId.getClaimsJson().getString("sid", null))
        .add("openid-org", openId.getClaimsJson().getString("org_id", null))
        .add("openid-token-endpoint", openId.getProviderMetadata().getString("token_endpoint", null));
  }

  /** An answer, or that there was none: some servers know no application, and so no policy, in some kinds of dispatch. */
  private static @Nullable Object tried(Supplier<@Nullable Object> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      return "failed";
    }
  }

  private static @Nullable String name(@Nullable Principal principal) {
    return principal == null ? null : principal.getName();
  }
}
