package io.asbru.local;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Roles by SCIM 2, in their second version: {@code /scim2/v2/Roles}. */
final class ScimRolesApi implements ManagementHandler {

  private static final int MOST_ROLES = 1_000;
  private static final Set<String> ALWAYS = Set.of("schemas", "id", "displayName", "meta");
  private static final Set<String> FINE_GRAINED = Set.of("users", "groups", "permissions");

  private final Organizations organizations;
  private final Endings endings;

  ScimRolesApi(Organizations organizations, Endings endings) {
    this.organizations = organizations;
    this.endings = endings;
  }

  @Override
  public Reply handle(ManagementRequest request) throws ManagementRefusal {
    if (request.asks("GET", 0)) {
      request.need("role_mgt_view");
      return Scim.list(request, request.organization().roles().stream().sorted(Comparator.comparing(Role::name))
          .map(role -> json(role, request)).toList(), ALWAYS);
    }
    if (request.asks("POST", 0)) {
      request.need("role_mgt_create");
      return create(request);
    }
    if (request.path().size() > 1) {
      throw Scim.notFound();
    }
    if (request.asks("GET", 1)) {
      request.need("role_mgt_view");
      return Scim.reply(200, Scim.selected(request, json(role(request), request), ALWAYS));
    }
    if (request.asks("PUT", 1)) {
      request.need("role_mgt_update");
      return change(request, role(request), request.scimInput());
    }
    if (request.asks("PATCH", 1)) {
      return patch(request);
    }
    if (request.asks("DELETE", 1)) {
      request.need("role_mgt_delete");
      Role role = own(role(request));
      request.organization().removeRole(role);
      endTokens(request.organization(), role, Optional.empty());
      return Scim.deleted();
    }
    return request.methodNotAllowed(request.path().isEmpty() ? "GET, POST" : "GET, PUT, PATCH, DELETE");
  }

  private static Role role(ManagementRequest request) throws ManagementRefusal {
    return request.organization().roleById(request.path().get(0)).orElseThrow(Scim::notFound);
  }

  /** Roles of the root organization cannot be changed elsewhere. */
  private static Role own(Role role) throws ManagementRefusal {
    if (role.shared()) {
      throw ManagementRefusal.scim(400, Optional.of("mutability"), "A shared role cannot be changed in this organization.");
    }
    return role;
  }

  private Reply create(ManagementRequest request) throws ManagementRefusal {
    Organization organization = request.organization();
    Input input = request.scimInput();
    if (organization.roles().size() >= MOST_ROLES) {
      throw Scim.invalid("The organization has reached the limit of " + MOST_ROLES + " roles.");
    }
    Optional<Application> application = audience(input, organization);
    Role role = read(input, new Role(Optional.of(UUID.randomUUID().toString()), input.text("displayName").trim(), false,
        application.map(Application::clientId), Set.of(), Set.of(), Set.of()), organization);
    if (organization.roles().stream().anyMatch(role::sameAs)) {
      throw exists(role);
    }
    organization.put(role);
    return Scim.created(json(role, request));
  }

  private static ManagementRefusal exists(Role role) {
    return Scim.exists("Role with name: " + ApiErrors.shown(role.name()) + " already exists for the audience.");
  }

  /** The application that a role is for; none if it is for the organization. */
  private static Optional<Application> audience(Input input, Organization organization) throws ManagementRefusal {
    Optional<Input> audience = input.optional("audience");
    String type = audience.isPresent() ? audience.get().text("type").toLowerCase(Locale.ROOT) : "organization";
    if (type.equals("organization")) {
      Optional<String> value = audience.isPresent() ? audience.get().optionalText("value") : Optional.empty();
      if (value.isPresent() && !value.get().equals(organization.id())) {
        throw input.bad("The audience is not this organization.");
      }
      return Optional.empty();
    }
    if (!type.equals("application")) {
      throw input.bad("'audience.type' is organization or application.");
    }
    String id = audience.orElseThrow().text("value");
    Application application = organization.applicationById(id)
        .orElseThrow(() -> input.bad("Invalid audience. No application found with application id: "
            + ApiErrors.shown(id) + " and tenant domain : " + organization.id()));
    if (application.roleAudience().filter("ORGANIZATION"::equals).isPresent()) {
      throw input.bad("Application: " + id + " does not have Application role audience type");
    }
    return Optional.of(application);
  }

  private Reply patch(ManagementRequest request) throws ManagementRefusal {
    if (!request.has("role_mgt_update")) {
      request.need("role_mgt_users_update", "role_mgt_groups_update", "role_mgt_permissions_update");
    }
    Input input = request.scimInput();
    for (String target : ScimPatch.targets(input)) {
      request.need("role_mgt_update", FINE_GRAINED.contains(target) ? "role_mgt_" + target + "_update" : "role_mgt_update");
    }
    Role role = role(request);
    return change(request, role, new Input(ScimPatch.apply(json(role, request), input), "", Scim::invalid));
  }

  private Reply change(ManagementRequest request, Role role, Input input) throws ManagementRefusal {
    Organization organization = request.organization();
    Role changed = read(input, own(role), organization);
    if (organization.roles().stream().anyMatch(other -> changed.sameAs(other) && !other.id().equals(role.id()))) {
      throw exists(changed);
    }
    organization.removeRole(role);
    organization.put(changed);
    endTokens(organization, role, Optional.of(changed));
    return Scim.reply(200, json(changed, request));
  }

  /** Name, permissions, users and groups as the input has them, everything else as it was. */
  private Role read(Input input, Role role, Organization organization) throws ManagementRefusal {
    Set<String> users = new LinkedHashSet<>();
    for (String id : input.values("users")) {
      users.add(organization.userById(id).orElseThrow(() -> input.bad("'users' names a user who does not exist.")).name());
    }
    Set<String> groups = new LinkedHashSet<>();
    for (String id : input.values("groups")) {
      groups.add(organization.groupById(id).orElseThrow(() -> input.bad("'groups' names a group that does not exist."))
          .name());
    }
    Set<String> permissions = new LinkedHashSet<>(input.values("permissions"));
    Set<String> known = organizations.apiResources(organization).stream()
        .flatMap(resource -> resource.scopes().stream()).collect(Collectors.toSet());
    role.application().flatMap(organization::application).ifPresent(application -> known.retainAll(application.scopes()));
    for (String permission : permissions) {
      if (!known.contains(permission) && !role.permissions().contains(permission)) {
        throw input.bad("Permission : " + ApiErrors.shown(permission) + " not found.");
      }
    }
    return new Role(role.id(), input.text("displayName").trim(), role.shared(), role.application(), permissions, users, groups);
  }

  /** The tokens end of those who lose the role or one of its permissions. */
  private void endTokens(Organization organization, Role before, Optional<Role> after) {
    boolean smaller = after.isEmpty() || !after.get().permissions().containsAll(before.permissions());
    for (User user : organization.users()) {
      if (before.givenTo(user) && (smaller || !after.get().givenTo(user))) {
        endings.tokensOf(organization, user);
      }
    }
  }

  private static Map<String, Object> json(Role role, ManagementRequest request) {
    Organization organization = request.organization();
    List<Object> permissions = new ArrayList<>();
    role.permissions().stream().sorted().forEach(scope -> permissions.add(Json.object("value", scope, "display", scope)));
    List<Object> users = new ArrayList<>();
    role.users().stream().sorted().flatMap(name -> organization.user(name).stream()).forEach(user -> users.add(
        Json.object("value", user.id(), "display", user.name(), "$ref", request.uri("/scim2/Users/" + user.id()))));
    List<Object> groups = new ArrayList<>();
    role.groups().stream().sorted().flatMap(name -> organization.group(name).stream()).forEach(group -> groups.add(
        Json.object("value", group.id(), "display", group.name(), "$ref", request.uri("/scim2/Groups/" + group.id()))));
    String id = role.id().orElse("");
    Optional<Application> application = role.application().flatMap(organization::application);
    Map<String, Object> audience = application
        .map(each -> Json.object("value", each.id(), "display", each.name(), "type", "application"))
        .orElseGet(() -> Json.object("value", organization.id(), "display", organization.name(), "type", "organization"));
    return Json.object("schemas", List.of(Scim.ROLE), "id", id, "displayName", role.name(), "audience", audience,
        "permissions", permissions, "users", users, "groups", groups,
        "meta", Json.object("location", request.uri("/scim2/v2/Roles/" + id)));
  }
}
