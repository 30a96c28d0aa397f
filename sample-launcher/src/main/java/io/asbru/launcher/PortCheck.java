package io.asbru.launcher;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Finds out before anything is started whether a port can be had, so that it is said in one line. */
final class PortCheck {

  private PortCheck() {}

  /**
   * Makes sure that a port of this machine is free.
   *
   * @param port the port
   * @param purpose who needs it
   * @param property the property that sets another
   */
  static void requireFree(int port, String purpose, String property) throws LaunchException {
    if (inUse(port)) {
      throw new LaunchException("Port " + port + ", which " + purpose + " needs, is in use: stop what uses it, or set another with -D"
          + property + "=" + (port < 65000 ? port + 1000 : port - 1000));
    }
  }

  /** Looks at every address of localhost: a browser that tries ::1 first must not end at somebody else's server. */
  private static boolean inUse(int port) throws LaunchException {
    try {
      for (InetAddress address : InetAddress.getAllByName("localhost")) {
        if (inUse(address, port)) {
          return true;
        }
      }
      return false;
    } catch (UnknownHostException e) {
      throw new LaunchException("This machine does not know localhost: add it to its hosts file");
    }
  }

  private static boolean inUse(InetAddress address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return false;
    } catch (BindException e) {
      // An address that this machine does not have (::1 where IPv6 is off) cannot be taken by anybody.
      return !String.valueOf(e.getMessage()).startsWith("Cannot assign requested address");
    } catch (IOException e) {
      return true;
    }
  }
}
