package io.asbru.contract.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** What an application does with its session, and what a cluster does with it. */
public final class SessionServlet extends HttpServlet {

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    switch (String.valueOf(request.getPathInfo())) {
      case "/put" -> request.getSession(true).setAttribute(request.getParameter("name"), request.getParameter("value"));
      case "/end" -> request.getSession(true).invalidate();
      case "/replicate" -> replicate(request.getSession(true));
      case "/age" -> age(request.getSession(true));
      default -> { }
    }
    HttpSession session = request.getSession(false);
    Facts facts = new Facts().put("id", session == null ? null : session.getId());
    if (session != null) {
      Set<String> names = new TreeSet<>(Collections.list(session.getAttributeNames()));
      facts.put("names", String.join(" ", names));
      facts.put("classes", String.join(" ", classes(session)));
      names.stream().filter(name -> session.getAttribute(name) instanceof String)
          .forEach(name -> facts.put("attribute " + name, session.getAttribute(name)));
    }
    facts.send(response);
  }

  /** Sends the whole content through a stream and back, as to another node. */
  private static void replicate(HttpSession session) throws IOException {
    for (String name : Collections.list(session.getAttributeNames())) {
      byte[] bytes = serialized(session.getAttribute(name));
      try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
        session.setAttribute(name, in.readObject());
      } catch (ClassNotFoundException e) {
        throw new IOException(e);
      }
    }
  }

  /** Makes the filter's content look like that of a later version, which begins with a higher number. */
  private static void age(HttpSession session) {
    for (String name : Collections.list(session.getAttributeNames())) {
      if (name.startsWith("io.asbru.")) {
        session.setAttribute(name, aged(session.getAttribute(name)));
      }
    }
  }

  private static Object aged(Object content) {
    if (content instanceof Object[] parts) {
      return Arrays.stream(parts).map(SessionServlet::aged).toArray();
    }
    return content instanceof Integer version ? version + 1 : content;
  }

  /** The names of all classes that deserializing the content would load. */
  private static Set<String> classes(HttpSession session) throws IOException {
    Set<String> classes = new TreeSet<>();
    for (String name : Collections.list(session.getAttributeNames())) {
      try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(serialized(session.getAttribute(name)))) {
        @Override
        protected Class<?> resolveClass(ObjectStreamClass found) throws IOException, ClassNotFoundException {
          classes.add(found.getName());
          return super.resolveClass(found);
        }
      }) {
        in.readObject();
      } catch (ClassNotFoundException e) {
        classes.add("not found: " + e.getMessage());
      }
    }
    return classes;
  }

  private static byte[] serialized(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }
}
