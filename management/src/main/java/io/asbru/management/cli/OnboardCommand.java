package io.asbru.management.cli;

import io.asbru.management.Management;
import io.asbru.management.NewApplication;
import io.asbru.management.Onboarding;
import io.asbru.management.RoleRequest;
import io.asbru.management.SettingsFiles;
import io.asbru.organization.Organization;
import io.asbru.settings.PropertySource;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sets up an application and writes its settings. */
@Command(name = "onboard", description = {
    "Set up an application in an organization and write its settings file.",
    "The client of --client-id is a management application: of the root organization, from where it switches to --organization-id, or "
        + "with --own-client of that organization itself. It can be run again: what is there is completed."})
final class OnboardCommand extends OrganizationCommand {

  private static final String LOCAL_DIALECT = "http://wso2.org/claims/";
  private static final List<String> USUAL_ATTRIBUTES = List.of("username", "emailaddress", "givenname", "lastname", "roles", "groups");
  private static final List<String> GRANTS_OF_USERS = List.of("authorization_code", "password");
  private static final Map<String, String> SCOPE_OF_ATTRIBUTE = new TreeMap<>(
      Map.of("emailaddress", "email", "mobile", "phone", "roles", "roles", "groups", "groups"));

  @Option(names = "--own-client", description = "The management application belongs to the organization itself.")
  boolean ownClient;

  @Option(names = "--name", paramLabel = "NAME", required = true, description = "The name of the application.")
  @SuppressWarnings("NullAway.Init") // by picocli
  String name;

  @Option(names = "--url", paramLabel = "URL",
      description = "The application as browsers see it, context path included. Registers URL/oauth2/callback for sign-in and sign-out, "
          + "and over https URL/oauth2/backchannel-logout.")
  @Nullable String url;

  @Option(names = "--redirect-uri", paramLabel = "URI", description = "A further redirection URI; may be repeated.")
  List<String> redirectUris = new ArrayList<>();

  @Option(names = "--m2m", description = "An M2M application: without users, client credentials alone.")
  boolean machineToMachine;

  @Option(names = "--grants", paramLabel = "GRANTS", description = "Grant types (authorization_code refresh_token client_credentials).")
  List<String> grants = new ArrayList<>();

  @Option(names = "--jwt", description = "Access tokens are JWTs.")
  boolean jwt;

  @Option(names = "--attributes", paramLabel = "NAMES", description = "What the application is told of its users: names of the local dialect, "
      + "or whole URIs, or none (username emailaddress givenname lastname roles groups). Its settings then ask for the OpenID Connect scopes "
      + "of these.")
  List<String> attributes = new ArrayList<>();

  @Option(names = "--scopes", paramLabel = "SCOPES", description = "Scopes of API resources that the application may have.")
  List<String> scopes = new ArrayList<>();

  @Option(names = "--api", paramLabel = "IDENTIFIER", description = "The API resource that has them; may be repeated. Without it all are searched.")
  List<String> apis = new ArrayList<>();

  @ArgGroup(exclusive = false, multiplicity = "0..*", heading = "A role by which users get scopes; may be repeated:%n")
  List<RoleOptions> roles = new ArrayList<>();

  @Option(names = "--output", paramLabel = "FILE", defaultValue = "asbru.properties", description = "The settings file (asbru.properties).")
  Path output = Path.of("asbru.properties");

  @Option(names = "--secret-output", paramLabel = "FILE",
      description = "Where the client secret goes, readable by you alone (client-secret beside the settings file).")
  @Nullable Path secretOutput;

  @Option(names = "--keep-credentials", description = "If the organization has forgotten the application, make it with the client identifier "
      + "and secret of the settings file that is there: for a local organization, which remembers nothing when it ends.")
  boolean keepCredentials;

  @Option(names = "--dry-run", description = "Say what would be changed, and change nothing.")
  boolean dryRun;

  static final class RoleOptions {

    @Option(names = "--role", paramLabel = "NAME", required = true, description = "The name of the role.")
    @SuppressWarnings("NullAway.Init") // by picocli
    String name;

    @Option(names = "--role-scopes", paramLabel = "SCOPES", required = true, description = "What it permits.")
    List<String> scopes = new ArrayList<>();

    @Option(names = "--users", paramLabel = "NAMES", description = "Who gets it.")
    List<String> users = new ArrayList<>();
  }

  @Override
  ExitCode carryOut() throws Exception {
    NewApplication application = application();
    Settings settings = client.read(main.terminal(), ownClient);
    Set<String> wanted = words(scopes);
    List<RoleRequest> requests = roles.stream().map(role -> new RoleRequest(role.name, words(role.scopes), words(role.users))).toList();
    try (Management management = ownClient || client.organizationId == null
        ? Management.of(settings, main::pause) : Management.inOrganization(settings, client.organizationId, main::pause)) {
      Onboarding onboarding = new Onboarding(management, application, wanted, apis, requests);
      if (dryRun) {
        Onboarding.Outcome outcome = onboarding.rehearse(main::progress);
        main.result(Map.of("dryRun", true, "changes", outcome.changes()), outcome.changes().isEmpty() ? "Nothing would be changed."
            : "Would write " + output + " and " + secretFile() + ". Nothing has been changed.");
        return ExitCode.DONE;
      }
      Onboarding.Outcome outcome = onboarding.run(main::progress, done -> write(settings, application, done));
      report(outcome);
      return ExitCode.DONE;
    }
  }

  private NewApplication application() throws IOException {
    List<String> uris = new ArrayList<>(redirectUris);
    if (url != null) {
      uris.add(0, base() + Setting.REDIRECT_PATH.defaultValue());
    }
    NewApplication.Builder builder = machineToMachine ? NewApplication.machineToMachine(name) : NewApplication.standard(name);
    if (!machineToMachine || !grants.isEmpty()) {
      builder.grantTypes(grants.isEmpty()
          ? new LinkedHashSet<>(List.of("authorization_code", "refresh_token", "client_credentials")) : words(grants));
    }
    builder.redirectUris(uris.toArray(String[]::new));
    if (url != null && url.startsWith("https:")) {
      builder.backChannelLogoutUri(base() + Setting.BACKCHANNEL_LOGOUT_PATH.defaultValue());
    }
    builder.attributes(attributes());
    if (jwt) {
      builder.jwtAccessTokens();
    }
    if (keepCredentials && Files.exists(output) && Files.exists(secretFile())) {
      Optional<String> clientId = PropertySource.load(output).get(Setting.CLIENT_ID.key());
      if (clientId.isPresent()) {
        builder.credentials(new NewApplication.Credentials(clientId.get(), TokenOptions.read(secretFile())));
      }
    }
    return builder.build();
  }

  /** Claims of the local dialect. */
  private Set<String> attributes() {
    Set<String> names = words(attributes);
    if (names.equals(Set.of("none"))) {
      return Set.of();
    }
    boolean users = !machineToMachine && (grants.isEmpty() || !Collections.disjoint(words(grants), GRANTS_OF_USERS));
    Set<String> uris = new LinkedHashSet<>();
    for (String name : names.isEmpty() && users ? USUAL_ATTRIBUTES : names) {
      uris.add(name.contains(":") ? name : LOCAL_DIALECT + name);
    }
    return uris;
  }

  /** The scopes by which an application asks for its attributes. */
  private static Set<String> scopesOf(Set<String> attributes) {
    Set<String> asked = new LinkedHashSet<>(List.of("openid", "profile"));
    SCOPE_OF_ATTRIBUTE.forEach((name, scope) -> {
      if (attributes.contains(LOCAL_DIALECT + name)) {
        asked.add(scope);
      }
    });
    return asked;
  }

  private String base() {
    String given = String.valueOf(url);
    return given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
  }

  private Path secretFile() {
    return secretOutput != null ? secretOutput : output.resolveSibling("client-secret");
  }

  private void write(Settings settings, NewApplication application, Onboarding.Outcome outcome) throws Exception {
    Organization organization = settings.provider().organization().orElseThrow();
    Map<Setting, String> values = new LinkedHashMap<>();
    values.put(Setting.BASE_URL, organization.baseUrl().toString());
    values.put(Setting.ROOT_ORGANIZATION, organization.root());
    if (client.organizationId != null) {
      values.put(Setting.ORGANIZATION_ID, client.organizationId);
    }
    values.put(Setting.CLIENT_ID, outcome.clientId().orElseThrow());
    if (application.grantTypes().contains("authorization_code")) {
      Set<String> asked = scopesOf(application.attributes());
      roles.forEach(role -> asked.addAll(words(role.scopes)));
      values.put(Setting.SCOPES, String.join(" ", asked));
    }
    if (url != null) {
      values.put(Setting.EXTERNAL_URL, base());
    }
    SettingsFiles.write(output, secretFile(), values, outcome.clientSecret());
  }

  private void report(Onboarding.Outcome outcome) {
    Map<String, Object> members = new LinkedHashMap<>();
    outcome.applicationId().ifPresent(id -> members.put("applicationId", id));
    outcome.clientId().ifPresent(id -> members.put("clientId", id));
    members.put("changes", outcome.changes());
    members.put("settings", output.toString());
    outcome.clientSecret().ifPresent(secret -> members.put("clientSecretFile", secretFile().toString()));
    main.result(members, "The application " + name + " is set up; its client identifier is " + outcome.clientId().orElse("unknown") + ".\n"
        + "Its settings are in " + output + (outcome.clientSecret().isPresent() ? ", its secret in " + secretFile() : "") + ".");
  }
}
