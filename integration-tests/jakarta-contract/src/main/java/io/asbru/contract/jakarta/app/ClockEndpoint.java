package io.asbru.contract.jakarta.app;

import io.asbru.Caller;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.security.Principal;
import java.time.Instant;

/** Tells over a WebSocket who is at the other end, and until when. */
@ServerEndpoint("/private/socket")
public class ClockEndpoint {

  @OnMessage
  public String answer(String message, Session session) {
    Principal principal = session.getUserPrincipal();
    return principal instanceof Caller caller
        ? caller.getName() + " " + caller.expiresAt().map(at -> at.isAfter(Instant.now())).orElse(false)
        : "no caller: " + principal;
  }
}
