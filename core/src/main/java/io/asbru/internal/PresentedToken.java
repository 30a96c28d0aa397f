package io.asbru.internal;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.asbru.HttpRequestView;
import io.asbru.resource.BearerCredentials;
import io.asbru.resource.BearerCredentials.Malformed;
import io.asbru.resource.BearerCredentials.None;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the bearer token where the settings allow it to stand: in the header alone, or also in a form or the query. */
final class PresentedToken {

  private static final String PARAMETER = "access_token";

  private final boolean headerOnly;
  private final boolean fromQuery;
  private final Set<String> places;

  PresentedToken(Set<String> places) {
    this.places = places;
    this.headerOnly = places.equals(Set.of("header"));
    this.fromQuery = places.contains("query");
  }

  /** What the request presents, unread; a token in two places is malformed (RFC 6750, section 2). */
  BearerCredentials of(HttpRequestView view) {
    BearerCredentials header = BearerCredentials.unread(view);
    if (headerOnly || header instanceof Malformed) {
      return header;
    }
    // The container's form parameters include those of the query, so each place is counted for itself.
    List<String> query = query(view);
    List<String> tokens = new ArrayList<>();
    if (fromQuery) {
      tokens.addAll(query);
    }
    if (places.contains("form")) {
      List<String> posted = new ArrayList<>(view.sharedFormParameter(PARAMETER));
      query.forEach(posted::remove);
      tokens.addAll(posted);
    }
    // One in a header that is not looked at counts as well: nobody may take it for the one that was judged.
    if (tokens.size() + (header instanceof None ? 0 : 1) > 1) {
      return new Malformed("The token is presented in two places.");
    }
    if (tokens.isEmpty()) {
      return places.contains("header") ? header : new None();
    }
    return BearerCredentials.ofParameter(tokens.get(0));
  }

  /** Whether a token that is looked at stands in the query: then it is the one that the request is judged by. */
  boolean inQuery(HttpRequestView view) {
    return fromQuery && !query(view).isEmpty();
  }

  private static List<String> query(HttpRequestView view) {
    return URLUtils.parseParameters(view.query().orElse("")).getOrDefault(PARAMETER, List.of());
  }
}
