package io.asbru.local;

import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Users by SCIM 2: {@code /scim2/Users}. */
final class ScimUsersApi implements ManagementHandler {

  private static final int MOST_USERS = 10_000;
  private static final Set<String> ALWAYS = Set.of("schemas", "id", "userName", "meta");

  private final Endings endings;

  ScimUsersApi(Endings endings) {
    this.endings = endings;
  }

  @Override
  public Reply handle(ManagementRequest request) throws ManagementRefusal {
    if (request.asks("GET", 0)) {
      request.need("user_mgt_list");
      return Scim.list(request, request.organization().users().stream().sorted(Comparator.comparing(User::name))
          .map(user -> ScimUserJson.json(user, request)).toList(), ALWAYS);
    }
    if (request.asks("POST", 0)) {
      request.need("user_mgt_create");
      return create(request);
    }
    if (request.asks("GET", 1)) {
      request.need("user_mgt_view");
      return Scim.reply(200, Scim.selected(request, ScimUserJson.json(user(request), request), ALWAYS));
    }
    if (request.asks("PUT", 1)) {
      request.need("user_mgt_update");
      return replace(request, user(request), request.scimInput());
    }
    if (request.asks("PATCH", 1)) {
      request.need("user_mgt_update");
      return patch(request, user(request));
    }
    if (request.asks("DELETE", 1)) {
      request.need("user_mgt_delete");
      return delete(request, user(request));
    }
    if (request.path().size() > 1) {
      throw Scim.notFound();
    }
    return request.methodNotAllowed(request.path().isEmpty() ? "GET, POST" : "GET, PUT, PATCH, DELETE");
  }

  private static User user(ManagementRequest request) throws ManagementRefusal {
    return request.organization().userById(request.path().get(0)).orElseThrow(Scim::notFound);
  }

  private static Reply create(ManagementRequest request) throws ManagementRefusal {
    Organization organization = request.organization();
    Input input = request.scimInput();
    String name = name(input);
    if (organization.user(name).isPresent()) {
      throw Scim.exists("User with the name: " + ApiErrors.shown(name) + " already exists in the system.");
    }
    if (organization.users().size() >= MOST_USERS) {
      throw Scim.invalid("The organization has reached the limit of " + MOST_USERS + " users.");
    }
    Optional<Input> wso2 = input.optional(ScimUserJson.WSO2);
    Optional<String> password = input.optionalText("password").filter(text -> !text.isEmpty());
    if (password.isEmpty() && !(wso2.isPresent() && wso2.get().says("askPassword"))) {
      throw Scim.invalid("'password' is missing.");
    }
    User.Builder user = User.builder(name, password.orElseGet(OidcConfiguration::newSecret)).id(UUID.randomUUID().toString());
    String now = request.now().truncatedTo(ChronoUnit.MILLIS).toString();
    ScimUserJson.read(input, user, Json.object("created", now, "lastModified", now));
    User created = user.build();
    organization.put(created);
    return Scim.created(Scim.selected(request, ScimUserJson.json(created, request), ALWAYS));
  }

  private static String name(Input input) throws ManagementRefusal {
    String name = input.text("userName").trim();
    String plain = name.startsWith("DEFAULT/") ? name.substring("DEFAULT/".length()) : name;
    if (plain.isEmpty() || plain.length() > 255 || plain.contains("/") || plain.chars().anyMatch(Character::isISOControl)) {
      throw input.bad("'userName' is not a valid user name.");
    }
    return plain;
  }

  private Reply patch(ManagementRequest request, User user) throws ManagementRefusal {
    Map<String, Object> now = ScimUserJson.json(user, request);
    Map<String, Object> changed = ScimPatch.apply(now, request.scimInput());
    return replace(request, user, new Input(changed, "", Scim::invalid));
  }

  private Reply replace(ManagementRequest request, User user, Input input) throws ManagementRefusal {
    if (!name(input).equalsIgnoreCase(user.name())) {
      throw Scim.invalid("'userName' cannot be changed.");
    }
    Optional<String> password = input.optionalText("password").filter(text -> !text.isEmpty());
    User.Builder changed = user.toBuilder();
    password.ifPresent(changed::password);
    Map<String, Object> meta = new LinkedHashMap<>();
    Object created = user.details().get("meta") instanceof Map<?, ?> times ? times.get("created") : null;
    String now = request.now().truncatedTo(ChronoUnit.MILLIS).toString();
    meta.put("created", created == null ? now : created);
    meta.put("lastModified", now);
    ScimUserJson.read(input, changed, meta);
    User replaced = changed.build();
    request.organization().put(replaced);
    if (password.isPresent() || replaced.locked()) {
      endings.everythingOf(request.organization(), user);
    }
    return Scim.reply(200, Scim.selected(request, ScimUserJson.json(replaced, request), ALWAYS));
  }

  private Reply delete(ManagementRequest request, User user) {
    Organization organization = request.organization();
    organization.removeUser(user.name());
    for (Role role : organization.roles()) {
      if (role.users().stream().anyMatch(user.name()::equalsIgnoreCase)) {
        List<String> others = role.users().stream().filter(name -> !name.equalsIgnoreCase(user.name())).toList();
        organization.put(role.withUsers(Set.copyOf(others)));
      }
    }
    endings.everythingOf(organization, user);
    return Scim.deleted();
  }
}
