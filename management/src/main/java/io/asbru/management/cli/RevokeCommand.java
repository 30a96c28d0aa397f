package io.asbru.management.cli;

import io.asbru.client.OrganizationClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Revokes a token. */
@Command(name = "revoke", description = "Revoke a token. The organization confirms it for tokens that it does not know, too.")
final class RevokeCommand extends OrganizationCommand {

  @Mixin
  final TokenOptions token = new TokenOptions();

  @Override
  ExitCode carryOut() throws Exception {
    try (OrganizationClient organization = OrganizationClient.of(settings())) {
      organization.revoke(token.required(main.terminal()));
      main.result(Map.of("revoked", true), "revoked");
      return ExitCode.DONE;
    }
  }
}
