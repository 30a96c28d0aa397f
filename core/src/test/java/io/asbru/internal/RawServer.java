package io.asbru.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A server below HTTP: on each connection it reads the head of one request and then does as a script says. */
final class RawServer implements AutoCloseable {

  private final ServerSocket listening;
  private final CompletableFuture<Void> asked = new CompletableFuture<>();
  private final CompletableFuture<Void> clientGone = new CompletableFuture<>();

  interface Script {
    void play(Socket socket, OutputStream out) throws IOException;
  }

  RawServer(Script script) {
    try {
      listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    background(() -> {
      while (!listening.isClosed()) {
        accept(script);
      }
    });
  }

  String url() {
    return "http://localhost:" + listening.getLocalPort() + "/";
  }

  /** Done when a request has come. */
  CompletableFuture<Void> asked() {
    return asked;
  }

  /** Done when the client has closed the connection under the script. */
  CompletableFuture<Void> clientGone() {
    return clientGone;
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private void accept(Script script) {
    try {
      Socket socket = listening.accept();
      background(() -> serve(socket, script));
    } catch (IOException e) {
      // Closed.
    }
  }

  private static void background(Runnable work) {
    Thread thread = new Thread(work, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket connection, Script script) {
    try (Socket socket = connection) {
      readHead(socket.getInputStream());
      asked.complete(null);
      script.play(socket, socket.getOutputStream());
    } catch (IOException e) {
      clientGone.complete(null);
    }
  }

  private static void readHead(InputStream in) throws IOException {
    int lineLength = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n' && lineLength == 0) {
        return;
      }
      lineLength = c == '\n' ? 0 : c == '\r' ? lineLength : lineLength + 1;
    }
  }

  /** Waits until the client closes. */
  static void awaitEnd(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // The client has nothing more to say.
    }
    throw new IOException("the client has closed");
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
