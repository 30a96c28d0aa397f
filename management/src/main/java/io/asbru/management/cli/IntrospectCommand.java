package io.asbru.management.cli;

import io.asbru.Caller;
import io.asbru.client.OrganizationClient;
import io.asbru.resource.IntrospectionResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks what is known of a token. */
@Command(name = "introspect", description = "Ask what is known of a token. Ends with 1 if it is not active.")
final class IntrospectCommand extends OrganizationCommand {

  @Mixin
  final TokenOptions token = new TokenOptions();

  @Override
  ExitCode carryOut() throws Exception {
    try (OrganizationClient organization = OrganizationClient.of(settings())) {
      IntrospectionResponse response = organization.introspect(token.required(main.terminal()));
      if (!(response instanceof IntrospectionResponse.Active active)) {
        main.result(Map.of("active", false), "not active");
        return ExitCode.REFUSED;
      }
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("active", true);
      members.putAll(active.caller().claims());
      main.result(members, described(active.caller()));
      return ExitCode.DONE;
    }
  }

  /** A caller for people. */
  static String described(Caller caller) {
    StringBuilder text = new StringBuilder((caller.user() ? "user " : "application ") + caller.getName());
    caller.organization().ifPresent(id -> text.append("\norganization ").append(id));
    caller.clientId().ifPresent(id -> text.append("\nclient ").append(id));
    text.append("\nscopes ").append(caller.scopes().isEmpty() ? "none" : String.join(" ", new TreeSet<>(caller.scopes())));
    caller.expiresAt().ifPresent(end -> text.append("\nexpires ").append(end));
    return text.toString();
  }
}
