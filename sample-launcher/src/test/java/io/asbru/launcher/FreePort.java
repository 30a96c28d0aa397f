package io.asbru.launcher;

import java.io.IOException;
import java.net.ServerSocket;

/** A port that nobody listens on at the moment. */
final class FreePort {

  private FreePort() {}

  static int find() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
