package io.asbru.security;

import io.asbru.HttpReply;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers a request to a resource of Jakarta REST in which the application met an {@link AccessRefusedException}. */
@Provider
public final class RestRefusals implements Feature {

  @Override
  public boolean configure(FeatureContext context) {
    context.register(new Mapper());
    return true;
  }

  /** The reply as Jakarta REST sends it. */
  static Response response(HttpReply reply) {
    Response.ResponseBuilder response = Response.status(reply.status());
    reply.headers().forEach(header -> response.header(header.name(), header.value()));
    return reply.body().isEmpty() ? response.build() : response.entity(reply.body()).build();
  }

  private static final class Mapper implements ExceptionMapper<AccessRefusedException> {

    @Override
    public Response toResponse(AccessRefusedException refused) {
      HttpServletRequest request = CDI.current().select(HttpServletRequest.class).get();
      return response(CDI.current().select(AccessGate.class).get().reply(request, refused));
    }
  }
}
