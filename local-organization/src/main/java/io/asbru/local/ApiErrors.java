package io.asbru.local;

/** The errors of application management and API resources, with the codes of the real service. */
final class ApiErrors {

  private ApiErrors() {}

  static ManagementRefusal invalid(String description) {
    return ManagementRefusal.api(400, "APP-60001", "Invalid request.", description);
  }

  static ManagementRefusal invalidFilter() {
    return ManagementRefusal.api(400, "APP-60004", "Invalid filter format.",
        "Filter needs to be in the format <attribute>+<operation>+<value>.");
  }

  static ManagementRefusal applicationNotFound(String id, Organization organization) {
    return ManagementRefusal.api(404, "APP-60006", "Application not found.",
        "Application cannot be found for the provided id: " + shown(id) + " in the tenantDomain: "
            + (organization.root() ? organization.handle() : organization.id()) + ".");
  }

  static ManagementRefusal applicationExists(String name, Organization organization) {
    return ManagementRefusal.api(409, "APP-60007", "Application already exists.",
        "An application with name: '" + shown(name) + "' already exists in tenantDomain: "
            + (organization.root() ? organization.handle() : organization.id()) + ".");
  }

  static ManagementRefusal clientExists(String clientId) {
    return ManagementRefusal.api(409, "APP-60009", "Inbound key already exists.",
        "An application with the client id: '" + shown(clientId) + "' already exists.");
  }

  static ManagementRefusal notImplemented(String description) {
    return ManagementRefusal.api(501, "APP-65501", "Not Implemented.", description);
  }

  static ManagementRefusal notFound(String what) {
    return ManagementRefusal.api(404, "APP-60506", "Resource not found.", what + " cannot be found.");
  }

  static ManagementRefusal apiResourceNotFound(String id) {
    return ManagementRefusal.api(404, "API_RESOURCE-60002", "Unable to find the API resource.",
        "Unable to find the API resource with the id: " + shown(id) + " in the tenant domain.");
  }

  static ManagementRefusal invalidApiResource(String description) {
    return ManagementRefusal.api(400, "API_RESOURCE-60001", "Invalid request.", description);
  }

  /** What somebody sent, cut so that an answer stays small. */
  static String shown(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
