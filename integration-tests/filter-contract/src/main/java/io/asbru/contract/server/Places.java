package io.asbru.contract.server;

import static java.util.stream.Collectors.joining;

import io.asbru.contract.server.Place.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The places of a server, on free ports, and which of them are taken. Enough for the applications that one part of the contract has at once. */
public final class Places {

  private static final List<Kind> KINDS = List.of(Kind.PLAIN, Kind.PLAIN, Kind.PLAIN, Kind.PLAIN, Kind.PLAIN, Kind.PLAIN,
      Kind.ONE_THREAD, Kind.LENIENT, Kind.LENIENT);

  private final List<Place> all = new ArrayList<>();
  private final List<Place> free;
  private final int adminPort;

  Places() {
    List<Integer> ports = freePorts(KINDS.size() + 1);
    for (int i = 0; i < KINDS.size(); i++) {
      all.add(new Place("place" + i, ports.get(i), KINDS.get(i)));
    }
    free = new ArrayList<>(all);
    adminPort = ports.get(KINDS.size());
  }

  /** The port for the server's administration. */
  public int adminPort() {
    return adminPort;
  }

  /** A text for each place, in one. */
  public String each(Function<Place, String> text) {
    return all.stream().map(text).collect(joining());
  }

  Place take(Kind kind) {
    Place place = free.stream().filter(each -> each.kind() == kind).findFirst()
        .orElseThrow(() -> new IllegalStateException("no place of kind " + kind + " is free: more applications at once than foreseen"));
    free.remove(place);
    return place;
  }

  void giveBack(Place place) {
    free.add(place);
  }

  /** Ports that nobody uses now. */
  private static List<Integer> freePorts(int number) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < number; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
