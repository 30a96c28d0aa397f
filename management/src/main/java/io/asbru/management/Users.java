package io.asbru.management;

import com.fasterxml.jackson.databind.JsonNode;
import io.asbru.AuthorizationServerUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The users of an organization by SCIM 2.0: {@code /scim2/Users}. Needs {@code user_mgt_list}, {@code _view}, {@code _create},
 * {@code _update} or {@code _delete}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7644">RFC 7644</a>
 */
public final class Users {

  private static final String LIST = "user_mgt_list";
  private static final String UPDATE = "user_mgt_update";

  private final Scim scim;

  Users(Connection connection) {
    scim = new Scim(connection, "/scim2/Users");
  }

  /**
   * A part of the users.
   *
   * @param filter such as {@code userName sw "a"} (RFC 7644, section 3.4.2.2); empty for all
   * @param startIndex the place of the first, from 1
   * @param count how many there are on the page at the most
   */
  public Page<User> list(String filter, int startIndex, int count) throws AuthorizationServerUnavailableException {
    return scim.list(filter, startIndex, count, Users::user, LIST);
  }

  /** All users that match, page after page. */
  public List<User> all(String filter) throws AuthorizationServerUnavailableException {
    return scim.all(filter, Users::user, LIST);
  }

  /** The user who signs in with this name; empty if there is none. A user store before the name, as in {@code DEFAULT/anna}, does not count. */
  public Optional<User> named(String userName) throws AuthorizationServerUnavailableException {
    return all(Connection.equal("userName", userName)).stream()
        .filter(found -> found.userName().equalsIgnoreCase(userName) || found.userName().endsWith("/" + userName)).findFirst();
  }

  /** The user with this id; empty if there is none. */
  public Optional<User> get(String id) throws AuthorizationServerUnavailableException {
    return scim.get(id, "user_mgt_view").map(Users::user);
  }

  /** Makes a user. */
  public User create(NewUser user) throws AuthorizationServerUnavailableException {
    return user(scim.create(user.json(), "user_mgt_create"));
  }

  /** Replaces what is known of a user. */
  public User replace(String id, NewUser user) throws AuthorizationServerUnavailableException {
    return user(scim.replace(id, user.json(), UPDATE));
  }

  /**
   * Replaces one attribute of a user (RFC 7644, section 3.5.2.3).
   *
   * @param attribute its path, such as {@code name.givenName}
   * @param value a string, number, boolean, list or map
   */
  public User update(String id, String attribute, Object value) throws AuthorizationServerUnavailableException {
    return user(scim.patch(id, "replace", attribute, Json.tree(value), UPDATE));
  }

  /** Removes a user; the user's tokens end. */
  public void delete(String id) throws AuthorizationServerUnavailableException {
    scim.delete(id, "user_mgt_delete");
  }

  private static User user(JsonNode json) {
    List<String> emails = new ArrayList<>();
    json.path("emails").forEach(email -> {
      // WSO2 has plain strings beside objects.
      if (email.isTextual()) {
        emails.add(email.textValue());
      } else {
        Json.text(email, "value").ifPresent(emails::add);
      }
    });
    return new User(Json.textOrEmpty(json, "id"), Json.textOrEmpty(json, "userName"), Json.text(json.path("name"), "givenName"),
        Json.text(json.path("name"), "familyName"), emails, json.isObject() ? Json.map(json) : Map.of());
  }
}
