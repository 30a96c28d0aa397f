package io.asbru.local;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** The pages under {@code /authenticationendpoint}. */
final class SignInPages {

  private final Addresses addresses;
  private final Waiting<PendingSignIn> signIns;
  private final Waiting<PendingConsent> consents;
  private final boolean usersListed;

  SignInPages(Addresses addresses, Waiting<PendingSignIn> signIns, Waiting<PendingConsent> consents,
      boolean usersListed) {
    this.addresses = addresses;
    this.signIns = signIns;
    this.consents = consents;
    this.usersListed = usersListed;
  }

  Reply handle(Call call, String page) {
    switch (page) {
      case Places.LOGIN:
        return signIn(call);
      case Places.ORGANIZATION:
        return organization(call);
      case Places.CONSENT:
        return consent(call);
      case Places.LOGOUT_CONSENT:
        return logoutConsent(call);
      case Places.SIGNED_OUT:
        return Pages.page(200, "Signed out", "<h1>Signed out</h1>\n<p>You have signed out successfully.</p>\n");
      case Places.ERROR:
        return error(call.parameter("oauthErrorCode").orElse("error"), call.parameter("oauthErrorMsg").orElse(""));
      case Places.STYLE:
        return Pages.style();
      default:
        return Pages.page(404, "Not found", "<h1>Not found</h1>\n");
    }
  }

  private Reply signIn(Call call) {
    String key = call.parameter("sessionDataKey").orElse("");
    Optional<PendingSignIn> pending = signIns.look(key).filter(found -> found.request().signInTo().isPresent());
    if (pending.isEmpty()) {
      return over();
    }
    Organization organization = pending.get().request().signInTo().get();
    String alert = call.parameter("authFailure").isPresent()
        ? alert("Login failed! Please recheck the username and password and try again.") : "";
    return Pages.page(200, "Sign in — " + Pages.text(organization.name()), """
        <h1>Sign in</h1>
        <p class="where">with an account of <strong>%s</strong> to continue to <strong>%s</strong></p>
        %s<form method="post" action="%s">
        %s<label for="username">Username</label>
        <input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false"
        required autofocus>
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required>
        <button id="sign-in">Sign in</button>
        </form>
        %s""".formatted(Pages.text(organization.name()),
        Pages.text(pending.get().request().application().name()), alert, Places.COMMON_AUTH,
        Pages.hidden("sessionDataKey", key), usersListed ? users(organization) : ""));
  }

  private static String users(Organization organization) {
    String rows = organization.users().stream().sorted(Comparator.comparing(User::name))
        .map(user -> "<tr><td>" + Pages.text(user.name()) + "</td><td><code>" + Pages.text(user.password())
            + "</code></td></tr>\n")
        .collect(Collectors.joining());
    return """
        <details open>
        <summary>Users of this organization</summary>
        <table>
        <thead><tr><th scope="col">Username</th><th scope="col">Password</th></tr></thead>
        <tbody>
        %s</tbody>
        </table>
        </details>
        """.formatted(rows);
  }

  private Reply organization(Call call) {
    String key = call.parameter("sessionDataKey").orElse("");
    Optional<PendingSignIn> pending = signIns.look(key);
    if (pending.isEmpty()) {
      return over();
    }
    String alert = call.parameter("authFailure").isPresent()
        ? alert("This organization does not exist or does not use the application.") : "";
    return Pages.page(200, "Sign in with an organization", """
        <h1>Sign in with your organization</h1>
        %s<form method="get" action="%s">
        %s<label for="org">Name of the organization</label>
        <input id="org" name="org" autocomplete="organization" required autofocus>
        <button>Continue</button>
        </form>
        """.formatted(alert, Pages.text(addresses.prefix(pending.get().request().residence()) + "/oauth2/authorize"),
        Pages.hidden("sessionDataKey", key)));
  }

  private Reply consent(Call call) {
    String key = call.parameter("sessionDataKeyConsent").orElse("");
    Optional<PendingConsent> pending = consents.look(key);
    if (pending.isEmpty()) {
      return over();
    }
    Authorization authorization = pending.get().authorization();
    String scopes = authorization.scopes().stream().map(scope -> "<li><code>" + Pages.text(scope) + "</code></li>\n")
        .collect(Collectors.joining());
    return Pages.page(200, "Consent — " + Pages.text(authorization.organization().name()), """
        <h1>%s asks for access</h1>
        <p class="where">You are signed in to <strong>%s</strong> as <strong>%s</strong>.</p>
        %s<form method="post" action="%s">
        %s<div class="choices">
        <button id="approve" name="consent" value="approve">Allow</button>
        <button id="deny" name="consent" value="deny" class="quiet">Deny</button>
        </div>
        </form>
        """.formatted(Pages.text(authorization.application().name()), Pages.text(authorization.organization().name()),
        Pages.text(pending.get().session().user().name()),
        scopes.isEmpty() ? "" : "<p>It would be granted these scopes:</p>\n<ul>\n" + scopes + "</ul>\n",
        Pages.text(addresses.prefix(pending.get().request().residence()) + "/oauth2/authorize"),
        Pages.hidden("sessionDataKeyConsent", key)));
  }

  private Reply logoutConsent(Call call) {
    return Pages.page(200, "Sign out", """
        <h1>Sign out?</h1>
        <p>Do you want to sign out of this organization?</p>
        <form method="post" action="%s">
        %s<div class="choices">
        <button id="approve" name="consent" value="approve">Sign out</button>
        <button id="deny" name="consent" value="deny" class="quiet">Stay signed in</button>
        </div>
        </form>
        """.formatted(Pages.text(call.parameter("to").filter(to -> to.matches("/[^/\\\\].*")).orElse("/oidc/logout")),
        Pages.hidden("sessionDataKey", call.parameter("sessionDataKey").orElse(""))));
  }

  private static String alert(String text) {
    return "<p class=\"alert\" role=\"alert\">" + Pages.text(text) + "</p>\n";
  }

  private static Reply error(String code, String message) {
    return Pages.page(400, "Error", """
        <h1>That did not work</h1>
        %s<p>Error code: <code>%s</code></p>
        <p>Go back to the application and start again. If it comes back, the application's registration does not fit
        its request.</p>
        """.formatted(alert(message), Pages.text(code)));
  }

  static Reply over() {
    return error("invalid_request", "This sign-in is over.");
  }
}
