package io.asbru.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A user as a SCIM resource. */
final class ScimUserJson {

  static final String WSO2 = "urn:scim:wso2:schema";
  /** Attributes that the server has the say about, and those that are kept elsewhere. */
  private static final Set<String> NOT_KEPT =
      Set.of("schemas", "id", "username", "password", "meta", "groups", "roles");
  private static final Map<String, List<String>> CLAIMS = Map.of(
      "given_name", List.of("name", "givenName"),
      "family_name", List.of("name", "familyName"),
      "name", List.of("name", "formatted"),
      "email", List.of("emails"),
      "phone_number", List.of("phoneNumbers"),
      "nickname", List.of("nickName"),
      "profile", List.of("profileUrl"),
      "locale", List.of("locale"),
      "zoneinfo", List.of("timezone"));

  private ScimUserJson() {}

  static Map<String, Object> json(User user, ManagementRequest request) {
    Map<String, Object> json = Json.object("schemas", List.of(Scim.USER, Scim.ENTERPRISE_USER, WSO2),
        "id", user.id(), "userName", user.name());
    json.putAll(attributes(user));
    List<Object> groups = new ArrayList<>();
    for (String name : user.groups()) {
      request.organization().group(name).ifPresent(group -> groups.add(Json.object("value", group.id(),
          "display", name, "$ref", request.uri("/scim2/Groups/" + group.id()))));
    }
    if (!groups.isEmpty()) {
      json.put("groups", groups);
    }
    List<Object> roles = new ArrayList<>();
    for (Role role : request.organization().roles()) {
      if (role.givenTo(user)) {
        roles.add(Json.object("value", role.id().orElse(""), "display", role.name(),
            "$ref", request.uri("/scim2/v2/Roles/" + role.id().orElse(""))));
      }
    }
    if (!roles.isEmpty()) {
      json.put("roles", roles);
    }
    json.put("meta", meta(user, request));
    return json;
  }

  private static Map<String, Object> meta(User user, ManagementRequest request) {
    Map<String, Object> meta = Json.object("resourceType", "User",
        "location", request.uri("/scim2/Users/" + user.id()));
    if (user.details().get("meta") instanceof Map<?, ?> times) {
      meta.put("created", times.get("created"));
      meta.put("lastModified", times.get("lastModified"));
    }
    return meta;
  }

  /** What a user is told by, without name, password, memberships and meta data. */
  private static Map<String, Object> attributes(User user) {
    Map<String, Object> attributes = new LinkedHashMap<>(user.details());
    attributes.remove("meta");
    if (user.details().isEmpty()) {
      user.claims().forEach((claim, value) -> put(attributes, claim, value));
      attributes.put(WSO2, Json.object("accountLocked", user.locked()));
    }
    return attributes;
  }

  private static void put(Map<String, Object> attributes, String claim, String value) {
    List<String> place = CLAIMS.getOrDefault(claim, List.of());
    if (place.isEmpty()) {
      return;
    }
    if (place.size() == 1) {
      attributes.put(place.get(0), claim.equals("email") ? List.of(value)
          : claim.equals("phone_number") ? List.of(Json.object("type", "mobile", "value", value)) : value);
      return;
    }
    if (attributes.computeIfAbsent(place.get(0), name -> new LinkedHashMap<String, Object>()) instanceof Map<?, ?> parent) {
      Map<String, Object> changed = new LinkedHashMap<>();
      parent.forEach((name, each) -> changed.put(String.valueOf(name), each));
      changed.put(place.get(1), value);
      attributes.put(place.get(0), changed);
    }
  }

  /** Takes over the attributes of a request, as they will be given back, and what of them are claims. */
  static void read(Input input, User.Builder user, Map<String, Object> meta) throws ManagementRefusal {
    Map<String, Object> kept = new LinkedHashMap<>();
    input.object().forEach((name, value) -> {
      if (value != null && !NOT_KEPT.contains(name.toLowerCase(Locale.ROOT))) {
        kept.put(name, value);
      }
    });
    checkNames(input);
    if (kept.containsKey("emails")) {
      kept.put("emails", emails(input));
    }
    Optional<Input> wso2 = input.optional(WSO2);
    user.locked(wso2.isPresent() && wso2.get().says("accountLocked") || !input.flag("active", true));
    user.withoutClaims(CLAIMS.keySet());
    for (Map.Entry<String, List<String>> claim : CLAIMS.entrySet()) {
      ScimAttributes.values(kept, String.join(".", claim.getValue())).stream().findFirst()
          .ifPresent(value -> user.claim(claim.getKey(), value));
    }
    kept.put("meta", meta);
    user.details(kept);
  }

  private static void checkNames(Input input) throws ManagementRefusal {
    Optional<Input> name = input.optional("name");
    if (name.isPresent()) {
      for (String part : List.of("givenName", "familyName", "formatted")) {
        name.get().optionalText(part);
      }
    }
    for (String text : List.of("nickName", "profileUrl", "locale", "timezone", "displayName", "title", "externalId")) {
      input.optionalText(text);
    }
    input.values("phoneNumbers");
  }

  /** An address without a type is given back as a plain text. */
  private static List<Object> emails(Input input) throws ManagementRefusal {
    List<String> values = input.values("emails");
    List<Object> emails = new ArrayList<>();
    int at = 0;
    for (Object each : input.object().get("emails") instanceof Collection<?> list ? list : List.of()) {
      String value = values.get(at++);
      if (!value.matches("[^@\\s]{1,200}@[^@\\s]{1,200}")) {
        throw input.bad("'emails' has something that is no e-mail address.");
      }
      emails.add(each instanceof Map<?, ?> map && map.containsKey("type") ? each : value);
    }
    return emails;
  }
}
