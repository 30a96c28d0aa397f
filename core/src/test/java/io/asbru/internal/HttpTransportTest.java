package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTest {

  private final HttpTransport transport = new HttpTransport(
      Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "c").build().http());
  private final ProviderLimits limits = transport.limits(URI.create("https://idp.example/t/bestcarmart/oauth2/introspect"));

  @AfterEach
  void stop() {
    transport.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://idp.example", "https://idp.example:443/", "HTTPS://IDP.example/t/other/oauth2/token?a=b"})
  void addressesOfOneProvider_haveTheSameLimits(String address) {
    assertThat(transport.limits(URI.create(address))).isSameAs(limits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://idp.example", "https://idp.example:444", "https://example", "https://other.idp.example", ""})
  void otherProviders_haveOthers(String address) {
    assertThat(transport.limits(URI.create(address))).isNotSameAs(limits);
  }

  @Test
  void organizationWithASmallerNumber_takesNoMoreThanThat() {
    ProviderLimits.Requests few = limits.new Requests(
        Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "c")
            .set(Setting.MAX_CONCURRENT_REQUESTS, "2").build().http());
    assertThat(few.begin()).isTrue();
    assertThat(few.begin()).isTrue();
    assertThat(few.begin()).isFalse();
    few.end();
    assertThat(few.begin()).isTrue();
  }
}
