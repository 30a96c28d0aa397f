package io.asbru.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asbru.AuthorizationServerUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applications: {@code /api/server/v1/applications}. Needs {@code application_mgt_view}, {@code _create}, {@code _update} or {@code _delete}. */
public final class Applications {

  private static final String PATH = "/api/server/v1/applications";
  private static final String JSON = "application/json";
  private static final String VIEW = "application_mgt_view";
  private static final String UPDATE = "application_mgt_update";
  private static final int PAGE = 100;

  private final Connection connection;
  private final boolean belowRoot;

  Applications(Connection connection, boolean belowRoot) {
    this.connection = connection;
    this.belowRoot = belowRoot;
  }

  /**
   * Makes an application.
   *
   * @throws IllegalArgumentException if the organization would not take it: the limits of organizations are checked before anything is sent
   */
  public Application create(NewApplication application) throws AuthorizationServerUnavailableException {
    if (belowRoot) {
      NewApplication.checkForOrganization(application.grantTypes());
    }
    Connection.Answer answer = send("POST", "", application.json(), "application_mgt_create");
    String location = answer.location().orElseThrow(() -> new AuthorizationServerUnavailableException(
        "the application was created, but the answer does not say where (no Location)", null));
    Optional<Application> created;
    try {
      created = get(location.substring(location.lastIndexOf('/') + 1));
    } catch (RuntimeException e) {
      // Not as a refusal: who sees one of those may think that nothing was created.
      throw new AuthorizationServerUnavailableException("the application was created, but cannot be read: " + e.getMessage(), e);
    }
    return created.orElseThrow(() -> new AuthorizationServerUnavailableException("the application that was just created is not there", null));
  }

  /** The application with this id; empty if there is none. */
  public Optional<Application> get(String id) throws AuthorizationServerUnavailableException {
    try {
      return Optional.of(application(send("GET", "/" + Connection.encoded(id), null, VIEW).body()));
    } catch (ManagementException e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * A part of the applications.
   *
   * @param filter such as {@code name co shop}; empty for all
   * @param offset how many to leave out, from 0
   * @param limit how many there are on the page at the most
   */
  public Page<Application> list(String filter, int offset, int limit) throws AuthorizationServerUnavailableException {
    JsonNode body = send("GET", "?limit=" + limit + "&offset=" + offset
        + (filter.isEmpty() ? "" : "&filter=" + Connection.encoded(filter)), null, VIEW).body();
    return new Page<>(Json.list(body.path("applications"), Applications::application), Json.number(body, "totalResults", 0),
        Json.number(body, "startIndex", offset + 1));
  }

  /** All applications that match, page after page. */
  public List<Application> all(String filter) throws AuthorizationServerUnavailableException {
    List<Application> all = new ArrayList<>();
    Page<Application> page;
    do {
      page = list(filter, all.size(), PAGE);
      all.addAll(page.items());
    } while (!page.items().isEmpty() && all.size() < page.total());
    return all;
  }

  /** The application with exactly this name; empty if there is none. */
  public Optional<Application> named(String name) throws AuthorizationServerUnavailableException {
    return all(Connection.equal("name", name)).stream().filter(found -> found.name().equals(name)).findFirst();
  }

  /** Gives an application another name and description. */
  public void rename(String id, String name, String description) throws AuthorizationServerUnavailableException {
    change(id, Json.object().put("name", name).put("description", description));
  }

  /**
   * Says which user attributes an application gets.
   *
   * @param claimUris claims of the local dialect, such as {@code http://wso2.org/claims/emailaddress}
   */
  public void requestClaims(String id, Set<String> claimUris) throws AuthorizationServerUnavailableException {
    replaceClaims(id, ClaimConfiguration.of(claimUris));
  }

  /** Which user attributes an application gets: claims of the local dialect, or of its own if they have names of its own. */
  public Set<String> requestedClaims(String id) throws AuthorizationServerUnavailableException {
    return claims(id).requested();
  }

  ClaimConfiguration claims(String id) throws AuthorizationServerUnavailableException {
    return new ClaimConfiguration(send("GET", "/" + Connection.encoded(id), null, VIEW).body().path("claimConfiguration"));
  }

  void replaceClaims(String id, ClaimConfiguration claims) throws AuthorizationServerUnavailableException {
    ObjectNode change = Json.object();
    change.set("claimConfiguration", claims.json());
    change(id, change);
  }

  /**
   * Sets how users of an application sign in.
   *
   * @param authenticationSequence the login flow as the API describes it: {@code type}, {@code steps} and so on
   */
  public void loginFlow(String id, Map<String, Object> authenticationSequence) throws AuthorizationServerUnavailableException {
    ObjectNode change = Json.object();
    change.set("authenticationSequence", Json.tree(authenticationSequence));
    change(id, change);
  }

  /** Whether users are asked for their consent at sign-in and at logout. */
  public void skipConsent(String id, boolean atSignIn, boolean atLogout) throws AuthorizationServerUnavailableException {
    ObjectNode change = Json.object();
    change.putObject("advancedConfigurations").put("skipLoginConsent", atSignIn).put("skipLogoutConsent", atLogout);
    change(id, change);
  }

  private void change(String id, ObjectNode change) throws AuthorizationServerUnavailableException {
    send("PATCH", "/" + Connection.encoded(id), change, UPDATE);
  }

  /** Removes an application; its tokens end. */
  public void delete(String id) throws AuthorizationServerUnavailableException {
    send("DELETE", "/" + Connection.encoded(id), null, "application_mgt_delete");
  }

  /** The protocol of an application, its credentials included. */
  public OidcConfiguration oidc(String id) throws AuthorizationServerUnavailableException {
    return new OidcConfiguration(send("GET", oidcPath(id), null, VIEW).body());
  }

  /**
   * Replaces the protocol of an application; begin with what {@link #oidc} gives.
   *
   * @throws IllegalArgumentException if the organization would not take it
   */
  public void replaceOidc(String id, OidcConfiguration oidc) throws AuthorizationServerUnavailableException {
    if (belowRoot) {
      NewApplication.checkForOrganization(oidc.grantTypes());
    }
    send("PUT", oidcPath(id), oidc.json(), UPDATE);
  }

  /** Gives an application another client secret. <strong>The old one and all tokens are worth nothing any more.</strong> */
  public OidcConfiguration regenerateSecret(String id) throws AuthorizationServerUnavailableException {
    JsonNode answer = send("POST", oidcPath(id) + "/regenerate-secret", null, UPDATE).body();
    return answer.isObject() ? new OidcConfiguration(answer) : oidc(id);
  }

  private static String oidcPath(String id) {
    return "/" + Connection.encoded(id) + "/inbound-protocols/oidc";
  }

  /** The API resources that an application is authorized for. */
  public List<AuthorizedApi> authorizedApis(String id) throws AuthorizationServerUnavailableException {
    return Json.list(send("GET", apisPath(id), null, VIEW).body(), api -> new AuthorizedApi(Json.textOrEmpty(api, "id"),
        Json.textOrEmpty(api, "identifier"), Set.copyOf(Json.list(api.path("authorizedScopes"), scope -> Json.textOrEmpty(scope, "name")))));
  }

  /** Authorizes an application for scopes of an API resource that it is not authorized for yet. Users get them by roles. */
  public void authorize(String id, ApiResource api, Set<String> scopes) throws AuthorizationServerUnavailableException {
    ObjectNode body = Json.object().put("id", api.id()).put("policyIdentifier", "RBAC");
    body.set("scopes", Json.array(scopes));
    send("POST", apisPath(id), body, UPDATE, updates(api));
  }

  /** Adds and removes scopes of an API resource that an application is authorized for. */
  public void changeAuthorization(String id, ApiResource api, Set<String> added, Set<String> removed)
      throws AuthorizationServerUnavailableException {
    ObjectNode body = Json.object();
    body.set("addedScopes", Json.array(added));
    body.set("removedScopes", Json.array(removed));
    send("PATCH", apisPath(id) + "/" + Connection.encoded(api.id()), body, UPDATE, updates(api));
  }

  /** Takes an API resource away from an application. */
  public void withdraw(String id, ApiResource api) throws AuthorizationServerUnavailableException {
    send("DELETE", apisPath(id) + "/" + Connection.encoded(api.id()), null, UPDATE, updates(api));
  }

  private static String apisPath(String id) {
    return "/" + Connection.encoded(id) + "/authorized-apis";
  }

  private static String updates(ApiResource api) {
    return api.business() ? "application_business_api_update" : "application_internal_api_update";
  }

  private Connection.Answer send(String method, String path, @Nullable JsonNode body, String... scopes)
      throws AuthorizationServerUnavailableException {
    return connection.send(method, PATH + path, JSON, body, scopes);
  }

  private static Application application(JsonNode json) {
    return new Application(Json.textOrEmpty(json, "id"), Json.textOrEmpty(json, "name"), Json.text(json, "description"),
        Json.text(json, "clientId"), Json.text(json, "templateId"));
  }
}
