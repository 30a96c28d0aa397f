package io.asbru.local;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Application management: {@code /api/server/v1/applications}. */
final class ApplicationsApi implements ManagementHandler {

  private static final int MOST_APPLICATIONS = 1_000;
  private static final int LONGEST_NAME = 255;
  private static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9._-]+(?: [a-zA-Z0-9._-]+)*$");
  private static final String OIDC = "oidc";

  private final AuthorizedApis authorizedApis;
  private final Endings endings;

  ApplicationsApi(AuthorizedApis authorizedApis, Endings endings) {
    this.authorizedApis = authorizedApis;
    this.endings = endings;
  }

  @Override
  public Reply handle(ManagementRequest request) throws ManagementRefusal {
    List<String> path = request.path();
    if (path.isEmpty()) {
      return collection(request);
    }
    Organization organization = request.organization();
    Optional<Application> application = organization.applicationById(path.get(0));
    request.need(scopes(request, path));
    Application found = application.orElseThrow(() -> ApiErrors.applicationNotFound(path.get(0), organization));
    if (path.size() == 1) {
      return one(request, found);
    }
    if (path.get(1).equals("authorized-apis")) {
      return authorizedApis.handle(request, found);
    }
    if (path.get(1).equals("inbound-protocols")) {
      return protocols(request, found);
    }
    throw ApiErrors.notFound("The sub-resource '" + ApiErrors.shown(path.get(1)) + "'");
  }

  /** What an operation on one application needs. */
  private static String[] scopes(ManagementRequest request, List<String> path) {
    if (request.asks("GET", path.size())) {
      return new String[] {"application_mgt_view"};
    }
    if (request.asks("DELETE", 1)) {
      return new String[] {"application_mgt_delete"};
    }
    return path.get(path.size() - 1).equals("regenerate-secret")
        ? new String[] {"application_mgt_update", "application_mgt_client_secret_create"}
        : new String[] {"application_mgt_update"};
  }

  private Reply collection(ManagementRequest request) throws ManagementRefusal {
    if (request.asks("GET", 0)) {
      request.need("application_mgt_view");
      return list(request);
    }
    if (request.asks("POST", 0)) {
      request.need("application_mgt_create");
      return create(request);
    }
    return request.methodNotAllowed("GET, POST");
  }

  private static Reply list(ManagementRequest request) throws ManagementRefusal {
    Predicate<Filter.Attributes> filter = request.parameter("filter").map(Filter::parse)
        .orElse(Optional.of(all -> true)).orElseThrow(ApiErrors::invalidFilter);
    List<Application> matching = request.organization().applications().stream()
        .filter(application -> filter.test(name -> attribute(application, name)))
        .sorted(Comparator.comparing(Application::name).thenComparing(Application::id)).toList();
    ListPage<Application> page = ListPage.of(matching, request);
    return Reply.json(200, Json.object("totalResults", page.total(), "startIndex", page.offset() + 1,
        "count", page.items().size(),
        "applications", page.items().stream().map(each -> ApplicationJson.item(each, request.collection())).toList(),
        "links", page.links(request.collection())));
  }

  private static List<String> attribute(Application application, String name) {
    return switch (name) {
      case "name" -> List.of(application.name());
      case "clientid" -> List.of(application.clientId());
      case "templateid" -> Optional.ofNullable(application.details().get("templateId")).map(Object::toString).stream().toList();
      default -> List.of();
    };
  }

  private static Reply create(ManagementRequest request) throws ManagementRefusal {
    Organization organization = request.organization();
    Input input = request.input(ApiErrors::invalid);
    String name = name(input);
    if (named(organization, name).isPresent()) {
      throw ApiErrors.applicationExists(name, organization);
    }
    if (organization.applications().size() >= MOST_APPLICATIONS) {
      throw ApiErrors.invalid("The organization has reached the limit of " + MOST_APPLICATIONS + " applications.");
    }
    Optional<Input> oidc = ApplicationJson.protocol(input);
    String clientId = oidc.isPresent() ? oidc.get().optionalText("clientId").filter(id -> !id.isBlank())
        .orElseGet(OidcConfiguration::newClientId) : OidcConfiguration.newClientId();
    if (organization.application(clientId).isPresent()) {
      throw ApiErrors.clientExists(clientId);
    }
    Application.Builder application = Application.builder(clientId).id(UUID.randomUUID().toString()).name(name);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("associatedRoles", Json.object("allowedAudience", "APPLICATION", "roles", List.of()));
    ApplicationJson.read(input, application, details, organization);
    if (oidc.isPresent()) {
      OidcConfiguration.read(oidc.get(), application, details, organization, Optional.empty());
    } else {
      application.grants(Set.of());
      details.put(ApplicationJson.NO_PROTOCOL, true);
    }
    Application created = application.details(details).build();
    organization.put(created);
    return new Reply(201, List.of(Map.entry("Location",
        request.uri("/api/server/v1/applications/" + created.id()))), new byte[0]);
  }

  private static String name(Input input) throws ManagementRefusal {
    String name = input.text("name");
    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      throw input.bad("The Application name: '" + ApiErrors.shown(name) + "' is not valid! It is not adhering to the regex: "
          + NAME);
    }
    return name;
  }

  private static Optional<Application> named(Organization organization, String name) {
    return organization.applications().stream().filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }

  private Reply one(ManagementRequest request, Application application) throws ManagementRefusal {
    if (request.asks("GET", 1)) {
      return Reply.json(200, ApplicationJson.full(application, request.collection()));
    }
    if (request.asks("PATCH", 1)) {
      return patch(request, application);
    }
    if (request.asks("DELETE", 1)) {
      request.organization().removeApplication(application.clientId());
      request.organization().roles().stream()
          .filter(role -> role.application().filter(application.clientId()::equals).isPresent())
          .forEach(request.organization()::removeRole);
      endings.tokensOf(request.organization(), application);
      return noContent();
    }
    return request.methodNotAllowed("GET, PATCH, DELETE");
  }

  private static Reply patch(ManagementRequest request, Application application) throws ManagementRefusal {
    Organization organization = request.organization();
    Input input = request.input(ApiErrors::invalid);
    Application.Builder changed = application.toBuilder();
    if (input.has("name")) {
      String name = name(input);
      if (named(organization, name).filter(other -> !other.id().equals(application.id())).isPresent()) {
        throw ApiErrors.applicationExists(name, organization);
      }
      changed.name(name);
    }
    Map<String, Object> details = new LinkedHashMap<>(application.details());
    ApplicationJson.read(input, changed, details, organization);
    organization.put(changed.details(details).build());
    return Reply.of(200, "application/json", "");
  }

  private Reply protocols(ManagementRequest request, Application application) throws ManagementRefusal {
    List<String> path = request.path();
    if (request.asks("GET", 2)) {
      return new Reply(200, List.of(Map.entry("Content-Type", "application/json")),
          Json.write(ApplicationJson.protocols(application, request.collection())));
    }
    if (path.size() < 3 || !path.get(2).equals(OIDC)) {
      throw ApiErrors.notFound("The inbound protocol");
    }
    boolean absent = application.details().containsKey(ApplicationJson.NO_PROTOCOL);
    if (request.asks("PUT", 3)) {
      return replaceProtocol(request, application, absent);
    }
    if (absent) {
      throw ManagementRefusal.api(404, "APP-60010", "Inbound protocol not found.",
          "Inbound protocol oidc is not configured for the application with id: " + application.id());
    }
    if (request.asks("GET", 3)) {
      return Reply.json(200, OidcConfiguration.json(application)).notStored();
    }
    if (request.asks("DELETE", 3)) {
      removeProtocol(request.organization(), application);
      return noContent();
    }
    if (request.asks("POST", 4) && path.get(3).equals("regenerate-secret")) {
      return regenerate(request.organization(), application);
    }
    return request.methodNotAllowed("GET, PUT, DELETE");
  }

  private Reply replaceProtocol(ManagementRequest request, Application application, boolean absent)
      throws ManagementRefusal {
    Input oidc = request.input(ApiErrors::invalid);
    Optional<String> clientId = oidc.optionalText("clientId").filter(id -> !id.isBlank());
    if (clientId.isPresent() && !clientId.get().equals(application.clientId())) {
      throw ApiErrors.invalid("Invalid ClientID provided for update.");
    }
    Application.Builder changed = application.toBuilder();
    Map<String, Object> details = new LinkedHashMap<>(application.details());
    details.remove(ApplicationJson.NO_PROTOCOL);
    OidcConfiguration.read(oidc, changed, details, request.organization(),
        absent ? Optional.empty() : application.clientSecret());
    request.organization().put(changed.details(details).build());
    return Reply.of(200, "application/json", "");
  }

  private void removeProtocol(Organization organization, Application application) {
    Map<String, Object> details = new LinkedHashMap<>(application.details());
    details.put(ApplicationJson.NO_PROTOCOL, true);
    organization.put(application.toBuilder().publicClient().grants(Set.of()).redirectUris(List.of()).details(details)
        .build());
    endings.tokensOf(organization, application);
  }

  private Reply regenerate(Organization organization, Application application) throws ManagementRefusal {
    if (application.publicClient()) {
      throw ApiErrors.invalid("A public client has no secret.");
    }
    Application changed = application.toBuilder().clientSecret(OidcConfiguration.newSecret()).build();
    organization.put(changed);
    endings.tokensOf(organization, application);
    return Reply.json(200, OidcConfiguration.json(changed)).notStored();
  }

  private static Reply noContent() {
    return new Reply(204, List.of(), new byte[0]);
  }
}
