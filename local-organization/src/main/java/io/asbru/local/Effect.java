package io.asbru.local;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What a {@link Fault} does, told apart by the moment at which it strikes. */
sealed interface Effect {

  /** The request is not looked at; this is the answer. */
  record Instead(Reply reply) implements Effect {}

  /** The connection is reset before the request is looked at. */
  record Reset() implements Effect {}

  /** The finished reply is changed. */
  record Rewritten(UnaryOperator<Reply> change) implements Effect {}

  /** Members of the reply's JSON object are changed. */
  record Members(Consumer<Map<String, Object>> change) implements Effect {}

  /** Claims are changed: of the token where one is signed, else of the reply's JSON object. */
  record Claims(Target target, Consumer<Map<String, Object>> change) implements Effect {}

  /** The token is signed in a way that must not be trusted. */
  record Forged(Target target, Forgery forgery) implements Effect {}

  /** Parameters of the redirect back to the client are changed. */
  record Parameters(Consumer<Map<String, String>> change) implements Effect {}

  /** The reply is held back. */
  record Late(Duration latency) implements Effect {}

  /** The reply's body comes byte by byte. */
  record Trickling(Duration pause) implements Effect {}

  /** The connection ends half-way through the reply's body. */
  record Halved() implements Effect {}

  /** Which of a token reply's signed tokens is meant. */
  enum Target { ID_TOKEN, ACCESS_TOKEN }

  /** Ways to sign a token badly. */
  enum Forgery { ALG_NONE, HMAC_WITH_PUBLIC_KEY, FOREIGN_KEY, UNKNOWN_KID, MISSING_KID, OTHER_ALGORITHM }
}
