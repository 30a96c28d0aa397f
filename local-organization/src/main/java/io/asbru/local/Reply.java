package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An HTTP response as a value.
 *
 * @param status the status code
 * @param headers names and values in the order in which they are sent
 * @param body the body, empty for none
 */
record Reply(int status, List<Map.Entry<String, String>> headers, byte[] body) {

  Reply {
    headers = List.copyOf(headers);
  }

  static Reply of(int status, String contentType, String body) {
    return new Reply(status, List.of(Map.entry("Content-Type", contentType)), body.getBytes(UTF_8));
  }

  static Reply json(int status, Map<String, Object> object) {
    return new Reply(status, List.of(Map.entry("Content-Type", "application/json")), Json.write(object));
  }

  static Reply html(int status, String html) {
    return of(status, "text/html;charset=UTF-8", html);
  }

  static Reply redirect(String location) {
    return new Reply(302, List.of(Map.entry("Location", location)), new byte[0]).header("Cache-Control", "no-store");
  }

  /** With this header instead of any of the same name. */
  Reply header(String name, String value) {
    List<Map.Entry<String, String>> changed = new ArrayList<>(headers);
    changed.removeIf(header -> header.getKey().equalsIgnoreCase(name));
    changed.add(Map.entry(name, value));
    return new Reply(status, changed, body);
  }

  /** With another cookie. */
  Reply cookie(String setCookie) {
    List<Map.Entry<String, String>> changed = new ArrayList<>(headers);
    changed.add(Map.entry("Set-Cookie", setCookie));
    return new Reply(status, changed, body);
  }

  Reply notStored() {
    return header("Cache-Control", "no-store").header("Pragma", "no-cache");
  }

  Reply body(byte[] body) {
    return new Reply(status, headers, body);
  }

  Optional<String> header(String name) {
    return headers.stream().filter(header -> header.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue)
        .findFirst();
  }

  /** With the JSON object in the body changed; unchanged if the body is something else. */
  Reply changeJson(Consumer<Map<String, Object>> change) {
    if (!header("Content-Type").orElse("").toLowerCase(Locale.ROOT).contains("json") || body.length == 0) {
      return this;
    }
    try {
      Map<String, Object> object = Json.read(body);
      change.accept(object);
      return body(Json.write(object));
    } catch (IOException e) {
      return this;
    }
  }
}
