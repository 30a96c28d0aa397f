package io.asbru.management;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asbru.Secret;
import java.util.List;
import java.util.Optional;

/**
 * A user to be made, or to replace what is known of one.
 *
 * @param userName the name to sign in with; Asgardeo may want an e-mail address
 * @param password the password; absent to keep the one there is, or if the service is to ask the user for one
 * @param givenName given name
 * @param familyName family name
 * @param emails addresses, the first of them primary
 */
public record NewUser(String userName, Optional<Secret> password, Optional<String> givenName, Optional<String> familyName,
    List<String> emails) {

  public NewUser {
    if (requireNonNull(userName, "userName").isBlank()) {
      throw new IllegalArgumentException("a user needs a name");
    }
    requireNonNull(password, "password");
    requireNonNull(givenName, "givenName");
    requireNonNull(familyName, "familyName");
    emails = List.copyOf(emails);
  }

  ObjectNode json() {
    ObjectNode json = Json.object();
    json.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:User");
    json.put("userName", userName);
    password.ifPresent(secret -> json.put("password", secret.value()));
    if (givenName.isPresent() || familyName.isPresent()) {
      ObjectNode name = json.putObject("name");
      givenName.ifPresent(text -> name.put("givenName", text));
      familyName.ifPresent(text -> name.put("familyName", text));
    }
    if (!emails.isEmpty()) {
      var array = json.putArray("emails");
      for (int i = 0; i < emails.size(); i++) {
        array.addObject().put("value", emails.get(i)).put("primary", i == 0);
      }
    }
    return json;
  }
}
