package io.asbru.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.asbru.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** JSON as the APIs take and give it. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private Json() {}

  static JsonNode parse(byte[] json) throws InvalidRequestException {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      // Its message quotes what was sent; the place is all that a sender needs.
      throw new InvalidRequestException("The body is not JSON"
          + (e.getLocation() == null ? "." : " (column " + e.getLocation().getColumnNr() + ")."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON", e);
    }
  }

  static Map<String, Object> stores(List<Store> stores) {
    return Map.of("stores", stores);
  }

  /** An error in the form that the library uses for its own. */
  static Map<String, Object> error(String code, String description) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("error", code);
    error.put("error_description", description);
    return error;
  }

  /** A caller; what is not known of it is left out. */
  static Map<String, Object> caller(Caller caller) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", caller.getName());
    members.put("kind", caller.user() ? "user" : "application");
    caller.subject().ifPresent(subject -> members.put("subject", subject));
    caller.clientId().ifPresent(clientId -> members.put("client_id", clientId));
    caller.organization().ifPresent(organization -> members.put("organization", organization));
    members.put("scopes", new TreeSet<>(caller.scopes()));
    members.put("roles", new TreeSet<>(caller.roles()));
    members.put("groups", new TreeSet<>(caller.groups()));
    caller.expiresAt().map(Instant::toString).ifPresent(time -> members.put("expires_at", time));
    return members;
  }

  static void send(HttpServletResponse response, int status, Object value) throws IOException {
    byte[] body = write(value).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
