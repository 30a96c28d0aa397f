package io.asbru.management.cli;

import io.asbru.Secret;
import io.asbru.client.OrganizationClient;
import io.asbru.resource.IntrospectionResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says whom a token belongs to; without one, who the client itself is. */
@Command(name = "whoami", description = "Say whom a token belongs to; without a token, who the client is. Ends with 1 if it is not active.")
final class WhoAmICommand extends OrganizationCommand {

  @Mixin
  final TokenOptions token = new TokenOptions();

  @Override
  ExitCode carryOut() throws Exception {
    try (OrganizationClient organization = OrganizationClient.of(settings())) {
      Optional<Secret> given = token.given(main.terminal());
      Secret known = given.isPresent() ? given.get() : organization.clientCredentials(Set.of()).orThrow().accessToken();
      if (!(organization.introspect(known) instanceof IntrospectionResponse.Active active)) {
        main.result(Map.of("active", false), "nobody: the token is not active");
        return ExitCode.REFUSED;
      }
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("active", true);
      members.put("kind", active.caller().user() ? "user" : "application");
      members.put("name", active.caller().getName());
      members.put("scopes", active.caller().scopes());
      active.caller().organization().ifPresent(id -> members.put("organization", id));
      StringBuilder text = new StringBuilder(IntrospectCommand.described(active.caller()));
      organization.userInfo(known).ifPresent(claims -> {
        members.put("userInfo", claims);
        new TreeMap<>(claims).forEach((name, value) -> text.append('\n').append(name).append(' ').append(value));
      });
      main.result(members, text.toString());
      return ExitCode.DONE;
    }
  }
}
