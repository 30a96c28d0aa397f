package io.asbru.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Ends this process when the launcher ends, however that happens: the launcher holds the other end of the standard input, and the
 * operating system closes it even if the launcher is killed.
 */
final class Tether {

  private Tether() {}

  static void toLauncher() {
    Thread watch = new Thread(() -> {
      waitForEnd(System.in);
      System.exit(0);
    }, "launcher-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void waitForEnd(InputStream in) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // As good as the end.
    }
  }
}
