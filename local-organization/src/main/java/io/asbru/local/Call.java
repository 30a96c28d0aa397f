package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One HTTP request, with its query and form taken apart. */
final class Call {

  /** In bytes. */
  static final int LARGEST_BODY = 1 << 20;

  private final String method;
  private final String path;
  private final Map<String, List<String>> headers;
  private final Map<String, List<String>> query;
  private final Map<String, List<String>> form;
  private final byte[] body;
  private final String address;
  private final List<String> struck;

  /**
   * Takes a request apart.
   *
   * @param body the body, of which no more was read than {@link #LARGEST_BODY} and one byte
   * @param address the IP address it came from
   */
  Call(String method, String path, String rawQuery, Map<String, List<String>> headers, byte[] body, String address) {
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.query = decode(rawQuery);
    this.form = form(header("Content-Type").orElse(""), body);
    this.body = body;
    this.address = address;
    this.struck = new ArrayList<>();
  }

  private Call(Call other, Map<String, List<String>> parameters) {
    this.method = other.method;
    this.path = other.path;
    this.headers = other.headers;
    this.query = parameters;
    this.form = Map.of();
    this.body = other.body;
    this.address = other.address;
    this.struck = other.struck;
  }

  /** The same call, had it come with other parameters. */
  Call with(Map<String, List<String>> parameters) {
    return new Call(this, parameters);
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  boolean post() {
    return method.equals("POST");
  }

  Map<String, List<String>> headers() {
    return headers;
  }

  Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  byte[] body() {
    return body;
  }

  /** The IP address that the request came from. */
  String address() {
    return address;
  }

  /** The host that the client addressed, without the port. */
  String host() {
    return header("Host").orElse("localhost").replaceFirst(":\\d+$", "");
  }

  Map<String, List<String>> query() {
    return query;
  }

  /** Query and form together. */
  Map<String, List<String>> parameters() {
    Map<String, List<String>> all = new LinkedHashMap<>(query);
    form.forEach((name, values) -> all.merge(name, values, (a, b) -> {
      List<String> both = new ArrayList<>(a);
      both.addAll(b);
      return both;
    }));
    return all;
  }

  /** The first value of a parameter; a blank one counts as missing. */
  Optional<String> parameter(String name) {
    return parameters().getOrDefault(name, List.of()).stream().filter(value -> !value.isBlank()).findFirst();
  }

  /** The space-separated values of a parameter, each once, in order. */
  Set<String> words(String name) {
    Set<String> words = new LinkedHashSet<>(List.of(parameter(name).orElse("").trim().split("\\s+")));
    words.remove("");
    return words;
  }

  boolean repeatsParameter() {
    return parameters().values().stream().anyMatch(values -> values.size() > 1);
  }

  /** All values of a cookie, as several with the same name may arrive. */
  List<String> cookies(String name) {
    List<String> values = new ArrayList<>();
    for (String header : headers.getOrDefault("cookie", List.of())) {
      for (String pair : header.split(";")) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).trim().equals(name)) {
          values.add(pair.substring(equals + 1).trim());
        }
      }
    }
    return values;
  }

  /** Names of the faults that changed the answer. */
  List<String> struck() {
    return struck;
  }

  private static Map<String, List<String>> form(String contentType, byte[] body) {
    String type = contentType.toLowerCase(Locale.ROOT);
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return decode(new String(body, UTF_8));
    }
    if (type.startsWith("application/json")) {
      return json(body);
    }
    return Map.of();
  }

  private static Map<String, List<String>> json(byte[] body) {
    Map<String, List<String>> form = new LinkedHashMap<>();
    try {
      Json.read(body).forEach((name, value) -> form.put(name, List.of(String.valueOf(value))));
    } catch (IOException e) {
      // What cannot be read has no parameters, and the endpoint says which one is missing.
      return Map.of();
    }
    return form;
  }

  private static Map<String, List<String>> decode(String encoded) {
    Map<String, List<String>> decoded = new LinkedHashMap<>();
    for (String pair : encoded.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        decoded.computeIfAbsent(decodeText(name), key -> new ArrayList<>()).add(decodeText(value));
      }
    }
    return decoded;
  }

  private static String decodeText(String encoded) {
    try {
      return URLDecoder.decode(encoded, UTF_8);
    } catch (IllegalArgumentException e) {
      return encoded;
    }
  }
}
