package io.asbru.sample;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells callers of the API who they are. */
final class WhoAmIServlet extends HttpServlet {

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Json.send(response, HttpServletResponse.SC_OK, Json.caller(Identity.required(request)));
  }
}
