package io.asbru.internal;

import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.settings.HttpSettings;
import io.asbru.settings.Setting;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serial;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the authorization server, each with one deadline over connecting, headers <em>and</em> body, and a bound
 * on what is read. Redirects are not followed: a redirected request would take its secrets along.
 */
public final class HttpSender implements HTTPRequestSender, AutoCloseable {

  private static final String STOPPED = "the application has been stopped";

  private static final RetryPolicy<HTTPResponse> RETRY_NEVER = RetryPolicy.<HTTPResponse>builder().withMaxRetries(0).build();

  private static final RetryPolicy<HTTPResponse> RETRY_ONCE =
      RetryPolicy.<HTTPResponse>builder().handle(BrokenException.class).withMaxRetries(1).build();
  private final HttpSettings settings;
  private final Map<URI, EndpointGuard> guards = new ConcurrentHashMap<>();
  private final HttpTransport transport;
  private final boolean ownTransport;
  private final Duration deadline;
  private final int maxResponseSize;
  private final Clock clock;
  private final Map<BoundedBody, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();
  private volatile boolean closed;

  HttpSender(HttpSettings settings, Clock clock) {
    this(settings, clock, Optional.empty());
  }

  /** Sends by a transport that somebody else closes, or by one of its own. */
  HttpSender(HttpSettings settings, Clock clock, Optional<HttpTransport> shared) {
    this.clock = clock;
    this.settings = settings;
    deadline = settings.requestTimeout();
    maxResponseSize = settings.maxResponseSize();
    transport = shared.orElseGet(() -> new HttpTransport(settings));
    ownTransport = shared.isEmpty();
  }

  /**
   * Sends a request, if its endpoint can be expected to answer, and makes something of the response.
   *
   * @throws E if {@code judge} does
   */
  <T, E extends Exception> T exchange(ReadOnlyHTTPRequest request, EndpointGuard.Judge<T, E> judge)
      throws AuthorizationServerUnavailableException, E {
    return guarded(request, RETRY_NEVER, judge);
  }

  /** The same for a request that changes nothing: sent once more, within the same deadline, if the connection broke. */
  <T, E extends Exception> T exchangeSafely(ReadOnlyHTTPRequest request, EndpointGuard.Judge<T, E> judge)
      throws AuthorizationServerUnavailableException, E {
    return guarded(request, RETRY_ONCE, judge);
  }

  private <T, E extends Exception> T guarded(ReadOnlyHTTPRequest request, RetryPolicy<HTTPResponse> retries,
      EndpointGuard.Judge<T, E> judge) throws AuthorizationServerUnavailableException, E {
    URI address = withoutQuery(request.getURI());
    return guards.computeIfAbsent(address, endpoint -> new EndpointGuard(endpoint, settings, transport.limits(endpoint), clock))
        .send(() -> sent(request, address, retries), judge);
  }

  private ProviderResponse sent(ReadOnlyHTTPRequest request, URI address, RetryPolicy<HTTPResponse> retries)
      throws AuthorizationServerUnavailableException {
    long begun = System.nanoTime();
    try {
      HTTPResponse response = Failsafe.with(retries).get(() -> send(request, deadline.minusNanos(System.nanoTime() - begun)));
      return new ProviderResponse(address, response, clock.instant());
    } catch (FailsafeException e) {
      throw new AuthorizationServerUnavailableException(address + ": " + message(e.getCause()), e.getCause());
    }
  }

  private static String message(@Nullable Throwable cause) {
    return cause == null ? "failed" : String.valueOf(cause.getMessage());
  }

  /**
   * Sends a request and reads the whole response.
   *
   * @throws IOException if there is no complete response within the deadline and the size allowed
   */
  @Override
  public HTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    return send(request, deadline);
  }

  private HTTPResponse send(ReadOnlyHTTPRequest request, Duration timeLeft) throws IOException {
    if (closed) {
      throw new IOException(STOPPED);
    }
    BoundedBody body = new BoundedBody(maxResponseSize);
    CompletableFuture<HttpResponse<byte[]>> exchange;
    try {
      exchange = transport.client().sendAsync(outgoing(request), head -> body);
    } catch (IllegalArgumentException e) {
      // Neither message nor cause: they quote the header field at fault, which may hold a token.
      throw new IOException("the request holds characters that cannot be sent");
    } catch (RejectedExecutionException e) {
      throw new IOException(STOPPED, e);
    }
    underWay.put(body, exchange);
    try {
      return incoming(exchange.get(Math.max(1, timeLeft.toNanos()), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      abandon(exchange, body);
      throw new TooSlowException("no complete answer within " + deadline.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      abandon(exchange, body);
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw closed ? new IOException(STOPPED, e) : explained(e.getCause());
    } catch (CancellationException e) {
      throw new IOException(STOPPED, e);
    } finally {
      underWay.remove(body);
    }
  }

  /** The deadline has passed, so that there is no time for another attempt. */
  private static final class TooSlowException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    TooSlowException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The connection broke, or could not be made: what a restarted provider does to connections that were kept. */
  private static final class BrokenException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    BrokenException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  private static void abandon(CompletableFuture<?> exchange, BoundedBody body) {
    exchange.cancel(true);
    body.stop(new IOException("abandoned"));
  }

  private static InterruptedIOException interrupted(InterruptedException cause) {
    InterruptedIOException exception = new InterruptedIOException("the thread was interrupted while it waited for an answer");
    exception.initCause(cause);
    return exception;
  }

  private static IOException explained(@Nullable Throwable cause) {
    if (cause instanceof BoundedBody.TooLargeException tooLarge) {
      return new IOException(tooLarge.getMessage() + " (" + Setting.MAX_RESPONSE_SIZE.key() + ")", cause);
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return new IOException("connecting took longer than " + Setting.CONNECT_TIMEOUT.key() + " allows", cause);
    }
    if (cause instanceof ConnectException) {
      return new IOException("connecting failed" + reason(cause), cause);
    }
    if (cause instanceof SSLException) {
      return new IOException("no secure connection (certificates come from " + Setting.TRUST_STORE.key() + " or the JVM)"
          + reason(cause), cause);
    }
    return new BrokenException("the connection broke off before the answer was complete", cause);
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? "" : ": " + cause.getMessage();
  }

  private static HttpRequest outgoing(ReadOnlyHTTPRequest request) {
    String body = request.getBody();
    BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body, StandardCharsets.UTF_8);
    HttpRequest.Builder outgoing = HttpRequest.newBuilder(request.getURI()).method(request.getMethod().name(), publisher);
    request.getHeaderMap().forEach((name, values) -> values.forEach(value -> outgoing.header(name, value)));
    return outgoing.build();
  }

  private static HTTPResponse incoming(HttpResponse<byte[]> response) {
    HTTPResponse incoming = new HTTPResponse(response.statusCode());
    response.headers().map().forEach((name, values) -> incoming.setHeader(name, values.toArray(String[]::new)));
    incoming.setBody(new String(response.body(), StandardCharsets.UTF_8));
    return incoming;
  }

  /** Does something that nobody waits for. */
  void inBackground(Runnable work) {
    transport.executor().execute(work);
  }

  /** Where requests wait for one another's calls to the provider at this address. */
  WaitingRoom waitingRoom(URI provider) {
    return new WaitingRoom(settings, transport.limits(provider));
  }

  private static URI withoutQuery(URI uri) {
    String text = uri.toString();
    int query = text.indexOf('?');
    return query < 0 ? uri : URI.create(text.substring(0, query));
  }

  /** Breaks off what is under way and ends all threads of its own; a request sent later fails. */
  @Override
  public void close() {
    closed = true;
    underWay.values().forEach(exchange -> exchange.cancel(true));
    if (ownTransport) {
      transport.close();
    }
  }
}
