package io.asbru.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asbru.AuthorizationServerUnavailableException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Roles: {@code /scim2/v2/Roles}. Needs {@code role_mgt_view}, {@code _create}, {@code _update} or {@code _delete}. */
public final class Roles {

  private static final String VIEW = "role_mgt_view";
  private static final String UPDATE = "role_mgt_update";

  private final Scim scim;

  Roles(Connection connection) {
    scim = new Scim(connection, "/scim2/v2/Roles");
  }

  /**
   * Makes a role.
   *
   * @param name its name, unique for the audience
   * @param audience what it counts for
   * @param audienceId the id of that application or organization
   * @param permissions its scopes; the application has to be authorized for them
   * @param users ids of the users that get it
   */
  public Role create(String name, Role.Audience audience, String audienceId, Set<String> permissions, Set<String> users)
      throws AuthorizationServerUnavailableException {
    ObjectNode json = Json.object().put("displayName", name);
    json.putObject("audience").put("type", audience.name()).put("value", audienceId);
    json.set("permissions", Scim.references(permissions));
    json.set("users", Scim.references(users));
    return role(scim.create(json, "role_mgt_create"));
  }

  /** The role with this id; empty if there is none. */
  public Optional<Role> get(String id) throws AuthorizationServerUnavailableException {
    return scim.get(id, VIEW).map(Roles::role);
  }

  /** All roles that match, without users and permissions. */
  public List<Role> all(String filter) throws AuthorizationServerUnavailableException {
    return scim.all(filter, Roles::role, VIEW);
  }

  /** The role of this name for one audience; empty if there is none. */
  public Optional<Role> named(String name, Role.Audience audience, String audienceId) throws AuthorizationServerUnavailableException {
    for (Role found : all(Connection.equal("displayName", name))) {
      if (found.name().equals(name) && found.audience() == audience && found.audienceId().equals(audienceId)) {
        return get(found.id());
      }
    }
    return Optional.empty();
  }

  /** Gives a role to users. */
  public void assignUsers(String id, Set<String> userIds) throws AuthorizationServerUnavailableException {
    scim.patch(id, "add", "users", Scim.references(userIds), UPDATE);
  }

  /** Takes a role from a user. */
  public void removeUser(String id, String userId) throws AuthorizationServerUnavailableException {
    scim.patch(id, "remove", "users[" + Connection.equal("value", userId) + "]", null, UPDATE);
  }

  /** Gives a role to groups. */
  public void assignGroups(String id, Set<String> groupIds) throws AuthorizationServerUnavailableException {
    scim.patch(id, "add", "groups", Scim.references(groupIds), UPDATE);
  }

  /** Takes a role from a group. */
  public void removeGroup(String id, String groupId) throws AuthorizationServerUnavailableException {
    scim.patch(id, "remove", "groups[" + Connection.equal("value", groupId) + "]", null, UPDATE);
  }

  /** Replaces the scopes of a role. */
  public void setPermissions(String id, Set<String> permissions) throws AuthorizationServerUnavailableException {
    scim.patch(id, "replace", "permissions", Scim.references(permissions), UPDATE);
  }

  /** Removes a role. */
  public void delete(String id) throws AuthorizationServerUnavailableException {
    scim.delete(id, "role_mgt_delete");
  }

  private static Role role(JsonNode json) {
    JsonNode audience = json.path("audience");
    return new Role(Json.textOrEmpty(json, "id"), Json.textOrEmpty(json, "displayName"),
        Json.textOrEmpty(audience, "type").toUpperCase(Locale.ROOT).equals("APPLICATION") ? Role.Audience.APPLICATION : Role.Audience.ORGANIZATION,
        Json.textOrEmpty(audience, "value"), Scim.values(json.path("permissions")), Scim.values(json.path("users")),
        Scim.values(json.path("groups")));
  }
}
