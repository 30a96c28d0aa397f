package io.asbru.local;

import java.net.URI;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A root organization and its organizations, answering at an address of this machine. */
public final class LocalOrganization implements AutoCloseable {

  private LocalOrganization() {}

  public static Builder builder() {
    return new Builder();
  }

  public static void main(String[] args) {
    throw new UnsupportedOperationException();
  }

  public URI baseUrl() {
    throw new UnsupportedOperationException();
  }

  public int port() {
    return baseUrl().getPort();
  }

  public Organization root() {
    throw new UnsupportedOperationException();
  }

  public List<Organization> organizations() {
    throw new UnsupportedOperationException();
  }

  public Organization organization(String idOrHandle) {
    throw new UnsupportedOperationException();
  }

  public Journal journal() {
    throw new UnsupportedOperationException();
  }

  public void inject(Fault fault, Endpoint endpoint) {
    throw new UnsupportedOperationException();
  }

  public void inject(Fault fault, Endpoint endpoint, int times) {
    throw new UnsupportedOperationException();
  }

  public void clearFaults() {
    throw new UnsupportedOperationException();
  }

  public void rotateKeys() {
    throw new UnsupportedOperationException();
  }

  public void dropRetiredKeys() {
    throw new UnsupportedOperationException();
  }

  public int endSessions(Organization organization, String userName) {
    throw new UnsupportedOperationException();
  }

  public int revokeTokens(Organization organization, String userName) {
    throw new UnsupportedOperationException();
  }

  public void stop() {
    throw new UnsupportedOperationException();
  }

  public void restart() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  public static final class Builder {

    private Definition definition = Definition.demo();
    private String host = "localhost";
    private int port;
    private Clock clock = Clock.systemUTC();
    private Optional<KeyStore> keyStore = Optional.empty();

    private Builder() {}

    public Builder definition(Definition definition) {
      this.definition = definition;
      return this;
    }

    public Builder host(String host) {
      this.host = host;
      return this;
    }

    public Builder port(int port) {
      this.port = port;
      return this;
    }

    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    public Builder tls(KeyStore keyStore, String password) {
      this.keyStore = Optional.of(keyStore);
      return this;
    }

    public LocalOrganization start() {
      throw new UnsupportedOperationException(definition + host + port + clock + keyStore);
    }
  }
}
