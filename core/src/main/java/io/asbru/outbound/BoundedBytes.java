package io.asbru.outbound;

import io.asbru.internal.BoundedBody;
import java.net.http.HttpResponse.BodyHandler;

/** Response bodies of which no more is read than allowed. */
public final class BoundedBytes {

  private BoundedBytes() {}

  /** Reads the whole body; the request fails with an {@link java.io.IOException} if it is longer than {@code mostBytes}. */
  public static BodyHandler<byte[]> of(int mostBytes) {
    return head -> new BoundedBody(mostBytes);
  }
}
