package io.asbru.outbound;

import static java.util.Objects.requireNonNull;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends requests with {@code java.net.http} and a bearer token (RFC 6750), and asks again where that is safe. Thread-safe.
 *
 * <ul>
 *   <li>401: the token is dropped, and the request sent once more with a new one, if there is a new one.
 *   <li>403 with {@code insufficient_scope}: an {@link InsufficientScopeException} that names the scope.
 *   <li>429: sent again after {@code Retry-After}, unless that is longer than the longest wait; twice at the most. For services that do not
 *       say when, see {@link #withRateLimitWindow}.
 *   <li>502, 503, 504, and connections that break: likewise, but only for methods that may be repeated (RFC 9110, section 9.2.2).
 * </ul>
 *
 * <p>Any other response is returned as it is. Redirects are never followed: a redirected request would take the token along. A token is not
 * sent over http, except to this machine.
 */
public final class BearerHttpClient {

  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");
  private static final Pattern SCOPE = Pattern.compile("[ ,]scope=\"([^\"]*)\"");
  private static final int MOST_ATTEMPTS = 3;
  private static final Duration FIRST_WAIT_IN_WINDOW = Duration.ofSeconds(5);

  private final HttpClient http;
  private final TokenSource tokens;
  private final Duration deadline;
  private final Duration longestWait;
  private final Duration rateLimitWindow;
  private final Clock clock;
  private final Pause pause;

  /** Lets time pass before a request is sent again. */
  @FunctionalInterface
  public interface Pause {
    /** Returns when this time has passed. */
    void pass(Duration time) throws InterruptedException;

    /** Sleeps. */
    static Pause sleeping() {
      return time -> TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }
  }

  BearerHttpClient(HttpClient http, TokenSource tokens, Duration deadline, Duration longestWait, Clock clock, Pause pause) {
    this(http, tokens, deadline, longestWait, Duration.ZERO, clock, pause);
  }

  private BearerHttpClient(HttpClient http, TokenSource tokens, Duration deadline, Duration longestWait, Duration rateLimitWindow,
      Clock clock, Pause pause) {
    if (http.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException("a client that follows redirects would take the token along: build it with Redirect.NEVER");
    }
    this.http = http;
    this.tokens = requireNonNull(tokens, "tokens");
    this.deadline = deadline;
    this.longestWait = longestWait;
    this.rateLimitWindow = rateLimitWindow;
    this.clock = clock;
    this.pause = pause;
  }

  /** Requests with these tokens, over a client with the JVM's defaults and ten seconds for connecting. */
  public static BearerHttpClient of(TokenSource tokens) {
    return of(HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build(), tokens);
  }

  /**
   * Requests with these tokens over a client of yours.
   *
   * @throws IllegalArgumentException if it follows redirects
   */
  public static BearerHttpClient of(HttpClient http, TokenSource tokens) {
    return new BearerHttpClient(http, tokens, Duration.ofSeconds(30), Duration.ofSeconds(30), Clock.systemUTC(),
        Pause.sleeping());
  }

  /** The same with another time for one request, its body included. 30 seconds by default. */
  public BearerHttpClient withDeadline(Duration time) {
    return new BearerHttpClient(http, tokens, requireNonNull(time, "time"), longestWait, rateLimitWindow, clock, pause);
  }

  /** The same with another longest time to wait before a request is sent again. 30 seconds by default; zero to wait for nothing. */
  public BearerHttpClient withLongestWait(Duration time) {
    return new BearerHttpClient(http, tokens, deadline, requireNonNull(time, "time"), rateLimitWindow, clock, pause);
  }

  /**
   * The same for a service that counts requests in a window of time and answers 429 without {@code Retry-After}: the request is sent again
   * after 5, 5, 10, 20 … seconds, until the window has passed. Zero by default: then it is sent again after one and two seconds.
   */
  public BearerHttpClient withRateLimitWindow(Duration time) {
    return new BearerHttpClient(http, tokens, deadline, longestWait, requireNonNull(time, "time"), clock, pause);
  }

  /** The same with another way to wait, which may also tell somebody. Sleeps by default. */
  public BearerHttpClient withPause(Pause value) {
    return new BearerHttpClient(http, tokens, deadline, longestWait, rateLimitWindow, clock, requireNonNull(value, "value"));
  }

  /**
   * Sends a request; a header field {@code Authorization} of its own is replaced.
   *
   * @param body what is made of the body, see {@link BoundedBytes} for one that bounds it
   * @throws IOException if there is no complete response within the deadline
   * @throws AuthorizationServerUnavailableException if there is no token because the authorization server could not be asked
   * @throws InsufficientScopeException if a scope is missing
   * @throws IllegalArgumentException if the address is http to another machine
   */
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body)
      throws IOException, InterruptedException, AuthorizationServerUnavailableException {
    URI address = request.uri();
    if (Settings.exposed(address)) {
      throw new IllegalArgumentException("http would show the token to everybody on the way to " + address.getHost() + "; use https");
    }
    Secret token = tokens.accessToken();
    boolean renewed = false;
    int attempt = 1;
    Duration waitedInWindow = Duration.ZERO;
    while (true) {
      Optional<Duration> wait;
      try {
        HttpResponse<T> response = once(request, token, body);
        if (response.statusCode() == 401 && !renewed) {
          renewed = true;
          tokens.rejected(token);
          Secret other = tokens.accessToken();
          if (!other.equals(token)) {
            token = other;
            discard(response);
            continue;
          }
        }
        refuseIfScopeLacks(response);
        boolean inWindow = response.statusCode() == 429 && !rateLimitWindow.isZero() && said(response).isEmpty();
        wait = inWindow ? waitInWindow(waitedInWindow)
            : attempt < MOST_ATTEMPTS ? waitAfter(response, request.method(), attempt) : Optional.empty();
        if (wait.isEmpty()) {
          return response;
        }
        discard(response);
        if (inWindow) {
          waitedInWindow = waitedInWindow.plus(wait.get());
          pause.pass(wait.get());
          continue;
        }
      } catch (HttpTimeoutException e) {
        throw e;
      } catch (IOException e) {
        if (attempt >= MOST_ATTEMPTS || !REPEATABLE.contains(request.method()) || longestWait.isZero()) {
          throw e;
        }
        wait = Optional.of(ordinaryWait(attempt));
      }
      pause.pass(wait.get());
      attempt++;
    }
  }

  private <T> HttpResponse<T> once(HttpRequest request, Secret token, BodyHandler<T> body) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> exchange = http.sendAsync(authorized(request, token), body);
    try {
      return exchange.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new HttpTimeoutException(request.uri().getHost() + " gave no complete answer within " + deadline.toMillis() + " ms");
    } catch (InterruptedException e) {
      exchange.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HttpTimeoutException timeout) {
        throw timeout;
      }
      throw new IOException(request.uri().getHost() + ": " + e.getCause(), e.getCause());
    }
  }

  private static HttpRequest authorized(HttpRequest request, Secret token) throws IOException {
    HttpRequest.Builder copy = HttpRequest.newBuilder(request, (name, value) -> !name.equalsIgnoreCase("Authorization"));
    try {
      return copy.setHeader("Authorization", "Bearer " + token.value()).build();
    } catch (IllegalArgumentException e) {
      // Neither message nor cause: they quote the token.
      throw new IOException("the token holds characters that cannot be sent");
    }
  }

  private static void refuseIfScopeLacks(HttpResponse<?> response) {
    if (response.statusCode() != 403) {
      return;
    }
    for (String challenge : response.headers().allValues("WWW-Authenticate")) {
      if (challenge.regionMatches(true, 0, "Bearer", 0, 6) && challenge.contains("insufficient_scope")) {
        Matcher scope = SCOPE.matcher(challenge);
        URI uri = response.uri();
        throw InsufficientScopeException.refused(uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath(),
            scope.find() && !scope.group(1).isBlank() ? Set.of(scope.group(1).strip().split("\\s+")) : Set.of());
      }
    }
  }

  private Optional<Duration> waitAfter(HttpResponse<?> response, String method, int attempt) {
    int status = response.statusCode();
    boolean again = status == 429 || status >= 502 && status <= 504 && REPEATABLE.contains(method);
    if (!again || longestWait.isZero()) {
      return Optional.empty();
    }
    Duration wait = said(response).orElse(ordinaryWait(attempt));
    return wait.compareTo(longestWait) <= 0 ? Optional.of(wait) : Optional.empty();
  }

  private Optional<Duration> said(HttpResponse<?> response) {
    return response.headers().firstValue("Retry-After").flatMap(value -> RetryAfter.parse(value, clock));
  }

  /** Doubles what was waited already, but never beyond the window. */
  private Optional<Duration> waitInWindow(Duration waited) {
    Duration left = rateLimitWindow.minus(waited);
    Duration wait = waited.compareTo(FIRST_WAIT_IN_WINDOW) < 0 ? FIRST_WAIT_IN_WINDOW : waited;
    return left.isZero() || left.isNegative() ? Optional.empty() : Optional.of(wait.compareTo(left) < 0 ? wait : left);
  }

  private Duration ordinaryWait(int attempt) {
    Duration wait = Duration.ofMillis(500L << attempt);
    return wait.compareTo(longestWait) < 0 ? wait : longestWait;
  }

  private static void discard(HttpResponse<?> response) throws IOException {
    if (response.body() instanceof AutoCloseable open) {
      try {
        open.close();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
