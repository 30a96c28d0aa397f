package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** Listens for HTTP requests and hands them to whoever answers them. Can stop and start again on the same port. */
final class HttpServer {

  /** A connection that is idle for longer is closed, so an injected latency must stay below. */
  private static final Duration LONGEST_LATENCY = Duration.ofMinutes(10);

  private final Server server;
  private final ServerConnector connector;

  /** Answers one request. */
  @FunctionalInterface
  interface Answering {
    Dispatcher.Answer answer(Call call);
  }

  HttpServer(String host, int port, Optional<Tls> tls) {
    QueuedThreadPool threads = new QueuedThreadPool(32, 2);
    threads.setName("local-organization");
    threads.setDaemon(true);
    this.server = new Server(threads, new ScheduledExecutorScheduler("local-organization-scheduler", true), null);
    this.server.setStopTimeout(0);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    this.connector = connector(server, configuration, tls);
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(128);
    connector.setIdleTimeout(LONGEST_LATENCY.toMillis());
    server.addConnector(connector);
  }

  /** A certificate and its key. */
  record Tls(KeyStore keyStore, String password) {}

  /** Takes the port, so that it is known before anything else. Requests wait until the start. */
  void open() throws IOException {
    connector.open();
    connector.setPort(connector.getLocalPort());
  }

  int port() {
    return connector.getLocalPort();
  }

  void start(Answering answering) throws IOException {
    server.setHandler(new Handler.Abstract() {
      @Override
      public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Dispatcher.Answer answer = answering.answer(call(request));
        new ReplyWriter(request, response, callback, server.getScheduler()).write(answer);
        return true;
      }
    });
    start();
  }

  void start() throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void stop() {
    try {
      server.stop();
      connector.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static ServerConnector connector(Server server, HttpConfiguration configuration, Optional<Tls> tls) {
    if (tls.isEmpty()) {
      return new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    }
    SslContextFactory.Server context = new SslContextFactory.Server();
    context.setKeyStore(tls.get().keyStore());
    context.setKeyStorePassword(tls.get().password());
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    return new ServerConnector(server, 1, 1, new SslConnectionFactory(context, "http/1.1"),
        new HttpConnectionFactory(configuration));
  }

  private static Call call(Request request) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(field.getValue() == null ? "" : field.getValue());
    }
    String query = request.getHttpURI().getQuery();
    return new Call(request.getMethod(), Request.getPathInContext(request), query == null ? "" : query, headers,
        body(request), Request.getRemoteAddr(request));
  }

  private static byte[] body(Request request) {
    try (InputStream in = Content.Source.asInputStream(request)) {
      return in.readNBytes(Call.LARGEST_BODY + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
