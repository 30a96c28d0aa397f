package io.asbru.management.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Definition;
import io.asbru.local.LocalOrganization;
import io.asbru.management.Demo;
import io.asbru.management.Management;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command onboard where 200 requests in this minute were made already. The service does not say when it takes more. */
@Timeout(120)
class RateLimitTest {

  /** Thirty seconds of the minute are left. Tokens count from the system's time, so it is a minute of these days. */
  private final HandClock clock = new HandClock(Instant.ofEpochSecond(Math.floorDiv(Instant.now().getEpochSecond(), 60L) * 60L + 30));
  private final LocalOrganization local = LocalOrganization.builder().definition(Definition.empty()).clock(clock).start();
  private final CommandLineFixture shell = new CommandLineFixture();
  private final List<Long> waits = new ArrayList<>();
  @TempDir
  Path directory;

  private static final class HandClock extends Clock {

    private volatile Instant now;

    HandClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void useUpTheMinute() throws Exception {
    shell.environment.put("ASBRU_CLIENT_SECRET", "management_client_secret");
    try (Management management = Management.inOrganization(Demo.root(local).build(), Demo.EAST)) {
      for (int i = 0; i < 200; i++) {
        management.applications().list("", 0, 1);
      }
    }
  }

  @AfterEach
  void close() {
    local.close();
  }

  @Test
  void limitOfTheMinute_isWaitedForAndSaid() {
    shell.pauses = time -> {
      waits.add(time.toSeconds());
      clock.now = clock.now.plus(time);
    };

    assertThat(onboard()).as(shell.all()).isZero();
    assertThat(waits).containsExactly(5L, 5L, 10L, 20L);
    assertThat(shell.err()).contains("takes no more requests for now").contains("asking again in 20 s.");
    assertThat(directory.resolve("asbru.properties")).exists();
  }

  @Test
  void limitThatDoesNotEnd_isARefusalAfterAMinute() {
    shell.pauses = time -> waits.add(time.toSeconds());

    assertThat(onboard()).isEqualTo(1);
    assertThat(waits.stream().mapToLong(Long::longValue).sum()).isEqualTo(Duration.ofMinutes(1).toSeconds());
    assertThat(shell.err()).contains("429").contains("Nothing of it remains");
    assertThat(Files.exists(directory.resolve("asbru.properties"))).isFalse();
  }

  private int onboard() {
    return shell.run("onboard", "--base-url", local.baseUrl().toString(), "--root-organization", "bestcarmart", "--organization-id",
        Demo.EAST, "--client-id", "management_client_id", "--name", "Nightly", "--m2m", "--output",
        directory.resolve("asbru.properties").toString());
  }
}
