package io.asbru.benchmarks;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** The same servlet on Jetty, unprotected and behind each filter, under the load of a {@link Load}. */
final class EndToEnd {

  private static final List<Scenario> SCENARIOS = List.of(Scenario.ONE_TOKEN, Scenario.MANY_TOKENS, Scenario.JWT, Scenario.BAD_TOKEN);
  private static final List<Candidate> CANDIDATES =
      List.of(Candidate.APPLICATION_ALONE, Candidate.LEAST_FILTER, Candidate.ASBRU_FILTER, Candidate.SPRING_SECURITY);

  private final long warmUp;
  private final long round;
  private final int rounds;
  private final int many;

  EndToEnd(boolean quick) {
    this(quick ? 500 : 3_000, quick ? 300 : 1_500, quick ? 1 : 3, Shop.MANY);
  }

  /** Times are in milliseconds; of the rounds the median counts; {@code many} is how many tokens are many. */
  EndToEnd(long warmUp, long round, int rounds, int many) {
    this.warmUp = warmUp;
    this.round = round;
    this.rounds = rounds;
    this.many = many;
  }

  /** What one candidate achieves in one scenario. */
  record Rate(Scenario scenario, Candidate candidate, double perSecond, double unprotected) {

    /** The part of the unprotected servlet's rate. */
    double ratio() {
      return perSecond / unprotected;
    }
  }

  List<Rate> run() throws Exception {
    List<Rate> rates = new ArrayList<>();
    for (Scenario scenario : SCENARIOS) {
      rates.addAll(run(scenario));
    }
    return rates;
  }

  /** The candidates take turns, so that whatever else the machine does hits them all. */
  List<Rate> run(Scenario scenario) throws Exception {
    try (Shop shop = new Shop()) {
      @Nullable String[] authorizations = shop.authorizations(scenario, many);
      List<Candidate> candidates = CANDIDATES.stream()
          .filter(candidate -> candidate == Candidate.APPLICATION_ALONE || candidate.scenarios().contains(scenario)).toList();
      List<Server> servers = new ArrayList<>();
      double[][] rates = new double[candidates.size()][rounds];
      try {
        for (Candidate candidate : candidates) {
          servers.add(start(candidate.filter(shop, scenario, authorizations)));
        }
        int asked = 0;
        for (int turn = -1; turn < rounds; turn++) {
          for (int i = 0; i < candidates.size(); i++) {
            int status = candidates.get(i) == Candidate.APPLICATION_ALONE ? 200 : scenario.status();
            double rate = new Load(((ServerConnector) servers.get(i).getConnectors()[0]).getLocalPort())
                .perSecond(PlainRequest.CONTEXT_PATH + scenario.path(), authorizations, status, turn < 0 ? warmUp : round,
                    turn < 0);
            if (turn >= 0) {
              rates[i][turn] = rate;
            }
          }
          if (turn < 0) {
            asked = shop.introspections();
          } else if (shop.introspections() != asked) {
            throw new IllegalStateException("introspections were measured as well");
          }
        }
      } finally {
        for (Server server : servers) {
          server.stop();
        }
      }
      List<Rate> all = new ArrayList<>();
      for (int i = 0; i < candidates.size(); i++) {
        all.add(new Rate(scenario, candidates.get(i), median(rates[i]), median(rates[0])));
      }
      return all;
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static Server start(Optional<Filter> filter) throws Exception {
    ServletContextHandler context = new ServletContextHandler(PlainRequest.CONTEXT_PATH);
    filter.ifPresent(guard -> context.addFilter(new FilterHolder(guard), "/*", EnumSet.of(DispatcherType.REQUEST)));
    context.addServlet(new ServletHolder(new Application()), "/*");
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    return server;
  }

  /** Tells who the caller is. */
  private static final class Application extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
      StockReply.send(request.getUserPrincipal() != null, response);
    }
  }
}
