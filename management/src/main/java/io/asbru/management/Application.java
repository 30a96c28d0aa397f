package io.asbru.management;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An application as the organization knows it.
 *
 * @param id its id, by which the APIs name it; not the client identifier
 * @param name its name
 * @param description what it is; absent if nobody said
 * @param clientId its client identifier; absent where the answer does not tell, or without a protocol
 * @param templateId the template that it was made from; absent if it is not told
 */
public record Application(String id, String name, Optional<String> description, Optional<String> clientId, Optional<String> templateId) {

  public Application {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
  }
}
