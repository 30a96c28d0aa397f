package io.asbru.local;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Groups by SCIM 2: {@code /scim2/Groups}. */
final class ScimGroupsApi implements ManagementHandler {

  private static final int MOST_GROUPS = 1_000;
  private static final Set<String> ALWAYS = Set.of("schemas", "id", "displayName", "meta");

  private final Endings endings;

  ScimGroupsApi(Endings endings) {
    this.endings = endings;
  }

  @Override
  public Reply handle(ManagementRequest request) throws ManagementRefusal {
    if (request.asks("GET", 0)) {
      request.need("group_mgt_view");
      return Scim.list(request, request.organization().groups().stream().sorted(Comparator.comparing(Group::name))
          .map(group -> json(group, request)).toList(), ALWAYS);
    }
    if (request.asks("POST", 0)) {
      request.need("group_mgt_create");
      return create(request);
    }
    if (request.path().size() > 1) {
      throw Scim.notFound();
    }
    if (request.asks("GET", 1)) {
      request.need("group_mgt_view");
      return Scim.reply(200, Scim.selected(request, json(group(request), request), ALWAYS));
    }
    if (request.asks("PUT", 1) || request.asks("PATCH", 1)) {
      request.need("group_mgt_update");
      Group group = group(request);
      Input input = request.scimInput();
      return save(request, group.id(), Optional.of(group), request.asks("PUT", 1) ? input
          : new Input(ScimPatch.apply(json(group, request), input), "", Scim::invalid));
    }
    if (request.asks("DELETE", 1)) {
      request.need("group_mgt_delete");
      return delete(request, group(request));
    }
    return request.methodNotAllowed(request.path().isEmpty() ? "GET, POST" : "GET, PUT, PATCH, DELETE");
  }

  private static Group group(ManagementRequest request) throws ManagementRefusal {
    return request.organization().groupById(request.path().get(0)).orElseThrow(Scim::notFound);
  }

  private Reply create(ManagementRequest request) throws ManagementRefusal {
    if (request.organization().groups().size() >= MOST_GROUPS) {
      throw Scim.invalid("The organization has reached the limit of " + MOST_GROUPS + " groups.");
    }
    return save(request, UUID.randomUUID().toString(), Optional.empty(), request.scimInput());
  }

  private Reply save(ManagementRequest request, String id, Optional<Group> before, Input input)
      throws ManagementRefusal {
    Organization organization = request.organization();
    String text = input.text("displayName").trim();
    String name = text.startsWith("DEFAULT/") ? text.substring("DEFAULT/".length()) : text;
    if (organization.group(name).filter(other -> !other.id().equals(id)).isPresent()) {
      throw Scim.exists("Group name: " + ApiErrors.shown(name) + " is already there in the system. Please pick another group name.");
    }
    Set<String> members = new HashSet<>(input.values("members"));
    for (String member : members) {
      if (organization.userById(member).isEmpty()) {
        throw input.bad("'members' names a user who does not exist.");
      }
    }
    Group group = new Group(id, name);
    for (User user : organization.users()) {
      List<String> groups = new ArrayList<>(user.groups());
      before.ifPresent(old -> groups.remove(old.name()));
      if (members.contains(user.id())) {
        groups.add(name);
      }
      if (!groups.equals(user.groups())) {
        organization.put(group);
        organization.put(user.toBuilder().groups(groups).build());
      }
      before.filter(old -> user.groups().contains(old.name()) && !members.contains(user.id()))
          .ifPresent(old -> left(organization, user, old));
    }
    organization.put(group);
    before.filter(old -> !old.name().equals(name)).ifPresent(old -> renamed(organization, old, name));
    Map<String, Object> json = json(group, request);
    return before.isPresent() ? Scim.reply(200, json) : Scim.created(json);
  }

  /** Roles of the group are lost with it, and the tokens with them. */
  private void left(Organization organization, User user, Group group) {
    if (organization.roles().stream().anyMatch(role -> role.groups().contains(group.name()))) {
      endings.tokensOf(organization, user);
    }
  }

  private static void renamed(Organization organization, Group old, String name) {
    for (Role role : organization.roles()) {
      if (role.groups().contains(old.name())) {
        Set<String> groups = new HashSet<>(role.groups());
        groups.remove(old.name());
        groups.add(name);
        organization.put(role.withGroups(groups));
      }
    }
  }

  private Reply delete(ManagementRequest request, Group group) {
    Organization organization = request.organization();
    organization.members(group).toList().forEach(user -> {
      List<String> groups = new ArrayList<>(user.groups());
      groups.remove(group.name());
      organization.put(user.toBuilder().groups(groups).build());
      left(organization, user, group);
    });
    organization.remove(group);
    for (Role role : organization.roles()) {
      Set<String> groups = new HashSet<>(role.groups());
      if (groups.remove(group.name())) {
        organization.put(role.withGroups(groups));
      }
    }
    return Scim.deleted();
  }

  private static Map<String, Object> json(Group group, ManagementRequest request) {
    List<Object> members = new ArrayList<>();
    request.organization().members(group).forEach(user -> members.add(Json.object("value", user.id(),
        "display", user.name(), "$ref", request.uri("/scim2/Users/" + user.id()))));
    return Json.object("schemas", List.of(Scim.GROUP), "id", group.id(), "displayName", group.name(), "members", members,
        "meta", Json.object("resourceType", "Group", "location", request.uri("/scim2/Groups/" + group.id())));
  }
}
