package io.asbru.benchmarks;

import io.asbru.AuthenticationResult.Refused;
import io.asbru.HttpReply;
import io.asbru.RequestAuthenticator;
import io.asbru.Requirement;
import io.asbru.servlet.OAuthFilter;
import io.asbru.settings.Settings;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who takes the requests. */
public enum Candidate {

  /** Nobody: the application alone, which gives the same reply where others refuse. */
  APPLICATION_ALONE("the application alone", EnumSet.of(Scenario.ONE_TOKEN, Scenario.NO_TOKEN, Scenario.BAD_TOKEN,
      Scenario.WRONG_AUDIENCE, Scenario.MISSING_SCOPE)) {
    @Override
    Optional<Filter> filter(Shop shop, Scenario scenario, @Nullable String[] authorizations) {
      return Optional.empty();
    }

    @Override
    Server start(Shop shop, Scenario scenario, @Nullable String[] authorizations) throws ServletException {
      return scenario.status() == 200 ? super.start(shop, scenario, authorizations)
          : Server.of(new FixedReply(refusal(shop, scenario, authorizations)));
    }
  },

  /** See {@link LeastFilter}. */
  LEAST_FILTER("the least filter", EnumSet.of(Scenario.ONE_TOKEN, Scenario.MANY_TOKENS, Scenario.JWT, Scenario.NO_TOKEN, Scenario.BAD_TOKEN)) {
    @Override
    Optional<Filter> filter(Shop shop, Scenario scenario, @Nullable String[] authorizations) {
      return Optional.of(scenario.status() == 200 ? new LeastFilter(authorizations)
          : new LeastFilter(authorizations, refusal(shop, scenario, authorizations)));
    }
  },

  /** {@link OAuthFilter}, as an application would configure it. */
  ASBRU_FILTER("Asbru's filter", EnumSet.allOf(Scenario.class)) {
    @Override
    Optional<Filter> filter(Shop shop, Scenario scenario, @Nullable String[] authorizations) {
      OAuthFilter.Builder builder = OAuthFilter.builder().rules(RULES);
      shop.settings(scenario).forEach(builder::set);
      return Optional.of(builder.build());
    }
  },

  /**
   * {@link RequestAuthenticator} without the servlet adapters: what the authentication mechanism of {@code jakarta-security} asks, and what
   * a front end for another kind of container costs at the least.
   */
  ASBRU_ENGINE("Asbru's engine", EnumSet.allOf(Scenario.class)) {
    @Override
    Optional<Filter> filter(Shop shop, Scenario scenario, @Nullable String[] authorizations) {
      return Optional.empty();
    }

    @Override
    Server start(Shop shop, Scenario scenario, @Nullable String[] authorizations) {
      return Server.of(engine(shop, scenario), requirement(scenario));
    }
  },

  /** See {@link SpringSecurity}. */
  SPRING_SECURITY("Spring Security", EnumSet.complementOf(EnumSet.of(Scenario.VALIDATED_JWT, Scenario.WRONG_AUDIENCE))) {
    @Override
    Optional<Filter> filter(Shop shop, Scenario scenario, @Nullable String[] authorizations) {
      return Optional.of(new SpringSecurity(shop).filter());
    }
  };

  /** The rules of the shop, as {@link OAuthFilter} takes them. */
  static final String RULES = """
      /public/**     anyone
      GET /stores/** bearer read_stores
      GET /orders/** bearer write_stores
      """;

  private final String label;
  private final Set<Scenario> scenarios;

  Candidate(String label, Set<Scenario> scenarios) {
    this.label = label;
    this.scenarios = scenarios;
  }

  /** What the tables call it. */
  String label() {
    return label;
  }

  /** The scenarios that it has something to say to. */
  Set<Scenario> scenarios() {
    return scenarios;
  }

  /** Its filter, which a container is to initialize; empty if it has none. */
  abstract Optional<Filter> filter(Shop shop, Scenario scenario, @Nullable String[] authorizations);

  /** It as a server in this process. */
  Server start(Shop shop, Scenario scenario, @Nullable String[] authorizations) throws ServletException {
    Optional<Filter> filter = filter(shop, scenario, authorizations);
    if (filter.isEmpty()) {
      return Server.of((request, response, chain) -> chain.doFilter(request, response));
    }
    filter.get().init(new NothingConfigured());
    return Server.of(filter.get());
  }

  private static RequestAuthenticator engine(Shop shop, Scenario scenario) {
    Settings.Builder builder = Settings.builder();
    shop.settings(scenario).forEach(builder::set);
    return RequestAuthenticator.of(builder.build());
  }

  /** What Asbru answers to a request that it refuses. */
  private static HttpReply refusal(Shop shop, Scenario scenario, @Nullable String[] authorizations) {
    Client client = new Client(scenario, authorizations, seen -> { });
    client.next();
    try (RequestAuthenticator engine = engine(shop, scenario)) {
      return ((Refused) engine.authenticate(client.view(), NoSession.INSTANCE, requirement(scenario))).reply();
    }
  }

  private static Requirement requirement(Scenario scenario) {
    return switch (scenario) {
      case NO_TOKEN_NEEDED -> Requirement.ANYONE;
      case MISSING_SCOPE -> Requirement.BEARER.allScopes("write_stores");
      default -> Requirement.BEARER.allScopes("read_stores");
    };
  }

  private static final class NothingConfigured implements FilterConfig {

    @Override
    public String getFilterName() {
      return "asbru";
    }

    /** One that has a path and keeps nothing, and in which every other call fails. */
    @Override
    public ServletContext getServletContext() {
      return (ServletContext) Proxy.newProxyInstance(ServletContext.class.getClassLoader(), new Class<?>[] {ServletContext.class},
          (proxy, method, arguments) -> switch (method.getName()) {
            case "setAttribute" -> null;
            case "getContextPath" -> PlainRequest.CONTEXT_PATH;
            default -> throw new UnsupportedOperationException(method.getName());
          });
    }

    @Override
    public String getInitParameter(String name) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return Collections.emptyEnumeration();
    }
  }
}
