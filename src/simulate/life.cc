#include "simulate/life.h"

#include <algorithm>
#include <array>
#include <deque>
#include <string_view>

#include "simulate/correspondence.h"
#include "simulate/habit.h"

namespace klynge::simulate {
namespace {

// A duty as somebody sees it: while it is the same, what they mean to do about it is the same.
struct Sight {
  uint16_t duty = 0;
  Party holder, asked;
  Instant offered, check_by;
  uint16_t declines = 0, silences = 0;
  auto operator<=>(const Sight&) const = default;
};

Sight sight_of(const Duty& duty) {
  Sight sight;
  sight.duty = duty.number;
  sight.holder = duty.holder;
  sight.check_by = duty.citizen_check_by;
  if (duty.offer) sight.asked = duty.offer->to;
  if (duty.offer) sight.offered = duty.offer->made;
  sight.declines = duty.declines;
  sight.silences = duty.silences;
  return sight;
}

struct Citizen {
  Citizen(Person person, Dice own) : who(std::move(person)), dice(own) {}

  Person who;
  Dice dice;
  size_t municipality = 0;
  Hospital hospital;
  Party ward, practice;
  std::string case_kind;  // empty: none is known here
  CitizenNumber number = 0;
  std::optional<Stay> letters;  // of the stay that is under way
  Bytes question;               // what the ward wrote to the municipality, until it is answered
  Mishap mishap = Mishap::none;
  bool dead = false;
  Instant looks;  // when the record next wants to be looked at
  std::set<Sight> seen;
};

using Deed = std::function<std::optional<Request>(Citizen&, const Record&)>;

// The last open course that has the citizen in hospital, or where that is expected; 0: none.
const Course* stay_of(const Record& record) {
  for (auto course = record.courses.rbegin(); course != record.courses.rend(); ++course)
    if (course->open() && (course->in_hospital() || course->stay == StayState::expected)) return &*course;
  return nullptr;
}

Instant up_to(Instant at, Duration grid) {
  return {(at.us + grid.us - 1) / grid.us * grid.us};
}

}  // namespace

struct Life::Impl {
  Impl(uint64_t seed_given, const Setting& s, const seal::Secrets& keys)
      : seed(seed_given), setting(s), secrets(keys), cluster(cluster_of(s.directory)) {
    for (size_t n = 0; n < people_in_cluster; ++n) citizens.push_back(make_citizen(n));
    for (size_t n = 0; n < people_in_cluster; ++n) begin_life(n);
  }

  struct Item {
    size_t citizen = 0;
    Deed deed;
  };

  const uint64_t seed;
  const Setting& setting;
  const seal::Secrets& secrets;
  const Cluster cluster;
  std::deque<Citizen> citizens;  // letters keep hold of the dice
  std::map<std::pair<Instant, uint64_t>, Item> agenda;
  uint64_t planned = 0, acted = 0;
  Instant now = opens();
  Position position = 0;  // up to which the records have been looked at
  bool has_roster = false;

  // --- who there is ---

  Citizen make_citizen(size_t n) const {
    // Dice of neighbouring seeds throw the same numbers, one throw later: the seed is a throw itself.
    Citizen citizen(made_up_person(n), Dice(Dice(seed * 1'000'003 + n).next()));
    Dice& dice = citizen.dice;
    citizen.municipality = n % cluster.municipalities.size();
    const size_t near = citizen.municipality % cluster.hospitals.size();
    citizen.hospital = cluster.hospitals[dice.percent(80) ? near : dice.below(cluster.hospitals.size())];
    citizen.ward = dice.pick(citizen.hospital.wards);
    citizen.practice = dice.pick(cluster.practices);
    const size_t kind = dice.below(100);
    if (kind < 85) citizen.case_kind = kind < 45 ? "home-nursing" : "home-care";
    if (n < stays_under_way && n % 16 >= 7)
      citizen.case_kind = "home-care";  // visitation has to find somebody
    return citizen;
  }

  void begin_life(size_t n) {
    Dice& dice = citizens[n].dice;
    if (n < stays_under_way) {
      if (auto plan = stay_under_way(n, begins(), dice)) return plan_stay(n, *plan);
    }
    plan_stay(n, any_stay(opens() + hours(dice.between(0, int64_t{24} * 20)), dice));
  }

  const Municipality& home_of(const Citizen& citizen) const {
    return cluster.municipalities[citizen.municipality];
  }

  // --- what is to happen ---

  void plan(size_t citizen, Instant at, Deed deed) {
    agenda.emplace(std::pair(std::max(at, now), ++planned), Item{citizen, std::move(deed)});
  }

  void plan_stay(size_t n, const StayPlan& plan_given) {
    const StayPlan plan_of = plan_given;
    Citizen& citizen = citizens[n];
    const Mishap mishap = plan_of.mishap;
    if (!plan_of.told.none())
      tell(n, plan_of.told,
           [start = plan_of.start](Impl& me, Citizen& c, const Record&) -> std::optional<Ask> {
             return ExpectStay{.ward = c.ward, .municipality = me.home_of(c).visitation, .at = start};
           });
    plan(n, plan_of.start, [mishap](Citizen& c, const Record&) -> std::optional<Request> {
      c.letters.emplace(c.who, c.dice);
      c.mishap = mishap;
      return std::nullopt;
    });
    const Party first = plan_of.acute ? citizen.hospital.reception : citizen.ward;
    if (plan_of.acute) write(n, StayEvent::acute, plan_of.start, {}, first, true);
    if (!plan_of.admitted.none())
      write(n, StayEvent::admitted, plan_of.admitted, {}, citizen.ward, !plan_of.acute);
    name_practice(n, plan_of.start + hours(2));
    if (n % 3 == 0) write_goals(n, plan_of.start + hours(3));
    if (n % 8 == 3) give_mandate(n, plan_of.start + hours(4));
    if (!plan_of.leave.none()) {
      write(n, StayEvent::leave, plan_of.leave, {}, citizen.ward, false);
      write(n, StayEvent::back, plan_of.back, {}, citizen.ward, false);
    }
    announce(n, plan_of);
    const Party last = plan_of.admitted.none() ? first : citizen.ward;
    if (!plan_of.dies.none()) {
      write(n, StayEvent::dead, plan_of.dies, {}, last, false);
      plan(n, plan_of.dies, [](Citizen& c, const Record&) -> std::optional<Request> {
        c.dead = true;
        return std::nullopt;
      });
      return;
    }
    write(n, StayEvent::home, plan_of.home, plan_of.notified, last, false);
    if (plan_of.by_hand) close_by_hand(n, plan_of);
    if (!plan_of.moves.none()) move(n, plan_of.moves);
    plan_next(n, plan_of);
  }

  void plan_next(size_t n, const StayPlan& before) {
    const bool soon_again = citizens[n].dice.percent(7);
    const Duration at_home =
        soon_again ? hours(citizens[n].dice.between(20, 70)) : days(citizens[n].dice.between(5, 26));
    plan(n, before.notified + hours(1),
         [this, n, at_home](Citizen& c, const Record&) -> std::optional<Request> {
           if (!c.dead) plan_stay(n, any_stay(now + at_home, c.dice));
           return std::nullopt;
         });
  }

  // A ward says what no message carries: that the citizen comes home, and that the citizen could.
  void announce(size_t n, const StayPlan& plan_of) {
    if (!plan_of.ready.none()) tell_stay(n, plan_of.ready, StayEvent::ready, {});
    if (plan_of.announced.none()) return;
    const Instant expected = day_at(plan_of.home, 0, hours(denmark_clock(plan_of.home).us / hours(1).us));
    tell_stay(n, plan_of.announced, StayEvent::discharge_expected, expected);
    if (citizens[n].dice.percent(40)) correspond(n, plan_of.announced + minutes(40));
    if (citizens[n].dice.percent(25))
      tell(n, plan_of.announced + minutes(20),
           [](Impl&, Citizen&, const Record& record) -> std::optional<Ask> {
             const Course* stay = stay_of(record);
             if (stay == nullptr) return std::nullopt;
             OpenDuty open;
             open.task = "rehabilitation-plan";
             open.course = stay->number;
             return open;
           });
  }

  // The ward asks the municipality about the discharge; now and then nobody answers.
  void correspond(size_t n, Instant at) {
    Dice& dice = citizens[n].dice;
    plan(n, at, [this](Citizen& c, const Record&) -> std::optional<Request> {
      c.question =
          write_correspondence(c.who, unit(c.ward), unit(home_of(c).visitation),
                               "Vi regner med, at borgeren kommer hjem som ventet. Kan I være der den første "
                               "aften, og er der en nøgle?",
                               {}, now, c.dice);
      return Receive{prepare(c.question, secrets), {c.ward, CallerRole::door}};
    });
    if (dice.percent(20)) return;
    plan(n, gets_to_it(Desk::visitation, at, minutes(30), hours(5), dice),
         [this](Citizen& c, const Record& record) -> std::optional<Request> {
           if (c.question.empty() || !record.died.none()) return std::nullopt;
           const Party home = home_of(c).visitation;
           const Bytes reply =
               write_correspondence(c.who, unit(home), unit(c.ward),
                                    "Ja. Aftenvagten kommer kl. 19, og nøglen ligger i boksen ved døren.",
                                    c.question, now, c.dice);
           c.question.clear();
           return Receive{prepare(reply, secrets), {home, CallerRole::door}};
         });
  }

  void tell_stay(size_t n, Instant at, StayEvent event, Instant when) {
    tell(n, at, [event, when](Impl&, Citizen&, const Record& record) -> std::optional<Ask> {
      const Course* stay = stay_of(record);
      if (stay == nullptr) return std::nullopt;
      return TellStay{.course = stay->number, .event = event, .at = when};
    });
  }

  // By the ward.
  void tell(size_t n, Instant at, std::function<std::optional<Ask>(Impl&, Citizen&, const Record&)> what) {
    plan(n, at, [this, what = std::move(what)](Citizen& c, const Record& record) -> std::optional<Request> {
      auto ask = what(*this, c, record);
      if (!ask) return std::nullopt;
      return request(c, c.ward, std::move(*ask), "");
    });
  }

  void name_practice(size_t n, Instant at) {
    plan(n, at, [this](Citizen& c, const Record& record) -> std::optional<Request> {
      if (!record.gp.none() || c.dice.percent(15)) return std::nullopt;
      return request(c, home_of(c).visitation, NameGp{c.practice}, "");
    });
  }

  // What the citizen wants, as somebody at the ward wrote it down.
  void write_goals(size_t n, Instant at) {
    static constexpr std::array<std::string_view, 3> wishes{
        "Jeg vil kunne gå til bageren igen.", "Jeg vil helst sove i min egen seng og lave min egen kaffe.",
        "Jeg vil kunne passe mine tomater, og slippe for at vente på transport."};
    plan(n, at, [this, n](Citizen& c, const Record& record) -> std::optional<Request> {
      if (stay_of(record) == nullptr) return std::nullopt;
      return request(c, c.ward, WriteGoals{1}, std::string(wishes[n / 3 % wishes.size()]));
    });
  }

  void give_mandate(size_t n, Instant at) {
    plan(n, at, [this, at](Citizen& c, const Record& record) -> std::optional<Request> {
      if (stay_of(record) == nullptr || !record.circumstances.empty()) return std::nullopt;
      const StateCircumstance mandate{.number = 0,
                                      .kind = CircumstanceKind::mandate,
                                      .from = {},
                                      .to = at + days(90),
                                      .where = {},
                                      .text = 1};
      return request(c, c.ward, mandate, "Datter, Birthe Opdigtet, 00 00 90 11");
    });
  }

  void close_by_hand(size_t n, const StayPlan& plan_of) {
    const Instant at = gets_to_it(Desk::visitation, plan_of.home, hours(20), hours(30), citizens[n].dice);
    plan(n, at, [this, home = plan_of.home](Citizen& c, const Record& record) -> std::optional<Request> {
      const Course* stay = stay_of(record);
      if (stay == nullptr || !stay->in_hospital()) return std::nullopt;
      const CloseStay close{
          .course = stay->number, .because = ClosedBecause::told_by_citizen, .at = home, .text = 1};
      return request(c, stay->municipality, close, "Borgeren ringede selv: kom hjem i går.");
    });
  }

  void move(size_t n, Instant at) {
    plan(n, at, [this](Citizen& c, const Record&) -> std::optional<Request> {
      const Party before = home_of(c).visitation;
      c.municipality = (c.municipality + 1) % cluster.municipalities.size();
      return request(c, before, MoveCitizen{home_of(c).visitation, {}}, "");
    });
  }

  // --- messages ---

  Unit unit(Party party) const {
    const PartyInfo& info = *setting.directory.find(party);
    return {party.sor, info.gln, info.name};
  }

  // Sent some minutes after it happened, or when `sent` says.
  void write(size_t n, StayEvent event, Instant at, Instant sent, Party ward, bool report) {
    const Instant when = sent.none() ? at + minutes(citizens[n].dice.between(3, 9)) : sent;
    plan(n, when, [this, event, at, ward, report](Citizen& c, const Record&) -> std::optional<Request> {
      if (!c.letters) return std::nullopt;
      const Letter letter =
          c.letters->send(event, at, now, unit(ward), unit(home_of(c).visitation), report, NoteForm::first);
      return Receive{prepare(letter.bytes, secrets), {ward, CallerRole::door}};
    });
  }

  // --- people ---

  Key next_key() {
    Dice dice(seed + 77);
    const uint64_t words[2] = {dice.next(), ++acted};
    Key key;
    for (size_t i = 0; i < 16; ++i) key.octets[i] = static_cast<uint8_t>(words[i / 8] >> (56 - 8 * (i % 8)));
    return key;
  }

  std::optional<Request> request(const Citizen& citizen, Party by, Ask ask, std::string text) {
    if (citizen.number == 0) return std::nullopt;
    Act act;
    act.citizen = citizen.number;
    act.ask = std::move(ask);
    act.caller = {by, CallerRole::person};
    act.id = act.request = next_key();
    if (!text.empty()) act.texts.push_back(std::move(text));
    return act;
  }

  // Everybody who has something with the citizen looks at what is new, and makes up their mind.
  void look(size_t n, const Record& record) {
    Citizen& citizen = citizens[n];
    citizen.looks = next_due(record);
    const Surroundings around{setting, home_of(citizen), citizen.practice, citizen.mishap, now};
    for (const Duty& duty : record.duties) {
      if (!duty.open() || !citizen.seen.insert(sight_of(duty)).second) continue;
      auto intent = intention(duty, around, citizen.dice);
      if (!intent) continue;
      plan(n, intent->at,
           [this, sight = sight_of(duty), intent = std::move(*intent)](
               Citizen& c, const Record& later) -> std::optional<Request> {
             const Duty* still = later.duty(sight.duty);
             if (still == nullptr || !still->open()) return std::nullopt;
             Sight seen = sight_of(*still);
             seen.silences = sight.silences;  // being silent since does not change their mind
             if (seen != sight) return std::nullopt;
             return request(c, intent.by, intent.ask, intent.text);
           });
    }
  }

  // --- time ---

  Result<> bring_roster(Ledger& ledger) {
    const Caller operations{setting.operations, CallerRole::operations};
    std::vector<Request> file;
    file.push_back(
        TakeFile{{.what = "roster", .content_hash = "", .rows = 0, .complete = false}, operations});
    const std::vector<Reply> taken = ledger.process(std::move(file), now);
    if (taken.front().how != Reply::How::answered) return not_now("ledger", taken.front().why);
    std::vector<Request> cases;
    std::vector<size_t> whose;
    for (size_t n = 0; n < citizens.size(); ++n) {
      const Citizen& citizen = citizens[n];
      if (citizen.case_kind.empty()) continue;
      const bool nurses = citizen.case_kind == "home-nursing";
      StateCases said;
      said.source = taken.front().position;
      said.cases.push_back({citizen.case_kind,
                            nurses ? home_of(citizen).nursing : home_of(citizen).visitation,
                            denmark_time({2025, 3, 1}, {}),
                            {}});
      cases.push_back(TakeCases{citizen.who.cpr, 0, std::move(said), operations});
      whose.push_back(n);
    }
    has_roster = true;
    return send(ledger, std::move(cases), whose);
  }

  Result<> send(Ledger& ledger, std::vector<Request> requests, const std::vector<size_t>& whose) {
    const std::vector<Reply> replies = ledger.process(std::move(requests), now);
    for (size_t i = 0; i < replies.size(); ++i) {
      if (replies[i].how == Reply::How::not_now) return not_now("ledger", replies[i].why);
      if (replies[i].citizen != 0) citizens[whose[i]].number = replies[i].citizen;
    }
    return look_at(ledger, whose);
  }

  Result<> look_at(Ledger& ledger, const std::vector<size_t>& whose) {
    for (const size_t n : whose) {
      if (citizens[n].number == 0) continue;
      auto record = ledger.record(citizens[n].number);
      if (!record) return record.problem();
      look(n, *record);
    }
    return Done{};
  }

  // What is due at this moment: what was planned, one deed for each citizen, and what the clock brings.
  Result<> now_happens(Ledger& ledger) {
    std::vector<Request> requests;
    std::vector<size_t> whose;
    for (auto item = agenda.begin(); item != agenda.end() && item->first.first <= now;) {
      const size_t n = item->second.citizen;
      if (std::ranges::find(whose, n) != whose.end()) {
        ++item;
        continue;
      }
      Record record;
      if (citizens[n].number != 0) {
        auto found = ledger.record(citizens[n].number);
        if (!found) return found.problem();
        record = std::move(*found);
      }
      const Deed deed = std::move(item->second.deed);
      item = agenda.erase(item);
      if (auto request = deed(citizens[n], record)) {
        requests.push_back(std::move(*request));
        whose.push_back(n);
      }
    }
    if (!requests.empty())
      if (auto done = send(ledger, std::move(requests), whose); !done) return done;
    return the_clock(ledger);
  }

  Result<> the_clock(Ledger& ledger) {
    const Instant wakes = ledger.wakes();
    if (wakes.none() || wakes > now) return Done{};
    if (auto ticked = ledger.tick(now); !ticked) return ticked.problem();
    std::vector<size_t> woken;
    for (size_t n = 0; n < citizens.size(); ++n)
      if (!citizens[n].looks.none() && citizens[n].looks <= now) woken.push_back(n);
    return look_at(ledger, woken);
  }

  // Others act too: whoever visits the demonstration.
  Result<> what_others_did(Ledger& ledger) {
    if (ledger.state().position.load() == position) return Done{};
    std::vector<size_t> everybody(citizens.size());
    for (size_t n = 0; n < everybody.size(); ++n) everybody[n] = n;
    return look_at(ledger, everybody);
  }

  Duration grid() const { return now < begins() ? minutes(5) : minutes(1); }

  // When something next happens.
  Instant next(Ledger& ledger) const {
    Instant at = agenda.empty() ? now + days(365) : agenda.begin()->first.first;
    if (const Instant wakes = ledger.wakes(); !wakes.none() && wakes < at) at = wakes;
    return std::max(up_to(at, grid()), now);
  }

  Result<> live(Ledger& ledger, Instant until) {
    if (!has_roster)
      if (auto done = bring_roster(ledger); !done) return done;
    if (auto done = what_others_did(ledger); !done) return done;
    for (Instant at = next(ledger); at <= until; at = next(ledger)) {
      now = at;
      if (auto done = now_happens(ledger); !done) return done;
    }
    now = std::max(now, until);
    position = ledger.state().position.load();
    return Done{};
  }
};

Life::Life(uint64_t seed, const Setting& setting, const seal::Secrets& secrets)
    : impl_(std::make_unique<Impl>(seed, setting, secrets)) {}

Life::~Life() = default;

Instant Life::begins() {
  return denmark_time({2026, 11, 17}, hours(8));
}

Instant Life::opens() {
  return denmark_time({2026, 11, 3}, hours(8));
}

Instant Life::now() const {
  return impl_->now;
}

Result<> Life::live(Ledger& ledger, Instant until) {
  return impl_->live(ledger, until);
}

Result<> Life::live_on(Ledger& ledger) {
  const Position before = ledger.state().position.load();
  const Instant latest = impl_->now + days(2);
  while (ledger.state().position.load() == before && impl_->now < latest)
    if (auto done =
            impl_->live(ledger, std::min(std::max(impl_->next(ledger), impl_->now + minutes(1)), latest));
        !done)
      return done;
  return Done{};
}

}  // namespace klynge::simulate
