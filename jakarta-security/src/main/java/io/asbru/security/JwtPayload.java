package io.asbru.security;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The claims within a token that has been validated before. Validates nothing. */
final class JwtPayload {

  private JwtPayload() {}

  /** The claims; empty for anything but a JWS with a JSON object. */
  static Optional<Map<String, Object>> of(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(Base64.getUrlDecoder().decode(parts[1])))) {
      return Optional.of(JsonClaims.map(reader.readObject()));
    } catch (JsonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
