package io.asbru.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortCheckTest {

  @Test
  void portOfAnotherServer_isSaidInOneLineWithTheRemedy() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      int port = other.getLocalPort();

      assertThatThrownBy(() -> PortCheck.requireFree(port, "the sample", "sample.port"))
          .isInstanceOf(LaunchException.class)
          .hasMessageMatching("Port " + port + ", which the sample needs, is in use: stop what uses it, or set another with "
              + "-Dsample\\.port=[0-9]+");
    }
  }

  @Test
  void portOfAServerAtAllAddresses_isInUse() throws Exception {
    try (ServerSocket other = new ServerSocket(0)) {
      assertThatThrownBy(() -> PortCheck.requireFree(other.getLocalPort(), "the sample", "sample.port"))
          .isInstanceOf(LaunchException.class);
    }
  }

  @Test
  void freePort_isAccepted() throws Exception {
    int port = FreePort.find();

    assertThatCode(() -> PortCheck.requireFree(port, "the sample", "sample.port")).doesNotThrowAnyException();
  }
}
