package io.asbru.internal;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Inactive;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One introspection under way, and those who wait for it. */
final class Introspection {

  private final CompletableFuture<IntrospectionResponse> response = new CompletableFuture<>();
  private final boolean ofEndingToken;
  private boolean forgotten;
  private boolean unkept;

  Introspection() {
    this(false);
  }

  private Introspection(boolean ofEndingToken) {
    this.ofEndingToken = ofEndingToken;
  }

  /** One that asks nobody: a token is being ended, and who asks for it waits for that. */
  static Introspection ofEndingToken() {
    return new Introspection(true);
  }

  /** Ends the wait; {@code keep} is called unless the token was forgotten meanwhile. */
  synchronized void complete(IntrospectionResponse answer, Consumer<IntrospectionResponse> keep) {
    if (forgotten) {
      response.complete(Inactive.INSTANCE);
      return;
    }
    if (!unkept) {
      keep.accept(answer);
    }
    response.complete(answer);
  }

  void fail(AuthorizationServerUnavailableException failure) {
    response.completeExceptionally(failure);
  }

  /** Whatever the answer, the token is inactive, for those who wait not before {@code keep} has run. */
  synchronized void forget(Runnable keep) {
    forgotten = true;
    keep.run();
  }

  /** The answer serves those who wait, and nobody later; not so what becomes of an ending token. Whether others may ask anew. */
  synchronized boolean keepNothing() {
    unkept = true;
    return !ofEndingToken;
  }

  IntrospectionResponse await(Duration patience) throws AuthorizationServerUnavailableException {
    try {
      return response.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      throw new AuthorizationServerUnavailableException("another request's introspection of the same token takes too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuthorizationServerUnavailableException("interrupted while waiting for an introspection", e);
    }
  }

  private static AuthorizationServerUnavailableException failure(@Nullable Throwable cause) {
    if (cause instanceof AuthorizationServerUnavailableException failure) {
      return new AuthorizationServerUnavailableException(
          String.valueOf(failure.getMessage()), failure, failure.retryAfter().orElse(null));
    }
    return new AuthorizationServerUnavailableException("the introspection broke off", cause);
  }
}
