package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A management request that is answered with an error, in the form of the API that was asked. */
final class ManagementRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String contentType;
  private final transient Map<String, Object> body;

  private ManagementRefusal(int status, String contentType, Map<String, Object> body, String message) {
    super(message, null, false, false);
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  /** An error of application management or of API resources. */
  static ManagementRefusal api(int status, String code, String message, String description) {
    return of(status, code, message, description);
  }

  /** An error of SCIM. @see <a href="https://www.rfc-editor.org/rfc/rfc7644#section-3.12">RFC 7644, section 3.12</a> */
  static ManagementRefusal scim(int status, Optional<String> scimType, String detail) {
    Map<String, Object> body = Json.object("schemas", new String[] {"urn:ietf:params:scim:api:messages:2.0:Error"});
    scimType.ifPresent(type -> body.put("scimType", type));
    body.put("detail", detail);
    body.put("status", Integer.toString(status));
    return new ManagementRefusal(status, Scim.CONTENT_TYPE, body, detail);
  }

  /** No token, or none that counts here. */
  static ManagementRefusal unauthorized() {
    return of(401, 401, "Unauthorized",
        "Authorization failure. Authorization information was invalid or missing from your request.");
  }

  /** A token without the scopes of the operation. */
  static ManagementRefusal forbidden() {
    return of(403, 403, "Forbidden", "Operation is not permitted. You do not have permissions to make this request.");
  }

  static ManagementRefusal tooManyRequests() {
    return of(429, 429, "Too Many Requests", "The number of requests that is allowed in a minute is exceeded.");
  }

  private static ManagementRefusal of(int status, Object code, String message, String description) {
    return new ManagementRefusal(status, "application/json", Json.object("code", code, "message", message,
        "description", description, "traceId", UUID.randomUUID().toString()), message + ": " + description);
  }

  Reply reply(Call call) {
    Reply reply = Reply.of(status, contentType, new String(Json.write(body), UTF_8)).notStored();
    return status == 401 ? reply.header("WWW-Authenticate", "Bearer realm=" + call.host()) : reply;
  }
}
