package io.asbru.servlet;

import io.asbru.Requirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One rule: {@code [METHOD[,METHOD]] PATTERN ACCESS [SCOPE …] [acr=VALUE[|VALUE]] [max-age=DURATION]}.
 *
 * @param line where it is written, from 1
 * @param methods the methods it names, {@code HEAD} with every {@code GET}; empty for all
 * @param pattern the paths
 * @param requirement what it demands
 */
record Rule(int line, Set<String> methods, PathPattern pattern, Requirement requirement) {

  /** Those of HTTP and of WebDAV; any other is taken for a misspelling. */
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY",
      "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "REPORT", "SEARCH");
  private static final String FORM = "Write [METHOD,…] PATTERN ACCESS [SCOPE …], for example GET /api/** bearer read_stores.";

  static Rule parse(int line, String text) throws RuleFaultException {
    List<String> words = Arrays.asList(text.strip().split("\\s+"));
    boolean named = !words.get(0).startsWith("/") && words.get(0).matches("[A-Za-z,-]+");
    int at = named ? 1 : 0;
    Set<String> methods = named ? methods(words.get(0)) : Set.of();
    if (words.size() == at) {
      throw new RuleFaultException("the pattern is missing.", FORM);
    }
    if (named && METHODS.contains(words.get(at))) {
      throw new RuleFaultException("the methods are not written in one word.", "Join them by commas without white space: GET,POST.");
    }
    PathPattern pattern = PathPattern.parse(words.get(at));
    if (words.size() == at + 1) {
      throw new RuleFaultException("it does not say who may.", "Add anyone, login, bearer or login|bearer.");
    }
    Requirement access = access(words.get(at + 1));
    List<String> rest = words.subList(at + 2, words.size());
    if (access.anyone() && !rest.isEmpty()) {
      throw new RuleFaultException("scopes can be demanded only of somebody, and so can a step-up.",
          "Remove them, or replace anyone by login or bearer.");
    }
    return new Rule(line, methods, pattern, requirement(access, rest));
  }

  private static Requirement requirement(Requirement access, List<String> words) throws RuleFaultException {
    StepUpWords stepUp = new StepUpWords();
    List<String> scopes = new ArrayList<>();
    for (String word : words) {
      if (!stepUp.take(word)) {
        scopes.add(word);
      }
    }
    return new Requirement(access.login(), access.bearer(), scopes(scopes), stepUp.stepUp());
  }

  private static Set<String> methods(String text) throws RuleFaultException {
    if (text.endsWith(",")) {
      throw new RuleFaultException("the methods are not written in one word.", "Join them by commas without white space: GET,POST.");
    }
    Set<String> methods = new LinkedHashSet<>();
    for (String method : text.split(",")) {
      if (!METHODS.contains(method)) {
        String upper = method.toUpperCase(Locale.ROOT);
        throw new RuleFaultException("there is no method '" + method + "'.", METHODS.contains(upper)
            ? "Did you mean " + upper + "?"
            : "Write one or several of GET, POST, PUT, PATCH, DELETE, …, joined by commas.");
      }
      methods.add(method);
      if (method.equals("GET")) {
        methods.add("HEAD");
      }
    }
    return Collections.unmodifiableSet(methods);
  }

  private static Requirement access(String word) throws RuleFaultException {
    return switch (word) {
      case "anyone" -> Requirement.ANYONE;
      case "login" -> Requirement.LOGIN;
      case "bearer" -> Requirement.BEARER;
      case "login|bearer", "bearer|login" -> Requirement.LOGIN_OR_BEARER;
      default -> throw new RuleFaultException("'" + word + "' does not say who may.",
          "Write anyone, login, bearer or login|bearer after the pattern.");
    };
  }

  private static List<Set<String>> scopes(List<String> words) throws RuleFaultException {
    List<Set<String>> groups = new ArrayList<>();
    for (String word : words) {
      Set<String> alternatives = new LinkedHashSet<>();
      for (String scope : word.split("\\|", -1)) {
        // Printable ASCII without quotes (RFC 6749, section 3.3); a comma is legal there, and here always a mistake.
        if (!scope.matches("[\\x21-\\x7e&&[^\"\\\\,]]+")) {
          throw new RuleFaultException("'" + word + "' is not a scope.",
              "Separate scopes by white space if all are needed, by | if any is enough.");
        }
        alternatives.add(scope);
      }
      groups.add(alternatives);
    }
    return groups;
  }
}
