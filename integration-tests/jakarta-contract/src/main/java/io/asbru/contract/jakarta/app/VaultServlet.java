package io.asbru.contract.jakarta.app;

import io.asbru.security.RequiresAuthentication;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet that no constraint protects, but who comes has to have authenticated strongly. */
@WebServlet("/vault/*")
@RequiresAuthentication(acrValues = "gold")
public class VaultServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  @RequiresAuthentication(acrValues = {"gold", "platinum"}, maxAge = 300)
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.getWriter().write("vault " + request.getRemoteUser());
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.getWriter().write("written " + request.getRemoteUser());
  }
}
