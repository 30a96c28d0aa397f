package io.asbru.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.asbru.Secret;
import io.asbru.local.Definition;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.LocalOrganization;
import io.asbru.local.Switch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An onboarding that fails at each of its steps, in an organization that has nothing and in one that has half of it. */
@Timeout(120)
class UndoTest {

  private static final String EMAIL = "http://wso2.org/claims/emailaddress";

  private final LocalOrganization local = LocalOrganization.builder()
      .definition(Definition.empty().toBuilder().with(Switch.RATE_LIMIT, false).build()).start();
  private final Management management = Management.inOrganization(Demo.root(local).build(), Demo.EAST, time -> { });

  @BeforeEach
  void users() throws Exception {
    for (String name : List.of("anna", "ben")) {
      management.users().create(new NewUser(name, Optional.of(Secret.of(name + "-pw")), Optional.empty(), Optional.empty(), List.of()));
    }
  }

  @AfterEach
  void close() {
    management.close();
    local.close();
  }

  /**
   * How a step fails: refused, failed before it was carried out, or carried out with the answer lost. The step itself is among what is undone
   * if nobody can tell whether it was carried out.
   */
  @ParameterizedTest
  @CsvSource({
      "create the application,   APPLICATIONS, refused, 0",
      "create the application,   APPLICATIONS, failed,  1",
      "create the application,   APPLICATIONS, lost,    1",
      "authorize the application, APPLICATIONS, refused, 1",
      "authorize the application, APPLICATIONS, failed,  2",
      "authorize the application, APPLICATIONS, lost,    2",
      "create the role clerk,    SCIM_ROLES,   refused, 2",
      "create the role clerk,    SCIM_ROLES,   failed,  3",
      "create the role clerk,    SCIM_ROLES,   lost,    3",
      "create the role head,     SCIM_ROLES,   refused, 3",
      "create the role head,     SCIM_ROLES,   lost,    4"})
  void emptyOrganization_isEmptyAgain(String step, Endpoint endpoint, String how, int undone) throws Exception {
    Map<String, Object> before = everything();

    OnboardingException failure = failing(onboarding(complete()), step, () -> local.inject(fault(how), endpoint, 1));

    assertThat(failure.undone()).hasSize(undone);
    assertThat(failure.remaining()).isEmpty();
    assertThat(everything()).isEqualTo(before).doesNotContainKey("Shop");
  }

  @ParameterizedTest
  @CsvSource({
      "complete the application, APPLICATIONS, refused, 0",
      "complete the application, APPLICATIONS, failed,  1",
      "let the application,      APPLICATIONS, refused, 1",
      "let the application,      APPLICATIONS, lost,    2",
      "authorize the application, APPLICATIONS, refused, 2",
      "authorize the application, APPLICATIONS, failed,  3",
      "authorize the application, APPLICATIONS, lost,    3",
      "let the role clerk permit, SCIM_ROLES,   refused, 3",
      "let the role clerk permit, SCIM_ROLES,   lost,    4",
      "give the role clerk,      SCIM_ROLES,   refused, 4",
      "give the role clerk,      SCIM_ROLES,   failed,  5",
      "give the role clerk,      SCIM_ROLES,   lost,    5",
      "create the role head,     SCIM_ROLES,   refused, 5",
      "create the role head,     SCIM_ROLES,   lost,    6"})
  void applicationThatWasThere_isAsItWas(String step, Endpoint endpoint, String how, int undone) throws Exception {
    half().run(said -> { }, outcome -> { });
    Map<String, Object> before = everything();

    OnboardingException failure = failing(onboarding(complete()), step, () -> local.inject(fault(how), endpoint, 1));

    assertThat(failure.undone()).hasSize(undone);
    assertThat(failure.remaining()).isEmpty();
    assertThat(everything()).isEqualTo(before).containsKey("Shop");
  }

  /** The last role is refused, and nothing can be changed at that endpoint any more. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatRemains_isSaidStepByStep(boolean there) throws Exception {
    if (there) {
      half().run(said -> { }, outcome -> { });
    }
    OnboardingException failure = failing(onboarding(complete()), "create the role head",
        () -> local.inject(Fault.status(400), Endpoint.SCIM_ROLES));
    local.clearFaults();

    List<String> roles = there ? List.of("give the role clerk", "let the role clerk permit") : List.of("create the role clerk");
    assertThat(failure.remaining()).hasSameSizeAs(roles).allMatch(line -> line.contains("400"));
    for (int i = 0; i < roles.size(); i++) {
      assertThat(failure.remaining().get(i)).startsWith(roles.get(i));
    }
    assertThat(failure.undone()).hasSize(there ? 3 : 2);
    assertThat(management.applications().named("Shop").isPresent()).isEqualTo(there);
  }

  private OnboardingException failing(Onboarding onboarding, String step, Runnable fault) {
    List<String> said = new ArrayList<>();
    Consumer<String> progress = what -> {
      said.add(what);
      if (what.startsWith(step)) {
        fault.run();
      }
    };
    OnboardingException failure = catchThrowableOfType(OnboardingException.class, () -> onboarding.run(progress, outcome -> { }));
    assertThat(failure).as("%s", said).isNotNull();
    assertThat(said.get(said.size() - 1)).startsWith(step);
    return failure;
  }

  private static Fault fault(String how) {
    return switch (how) {
      case "refused" -> Fault.status(400);
      case "failed" -> Fault.status(500);
      case "lost" -> Fault.halfBody();
      default -> throw new IllegalArgumentException(how);
    };
  }

  private static NewApplication complete() {
    return NewApplication.standard("Shop").redirectUris("https://shop.example.com/cb", "https://shop.example.com/other")
        .attributes(Set.of(EMAIL)).build();
  }

  private Onboarding onboarding(NewApplication application) {
    return new Onboarding(management, application, Set.of("read_stores", "write_stores"), List.of(),
        List.of(new RoleRequest("clerk", Set.of("read_stores", "write_stores"), Set.of("anna", "ben")),
            new RoleRequest("head", Set.of("read_stores"), Set.of("ben"))));
  }

  /** One redirection URI, one scope, one role with one user, and no attributes. */
  private Onboarding half() {
    return new Onboarding(management, NewApplication.standard("Shop").redirectUris("https://shop.example.com/cb").build(),
        Set.of("read_stores"), List.of(), List.of(new RoleRequest("clerk", Set.of("read_stores"), Set.of("anna"))));
  }

  /** What an onboarding may change, by name. */
  private Map<String, Object> everything() throws Exception {
    Map<String, Object> all = new TreeMap<>();
    for (Application application : management.applications().all("")) {
      OidcConfiguration oidc = management.applications().oidc(application.id());
      all.put(application.name(), List.of(oidc.grantTypes(), oidc.redirectUris(),
          management.applications().authorizedApis(application.id()), management.applications().requestedClaims(application.id())));
    }
    for (Role role : management.roles().all("")) {
      Role whole = management.roles().get(role.id()).orElseThrow();
      all.put("role " + whole.name(), List.of(whole.audienceId(), Set.copyOf(whole.permissions()), Set.copyOf(whole.users())));
    }
    return all;
  }
}
