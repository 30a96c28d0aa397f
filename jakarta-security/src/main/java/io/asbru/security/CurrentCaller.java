package io.asbru.security;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Credential;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Caller;
import io.asbru.Requirement;
import io.asbru.StepUp;
import io.asbru.client.TokenResponse;
import io.asbru.servlet.HttpSessionStore;
import io.asbru.servlet.ServletRequestView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/**
 * Who makes the present request, and what was granted. To be injected anywhere:
 *
 * <pre>{@code
 * @Inject CurrentCaller current;
 * …
 * current.caller().ifPresent(caller -> …);
 * current.requireScopes("write_stores");
 * }</pre>
 *
 * <p>{@code @Inject Caller} is shorter where there is always a caller. Without one, its methods throw {@link AccessRefusedException}, which
 * becomes a sign-in or a challenge.
 */
@ApplicationScoped
public class CurrentCaller {

  @Inject
  SecurityRuntime runtime;

  @Inject
  CurrentRequest request;

  /** The caller; empty if nobody is known. */
  public Optional<Caller> caller() {
    Optional<HttpServletRequest> known = request.find();
    if (known.isPresent()) {
      return Optional.ofNullable(Identity.of(known.get())).map(Authenticated::caller);
    }
    // A call on another thread, to which the container may have carried the caller.
    // Open Liberty gives null, not an empty set, on a thread that works for nobody.
    return runtime.find(SecurityContext.class).map(context -> context.getPrincipalsByType(Caller.class))
        .flatMap(carried -> carried.stream().findFirst());
  }

  /** Whether there is a caller and these scopes were all granted. */
  public boolean hasScopes(String... scopes) {
    return has(Requirement.LOGIN_OR_BEARER.allScopes(scopes));
  }

  /**
   * Goes on only if these scopes were all granted.
   *
   * @throws AccessRefusedException if not, or if there is no caller
   */
  public void requireScopes(String... scopes) {
    require(credentials().allScopes(scopes));
  }

  /**
   * Goes on only if one of these scopes was granted.
   *
   * @throws AccessRefusedException if not, or if there is no caller
   */
  public void requireAnyScope(String... scopes) {
    require(credentials().anyScope(scopes));
  }

  /** Whether there is a user who authenticated so; what {@link RequiresAuthentication} asks, as a question. */
  public boolean hasAuthenticated(StepUp demanded) {
    return has(Requirement.LOGIN_OR_BEARER.stepUp(demanded));
  }

  /**
   * Goes on only if the user authenticated so; what {@link RequiresAuthentication} does, in code:
   *
   * <pre>{@code
   * current.requireAuthentication(new StepUp(List.of("urn:example:two-factor"), Optional.of(Duration.ofMinutes(5))));
   * }</pre>
   *
   * @throws AccessRefusedException if not, or if there is no caller
   */
  public void requireAuthentication(StepUp demanded) {
    require(credentials().stepUp(demanded));
  }

  /**
   * An access token of the signed-in user in another organization of the same root; see
   * {@link io.asbru.RequestAuthenticator#switchOrganization}.
   *
   * @param organizationId the id of the organization to switch to
   * @param scopes scopes to ask for there; what is granted may be less
   * @return the provider's answer, which may be a refusal; empty if the caller is not known by a session
   * @throws AuthorizationServerUnavailableException if the provider cannot be asked
   */
  public Optional<TokenResponse> switchOrganization(String organizationId, String... scopes)
      throws AuthorizationServerUnavailableException {
    Optional<HttpServletRequest> known = request.find();
    Authenticated identity = known.map(Identity::of).orElse(null);
    return identity != null && identity.credential() == Credential.SESSION
        ? runtime.authenticator().switchOrganization(ServletRequestView.of(known.get()), new HttpSessionStore(known.get()), organizationId,
            Set.of(scopes))
        : Optional.empty();
  }

  /** Whether the container says that the caller has this role. */
  boolean inRole(String role) {
    return runtime.find(SecurityContext.class)
        .orElseThrow(() -> new IllegalStateException("The server offers no SecurityContext, so that roles cannot be told"))
        .isCallerInRole(role);
  }

  /** Goes on only if the caller has all that annotations demand. */
  void require(Demand demand) {
    require(demand.of(credentials()));
  }

  private void require(Requirement requirement) {
    if (!has(requirement)) {
      throw AccessRefusedException.of(requirement);
    }
  }

  private boolean has(Requirement requirement) {
    return caller().filter(known -> runtime.satisfied(known, requirement)).isPresent();
  }

  Requirement credentials() {
    return runtime.settings().credentials();
  }
}
