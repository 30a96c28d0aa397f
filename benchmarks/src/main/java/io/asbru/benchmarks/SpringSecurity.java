package io.asbru.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.Filter;
import java.time.Duration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Spring Security with the same rules, as its manual configures an API with opaque tokens, and a cache around the introspector, which it
 * has not. The cache knows raw tokens and also keeps refusals.
 */
final class SpringSecurity implements AutoCloseable {

  private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

  SpringSecurity(Shop shop) {
    OpaqueTokenIntrospector introspector = SpringOpaqueTokenIntrospector
        .withIntrospectionUri(shop.endpoint("/oauth2/introspect").toString())
        .clientId(Shop.CLIENT_ID)
        .clientSecret(Shop.CLIENT_SECRET)
        .build();
    context.registerBean(OpaqueTokenIntrospector.class, () -> new Cached(introspector));
    context.register(Rules.class);
    context.refresh();
  }

  /** The filter chain. */
  Filter filter() {
    return context.getBean("springSecurityFilterChain", Filter.class);
  }

  @Override
  public void close() {
    context.close();
  }

  /** The rules of {@link Candidate#RULES}. */
  @EnableWebSecurity
  static class Rules {

    @Bean
    SecurityFilterChain chain(HttpSecurity http, OpaqueTokenIntrospector introspector) throws Exception {
      return http
          .csrf(AbstractHttpConfigurer::disable)
          .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
          .authorizeHttpRequests(requests -> requests
              .requestMatchers("/public/**").permitAll()
              .requestMatchers(HttpMethod.GET, "/stores/**").hasAuthority("SCOPE_read_stores")
              .requestMatchers(HttpMethod.GET, "/orders/**").hasAuthority("SCOPE_write_stores")
              .anyRequest().denyAll())
          .oauth2ResourceServer(server -> server.opaqueToken(opaque -> opaque.introspector(introspector)))
          .build();
    }
  }

  private static final class Cached implements OpaqueTokenIntrospector {

    private final OpaqueTokenIntrospector delegate;
    private final Cache<String, Object> answers = Caffeine.newBuilder()
        .maximumSize(Shop.CACHE_SIZE)
        .expireAfterWrite(Duration.ofHours(1))
        .build();

    Cached(OpaqueTokenIntrospector delegate) {
      this.delegate = delegate;
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
      Object answer = answers.getIfPresent(token);
      if (answer == null) {
        answer = ask(token);
        answers.put(token, answer);
      }
      if (answer instanceof BadOpaqueTokenException refusal) {
        throw refusal;
      }
      return (OAuth2AuthenticatedPrincipal) answer;
    }

    private Object ask(String token) {
      try {
        return delegate.introspect(token);
      } catch (BadOpaqueTokenException refusal) {
        return refusal;
      }
    }
  }
}
