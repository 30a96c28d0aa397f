package io.asbru.internal;

import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.HttpReply.Header;
import io.asbru.HttpRequestView;
import io.asbru.Requirement;
import io.asbru.StepUp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The refusals of API clients, made once for each address that the application is known by and kept, so that a bad token costs about
 * as much as a good one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750, section 3</a>
 */
final class Challenges {

  static final String HEADER = "WWW-Authenticate";
  /** More addresses than any application has; beyond it they are made anew, so that made-up Host headers fill nothing. */
  private static final int MOST_KEPT = 1000;
  private static final int FEW = 8;

  private final String realm;
  private final Optional<ResourceMetadata> metadata;
  private final ConcurrentHashMap<String, AtAddress> byAuthority = new ConcurrentHashMap<>();
  /** Those made first, often the only ones: found by a comparison, without a hash code. If two threads make them at once, either will do. */
  private volatile @Nullable AtAddress first;

  Challenges(String realm, Optional<ResourceMetadata> metadata) {
    this.realm = realm;
    this.metadata = metadata;
  }

  AtAddress of(HttpRequestView view) {
    String key = metadata.isPresent() ? metadata.get().variesBy(view) : "";
    AtAddress usual = first;
    if (usual != null && usual.key.equals(key)) {
      return usual;
    }
    AtAddress known = byAuthority.get(key);
    if (known != null) {
      return known;
    }
    AtAddress made = new AtAddress(key, "Bearer realm=\"" + realm + "\""
        + metadata.map(document -> attribute("resource_metadata", document.url(view))).orElse(""));
    if (byAuthority.size() < MOST_KEPT) {
      byAuthority.put(key, made);
      first = usual == null ? made : usual;
    }
    return made;
  }

  private static String attribute(String name, String value) {
    return ", " + name + "=\"" + quotable(value) + "\"";
  }

  /** The characters that RFC 6750, section 3, allows within quotes; others become an apostrophe or a question mark. */
  static String quotable(String text) {
    StringBuilder quotable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quotable.append(c == '"' || c == '\\' ? '\'' : c < 0x20 || c > 0x7e ? '?' : c);
    }
    return quotable.toString();
  }

  private record InsufficientScope(Requirement requirement, Refused refused) {}

  /** The refusals at one address. */
  static final class AtAddress {

    private final String key;
    private final String challenge;
    private final Refused signInRequired;
    private final Refused tokenRequired;
    private final Refused invalidToken;
    private final ConcurrentHashMap<Requirement, Refused> insufficientScope = new ConcurrentHashMap<>();
    /** The first few of them, found without a hash code: requirements are made once, when the application starts, and often few. */
    private volatile InsufficientScope[] first = {};

    private AtAddress(String key, String challenge) {
      this.key = key;
      this.challenge = challenge;
      signInRequired = refused(Reason.LOGIN_REQUIRED, 401, "login_required", "Sign in, then try again.", challenge, Map.of());
      tokenRequired = refused(Reason.LOGIN_REQUIRED, 401, "login_required", "Send a bearer token.", challenge, Map.of());
      invalidToken = withError(Reason.INVALID_TOKEN, 401, "invalid_token",
          "The access token is unknown, expired, revoked, or not meant for this application.", "", Map.of());
    }

    Refused signInRequired() {
      return signInRequired;
    }

    Refused tokenRequired() {
      return tokenRequired;
    }

    Refused invalidToken() {
      return invalidToken;
    }

    Refused malformed(String description) {
      return withError(Reason.INVALID_REQUEST, 400, "invalid_request", description, "", Map.of());
    }

    Refused insufficientScope(Requirement requirement) {
      for (InsufficientScope kept : first) {
        if (kept.requirement == requirement) {
          return kept.refused;
        }
      }
      Refused known = insufficientScope.get(requirement);
      if (known != null) {
        return known;
      }
      String scopes = String.join(" ", requirement.scopesNamed());
      Refused made = withError(Reason.INSUFFICIENT_SCOPE, 403, "insufficient_scope", "The scopes granted are not enough.",
          attribute("scope", scopes), Map.of("scope", scopes));
      if (insufficientScope.size() < MOST_KEPT) {
        insufficientScope.put(requirement, made);
      }
      keepAmongFirst(new InsufficientScope(requirement, made));
      return made;
    }

    private synchronized void keepAmongFirst(InsufficientScope made) {
      if (first.length < FEW) {
        InsufficientScope[] longer = Arrays.copyOf(first, first.length + 1);
        longer[first.length] = made;
        first = longer;
      }
    }

    /** RFC 9470, section 3. */
    Refused insufficientUserAuthentication(StepUp stepUp) {
      String acrValues = String.join(" ", stepUp.acrValues());
      return withError(Reason.INSUFFICIENT_USER_AUTHENTICATION, 401, "insufficient_user_authentication",
          "The user has to authenticate again, or in another way.",
          (acrValues.isEmpty() ? "" : attribute("acr_values", acrValues))
              + stepUp.maxAge().map(age -> attribute("max_age", Long.toString(age.toSeconds()))).orElse(""), Map.of());
    }

    private Refused withError(Reason reason, int status, String error, String description, String further,
        Map<String, String> members) {
      return refused(reason, status, error, description,
          challenge + attribute("error", error) + attribute("error_description", description) + further, members);
    }

    private static Refused refused(Reason reason, int status, String error, String description, String challenge,
        Map<String, String> members) {
      return new Refused(Refusals.json(status, error, description, List.of(new Header(HEADER, challenge)), members), reason);
    }
  }
}
