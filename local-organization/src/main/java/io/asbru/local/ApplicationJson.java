package io.asbru.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An application of application management, from and to JSON; its protocol is {@link OidcConfiguration}. */
final class ApplicationJson {

  /** Marks an application that has no protocol yet. */
  static final String NO_PROTOCOL = "noProtocol";

  private static final String STANDARD = "custom-application-oidc";
  private static final String M2M = "m2m-application";
  private static final Set<String> TEMPLATES_OF_ORGANIZATIONS = Set.of(STANDARD, "custom-application", M2M);
  private static final List<String> TEXTS = List.of("description", "imageUrl", "accessUrl", "logoutReturnUrl", "templateId",
      "templateVersion");
  private static final String CLAIMS = "claimConfiguration";
  private static final String LOGIN_FLOW = "authenticationSequence";
  private static final String ROLES = "associatedRoles";

  private static final String ADVANCED_CONFIGURATIONS = "advancedConfigurations";
  /** Configurations without a meaning here, and their defaults. */
  private static final Map<String, Object> ADVANCED = Map.of("saas", false, "discoverableByEndUsers", false,
      "returnAuthenticatedIdpList", false, "enableAuthorization", false, "enableAPIBasedAuthentication", false);

  private ApplicationJson() {}

  /** The protocol of an application to be made; the M2M template has one even if none is given. */
  static Optional<Input> protocol(Input input) throws ManagementRefusal {
    Optional<Input> protocols = input.optional("inboundProtocolConfiguration");
    if (protocols.isPresent()) {
      for (String name : protocols.get().object().keySet()) {
        if (!name.equals("oidc")) {
          throw input.bad("The inbound protocol '" + ApiErrors.shown(name) + "' is not supported: an organization's"
              + " applications use OAuth 2.0.");
        }
      }
      return protocols.get().optional("oidc");
    }
    return input.optionalText("templateId").filter(M2M::equals).map(template -> new Input(
        Map.of("grantTypes", List.of(Application.CLIENT_CREDENTIALS)), "", input::bad));
  }

  /** Takes over what a client said; what it did not say stays. */
  static void read(Input input, Application.Builder application, Map<String, Object> details, Organization organization)
      throws ManagementRefusal {
    for (String name : TEXTS) {
      input.optionalText(name).ifPresent(text -> details.put(name, text));
    }
    Optional<String> template = input.optionalText("templateId");
    if (template.isPresent() && !organization.root() && !TEMPLATES_OF_ORGANIZATIONS.contains(template.get())) {
      throw input.bad("An organization's application is made from the standard-based or the M2M template.");
    }
    Optional<Input> roles = input.optional(ROLES);
    if (roles.isPresent()) {
      details.put(ROLES, Json.object("allowedAudience", audience(roles.get()), "roles", List.of()));
    }
    Optional<Input> claims = input.optional(CLAIMS);
    if (claims.isPresent()) {
      for (Input requested : claims.get().inputs("requestedClaims")) {
        requested.optional("claim").orElseThrow(() -> input.bad("A requested claim has no 'claim'.")).text("uri");
      }
      details.put(CLAIMS, claims.get().object());
    }
    Optional<Input> flow = input.optional(LOGIN_FLOW);
    if (flow.isPresent()) {
      checkLoginFlow(flow.get());
      details.put(LOGIN_FLOW, flow.get().object());
    }
    Optional<Input> advanced = input.optional(ADVANCED_CONFIGURATIONS);
    if (advanced.isPresent()) {
      Map<String, Object> kept = new LinkedHashMap<>(ADVANCED);
      kept.putAll(advanced(details));
      for (String name : ADVANCED.keySet()) {
        kept.put(name, advanced.get().flag(name, Boolean.TRUE.equals(kept.get(name))));
      }
      details.put(ADVANCED_CONFIGURATIONS, kept);
      if (advanced.get().has("skipLoginConsent")) {
        application.consentRequired(!advanced.get().flag("skipLoginConsent", false));
      }
      if (advanced.get().has("skipLogoutConsent")) {
        application.logoutConsentSkipped(advanced.get().flag("skipLogoutConsent", true));
      }
    }
  }

  /** The ends of the URIs of an application's attributes; empty if it has none. */
  static Optional<Set<String>> requestedClaims(Application application) {
    if (!(application.details().get(CLAIMS) instanceof Map<?, ?> claims)) {
      return Optional.empty();
    }
    Set<String> requested = new HashSet<>();
    for (Object each : claims.get("requestedClaims") instanceof Collection<?> list ? list : List.of()) {
      if (each instanceof Map<?, ?> one && one.get("claim") instanceof Map<?, ?> claim && claim.get("uri") instanceof String uri) {
        requested.add(uri.substring(uri.lastIndexOf('/') + 1));
      }
    }
    return requested.isEmpty() ? Optional.empty() : Optional.of(requested);
  }

  private static String audience(Input roles) throws ManagementRefusal {
    String audience = roles.text("allowedAudience");
    if (!audience.equals("APPLICATION") && !audience.equals("ORGANIZATION")) {
      throw roles.bad("'associatedRoles.allowedAudience' is APPLICATION or ORGANIZATION.");
    }
    return audience;
  }

  private static void checkLoginFlow(Input flow) throws ManagementRefusal {
    String type = flow.optionalText("type").orElse("DEFAULT");
    if (!type.equals("DEFAULT") && !type.equals("USER_DEFINED")) {
      throw flow.bad("'authenticationSequence.type' is DEFAULT or USER_DEFINED.");
    }
    List<Input> steps = flow.inputs("steps");
    if (type.equals("USER_DEFINED") && steps.isEmpty()) {
      throw flow.bad("A login flow of your own has at least one step.");
    }
    for (Input step : steps) {
      for (Input option : step.inputs("options")) {
        option.text("idp");
        option.text("authenticator");
      }
    }
  }

  static Map<String, Object> item(Application application, String collection) {
    Map<String, Object> json = Json.object("id", application.id(), "name", application.name());
    for (String name : List.of("description", "imageUrl", "accessUrl", "templateId")) {
      Optional.ofNullable(application.details().get(name))
          .ifPresent(value -> json.put(name.equals("imageUrl") ? "image" : name, value));
    }
    if (!application.details().containsKey(NO_PROTOCOL)) {
      json.put("clientId", application.clientId());
    }
    json.put("associatedRoles", roles(application));
    json.put("access", "WRITE");
    json.put("self", collection + "/" + application.id());
    return json;
  }

  static Map<String, Object> full(Application application, String collection) {
    Map<String, Object> json = Json.object("id", application.id(), "name", application.name());
    for (String name : TEXTS) {
      Optional.ofNullable(application.details().get(name)).ifPresent(value -> json.put(name, value));
    }
    if (!application.details().containsKey(NO_PROTOCOL)) {
      json.put("clientId", application.clientId());
    }
    json.put("isManagementApp", application.scopes().stream().anyMatch(scope -> scope.startsWith("internal_")));
    json.put("applicationEnabled", true);
    json.put(ROLES, roles(application));
    json.put(CLAIMS, application.details().getOrDefault(CLAIMS, Json.object("dialect", "LOCAL",
        "claimMappings", List.of(), "requestedClaims", List.of())));
    json.put("inboundProtocols", protocols(application, collection));
    json.put(LOGIN_FLOW, application.details().getOrDefault(LOGIN_FLOW, Json.object("type", "DEFAULT",
        "steps", List.of(Json.object("id", 1,
            "options", List.of(Json.object("idp", "LOCAL", "authenticator", "BasicAuthenticator")))),
        "requestPathAuthenticators", List.of(), "script", "", "subjectStepId", 1, "attributeStepId", 1)));
    Map<String, Object> advanced = new LinkedHashMap<>(ADVANCED);
    advanced.putAll(advanced(application.details()));
    advanced.put("skipLoginConsent", !application.consentRequired());
    advanced.put("skipLogoutConsent", application.logoutConsentSkipped());
    json.put(ADVANCED_CONFIGURATIONS, advanced);
    json.put("provisioningConfigurations", Json.object("outboundProvisioningIdps", List.of()));
    json.put("access", "WRITE");
    return json;
  }

  @SuppressWarnings("unchecked") // made by read
  private static Map<String, Object> advanced(Map<String, Object> details) {
    return (Map<String, Object>) details.getOrDefault(ADVANCED_CONFIGURATIONS, Map.of());
  }

  static Collection<Object> protocols(Application application, String collection) {
    List<Object> protocols = new ArrayList<>();
    if (!application.details().containsKey(NO_PROTOCOL)) {
      protocols.add(Json.object("type", "oauth2", "name", "oauth2",
          "self", collection + "/" + application.id() + "/inbound-protocols/oidc"));
    }
    return protocols;
  }

  private static Object roles(Application application) {
    return application.details().getOrDefault(ROLES,
        new LinkedHashMap<>(Map.of("allowedAudience", "ORGANIZATION", "roles", List.of())));
  }
}
