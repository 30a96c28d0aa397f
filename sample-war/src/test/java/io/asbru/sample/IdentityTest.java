package io.asbru.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.Caller;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {

  @ParameterizedTest
  @CsvSource({
      "Charlie@7e98, 7e98, Charlie",
      "Charlie@7e98, 12d1, Charlie@7e98",
      "Charlie, 7e98, Charlie",
      "charlie@mart.example@7e98, 7e98, charlie@mart.example",
      "@7e98, 7e98, @7e98",
      "Charlie@, , Charlie@"})
  void shortName_lacksTheOrganization(String name, String organization, String shown) {
    Caller caller = Caller.builder(Caller.Kind.USER, name).organization(organization).build();

    assertThat(Identity.shortName(caller)).isEqualTo(shown);
  }
}
