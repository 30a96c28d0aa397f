package io.asbru.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrganizationWatchTest {

  private final OrganizationWatch watch = new OrganizationWatch(new Addresses(8080, 8090, ""), "java -jar organization.jar --port 8090");

  @Test
  void organizationThatStays_isNotMentioned() {
    assertThat(watch.observe(true)).isEmpty();
  }

  @Test
  void organizationThatGoes_isMentionedOnceWithTheCommandToStartIt() {
    assertThat(watch.observe(false)).contains("The organization no longer answers at http://localhost:8090. The sample goes on without it. "
        + "To start it again:\n  java -jar organization.jar --port 8090");
    assertThat(watch.observe(false)).isEmpty();
  }

  @Test
  void organizationThatComesBack_isMentionedOnce() {
    watch.observe(false);

    assertThat(watch.observe(true)).contains(
        "The organization answers again at http://localhost:8090; it remembers no sign-in and no token from before.");
    assertThat(watch.observe(true)).isEmpty();
  }
}
