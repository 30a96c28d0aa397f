package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.asbru.local.Effect.Forgery;
import io.asbru.local.Effect.Target;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Something that goes wrong on purpose, to be {@linkplain LocalOrganization#inject injected} at an endpoint.
 *
 * <p>Faults about claims change the ID token where one is issued (the token endpoint), the logout token at
 * {@link Endpoint#BACK_CHANNEL_LOGOUT}, a signed introspection reply, and the JSON object of the reply elsewhere (introspection,
 * UserInfo, discovery). With {@link #inAccessToken()} they change a JWT access token instead.
 */
public final class Fault {

  private static final long LONG_AGO_SECONDS = Duration.ofDays(30).toSeconds();

  private final String name;
  private final Effect effect;

  private Fault(String name, Effect effect) {
    this.name = requireNonNull(name, "name");
    this.effect = requireNonNull(effect, "effect");
  }

  /** The answer comes, but only after this time. The request itself is carried out at once. */
  public static Fault latency(Duration latency) {
    return new Fault("latency " + latency, new Effect.Late(latency));
  }

  /**
   * The connection is reset (TCP RST) and the request is not carried out. Many HTTP clients, {@code java.net.http}
   * among them, silently send a GET once more, so inject it for good or twice where it matters.
   */
  public static Fault reset() {
    return new Fault("reset", new Effect.Reset());
  }

  /** The request is carried out, then the connection ends in the middle of the reply's body. */
  public static Fault halfBody() {
    return new Fault("halfBody", new Effect.Halved());
  }

  /** The reply's body comes one byte at a time, with this pause in between. */
  public static Fault trickle(Duration pause) {
    return new Fault("trickle " + pause, new Effect.Trickling(pause));
  }

  /** The request is not carried out; this status is the answer, with a page of HTML as a gateway would send it. */
  public static Fault status(int status) {
    return new Fault("status " + status, new Effect.Instead(Reply.html(status,
        "<html><head><title>" + status + "</title></head><body>Injected fault</body></html>")));
  }

  /** As {@link #status(int)}, with {@code Retry-After} in seconds. */
  public static Fault status(int status, int retryAfterSeconds) {
    return new Fault("status " + status + " Retry-After " + retryAfterSeconds, new Effect.Instead(
        Reply.html(status, "").header("Retry-After", Integer.toString(retryAfterSeconds))));
  }

  /** The request is refused with an OAuth error: {@code {"error_description":…,"error":…}}. */
  public static Fault error(int status, String error, String description) {
    return new Fault("error " + error, new Effect.Instead(
        Reply.json(status, Json.object("error_description", description, "error", error))));
  }

  /** The answer is 302 to this address. */
  public static Fault redirect(String location) {
    return new Fault("redirect", new Effect.Instead(Reply.redirect(location)));
  }

  /** The status and headers of a success, with a body that is not JSON. */
  public static Fault notJson() {
    return body("notJson", "<!DOCTYPE html><title>Maintenance</title>".getBytes(UTF_8));
  }

  /** The status and headers of a success, with an empty body. */
  public static Fault emptyBody() {
    return body("emptyBody", new byte[0]);
  }

  /** A valid JSON object that is padded to this number of bytes at least. */
  public static Fault hugeBody(int bytes) {
    return members("hugeBody " + bytes, json -> {
      char[] padding = new char[bytes];
      Arrays.fill(padding, 'x');
      json.put("padding", new String(padding));
    });
  }

  /** The usual body under another content type. */
  public static Fault contentType(String contentType) {
    return new Fault("contentType " + contentType,
        new Effect.Rewritten(reply -> reply.header("Content-Type", contentType)));
  }

  /** A member of the reply's JSON object has another value. */
  public static Fault member(String name, Object value) {
    requireNonNull(value, "value");
    return members("member " + name, json -> json.put(name, value));
  }

  /** A member of the reply's JSON object is missing. */
  public static Fault missingMember(String name) {
    return members("missingMember " + name, json -> json.remove(name));
  }

  /** A claim has another value. */
  public static Fault claim(String name, Object value) {
    requireNonNull(value, "value");
    return claims("claim " + name, claims -> claims.put(name, value));
  }

  /** A claim is missing. */
  public static Fault missingClaim(String name) {
    return claims("missingClaim " + name, claims -> claims.remove(name));
  }

  /** A parameter of the redirect back to the client has another value: {@code state}, {@code code}, {@code iss}. */
  public static Fault parameter(String name, String value) {
    return new Fault("parameter " + name, new Effect.Parameters(parameters -> parameters.put(name, value)));
  }

  /** A parameter of the redirect back to the client is missing. */
  public static Fault missingParameter(String name) {
    return new Fault("missingParameter " + name, new Effect.Parameters(parameters -> parameters.remove(name)));
  }

  public static Fault wrongIssuer() {
    return claims("wrongIssuer",
        claims -> claims.put(claims.containsKey("issuer") ? "issuer" : "iss", "https://issuer.example/oauth2/token"));
  }

  public static Fault wrongAudience() {
    return claim("aud", "another_client_id").named("wrongAudience");
  }

  /** The client's own identifier is one audience among others, and {@code azp} names another client. */
  public static Fault wrongAzp() {
    return claims("wrongAzp", claims -> {
      claims.put("aud", List.of(String.valueOf(claims.get("aud")), "another_client_id"));
      claims.put("azp", "another_client_id");
    });
  }

  public static Fault wrongNonce() {
    return claim("nonce", "another-nonce").named("wrongNonce");
  }

  public static Fault wrongAtHash() {
    return claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA").named("wrongAtHash");
  }

  public static Fault wrongSubject() {
    return claim("sub", "00000000-0000-4000-8000-000000000000").named("wrongSubject");
  }

  public static Fault wrongOrganization() {
    return claim("org_id", "00000000-0000-4000-8000-000000000001").named("wrongOrganization");
  }

  public static Fault missingOrganization() {
    return missingClaim("org_id").named("missingOrganization");
  }

  /** {@code exp} is thirty days earlier than it should be. */
  public static Fault expired() {
    return claims("expired", claims -> shift(claims, "exp", -LONG_AGO_SECONDS));
  }

  /** {@code iat} and {@code nbf} are thirty days ahead, and {@code exp} with them. */
  public static Fault issuedInFuture() {
    return claims("issuedInFuture", claims -> {
      for (String name : List.of("iat", "nbf", "exp")) {
        shift(claims, name, LONG_AGO_SECONDS);
      }
    });
  }

  public static Fault missingExpiry() {
    return missingClaim("exp").named("missingExpiry");
  }

  /** {@code exp} is the right number with a fraction. */
  public static Fault decimalExpiry() {
    return claims("decimalExpiry", claims -> {
      if (claims.get("exp") instanceof Number exp) {
        claims.put("exp", exp.longValue() + 0.5);
      }
    });
  }

  public static Fault negativeExpiry() {
    return claim("exp", -1).named("negativeExpiry");
  }

  /** {@code exp} is larger than a {@code long} can hold. */
  public static Fault hugeExpiry() {
    return claim("exp", BigInteger.TEN.pow(30)).named("hugeExpiry");
  }

  /** {@code active} is the string {@code "true"} instead of the boolean. */
  public static Fault activeAsString() {
    return members("activeAsString", json -> json.computeIfPresent("active", (name, value) -> value.toString()));
  }

  public static Fault wrongTokenType() {
    return member("token_type", "mac").named("wrongTokenType");
  }

  public static Fault missingIdToken() {
    return missingMember("id_token").named("missingIdToken");
  }

  /** {@code alg} is {@code none} and there is no signature. */
  public static Fault algNone() {
    return forged("algNone", Forgery.ALG_NONE);
  }

  /** Signed by HMAC with the published public key as the secret. */
  public static Fault hmacWithPublicKey() {
    return forged("hmacWithPublicKey", Forgery.HMAC_WITH_PUBLIC_KEY);
  }

  /** The right {@code kid}, but signed by a key that nobody has published. */
  public static Fault badSignature() {
    return forged("badSignature", Forgery.FOREIGN_KEY);
  }

  /** Signed by a key that nobody has published, and its {@code kid} says so. */
  public static Fault unknownKid() {
    return forged("unknownKid", Forgery.UNKNOWN_KID);
  }

  /** Signed properly, but the header has no {@code kid}. */
  public static Fault missingKid() {
    return forged("missingKid", Forgery.MISSING_KID);
  }

  /** Signed by the right key with RS512, which discovery does not announce. */
  public static Fault otherAlgorithm() {
    return forged("otherAlgorithm", Forgery.OTHER_ALGORITHM);
  }

  /** The same fault in a JWT access token instead of the ID token. */
  public Fault inAccessToken() {
    if (effect instanceof Effect.Claims claims) {
      return new Fault(name + " in access token", new Effect.Claims(Target.ACCESS_TOKEN, claims.change()));
    }
    if (effect instanceof Effect.Forged forged) {
      return new Fault(name + " in access token", new Effect.Forged(Target.ACCESS_TOKEN, forged.forgery()));
    }
    throw new IllegalStateException("Not a fault of a signed token: " + name);
  }

  Effect effect() {
    return effect;
  }

  /** The name of the method that made it, and what tells it from others of that method. */
  @Override
  public String toString() {
    return name;
  }

  private Fault named(String other) {
    return new Fault(other, effect);
  }

  private static Fault body(String name, byte[] body) {
    return new Fault(name, new Effect.Rewritten(reply -> reply.body(body)));
  }

  private static Fault members(String name, Consumer<Map<String, Object>> change) {
    return new Fault(name, new Effect.Members(change));
  }

  private static Fault claims(String name, Consumer<Map<String, Object>> change) {
    return new Fault(name, new Effect.Claims(Target.ID_TOKEN, change));
  }

  private static Fault forged(String name, Forgery forgery) {
    return new Fault(name, new Effect.Forged(Target.ID_TOKEN, forgery));
  }

  private static void shift(Map<String, Object> claims, String name, long seconds) {
    if (claims.get(name) instanceof Number value) {
      claims.put(name, value.longValue() + seconds);
    }
  }
}
