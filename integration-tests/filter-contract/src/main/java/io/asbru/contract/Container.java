package io.asbru.contract;

/** A kind of server. A module that runs the contract implements it once and mixes it into every contract class. */
public interface Container {

  /** A server of this kind that does not run yet. */
  ServerUnderTest newServer();
}
