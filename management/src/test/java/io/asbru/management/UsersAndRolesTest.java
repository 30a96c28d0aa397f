package io.asbru.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.Secret;
import io.asbru.client.OrganizationClient;
import io.asbru.client.TokenResponse;
import io.asbru.local.Definition;
import io.asbru.local.LocalOrganization;
import io.asbru.local.Switch;
import io.asbru.settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Users by SCIM 2, and roles, of an organization and of the root. */
@Timeout(120)
class UsersAndRolesTest {

  private final LocalOrganization local = LocalOrganization.builder()
      .definition(Definition.demo().toBuilder().with(Switch.RATE_LIMIT, false).build()).start();
  private final Management management = Management.inOrganization(Demo.root(local).build(), Demo.EAST);
  private final Users users = management.users();
  private final Roles roles = management.roles();

  @AfterEach
  void close() {
    management.close();
    local.close();
  }

  @Test
  void users_areListedFilteredAndPaged() throws Exception {
    assertThat(users.all("")).extracting(User::userName).contains("Charlie", "store-reader", "store-manager", "no-scopes");
    assertThat(users.all("userName sw store-")).extracting(User::userName).containsExactlyInAnyOrder("store-reader", "store-manager");
    Page<User> page = users.list("", 2, 2);
    assertThat(page.items()).hasSize(2);
    assertThat(page.startIndex()).isEqualTo(2);
    assertThat(page.total()).isEqualTo(4);
    assertThat(users.named("Charlie").orElseThrow().emails()).contains("charlie@east.bestcarmart.example");
    assertThat(users.named("nobody")).isEmpty();
  }

  @Test
  void user_isCreatedChangedAndDeleted() throws Exception {
    User created = users.create(dora("Dora"));
    assertThat(users.get(created.id()).orElseThrow()).satisfies(user -> {
      assertThat(user.userName()).isEqualTo("dora");
      assertThat(user.givenName()).contains("Dora");
      assertThat(user.emails()).containsExactly("dora@east.bestcarmart.example");
    });
    assertThat(signIn("dora")).isInstanceOf(TokenResponse.Granted.class);

    assertThat(users.update(created.id(), "name.familyName", "Diaz").familyName()).contains("Diaz");
    assertThat(users.replace(created.id(), dora("Theodora")).givenName()).contains("Theodora");
    users.delete(created.id());
    assertThat(users.get(created.id())).isEmpty();
    assertThat(signIn("dora")).isInstanceOf(TokenResponse.Refused.class);
  }

  @Test
  void secondUserOfTheSameName_isRefusedWithScimsWords() throws Exception {
    users.create(dora("Dora"));

    assertThatThrownBy(() -> users.create(dora("Dora"))).isInstanceOfSatisfying(ManagementException.class, e -> {
      assertThat(e.status()).isEqualTo(409);
      assertThat(e.description()).isPresent();
    }).hasMessageNotContaining("dora-pw");
  }

  @Test
  void root_hasItsOwnUsers() throws Exception {
    try (Management root = Management.of(Demo.root(local).build())) {
      assertThat(root.users().all("")).extracting(User::userName).containsExactly("root-admin");
    }
  }

  @Test
  void role_givesItsScopesToItsUsers() throws Exception {
    ApiResource stores = management.apiResources().find(Demo.STORES).orElseThrow();
    Application shop = management.applications().create(NewApplication.standard("Shop").grantTypes(Set.of("password")).build());
    management.applications().authorize(shop.id(), stores, Set.of("read_stores", "write_stores"));
    String charlie = users.named("Charlie").orElseThrow().id();
    String reader = users.named("store-reader").orElseThrow().id();

    Role role = roles.create("clerk", Role.Audience.APPLICATION, shop.id(), Set.of("read_stores"), Set.of(charlie));
    assertThat(scopes(shop, "Charlie", "jG9A5KrX")).contains(Set.of("read_stores"));
    assertThat(scopes(shop, "store-reader", "store-reader-pw")).isEmpty();

    roles.assignUsers(role.id(), Set.of(reader));
    roles.setPermissions(role.id(), Set.of("read_stores", "write_stores"));
    assertThat(roles.get(role.id()).orElseThrow()).satisfies(changed -> {
      assertThat(changed.users()).containsExactlyInAnyOrder(charlie, reader);
      assertThat(changed.permissions()).containsExactlyInAnyOrder("read_stores", "write_stores");
      assertThat(changed.audience()).isEqualTo(Role.Audience.APPLICATION);
      assertThat(changed.audienceId()).isEqualTo(shop.id());
    });
    assertThat(scopes(shop, "store-reader", "store-reader-pw")).contains(Set.of("read_stores", "write_stores"));

    roles.removeUser(role.id(), charlie);
    assertThat(scopes(shop, "Charlie", "jG9A5KrX")).isEmpty();
    assertThat(roles.named("clerk", Role.Audience.APPLICATION, shop.id())).isPresent();
    assertThat(roles.named("clerk", Role.Audience.ORGANIZATION, Demo.EAST)).isEmpty();
    roles.delete(role.id());
    assertThat(roles.get(role.id())).isEmpty();
  }

  @Test
  void groups_areAssigned() throws Exception {
    Application shop = management.applications().create(NewApplication.standard("Shop").grantTypes(Set.of("password")).build());
    ApiResource stores = management.apiResources().find(Demo.STORES).orElseThrow();
    management.applications().authorize(shop.id(), stores, Set.of("read_stores"));
    Role role = roles.create("staff", Role.Audience.APPLICATION, shop.id(), Set.of("read_stores"), Set.of());
    String staff = groupOf(users.named("store-manager").orElseThrow(), "managers");

    roles.assignGroups(role.id(), Set.of(staff));
    assertThat(roles.get(role.id()).orElseThrow().groups()).containsExactly(staff);
    assertThat(scopes(shop, "store-manager", "store-manager-pw")).contains(Set.of("read_stores"));
    roles.removeGroup(role.id(), staff);
    assertThat(roles.get(role.id()).orElseThrow().groups()).isEmpty();
  }

  private static String groupOf(User user, String name) {
    for (Object group : (List<?>) user.attributes().get("groups")) {
      Map<?, ?> members = (Map<?, ?>) group;
      if (name.equals(members.get("display"))) {
        return String.valueOf(members.get("value"));
      }
    }
    throw new AssertionError(name + " is not among the groups of " + user);
  }

  private static NewUser dora(String givenName) {
    return new NewUser("dora", Optional.of(Secret.of("dora-pw")), Optional.of(givenName), Optional.of("Doe"),
        List.of("dora@east.bestcarmart.example"));
  }

  private TokenResponse signIn(String user) throws Exception {
    try (OrganizationClient client = OrganizationClient.of(Demo.east(local).set(Setting.CLIENT_ID, "sample_application_client_id")
        .set(Setting.CLIENT_SECRET, "sample_application_client_secret").build())) {
      return client.password(user, Secret.of("dora-pw"), Set.of("openid"));
    }
  }

  private Optional<Set<String>> scopes(Application application, String user, String password) throws Exception {
    OidcConfiguration oidc = management.applications().oidc(application.id());
    try (OrganizationClient client = OrganizationClient.of(Demo.east(local).set(Setting.CLIENT_ID, oidc.clientId())
        .set(Setting.CLIENT_SECRET, oidc.clientSecret().orElseThrow().value()).build())) {
      return client.password(user, Secret.of(password), Set.of("read_stores", "write_stores")).orThrow().scopes();
    }
  }
}
