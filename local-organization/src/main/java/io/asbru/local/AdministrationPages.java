package io.asbru.local;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The start page, and the administration page that shows what there is and what happened: for people who try things out.
 *
 * <p>Administration is for browsers on this machine only, and shows neither passwords nor secrets nor tokens.
 */
final class AdministrationPages implements EndpointHandler {

  private static final int RECENT = 50;
  private static final int MOST_ROWS = 200;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Organizations organizations;
  private final Addresses addresses;
  private final SsoSessions sessions;
  private final Journal journal;

  AdministrationPages(Organizations organizations, Addresses addresses, SsoSessions sessions, Journal journal) {
    this.organizations = organizations;
    this.addresses = addresses;
    this.sessions = sessions;
    this.journal = journal;
  }

  @Override
  public Reply handle(Call call, Organization root) {
    if (call.path().equals(Places.START)) {
      return start();
    }
    if (!fromThisMachine(call)) {
      return Pages.page(403, "Administration", "<h1>Not from here</h1>\n"
          + "<p>The administration page answers requests from its own machine only.</p>\n");
    }
    return administration();
  }

  /** By the connection's address and by the host that was asked for, which a foreign page cannot make up for a browser. */
  private static boolean fromThisMachine(Call call) {
    return loopback(call.address()) && List.of("localhost", "127.0.0.1", "[::1]").contains(call.host());
  }

  private static boolean loopback(String address) {
    try {
      return InetAddress.getByName(address.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private Reply start() {
    StringBuilder list = new StringBuilder();
    all().forEach(organization -> list.append("<li>").append(Pages.text(organization.name()))
        .append(organization.root() ? " (root organization)" : "").append("<br>\n<code>")
        .append(Pages.text(addresses.uri(organization, ""))).append("</code><br>\n<a href=\"")
        .append(Pages.text(addresses.prefix(organization))).append("/oauth2/token/.well-known/openid-configuration\">")
        .append("Discovery document<span class=\"unseen\"> of ").append(Pages.text(organization.name()))
        .append("</span></a></li>\n"));
    return Pages.page(200, "Start", """
        <h1>Local organization</h1>
        <p class="where">It answers as an Asgardeo organization does, for development and tests.</p>
        <p><a href="%s">Administration</a>: applications, users, sessions and recent requests</p>
        <h2>Organizations</h2>
        <ul class="places">
        %s</ul>
        """.formatted(Places.ADMINISTRATION, list));
  }

  private Reply administration() {
    StringBuilder body = new StringBuilder("<h1>Administration</h1>\n"
        + "<p class=\"where\">What there is now, and what was asked last. Reload for news. <a href=\"/\">Start</a></p>\n"
        + "<nav aria-label=\"On this page\"><ul class=\"jump\">\n");
    for (Organization organization : all()) {
      body.append("<li><a href=\"#").append(organization.id()).append("\">").append(Pages.text(organization.name()))
          .append("</a></li>\n");
    }
    body.append("<li><a href=\"#sessions\">Sign-in sessions</a></li>\n<li><a href=\"#requests\">Recent requests</a></li>\n"
        + "</ul></nav>\n");
    all().forEach(organization -> body.append(organization(organization)));
    body.append("<h2 id=\"sessions\">Sign-in sessions</h2>\n").append(table("Sign-in sessions",
        List.of("User", "Organization", "Since", "Applications"), sessions.find(session -> true).stream()
            .sorted(Comparator.comparing(SsoSession::authenticatedAt).reversed()).toList(), AdministrationPages::session));
    List<JournalEntry> recent = new ArrayList<>(journal.entries());
    Collections.reverse(recent);
    body.append("<h2 id=\"requests\">Recent requests</h2>\n").append(table("The last " + RECENT + " requests",
        List.of("Time (UTC)", "Endpoint", "Request", "Client", "Status"),
        recent.stream().filter(entry -> entry.endpoint() != Endpoint.ADMINISTRATION).limit(RECENT).toList(),
        AdministrationPages::request));
    return Pages.wide("Administration", body.toString());
  }

  private List<Organization> all() {
    List<Organization> all = new ArrayList<>(organizations.belowRoot());
    all.add(0, organizations.root());
    return all;
  }

  private String organization(Organization organization) {
    return "<h2 id=\"" + organization.id() + "\">" + Pages.text(organization.name())
        + (organization.root() ? " (root organization)" : "") + "</h2>\n<p class=\"where\"><code>"
        + Pages.text(addresses.uri(organization, "")) + "</code></p>\n"
        + table("Applications of " + organization.name(), List.of("Application", "Client id", "Grants", "Callback URLs", "Scopes"),
            organization.applications().stream().sorted(Comparator.comparing(Application::name)).toList(),
            AdministrationPages::application)
        + table("Users of " + organization.name(), List.of("User", "Id", "Groups", "Roles", "State"),
            organization.users().stream().sorted(Comparator.comparing(User::name)).toList(),
            user -> user(user, organization))
        + table("Roles of " + organization.name(), List.of("Role", "Permissions", "Users", "Groups"),
            organization.roles().stream().sorted(Comparator.comparing(Role::name)).toList(), AdministrationPages::role);
  }

  private static List<String> application(Application application) {
    return List.of(application.name(), application.clientId() + (application.publicClient() ? " (public)" : ""),
        String.join(" ", application.grants()), String.join(" ", application.redirectUris()),
        application.scopes().size() > 10 ? application.scopes().size() + " scopes" : String.join(" ", application.scopes()));
  }

  private static List<String> user(User user, Organization organization) {
    return List.of(user.name(), user.id(), String.join(", ", user.groups()),
        String.join(", ", organization.roles().stream().filter(role -> role.givenTo(user)).map(Role::name).sorted().toList()),
        user.locked() ? "locked" : "active");
  }

  private static List<String> role(Role role) {
    return List.of(role.name() + (role.shared() ? " (shared)" : ""),
        String.join(" ", role.permissions().stream().sorted().toList()),
        String.join(", ", role.users().stream().sorted().toList()), String.join(", ", role.groups().stream().sorted().toList()));
  }

  private static List<String> session(SsoSession session) {
    return List.of(session.user().name(), session.organization().name(), time(session.authenticatedAt()),
        String.join(", ", session.participants().stream().map(each -> each.application().name()).sorted().toList()));
  }

  /** Without parameters: there may be codes and tokens among them. */
  private static List<String> request(JournalEntry entry) {
    return List.of(time(entry.at()), entry.endpoint().name(), entry.method() + " " + entry.path(), entry.clientId().orElse(""),
        (entry.status() == 0 ? "none" : Integer.toString(entry.status()))
            + (entry.faults().isEmpty() ? "" : " " + entry.faults()));
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  private static <T> String table(String caption, List<String> columns, List<T> items, Function<T, List<String>> cells) {
    if (items.isEmpty()) {
      return "<p>" + Pages.text(caption) + ": none</p>\n";
    }
    StringBuilder table = new StringBuilder("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\""
        + Pages.text(caption) + "\">\n<table>\n<caption>" + Pages.text(caption)
        + (items.size() > MOST_ROWS ? ", the first " + MOST_ROWS + " of " + items.size() : "") + "</caption>\n<thead><tr>");
    columns.forEach(column -> table.append("<th scope=\"col\">").append(column).append("</th>"));
    table.append("</tr></thead>\n<tbody>\n");
    for (T item : items.subList(0, Math.min(MOST_ROWS, items.size()))) {
      List<String> row = cells.apply(item);
      table.append("<tr><th scope=\"row\">").append(Pages.text(row.get(0))).append("</th>");
      row.subList(1, row.size()).forEach(cell -> table.append("<td>").append(Pages.text(cell)).append("</td>"));
      table.append("</tr>\n");
    }
    return table.append("</tbody>\n</table>\n</div>\n").toString();
  }
}
