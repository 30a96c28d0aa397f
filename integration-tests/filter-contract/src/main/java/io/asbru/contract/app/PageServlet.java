package io.asbru.contract.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A page for people: it tells who they are, asks the application by script, and has a button that signs out. */
public final class PageServlet extends HttpServlet {

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().write("""
        <!DOCTYPE html>
        <html lang="en">
        <head><title>A page</title></head>
        <body>
        <h1>Hello %1$s</h1>
        <p id="asked-for">%2$s</p>
        <button id="ask" onclick="ask('GET')">Ask</button>
        <button id="add" onclick="ask('POST')">Add</button>
        <p id="answer"></p>
        <form method="post" action="%3$s/oauth2/sign-out"><button id="sign-out">Sign out</button></form>
        <script>
        function ask(method) {
          var request = new XMLHttpRequest();
          request.open(method, '%3$s/api/stores/list', false);
          request.setRequestHeader('Accept', 'application/json');
          request.send(null);
          document.getElementById('answer').textContent = request.status;
        }
        </script>
        </body>
        </html>
        """.formatted(request.getRemoteUser(), String.valueOf(request.getQueryString()).replace("&", "&amp;").replace("<", "&lt;"),
        request.getContextPath()));
  }
}
