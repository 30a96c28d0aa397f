package io.asbru.management;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A management API refused a request. The message holds all that it said: status, code, message, description and trace id. A wrong or
 * missing permission is {@link io.asbru.outbound.InsufficientScopeException} where it shows before anything is sent.
 */
public final class ManagementException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String code;
  private final @Nullable String description;
  private final @Nullable String traceId;

  ManagementException(String what, int status, @Nullable String code, @Nullable String message, @Nullable String description,
      @Nullable String traceId) {
    super(what + " answered with status " + status + part(" ", code) + part(": ", message)
        + (description == null || description.equals(message) ? "" : part(" ", description)) + part(", trace id ", traceId));
    this.status = status;
    this.code = code;
    this.description = description == null ? message : description;
    this.traceId = traceId;
  }

  private static String part(String before, @Nullable String text) {
    return text == null || text.isBlank() ? "" : before + text;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The server's code, such as {@code APP-60006}, or SCIM's error type; empty if it names none. */
  public Optional<String> code() {
    return Optional.ofNullable(code);
  }

  /** What the server says about the cause; empty if it says nothing. */
  public Optional<String> description() {
    return Optional.ofNullable(description);
  }

  /** By which the server's operators find the request in their logs; empty if it names none. */
  public Optional<String> traceId() {
    return Optional.ofNullable(traceId);
  }
}
