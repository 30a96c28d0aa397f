package io.asbru.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a form-encoded body, without those of the query, which the servlet API mixes in. */
final class FormBody {

  private static final System.Logger LOG = System.getLogger(FormBody.class.getName());
  private static final String TYPE = "application/x-www-form-urlencoded";
  private static final int MOST_BYTES = 64 * 1024;

  private FormBody() {}

  static Map<String, List<String>> read(HttpServletRequest request) {
    if (!formEncoded(request.getContentType()) || request.getContentLengthLong() > MOST_BYTES) {
      return Map.of();
    }
    byte[] bytes;
    try {
      bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
    } catch (IllegalStateException readerInUse) {
      return withoutQuery(request);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A form-encoded body could not be read: {0}", e.getClass().getName());
      return Map.of();
    }
    if (bytes.length == 0 && request.getContentLengthLong() != 0) {
      // A filter before this one, or the server, has read the body as parameters.
      return withoutQuery(request);
    }
    return bytes.length > MOST_BYTES ? Map.of() : parse(new String(bytes, UTF_8));
  }

  private static boolean formEncoded(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT).strip();
    return type.startsWith(TYPE) && (type.length() == TYPE.length() || " ;".indexOf(type.charAt(TYPE.length())) >= 0);
  }

  /** The container puts the query's values before the body's (Servlet 6.0, section 3.1). */
  private static Map<String, List<String>> withoutQuery(HttpServletRequest request) {
    Map<String, List<String>> query = parse(request.getQueryString() == null ? "" : request.getQueryString());
    Map<String, List<String>> body = new LinkedHashMap<>();
    request.getParameterMap().forEach((name, values) -> {
      int fromQuery = query.getOrDefault(name, List.of()).size();
      if (values.length > fromQuery) {
        body.put(name, List.copyOf(Arrays.asList(values).subList(fromQuery, values.length)));
      }
    });
    return body;
  }

  /** Parses name=value pairs; empty if any of them is malformed. */
  static Map<String, List<String>> parse(String text) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    try {
      for (String pair : text.split("&")) {
        int split = pair.indexOf('=');
        String name = split < 0 ? pair : pair.substring(0, split);
        String value = split < 0 ? "" : pair.substring(split + 1);
        if (!pair.isEmpty()) {
          parameters.computeIfAbsent(URLDecoder.decode(name, UTF_8), any -> new ArrayList<>())
              .add(URLDecoder.decode(value, UTF_8));
        }
      }
    } catch (IllegalArgumentException e) {
      return Map.of();
    }
    return parameters;
  }
}
