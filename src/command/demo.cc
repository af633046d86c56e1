// klynge demo: a made-up cluster that lives. One thread serves; another keeps the life going: it fills the
// two weeks before a visitor comes, lets time run, and does what the visitor's buttons say. Everything that
// happens to the ledger happens on the writer's thread, at the life's own time: the writer's clock is the
// life's.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <iostream>

#include "command/demo_folder.h"
#include "command/tools.h"
#include "server/door.h"
#include "server/guide.h"
#include "simulate/life.h"
#include "simulate/pace.h"

namespace klynge::command {
namespace {

using server::Respond;
using server::Response;

// One life with its ledger behind the door. Made and taken down by the keeper's thread.
struct World {
  explicit World(Areas a) : areas(std::move(a)) {}
  Areas areas;
  App app;
  server::Live live;
  std::unique_ptr<simulate::Life> life;
  std::atomic<int64_t> now_us{0};
  std::unique_ptr<Writer> writer;
  std::unique_ptr<server::Desk> desk, survey;
  std::unique_ptr<server::SignIn> sign_in;
  std::unique_ptr<server::Door> door;
  std::unique_ptr<server::Guide> guide;

  Instant now() const { return {now_us.load()}; }
  ~World() {  // what was taken is answered
    if (writer) writer->stop();
    desk.reset();
    survey.reset();
    guide.reset();
    door.reset();
  }
};

seal::Random from_seed(uint64_t seed) {
  return [dice = simulate::Dice(seed)](size_t count) mutable { return dice.bytes(count); };
}

Response still_filling(int percent) {
  std::string page =
      "<!doctype html>\n<html lang=\"da\">\n<head>\n<meta "
      "charset=\"utf-8\">\n<title>Klynge</title>\n</head>\n<body>\n"
      "<main>\n<h1>Klynge</h1>\n<p>De sidste to uger bliver levet: " +
      std::to_string(percent) +
      " %.</p>\n<p lang=\"en\">The last two weeks are being lived: " + std::to_string(percent) +
      " %.</p>\n</main>\n</body>\n</html>\n";
  return {
      503, "text/html; charset=utf-8", std::move(page), {{"Refresh", "1"}, {"Cache-Control", "no-store"}}};
}

class Demonstration {
 public:
  Demonstration(const DemoFolder& folder, std::string data_files, const DemoOptions& options,
                Streams& streams)
      : folder_(folder), data_files_(std::move(data_files)), options_(options), streams_(streams) {}
  ~Demonstration() { stop(); }

  // On the server's thread.
  void handle(server::Request request, Respond respond) {
    const std::lock_guard lock(mutex_);
    if (!world_) return respond(still_filling(percent_));
    if (server::Guide::is_for(request))
      world_->guide->handle(std::move(request), std::move(respond));
    else
      world_->door->handle(std::move(request), std::move(respond));
  }

  void start(const server::HttpServer& http) {
    counters_ = &http.counters();
    keeper_ = std::thread([this] { keep(); });
  }
  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    woken_.notify_one();
    if (keeper_.joinable()) keeper_.join();
  }

 private:
  int64_t real_us() const { return machine_.boot_us(); }

  void keep() {
    while (!stopping()) {
      auto world = begin();
      if (!world) {
        report(world.problem(), streams_);
        std::raise(SIGTERM);
        return;
      }
      if (!*world) return;  // stopped meanwhile
      live(**world);
      const std::lock_guard lock(mutex_);
      world_ = nullptr;
    }
  }

  bool stopping() {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }

  // A folder, a ledger, and the two weeks; none when it was stopped on the way.
  Result<std::unique_ptr<World>> begin() {
    if (auto done = folder_.begin(data_files_); !done) return done.problem();
    auto app = App::load({.data = folder_.path(),
                          .data_files = data_files_,
                          .for_writing = true,
                          .may_be_absent = false,
                          .random = from_seed(options_.seed)});
    if (!app) return app.problem();
    Common common;
    common.place.data_files = data_files_;
    auto areas = load_areas(common);
    if (!areas) return areas.problem();
    auto world = std::make_unique<World>(std::move(*areas));
    world->app = std::move(*app);
    world->app.options.touched = [live = &world->live](const Touched& touched) { live->announce(touched); };
    auto ledger = world->app.open_ledger(simulate::Life::opens());
    if (!ledger) return ledger.problem();
    world->life = std::make_unique<simulate::Life>(options_.seed, world->app.setting, world->app.secrets);
    if (auto filled = fill(*world->life, **ledger); !filled) return filled.problem();
    if (stopping()) return std::unique_ptr<World>();
    auto people = load_people(world->app);
    if (!people) return people.problem();
    open(*world, std::move(*ledger), std::move(*people));
    return world;
  }

  Result<> fill(simulate::Life& life, Ledger& ledger) {
    const Instant from = simulate::Life::opens(), to = simulate::Life::begins();
    Progress progress(streams_, "living the two weeks before, hours");
    const int64_t of = (to - from).us / hours(1).us;
    for (int64_t hour = 1; hour <= of && !stopping(); ++hour) {
      if (auto lived = life.live(ledger, from + hours(hour)); !lived) return lived;
      progress.at(static_cast<uint64_t>(hour), static_cast<uint64_t>(of));
      percent_ = static_cast<int>(hour * 100 / of);
    }
    return life.live(ledger, to);
  }

  Result<std::vector<server::Played>> load_people(const App& app) {
    const std::string name = data_files_ + "/directory/people.yaml";
    auto text = read_file(name);
    if (!text) return text.problem();
    return server::read_people(*text, name, app.setting);
  }

  // Whom a visitor may be of those who are in the middle of something.
  static std::vector<server::CitizenThere> citizens_of(World& world) {
    const auto worth = server::worth_seeing_now(*world.writer, world.app.setting, world.now());
    std::vector<server::CitizenThere> citizens;
    for (const auto& [one, how] :
         {std::pair{&worth.in_window, Words{"hjemme, inden for de 72 timer", "home, inside the 72 hours"}},
          {&worth.coming_home, Words{"på vej hjem fra sygehuset", "coming home from hospital"}},
          {&worth.refused, Words{"en opgave er afvist", "a duty was refused"}}}) {
      const bool there =
          std::ranges::find(citizens, one->citizen, &server::CitizenThere::number) != citizens.end();
      if (one->citizen != 0 && !there) citizens.push_back({one->citizen, how});
    }
    return citizens;
  }

  void open(World& world, std::unique_ptr<Ledger> ledger, std::vector<server::Played> people) {
    world.now_us = world.life->now().us;
    server::DeskParts desk{ledger->store(),   ledger->keys(),    ledger->access(),  world.app.secrets,
                           world.app.options, ledger->setting(), ledger->contents()};
    world.writer = std::make_unique<Writer>(
        std::move(ledger), Clock{[&world] { return world.now(); }, [&world] { return world.now_us.load(); }});
    world.survey = std::make_unique<server::Desk>(desk);
    world.desk = std::make_unique<server::Desk>(std::move(desk));
    world.sign_in = std::make_unique<server::SignIn>(
        server::SignInParts{.desk = *world.desk,
                            .setting = world.app.setting,
                            .people = std::move(people),
                            .citizens = [&world] { return citizens_of(world); },
                            .random = seal::random_of_machine(),
                            .now = now_of_machine,
                            .log = log_line});
    const auto clockwork = [this, &world] {
      return server::Clockwork{world.now(), options_.speed, paused_.load()};
    };
    server::DoorParts door{.writer = *world.writer,
                           .desk = *world.desk,
                           .secrets = world.app.secrets,
                           .options = world.app.options,
                           .setting = world.app.setting,
                           .tokens = std::nullopt,
                           .demonstration = true,
                           .live = &world.live,
                           .areas = &world.areas,
                           .survey = world.survey.get(),
                           .now = [&world] { return world.now(); },
                           .log = log_line,
                           .clockwork = clockwork,
                           .sign_in = world.sign_in.get()};
    world.door = std::make_unique<server::Door>(std::move(door));
    world.guide = std::make_unique<server::Guide>(server::GuideParts{
        *world.writer, *world.desk, world.app.setting, clockwork,
        [this](server::Turn turn, std::function<void()> done) { ask_for(turn, std::move(done)); }});
    world.door->count_with(*counters_);
  }

  // Called under the mutex: the server's thread has it while it hands a request on.
  void ask_for(server::Turn turn, std::function<void()> done) {
    turns_.emplace_back(turn, std::move(done));
    woken_.notify_one();
  }

  // Until it is stopped or begun anew.
  void live(World& world) {
    simulate::Pace pace(world.life->now(), options_.speed, real_us());
    paused_ = false;
    {
      const std::lock_guard lock(mutex_);
      world_ = &world;
    }
    log_line("event=living now=" + format_utc(world.now()));
    for (;;) {
      Turns turns;
      {
        std::unique_lock lock(mutex_);
        woken_.wait_for(lock, look_every, [this] { return stopping_ || !turns_.empty(); });
        if (stopping_) return;
        turns.swap(turns_);
      }
      go_on(world, pace);
      for (auto& [turn, done] : turns) {
        if (turn == server::Turn::anew) return begin_anew(done);
        take(turn, world, pace);
        done();
      }
    }
  }

  void begin_anew(const std::function<void()>& done) {
    {
      const std::lock_guard lock(mutex_);
      world_ = nullptr;
    }
    percent_ = 0;
    done();
  }

  // Time has gone on since.
  void go_on(World& world, simulate::Pace& pace) {
    const Instant latest = world.life->now() + at_once, wanted = pace.at(real_us());
    happen(world, [&](Ledger& ledger) { return world.life->live(ledger, std::min(wanted, latest)); });
    if (wanted > latest) pace.be_at(latest, real_us());  // it cannot keep up
  }

  void take(server::Turn turn, World& world, simulate::Pace& pace) {
    switch (turn) {
      case server::Turn::pause:
      case server::Turn::go_on:
        pace.pause(turn == server::Turn::pause, real_us());
        paused_ = pace.paused();
        return;
      case server::Turn::hour:
        happen(world, [&](Ledger& ledger) { return world.life->live(ledger, world.life->now() + hours(1)); });
        return pace.be_at(world.life->now(), real_us());
      case server::Turn::next:
        happen(world, [&](Ledger& ledger) { return world.life->live_on(ledger); });
        return pace.be_at(world.life->now(), real_us());
      case server::Turn::anew:
        return;
    }
  }

  void happen(World& world, const std::function<Result<>(Ledger&)>& what) {
    world.writer->between_batches([&](Ledger& ledger) {
      if (auto lived = what(ledger); !lived)
        log_line("event=life_waits");  // health says why; it is tried again
      world.now_us = world.life->now().us;
    });
  }

  using Turns = std::vector<std::pair<server::Turn, std::function<void()>>>;
  static constexpr auto look_every = std::chrono::milliseconds(200);
  static constexpr Duration at_once = hours(1);

  const DemoFolder& folder_;
  const std::string data_files_;
  const DemoOptions options_;
  Streams& streams_;
  const Clock machine_ = machine_clock();
  const server::HttpCounters* counters_ = nullptr;
  std::atomic<int> percent_{0};
  std::atomic<bool> paused_{false};
  std::mutex mutex_;  // guards what follows
  std::condition_variable woken_;
  World* world_ = nullptr;  // none: it is being filled
  bool stopping_ = false;
  Turns turns_;
  std::thread keeper_;
};

}  // namespace

int demo(const Common& common, const DemoOptions& options, Streams& streams) {
  std::signal(SIGPIPE, SIG_IGN);
  auto listen = parse_listen(options.listen);
  if (!listen) return report(not_understood("--listen", listen.problem().what), streams), exit_usage;
  Settings settings;
  settings.address = listen->address;
  settings.port = listen->port;
  if (!settings.loopback())
    return report(refused("--listen", "the demonstration is for this machine alone: 127.0.0.1 or [::1]"),
                  streams);
  auto folder = DemoFolder::take(common.place.data);
  if (!folder) return report(folder.problem(), streams);

  Demonstration demonstration(*folder, shipped_data_files(common.place.data_files), options, streams);
  server::HttpOptions http_options;
  http_options.address = settings.address;
  http_options.port = settings.port;
  http_options.log = log_line;
  auto http = server::HttpServer::listen(http_options, [&](auto request, auto respond) {
    demonstration.handle(std::move(request), std::move(respond));
  });
  if (!http) return report(http.problem(), streams);
  demonstration.start(**http);
  log_line("event=serving address=" + settings.address + " port=" + std::to_string((*http)->port()) +
           " tls=no");
  streams.err << "klynge: a made-up cluster, not clinically approved. The page: http://"
              << (settings.address == "::1" ? "[::1]" : settings.address) << ":" << (*http)->port() << "/\n"
              << "klynge: for the other commands, as long as it runs: --data " << folder->path() << '\n'
              << std::flush;
  (*http)->run();
  demonstration.stop();
  log_line("event=stopped");
  return exit_ok;
}

}  // namespace klynge::command
