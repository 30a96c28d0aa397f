package io.asbru.management;

import static java.util.Objects.requireNonNull;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Sets up an application in an organization: the application itself, the scopes that it may have, and roles by which users get them. What is
 * there already is kept and completed, so that it can be run again. If a step fails, what was changed before is undone.
 */
public final class Onboarding {

  private final Management management;
  private final NewApplication application;
  private final Set<String> scopes;
  private final List<String> apis;
  private final List<RoleRequest> roles;

  /**
   * The outcome.
   *
   * @param applicationId the id of the application; absent in a rehearsal that would create it
   * @param clientId its client identifier; absent likewise
   * @param clientSecret its client secret; absent likewise, and for a public client
   * @param changes what was changed, or would have been; empty if everything was as it should be
   */
  public record Outcome(Optional<String> applicationId, Optional<String> clientId, Optional<Secret> clientSecret, List<String> changes) {

    public Outcome {
      changes = List.copyOf(changes);
    }
  }

  /** What is done with the outcome before it is final; if it throws, everything is undone. */
  public interface Completion {
    void complete(Outcome outcome) throws Exception;
  }

  /**
   * Describes what is to be set up.
   *
   * @param scopes the scopes of API resources that the application may have
   * @param apis identifiers of the API resources that are looked at for them; empty for all that there are
   * @param roles the roles that its users need
   */
  public Onboarding(Management management, NewApplication application, Set<String> scopes, List<String> apis, List<RoleRequest> roles) {
    this.management = requireNonNull(management, "management");
    this.application = requireNonNull(application, "application");
    this.scopes = new TreeSet<>(scopes);
    this.apis = List.copyOf(apis);
    this.roles = List.copyOf(roles);
    for (RoleRequest role : roles) {
      Set<String> beyond = new TreeSet<>(role.scopes());
      beyond.removeAll(scopes);
      if (!beyond.isEmpty()) {
        throw new IllegalArgumentException("the role " + role.name() + " permits what the application may not have: " + String.join(" ", beyond));
      }
    }
  }

  /**
   * Looks at what there is and says what would be changed. Nothing is.
   *
   * @param progress is told each step
   */
  public Outcome rehearse(Consumer<String> progress) throws OnboardingException {
    return run(new Changes(true, progress), outcome -> { });
  }

  /**
   * Carries it out.
   *
   * @param progress is told each step
   * @param completion stores the credentials; if it fails, all is undone
   */
  public Outcome run(Consumer<String> progress, Completion completion) throws OnboardingException {
    return run(new Changes(false, progress), completion);
  }

  private Outcome run(Changes changes, Completion completion) throws OnboardingException {
    try {
      // First all that can fail without a change.
      Map<ApiResource, Set<String>> wanted = resources(changes);
      Map<String, String> userIds = userIds();
      Optional<String> id = application(changes);
      authorizations(changes, id, wanted);
      for (RoleRequest role : roles) {
        role(changes, id, role, userIds);
      }
      Outcome outcome = outcome(id, changes);
      completion.complete(outcome);
      return outcome;
    } catch (Exception e) {
      throw changes.undone(e);
    }
  }

  private Outcome outcome(Optional<String> id, Changes changes) throws AuthorizationServerUnavailableException {
    if (id.isEmpty()) {
      return new Outcome(id, Optional.empty(), Optional.empty(), changes.made());
    }
    OidcConfiguration oidc = management.applications().oidc(id.get());
    return new Outcome(id, Optional.of(oidc.clientId()), oidc.clientSecret(), changes.made());
  }

  private Map<ApiResource, Set<String>> resources(Changes changes) throws AuthorizationServerUnavailableException {
    Map<ApiResource, Set<String>> found = new LinkedHashMap<>();
    Set<String> missing = new TreeSet<>(scopes);
    if (missing.isEmpty()) {
      return found;
    }
    changes.say("look for the API resources of " + String.join(" ", scopes));
    for (String candidate : apis.isEmpty() ? identifiers() : apis) {
      ApiResource resource = management.apiResources().find(candidate)
          .orElseThrow(() -> new IllegalArgumentException("there is no API resource " + candidate + " in the organization"));
      Set<String> here = new TreeSet<>(missing);
      here.retainAll(resource.scopes());
      if (!here.isEmpty()) {
        found.put(resource, here);
        missing.removeAll(here);
      }
      if (missing.isEmpty()) {
        return found;
      }
    }
    throw new IllegalArgumentException("no API resource" + (apis.isEmpty() ? " of the organization" : " given") + " has the scope "
        + String.join(" ", missing) + "; it has to be made in the root organization, under API Resources");
  }

  private List<String> identifiers() throws AuthorizationServerUnavailableException {
    List<String> business = new ArrayList<>();
    List<String> system = new ArrayList<>();
    for (ApiResource resource : management.apiResources().list("")) {
      (resource.business() ? business : system).add(resource.identifier());
    }
    // Most applications want the organization's own APIs, of which there are few.
    business.addAll(system);
    return business;
  }

  private Map<String, String> userIds() throws AuthorizationServerUnavailableException {
    Map<String, String> ids = new LinkedHashMap<>();
    for (RoleRequest role : roles) {
      for (String name : role.userNames()) {
        if (!ids.containsKey(name)) {
          ids.put(name, management.users().named(name).orElseThrow(() ->
              new IllegalArgumentException("there is no user " + name + " in the organization")).id());
        }
      }
    }
    return ids;
  }

  private Optional<String> application(Changes changes) throws AuthorizationServerUnavailableException {
    Optional<Application> there = management.applications().named(application.name());
    if (there.isPresent()) {
      complete(changes, there.get().id());
      tellAttributes(changes, there.get().id());
      return there.map(Application::id);
    }
    List<String> created = new ArrayList<>();
    changes.make("create the application " + application.name() + " with the grant types " + String.join(" ", application.grantTypes())
            + (application.redirectUris().isEmpty() ? "" : " and the redirection URIs " + String.join(" ", application.redirectUris()))
            + (application.attributes().isEmpty() ? "" : "; it is told of its users " + names(application.attributes())),
        () -> created.add(management.applications().create(application).id()),
        () -> {
          for (Application each : management.applications().all(Connection.equal("name", application.name()))) {
            if (each.name().equals(application.name())) {
              management.applications().delete(each.id());
            }
          }
        });
    return created.stream().findFirst();
  }

  /** Adds what an application that is there lacks; nothing is taken from it. */
  private void complete(Changes changes, String id) throws AuthorizationServerUnavailableException {
    OidcConfiguration before = management.applications().oidc(id);
    Set<String> grants = new LinkedHashSet<>(before.grantTypes());
    Set<String> uris = new LinkedHashSet<>(before.redirectUris());
    boolean changed = grants.addAll(application.grantTypes());
    changed |= uris.addAll(application.redirectUris());
    OidcConfiguration after = before.withGrantTypes(grants).withRedirectUris(uris);
    if (application.backChannelLogoutUri().isPresent() && !application.backChannelLogoutUri().equals(before.backChannelLogoutUri())) {
      after = after.withBackChannelLogoutUri(application.backChannelLogoutUri().get());
      changed = true;
    }
    if (!changed) {
      changes.say("the application " + application.name() + " is there");
      return;
    }
    OidcConfiguration completed = after;
    changes.make("complete the application " + application.name() + ": grant types " + String.join(" ", grants) + ", redirection URIs "
            + String.join(" ", uris),
        () -> management.applications().replaceOidc(id, completed), () -> management.applications().replaceOidc(id, before));
  }

  private void tellAttributes(Changes changes, String id) throws AuthorizationServerUnavailableException {
    if (application.attributes().isEmpty()) {
      return;
    }
    ClaimConfiguration before = management.applications().claims(id);
    Set<String> missing = new LinkedHashSet<>(application.attributes());
    missing.removeAll(before.requested());
    if (before.custom()) {
      changes.say("the application " + application.name() + " has names of its own for the attributes of its users; they are left as they are");
    } else if (!missing.isEmpty()) {
      changes.make("let the application " + application.name() + " be told of its users " + names(missing),
          () -> management.applications().replaceClaims(id, before.with(missing)),
          () -> management.applications().replaceClaims(id, before));
    }
  }

  /** The ends of the URIs of attributes. */
  private static String names(Set<String> attributes) {
    return attributes.stream().map(uri -> uri.substring(uri.lastIndexOf('/') + 1)).collect(Collectors.joining(" "));
  }

  private void authorizations(Changes changes, Optional<String> id, Map<ApiResource, Set<String>> wanted)
      throws AuthorizationServerUnavailableException {
    List<AuthorizedApi> there = id.isPresent() ? management.applications().authorizedApis(id.get()) : List.of();
    for (Map.Entry<ApiResource, Set<String>> entry : wanted.entrySet()) {
      ApiResource api = entry.getKey();
      Optional<AuthorizedApi> already = there.stream().filter(each -> each.id().equals(api.id())).findFirst();
      Set<String> missing = new TreeSet<>(entry.getValue());
      already.ifPresent(each -> missing.removeAll(each.scopes()));
      String what = "authorize the application for " + String.join(" ", missing) + " of " + api.identifier();
      if (missing.isEmpty()) {
        changes.say("the application is authorized for " + String.join(" ", entry.getValue()));
      } else if (already.isPresent()) {
        changes.make(what, () -> management.applications().changeAuthorization(id.orElseThrow(), api, missing, Set.of()),
            () -> management.applications().changeAuthorization(id.orElseThrow(), api, Set.of(), missing));
      } else {
        changes.make(what, () -> management.applications().authorize(id.orElseThrow(), api, missing),
            () -> management.applications().withdraw(id.orElseThrow(), api));
      }
    }
  }

  private void role(Changes changes, Optional<String> applicationId, RoleRequest wanted, Map<String, String> userIds)
      throws AuthorizationServerUnavailableException {
    Set<String> users = new LinkedHashSet<>();
    new TreeSet<>(wanted.userNames()).forEach(name -> users.add(requireNonNull(userIds.get(name), name)));
    Optional<Role> there = applicationId.isPresent()
        ? management.roles().named(wanted.name(), Role.Audience.APPLICATION, applicationId.get()) : Optional.empty();
    if (there.isEmpty()) {
      changes.make("create the role " + wanted.name() + " with " + String.join(" ", new TreeSet<>(wanted.scopes()))
              + (users.isEmpty() ? "" : " for " + String.join(" ", new TreeSet<>(wanted.userNames()))),
          () -> management.roles().create(wanted.name(), Role.Audience.APPLICATION, applicationId.orElseThrow(), wanted.scopes(), users),
          () -> {
            Optional<Role> created = management.roles().named(wanted.name(), Role.Audience.APPLICATION, applicationId.orElseThrow());
            if (created.isPresent()) {
              management.roles().delete(created.get().id());
            }
          });
      return;
    }
    Role role = there.get();
    Set<String> permissions = new TreeSet<>(role.permissions());
    if (permissions.addAll(wanted.scopes())) {
      changes.make("let the role " + role.name() + " permit " + String.join(" ", permissions),
          () -> management.roles().setPermissions(role.id(), permissions),
          () -> management.roles().setPermissions(role.id(), role.permissions()));
    }
    Set<String> without = new LinkedHashSet<>(users);
    without.removeAll(role.users());
    if (!without.isEmpty()) {
      changes.make("give the role " + role.name() + " to " + String.join(" ", names(userIds, without)),
          () -> management.roles().assignUsers(role.id(), without),
          () -> {
            for (String user : without) {
              management.roles().removeUser(role.id(), user);
            }
          });
    }
    if (without.isEmpty() && permissions.equals(role.permissions())) {
      changes.say("the role " + role.name() + " is there");
    }
  }

  private static Set<String> names(Map<String, String> userIds, Set<String> ids) {
    Set<String> names = new TreeSet<>();
    userIds.forEach((name, id) -> {
      if (ids.contains(id)) {
        names.add(name);
      }
    });
    return names;
  }
}
