package io.asbru.benchmarks;

import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.RequestAuthenticator;
import io.asbru.Requirement;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;

/** Takes one request after the other; several threads call it. */
interface Server {

  /**
   * Answers the next request of this client.
   *
   * @return the status of the response
   */
  int serve(Client client) throws IOException, ServletException;

  /** An application behind this filter. */
  static Server of(Filter filter) {
    return client -> {
      client.next();
      filter.doFilter(client.request(), client.response(), client.application());
      return client.response().getStatus();
    };
  }

  /** An engine whose decisions are carried out by nobody. */
  static Server of(RequestAuthenticator engine, Requirement requirement) {
    return client -> {
      client.next();
      AuthenticationResult result = engine.authenticate(client.view(), NoSession.INSTANCE, requirement);
      client.seen(result);
      return result instanceof Refused refused ? refused.reply().status() : 200;
    };
  }
}
