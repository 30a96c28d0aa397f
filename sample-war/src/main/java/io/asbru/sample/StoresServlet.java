package io.asbru.sample;

import io.asbru.security.RequiresScopes;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stores as an API: {@code GET} lists them, {@code POST} adds one. Behind the filter its rules say which scopes are needed; under
 * Jakarta Security the annotations do.
 */
final class StoresServlet extends HttpServlet {

  private static final int MOST_BYTES = 4096;

  private final transient Stores stores;

  StoresServlet(Stores stores) {
    this.stores = stores;
  }

  @Override
  @RequiresScopes("read_stores")
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Json.send(response, HttpServletResponse.SC_OK, Json.stores(stores.all()));
  }

  @Override
  @RequiresScopes("write_stores")
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!json(request.getContentType())) {
      Json.send(response, HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
          Json.error("invalid_request", "Send the store as application/json."));
      return;
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      Json.send(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
          Json.error("invalid_request", "The body is longer than " + MOST_BYTES + " bytes."));
      return;
    }
    try {
      add(NewStore.parse(body), response);
    } catch (InvalidRequestException e) {
      Json.send(response, HttpServletResponse.SC_BAD_REQUEST, Json.error("invalid_request", e.advice()));
    }
  }

  private void add(NewStore wanted, HttpServletResponse response) throws IOException {
    Optional<Store> added = stores.add(wanted);
    if (added.isEmpty()) {
      Json.send(response, HttpServletResponse.SC_CONFLICT,
          Json.error("no_room", "There is no room for another store. Restart the sample to begin anew."));
      return;
    }
    Json.send(response, HttpServletResponse.SC_CREATED, added.get());
  }

  private static boolean json(@Nullable String contentType) {
    return contentType != null && contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json");
  }
}
