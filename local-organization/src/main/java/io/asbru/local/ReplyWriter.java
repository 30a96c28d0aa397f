package io.asbru.local;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** Puts one answer on the wire: as it should be, late, byte by byte, half of it, or not at all. */
final class ReplyWriter {

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Scheduler scheduler;

  ReplyWriter(Request request, Response response, Callback callback, Scheduler scheduler) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.scheduler = scheduler;
  }

  void write(Dispatcher.Answer answer) {
    later(answer.latency(), () -> {
      if (answer.reply().isEmpty()) {
        disconnect(true);
        return;
      }
      Reply reply = answer.reply().get();
      writeHead(reply);
      if (answer.halved()) {
        writeHalf(reply.body());
      } else if (answer.trickle().isPresent()) {
        response.getHeaders().put("Content-Length", reply.body().length);
        trickle(reply.body(), 0, answer.trickle().get());
      } else {
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
      }
    });
  }

  private void writeHead(Reply reply) {
    response.setStatus(reply.status());
    for (Map.Entry<String, String> header : reply.headers()) {
      response.getHeaders().add(header.getKey(), header.getValue());
    }
  }

  private void trickle(byte[] body, int at, Duration pause) {
    if (at >= body.length) {
      response.write(true, ByteBuffer.allocate(0), callback);
      return;
    }
    response.write(false, ByteBuffer.wrap(body, at, 1),
        Callback.from(() -> later(pause, () -> trickle(body, at + 1, pause)), callback::failed));
  }

  private void writeHalf(byte[] body) {
    response.getHeaders().put("Content-Length", body.length + 1L);
    ByteBuffer half = ByteBuffer.wrap(body, 0, (body.length + 1) / 2);
    response.write(false, half, Callback.from(() -> disconnect(false), failure -> disconnect(false)));
  }

  /** Ends the connection; with a reset instead of an orderly end if {@code reset}. */
  private void disconnect(boolean reset) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    while (endPoint instanceof EndPoint.Wrapper wrapper) {
      endPoint = wrapper.unwrap();
    }
    try {
      if (reset && endPoint.getTransport() instanceof SocketChannel channel) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      // Closed by the client in the meantime: then it is disconnected as well.
      callback.failed(e);
      return;
    }
    endPoint.close();
    callback.failed(new IOException("Disconnected by an injected fault"));
  }

  private void later(Duration delay, Runnable what) {
    if (delay.isZero()) {
      what.run();
    } else {
      scheduler.schedule(what, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }
}
