package io.asbru.servlet;

import io.asbru.HttpReply;
import io.asbru.HttpReply.Header;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.util.List;

/** Sends an {@link HttpReply} as the response of a servlet container. */
public final class Replies {

  private static final System.Logger LOG = System.getLogger(Replies.class.getName());

  private Replies() {}

  /**
   * Sends this reply in place of anything written so far, without the container's error page. Header fields that are set already are
   * replaced, except cookies and {@code Vary}, which are added to. If the response has gone out already, nothing is sent and a warning
   * is logged.
   *
   * @throws IOException if the connection is gone
   */
  public static void send(HttpReply reply, HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      LOG.log(Level.WARNING, "The response was sent already, so that a reply with status {0} could not be.", reply.status());
      return;
    }
    response.resetBuffer();
    setHeaders(reply, response);
    response.setStatus(reply.status());
    writeBody(reply, response);
  }

  private static void setHeaders(HttpReply reply, HttpServletResponse response) {
    List<Header> headers = reply.headers();
    for (int i = 0; i < headers.size(); i++) {
      Header header = headers.get(i);
      if (i == reply.contentTypeAt()) {
        response.setContentType(header.value());
      } else if (reply.adds(i)) {
        response.addHeader(header.name(), header.value());
      } else {
        response.setHeader(header.name(), header.value());
      }
    }
  }

  private static void writeBody(HttpReply reply, HttpServletResponse response) throws IOException {
    OutputStream out;
    try {
      out = response.getOutputStream();
    } catch (IllegalStateException writerInUse) {
      // The application took the writer before it asked for a sign-in; its encoding is unknown, and so is the length.
      response.getWriter().write(reply.body());
      return;
    }
    response.setContentLength(reply.contentLength());
    reply.writeBody(out);
  }
}
