// klynge serve: the ledger behind its front door. Wired by hand: app -> ledger -> writer -> desk -> door ->
// http; taken down in the opposite order, so that what was taken is answered.
#include <csignal>
#include <cstdio>
#include <iostream>

#include "command/tools.h"
#include "server/door.h"
#include "server/folder_door.h"
#include "server/post_office.h"

namespace klynge::command {
namespace {

Result<> may_serve(const App& app, const ServeOptions& options) {
  const bool demonstration = app.settings.demonstration && (app.has_settings_file || options.demonstration);
  if (!app.has_settings_file && !options.demonstration)
    return refused(app.data,
                   "there is no klynge.yaml here. Write one (docs/operate/settings.md), at least:\n"
                   "    operations: <SOR number of whoever runs this installation>\n"
                   "    directory: directory.yaml\n"
                   "    acts_for: []\n"
                   "    tokens: tokens\n"
                   "or use --demo for the demonstration with made-up parties");
  if (!demonstration && !app.approved() && !app.settings.unsigned_accepted)
    return refused(app.settings.pathways,
                   "not clinically approved: " + app.unapproved_names() +
                       ". Each who is named signs what the file says now:\n"
                       "    klynge pathway sign FILE --role ROLE --name NAME --date DATE\n"
                       "or, for an evaluation, klynge.yaml says `pathway_unsigned: accept`; "
                       "everything then says that it is not approved");
  const bool loopback = app.settings.loopback();
  if (!loopback && (!app.settings.has_tls() || !app.settings.lets_somebody_in()))
    return refused("listen", "listening on " + app.settings.address +
                                 " needs both `tls` and one of `tokens` and `sign_in`; without them only "
                                 "127.0.0.1 or ::1 is served");
  return Done{};
}

Result<std::optional<server::Tokens>> load_tokens(const App& app) {
  if (app.settings.tokens.empty()) return std::optional<server::Tokens>();
  auto text = read_file(app.settings.tokens);
  if (!text) return text.problem();
  auto tokens = server::Tokens::read(*text, app.settings.tokens);
  if (!tokens) return tokens.problem();
  return std::optional(std::move(*tokens));
}

server::HttpOptions http_options(const Settings& settings) {
  server::HttpOptions http;
  http.address = settings.address;
  http.port = settings.port;
  http.certificate = settings.certificate;
  http.key = settings.certificate_key;
  http.log = log_line;
  return http;
}

Result<std::unique_ptr<server::FolderDoor>> open_folder_door(const App& app, Writer& writer,
                                                             store::Contents* contents,
                                                             server::MemoryBudget& memory) {
  const Settings& settings = app.settings;
  if (settings.folder_door.empty()) return std::unique_ptr<server::FolderDoor>();
  if (auto made = server::FolderDoor::make_folders(settings.folder_door); !made) return made.problem();
  log_line("event=folder_door folder=\"" + settings.folder_door + "\"");
  return std::make_unique<server::FolderDoor>(server::FolderDoorParts{
      .writer = writer,
      .secrets = app.secrets,
      .contents = contents,
      .random = seal::random_of_machine(),
      .memory = memory,
      .folder = settings.folder_door,
      .bearer = {{settings.folder_door_party, CallerRole::door}, settings.folder_door_senders},
      .log = log_line});
}

// A bearer token lies in a file of its own, one line.
Result<std::vector<server::PostRoute>> post_routes(const Settings& settings) {
  std::vector<server::PostRoute> routes;
  for (const Settings::PostTo& to : settings.post) {
    server::PostRoute route;
    route.to = to.to;
    route.url = to.url;
    route.authorities = to.authorities;
    route.as_xml = to.as_xml;
    if (to.is_folder) route.folder = settings.folder_door + "/outbox";
    if (!to.token_file.empty()) {
      auto token = read_file(to.token_file, 4096);
      if (!token) return token.problem();
      route.token = token->substr(0, token->find_first_of("\r\n"));
    }
    routes.push_back(std::move(route));
  }
  return routes;
}

}  // namespace

int serve(const Common& common, const ServeOptions& options, Streams& streams) {
  std::signal(SIGPIPE, SIG_IGN);
  auto app = App::load(common.place);
  if (!app) return report(app.problem(), streams);
  if (!options.listen.empty()) {
    auto listen = parse_listen(options.listen);
    if (!listen) return report(not_understood("--listen", listen.problem().what), streams), exit_usage;
    app->settings.address = listen->address;
    app->settings.port = listen->port;
  }
  if (auto done = may_serve(*app, options); !done) return report(done.problem(), streams);
  say_demonstration(*app, streams);
  auto tokens = load_tokens(*app);
  if (!tokens) return report(tokens.problem(), streams);

  app->options.renewing = [](Position done, Position of) {
    if (done % 100'000 == 0 || done == of)
      log_line("event=renewing_lists entries=" + std::to_string(done) + " of=" + std::to_string(of));
  };
  auto areas = load_areas(common);
  if (!areas) return report(areas.problem(), streams);
  server::Live live;
  app->options.touched = [&live](const Touched& touched) { live.announce(touched); };
  auto ledger = app->open_ledger(now_of_machine());
  if (!ledger) return report(ledger.problem(), streams);
  Ledger& opened = **ledger;
  server::DeskParts desk_parts{opened.store(), opened.keys(),    opened.access(),  app->secrets,
                               app->options,   opened.setting(), opened.contents()};
  store::Contents* const contents = opened.contents();
  store::Store& store = opened.store();
  store::Keys& keys = opened.keys();
  auto routes = post_routes(app->settings);
  if (!routes) return report(routes.problem(), streams);
  server::MemoryBudget memory(app->settings.large_memory_bytes);
  Writer writer(std::move(*ledger), machine_clock());
  server::Desk survey(desk_parts);
  server::Desk desk(std::move(desk_parts));
  auto post = std::make_unique<server::PostOffice>(server::PostParts{.writer = writer,
                                                                     .store = store,
                                                                     .keys = keys,
                                                                     .secrets = app->secrets,
                                                                     .contents = contents,
                                                                     .random = seal::random_of_machine(),
                                                                     .operations = app->setting.operations,
                                                                     .routes = std::move(*routes),
                                                                     .now = now_of_machine,
                                                                     .log = log_line});
  server::SignInParts sign_in_parts{.desk = desk,
                                    .setting = app->setting,
                                    .random = seal::random_of_machine(),
                                    .now = now_of_machine,
                                    .log = log_line};
  if (auto filled = fill_sign_in(app->settings.sign_in, app->setting, sign_in_parts); !filled)
    return report(filled.problem(), streams);
  server::SignIn sign_in(std::move(sign_in_parts));
  server::Door door({.writer = writer,
                     .desk = desk,
                     .secrets = app->secrets,
                     .options = app->options,
                     .setting = app->setting,
                     .tokens = std::move(*tokens),
                     .demonstration = app->settings.demonstration,
                     .contents = contents,
                     .random = seal::random_of_machine(),
                     .memory = &memory,
                     .post = &post->counters(),
                     .live = &live,
                     .areas = &*areas,
                     .survey = &survey,
                     .now = now_of_machine,
                     .log = log_line,
                     .sign_in = &sign_in,
                     .record_systems = app->settings.record_systems});
  auto folder_door = open_folder_door(*app, writer, contents, memory);
  if (!folder_door) return report(folder_door.problem(), streams);
  server::HttpOptions how = http_options(app->settings);
  how.admit = [&door](const auto& request, auto length) { return door.admit(request, length); };
  how.memory = &memory;
  auto http = server::HttpServer::listen(std::move(how), [&door](auto request, auto respond) {
    door.handle(std::move(request), std::move(respond));
  });
  if (!http) return report(http.problem(), streams);
  door.count_with((*http)->counters());
  log_line("event=serving address=" + app->settings.address + " port=" + std::to_string((*http)->port()) +
           " tls=" + (app->settings.has_tls() ? "yes" : "no"));
  if (app->settings.demonstration)
    streams.err << "klynge: demonstration, not clinically approved. The page: http://"
                << app->settings.address << ":" << (*http)->port() << "/\n"
                << std::flush;
  else if (!app->approved())
    streams.err << "klynge: NOT CLINICALLY APPROVED: " << app->unapproved_names() << '\n' << std::flush;
  (*http)->run();
  folder_door->reset();
  post.reset();
  writer.stop();
  log_line("event=stopped position=" + std::to_string(writer.state().position.load()));
  return exit_ok;
}

}  // namespace klynge::command
