#include "sim/life.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "base/hash.h"
#include "core/access.h"
#include "core/evolve.h"
#include "core/view/worklist.h"
#include "ledger/lookup.h"
#include "ledger/rows.h"
#include "sim/machine.h"
#include "sim/model.h"

namespace klynge::sim {
namespace {

constexpr size_t steps_told = 30;
constexpr Duration repeats_known = days(29);                                  // an API id is kept for 30
constexpr std::string_view said_by_a_person = "Aftalt med datteren Zenobia";  // must never lie open

// A letter on its way, once or several times.
struct Mail {
  Letter letter;
  size_t citizen = 0;
  Key key;
  std::vector<Key> courses, chain;
  // What came of it.
  bool seen = false;  // kept by its id
  bool seen_changed = false;
  message::Answer answer{};
  CitizenNumber kept_for = 0;
  bool without_basis = false;
  int receipts = 0, applied = 0;
  std::string acknowledgement;  // its MessageHeader.id
};
struct Copy {
  size_t mail = 0;
  enum class Kind : uint8_t { same, resent, changed, half, borrowed } kind = Kind::same;
  Instant arrives;
  std::string bundle_id;
  Bytes bytes;
  Instant sent;  // as it says
};
struct Doing {  // somebody's verb, as asked the first time
  Act act;
  std::string words;
  std::optional<Answer> answer;  // as journalled
  Position position = 0;
  Instant at;
};
struct Roster {  // what a municipality's roster says of one citizen
  size_t citizen = 0;
  StateCases said;
};
struct Asked {  // one request of a batch
  std::optional<Copy> copy;
  std::optional<Act> act;
  std::string words;
  Bytes content;      // keyed hash of what the copy says
  Key envelope = {};  // and of its Bundle.id
  std::optional<Roster> roster = std::nullopt;
};
struct Citizen {
  Person person;
  CitizenNumber number = 0;
  Model model;
  Citizen* into = nullptr;  // whose record this one has become part of
  Record folded;
  Instant stamp;
};

// A call that failed, and whose commit may yet turn out to be kept: on a disk whose sync failed nobody knows
// before the ledger is opened anew.
struct Pending {
  std::vector<Asked> batch;  // empty: the clock's, or daily work
  std::vector<Reply> replies;
  bool blind = false;
  Instant awake;
  Setting setting;
};

std::string person_of(size_t n) {
  static constexpr std::string_view names[] = {"Quistgaardine", "Bjergtrolde", "Oksenvadsby", "Wilhjelmsdal"};
  return fmt::format("{}{}", names[n % 4], n);
}

class Life {
 public:
  Life(const World& world, uint64_t seed, bool on_sqlite)
      : world_(world),
        dice_(seed),
        own_(seed ^ 0x5eed),
        joins_(seed ^ 0x101),
        clocks_(seed ^ 0xc10c5),
        deaths_(seed ^ 0xdead),
        machine_(on_sqlite ? sqlite_machine(seed) : nullptr) {
    out_.on_sqlite = on_sqlite;
    if (!machine_) machine_ = memory_machine();
  }

  Outcome run() {
    begin();
    const int64_t steps = dice_.between(20, 60);
    for (int64_t i = 0; i < steps && good(); ++i) step();
    if (good()) finish();
    out_.steps.assign(steps_.begin(), steps_.end());
    return std::move(out_);
  }

 private:
  bool good() const { return out_.fault.empty(); }
  void fault(std::string what) {
    if (good()) out_.fault = std::move(what);
  }
  void say(std::string words) {
    steps_.push_back(format_utc(now_) + "  " + std::move(words));
    if (steps_.size() > steps_told) steps_.pop_front();
  }
  std::string name(Party party) const {
    const PartyInfo* info = setting_.directory.find(party);
    return info && !info->name.empty() ? info->name : fmt::format("party {}", party.sor);
  }

  // --- the beginning: citizens, and what truly happens to them ---

  void begin() {
    now_ = parse_time("2026-10-20T06:00:00Z")->at + hours(dice_.between(0, 24 * 30));
    setting_ = base_ = make_setting(world_, dice_);
    options_.controller = 1 + dice_.below(3);
    if (dice_.one_in(4)) options_.records_in_memory = 1 + dice_.below(2);
    has_rosters_ = own_.one_in(3);
    options_.everybody_has_basis = !has_rosters_;
    has_plans_ = own_.one_in(4);
    const size_t count = dice_.one_in(60) ? 24 + dice_.below(12) : 1 + dice_.below(dice_.one_in(3) ? 4 : 2);
    for (size_t i = 0; i < count; ++i) {
      Citizen one;
      one.person = {fmt::format("{:02}{:02}{:02}0000", 1 + dice_.below(28), 1 + i % 12, 20 + i), person_of(i),
                    fmt::format("Zachariasine{}", i)};
      citizens_.push_back(std::move(one));
    }
    has_joins_ = count > 1 && joins_.one_in(3);
    for (size_t i = 0; i < count; ++i) true_course(i);
    std::stable_sort(post_.begin(), post_.end(),
                     [](const Copy& a, const Copy& b) { return a.arrives < b.arrives; });
    began_ = now_;
    open("the ledger is opened");
    for (size_t i = 0; has_rosters_ && i < count && good(); ++i)
      if (own_.percent(75)) bring_roster(i);
  }

  struct Mistaken {  // did not happen, and is taken back when another system has told otherwise
    StayEvent event;
    Stay stay;
    Instant at;
    Unit ward, receiver;
  };

  void true_course(size_t citizen) {
    Instant at = now_ + minutes(dice_.between(1, 60 * 24));
    std::vector<Mistaken> mistaken;
    all_stays(citizen, at, mistaken);
    for (Mistaken& told : mistaken) {
      at = std::max(at, told.at) + minutes(deaths_.between(1, 60 * 24));
      send(citizen, told.stay, told.event, at, told.ward, told.receiver, NoteForm::annulment);
    }
  }

  void all_stays(size_t citizen, Instant& at, std::vector<Mistaken>& mistaken) {
    const size_t stays = citizens_.size() > 4 ? 1 : 1 + dice_.below(3);
    Unit receiver = dice_.pick(world_.municipalities);
    std::optional<Mistaken> before;  // the discharge of the stay before
    for (size_t i = 0; i < stays; ++i) {
      Stay stay(citizens_[citizen].person, own_);
      if (dice_.one_in(2))
        stay.lpr3 = [&] {
          auto id = make_uuid(own_);
          id[14] = '5';
          return id;
        }();
      Unit ward = dice_.pick(world_.wards);
      if (dice_.one_in(8)) receiver = dice_.pick(world_.municipalities);  // moved
      const auto happens = [&](StayEvent event) {
        bool stands = true;
        send(citizen, stay, event, at, ward, receiver, NoteForm::first);
        const Instant told = at;
        while (dice_.one_in(10)) {  // wrong time or department
          if (dice_.one_in(2)) ward = another_ward(ward);
          at = std::max(told, at + minutes(dice_.between(-20, 40)));
          send(citizen, stay, event, at, ward, receiver, NoteForm::correction);
        }
        if (dice_.one_in(15)) {
          at = at + minutes(dice_.between(1, 60));
          send(citizen, stay, event, at, ward, receiver, NoteForm::annulment);
          stands = dice_.one_in(2);
          at = at + minutes(dice_.between(1, 60));
          if (stands) send(citizen, stay, event, at, ward, receiver, NoteForm::first);
        }
        at = at + (dice_.one_in(6)   ? minutes(dice_.between(0, 30))
                   : dice_.one_in(3) ? hours(dice_.between(1, 12))
                                     : hours(dice_.between(12, 100)));
        return stands;
      };
      if (dice_.one_in(25)) {
        happens(StayEvent::dead);  // on arrival
        return;
      }
      const bool acute = dice_.one_in(2);
      if (acute && !happens(StayEvent::acute)) continue;
      if (!acute || dice_.percent(60)) {
        if (!happens(StayEvent::admitted) && !acute) continue;
        while (dice_.one_in(3)) {
          if (dice_.one_in(2)) {  // another ward, sometimes another hospital with an id of its own
            ward = another_ward(ward);
            if (!stay.lpr3.empty() && dice_.one_in(2)) stay.episode = make_uuid(own_);
            happens(StayEvent::admitted);
          } else {
            if (!happens(StayEvent::leave)) continue;
            if (dice_.percent(15)) break;  // and never came back
            if (!happens(StayEvent::back)) break;
          }
        }
      }
      if (dice_.one_in(8)) {
        const bool stands = happens(StayEvent::dead);
        if (!dice_.one_in(4)) return;  // else two systems disagree
        if (stands && before && deaths_.one_in(2)) mistaken.push_back(*before);
        if (stands && deaths_.one_in(2)) mistaken.push_back({StayEvent::dead, stay, at, ward, receiver});
      } else if (dice_.percent(90)) {
        const bool stands = happens(StayEvent::home);
        before.reset();
        if (stands) before.emplace(Mistaken{StayEvent::home, stay, at, ward, receiver});
      }
      at = at + hours(dice_.between(0, 96));
    }
  }

  // The same event twice from one ward, and then a death, could not be told from a death told of twice: a
  // death has no activity of its own and repeats the one before. So a transfer goes to another ward.
  Unit another_ward(const Unit& than) {
    Unit ward = dice_.pick(world_.wards);
    while (ward.sor == than.sor) ward = dice_.pick(world_.wards);
    return ward;
  }

  // A ward's clock now and then goes before: some minutes or hours, or more than anybody believes.
  Duration ahead() {
    if (!clocks_.one_in(10)) return {};
    return clocks_.one_in(4) ? days(clocks_.between(2, 400)) : minutes(clocks_.between(4, 300));
  }

  void send(size_t citizen, Stay& stay, StayEvent event, Instant at, const Unit& ward, const Unit& receiver,
            NoteForm form) {
    const Instant whole{at.us / 1'000'000 * 1'000'000};
    const Unit& to = dice_.one_in(50) ? world_.nobody : receiver;
    Mail mail;
    mail.citizen = citizen;
    // A correction may tell of an earlier time, but is never sent before what it corrects.
    const Instant sent = std::max(whole + minutes(3), stay.last_sent() + seconds(1));
    const bool in_stay =
        event != StayEvent::acute && event != StayEvent::admitted && !stay.last_sent().none();
    const Instant told = in_stay && form != NoteForm::annulment ? whole + ahead() : whole;
    mail.letter = stay.send(event, told, sent, ward, to, dice_.one_in(2), form);
    const Letter& letter = mail.letter;
    Instant arrives = sent + minutes(dice_.between(0, 7));
    if (dice_.one_in(6)) arrives = arrives + hours(dice_.between(1, 12));  // late, often after the next
    if (dice_.one_in(12)) arrives = arrives + hours(dice_.between(12, 150));
    const size_t n = mails_.size();
    const auto post = [&](Copy::Kind kind, Instant when, std::string bundle, Bytes bytes) {
      const Instant written = kind == Copy::Kind::resent ? when : letter.sent;
      post_.push_back({n, kind, when, std::move(bundle), std::move(bytes), written});
    };
    const bool lost = dice_.one_in(14);
    if (dice_.one_in(20))
      post(Copy::Kind::half, arrives - minutes(1), "",
           letter.bytes.substr(
               0, static_cast<size_t>(dice_.between(0, static_cast<int64_t>(letter.bytes.size()) - 2))));
    if (!lost && n > 0 && dice_.one_in(40)) {
      const std::string& envelope = mails_[dice_.below(n)].letter.bundle_id;
      post(Copy::Kind::borrowed, arrives - minutes(2), envelope, stay.resend(letter, envelope, letter.sent));
    }
    if (!lost) {
      post(Copy::Kind::same, arrives, letter.bundle_id, letter.bytes);
      while (dice_.one_in(4)) {
        const Instant again = arrives + minutes(dice_.one_in(2) ? 0 : dice_.between(1, 600));
        const std::string envelope = make_uuid(own_);
        if (dice_.one_in(6))
          post(Copy::Kind::changed, again, letter.bundle_id, stay.changed(letter));
        else if (dice_.one_in(2))
          post(Copy::Kind::resent, again, envelope, stay.resend(letter, envelope, again));
        else
          post(Copy::Kind::same, again, letter.bundle_id, letter.bytes);
      }
    }
    mails_.push_back(std::move(mail));
  }

  // --- opening, and what the journal has that we have not seen ---

  void open(const std::string& words) {
    say(words);
    start();
    if (good())
      for (auto& entry : news()) take(entry);
  }

  void start() {
    for (int tries = 0; tries < 6 && good(); ++tries) {
      auto folder = machine_->open();
      if (!folder) {
        if (machine_->is_whole() && tries > 1)
          return fault("the folder does not open: " + folder.problem().what);
        machine_->mend();
        continue;
      }
      auto opened = Ledger::open(
          std::move(*folder), world_.secrets, base_, parts_of(base_), options_,
          [this](size_t n) { return own_.bytes(n); }, now_);
      if (!opened) {
        if (machine_->is_whole() && tries > 1)
          return fault("the ledger does not open: " + opened.problem().what);
        machine_->mend();
        continue;
      }
      ledger_ = std::move(*opened);
      awake_ = now_;
      setting_ = base_;
      for (const PartyInfo& info : learned_)
        if (!setting_.directory.find(info.party)) setting_.directory.add(info);
      must_raise_ = true;
      return;
    }
    fault("the ledger does not open at all");
  }

  // When the power has gone in the middle of a call: everything is closed, lost what is lost, and begun anew.
  // What the call had committed is then read after it, as if it had just been written.
  void power_back() {
    if (!machine_->is_off()) return;
    say("the power has gone; it comes back, and the ledger is opened again");
    ++out_.cuts;
    ledger_.reset();
    machine_->lose();
    const bool raise = must_raise_;
    awake_before_ = awake_;
    start();
    must_raise_ = raise;  // the entries of the call come first
    restarted_ = true;
  }

  std::vector<message::JournalEntry> news() {
    std::vector<message::JournalEntry> entries;
    power_back();
    if (!good()) return entries;
    auto reader = ledger_->store().reader();
    if (!reader) {
      fault("no reader: " + reader.problem().what);
      return entries;
    }
    auto read = (*reader)->entries(position_ + 1, [&](Position at, View bytes) {
      auto entry = message::decode(bytes);
      if (!entry || entry->header.position != at || at != position_ + 1) {
        fault(fmt::format("entry {} cannot be read or is out of place", at));
        return false;
      }
      print_ += sha256(bytes);
      position_ = at;
      entries.push_back(std::move(*entry));
      return true;
    });
    if (!read) fault("the journal cannot be read: " + read.problem().what);
    if (pending_ && !entries.empty()) settle_pending(entries);
    return entries;
  }

  // What comes before the writer's new start is what the failed call wrote after all.
  void settle_pending(std::vector<message::JournalEntry>& entries) {
    Pending call = std::move(*pending_);
    pending_.reset();
    size_t count = 0;
    while (count < entries.size() && !is<WriterStarted>(entries[count])) ++count;
    if (count == 0) return;
    say("  what failed was kept after all");
    const std::vector<message::JournalEntry> kept(entries.begin(),
                                                  entries.begin() + static_cast<ptrdiff_t>(count));
    entries.erase(entries.begin(), entries.begin() + static_cast<ptrdiff_t>(count));
    must_raise_ = false;
    std::swap(awake_, call.awake);
    std::swap(setting_, call.setting);
    if (call.batch.empty())
      for (const auto& entry : kept) tick_entry(entry);
    else
      walk(call.batch, call.replies, call.blind, kept, 0);
    std::swap(awake_, call.awake);
    std::swap(setting_, call.setting);
    for (const PartyInfo& info : learned_)
      if (!setting_.directory.find(info.party)) setting_.directory.add(info);
    must_raise_ = true;
  }
  void keep_pending(bool could, bool began_anew, Pending call) {
    if (ledger_->state().can_write || !(could || began_anew)) return;  // nothing was tried
    call.awake = awake_;
    call.setting = setting_;
    pending_ = std::move(call);
  }

  // What every entry must keep, and the simulator's own fold.
  void take(const message::JournalEntry& entry) {
    const message::EntryHeader& header = entry.header;
    ++out_.entries;
    if (header.stamp < last_stamp_) fault(fmt::format("entry {}: time went back", header.position));
    last_stamp_ = header.stamp;
    if (restarted_ && is<WriterStarted>(entry)) must_raise_ = true, restarted_ = false;
    if (must_raise_ && header.epoch <= epoch_)
      fault(fmt::format("entry {}: the epoch was not raised after a restart", header.position));
    if (header.epoch < epoch_) fault(fmt::format("entry {}: the epoch went back", header.position));
    epoch_ = header.epoch;
    must_raise_ = false;
    for (const Fact& fact : entry.facts)
      if (const auto* party = std::get_if<PartyLearned>(&fact)) {
        PartyInfo info;
        info.party = party->party;
        info.kind = party->kind_of;
        info.gln = party->gln;
        info.name = party->name;
        learned_.push_back(info);
        if (!setting_.directory.find(info.party)) setting_.directory.add(info);
      }
    if (header.citizen == 0) return;
    Citizen* citizen = with_number(header.citizen);
    if (!citizen) return;  // new: its letter says who it is
    fold(*citizen, entry);
  }
  void fold(Citizen& citizen, const message::JournalEntry& entry) {
    if (entry.header.previous_of_citizen != citizen.folded.last)
      fault(fmt::format("entry {} does not follow the citizen's previous one", entry.header.position));
    citizen.folded.citizen = entry.header.citizen;
    citizen.stamp = entry.header.stamp;
    evolve(citizen.folded, entry.facts, Stamp{entry.header.stamp, entry.header.position});
    touched_.insert(citizen.number);
  }
  // Whose record it is now: that of the letter's citizen, or the one that it has become part of.
  Citizen& now_of(size_t citizen) {
    Citizen* one = &citizens_[citizen];
    while (one->into != nullptr) one = one->into;
    return *one;
  }
  bool is_person_of(const Citizen& record, const std::string& cpr) {
    for (size_t i = 0; i < citizens_.size(); ++i)
      if (citizens_[i].person.cpr == cpr) return &now_of(i) == &record;
    return false;
  }
  Citizen* with_number(CitizenNumber number) {
    for (Citizen& one : citizens_)
      if (one.number == number) return &one;
    return nullptr;
  }
  // The record after an entry against the simulator's own bookkeeping. `decided`: rules were looked at.
  void compare(Citizen& citizen, bool decided) {
    if (auto wrong = citizen.model.differs(citizen.folded); !wrong.empty())
      return fault(fmt::format("citizen {}: {}", &citizen - citizens_.data() + 1, wrong));
    if (!decided) return;
    if (auto nobody = lost(citizen.folded); !nobody.empty())
      return fault(fmt::format("citizen {}: {}", &citizen - citizens_.data() + 1, nobody));
    const auto broken = broken_invariants(citizen.folded, setting_, citizen.stamp);
    if (!broken.empty()) fault(fmt::format("citizen {}: invariant {}", citizen.number, broken.front()));
  }

  // --- steps ---

  void step() {
    if (dice_.percent(8)) {
      say(machine_->break_something(dice_));
      ++out_.failures;
    }
    const size_t what = dice_.below(100);
    if (what < 40) {
      letters_step();
    } else if (what < 68) {
      people_step();
    } else if (what < 85) {
      if (has_rosters_ && own_.one_in(4)) roster_step();
      clock_step();
    } else if (what < 91) {
      restart_step();
    } else if (what < 94) {
      rest_step();
    } else {
      lookup_step();
    }
    if (!machine_->is_whole() && dice_.one_in(3)) machine_->mend();
    if (good() && dice_.percent(45)) tick();
    if (good()) check_touched();
  }

  void pass_time(Instant to) {
    if (to > now_) now_ = to;
  }

  void letters_step() {
    if (!post_.empty()) pass_time(post_.front().arrives + seconds(dice_.between(0, 90)));
    std::vector<Asked> batch;
    const size_t most = 1 + dice_.below(8);
    while (!post_.empty() && post_.front().arrives <= now_ && batch.size() < most) {
      batch.push_back(asked(std::move(post_.front())));
      post_.pop_front();
    }
    for (size_t i = dice_.below(3); i > 0; --i) add_wish(batch);
    shuffle_some(batch);
    process(batch);
  }

  void people_step() {
    pass_time(now_ + (dice_.one_in(3) ? seconds(dice_.between(0, 600)) : minutes(dice_.between(1, 400))));
    std::vector<Asked> batch;
    for (size_t i = 1 + dice_.below(5); i > 0; --i) add_wish(batch);
    if (dice_.one_in(5)) add_race(batch);
    while (!post_.empty() && post_.front().arrives <= now_ && dice_.one_in(2)) {
      batch.push_back(asked(std::move(post_.front())));
      post_.pop_front();
    }
    process(batch);
  }

  void clock_step() {
    const Instant wakes = ledger_->wakes();
    if (!wakes.none() && dice_.percent(70)) {
      static constexpr int64_t around_us[] = {-1'000'000, -1, 0, 0, 0, 1, 1'000'000, 60'000'000};
      pass_time(Instant{wakes.us + around_us[dice_.below(8)]});
    } else {
      pass_time(now_ + minutes(dice_.between(1, dice_.one_in(5) ? 5000 : 400)));
    }
    tick();
    // The clock has looked at a moment, and is set back over it: what is decided then is before it once more.
    if (wakes.none() || now_ < wakes || now_ > wakes + minutes(2) || !own_.one_in(4) || !good()) return;
    std::vector<Asked> batch;
    for (size_t i = 1 + own_.below(3); i > 0; --i) add_wish(batch);
    for (const PartyInfo& closing : setting_.directory.all())
      for (const Citizen& citizen : citizens_)
        if (closing.to == wakes && citizen.number != 0)
          add(batch, citizen, OpenDuty{"other", 0, {}, {}, {}, 1}, {closing.party, CallerRole::person},
              "opens other in its last seconds", {std::string(said_by_a_person)});
    set_back_to_ = wakes - seconds(own_.between(1, 5));
    process(batch);
    set_back_to_ = {};
  }

  void restart_step() {
    const bool cut = dice_.one_in(2);
    const int64_t down_minutes = dice_.one_in(3) ? dice_.between(60, 3000) : dice_.between(0, 20);
    if (!cut && dice_.one_in(2)) (void)ledger_->rest(now_).ok();
    drain();
    if (cut) machine_->cut();
    ledger_.reset();
    if (cut) machine_->lose();
    ++out_.cuts;
    pass_time(now_ + minutes(down_minutes));
    std::string changed;
    if (dice_.one_in(3)) changed = change_directory();
    open(fmt::format("{} for {} minutes; the ledger is opened again{}", cut ? "the power was cut" : "stopped",
                     down_minutes, changed));
  }

  // A unit closes, with or without somebody who takes over; sometimes one that closed opens again.
  std::string change_directory() {
    std::vector<PartyInfo> all = base_.directory.all();
    PartyInfo info = all[dice_.below(all.size())];
    if (info.kind == PartyKind::operations) return "";
    if (dice_.one_in(3)) return change_sight(info);
    if (!info.to.none()) {
      if (info.to <= now_) return "";
      info.to = {};
      base_.directory.add(info);
      return fmt::format("; {} does not close after all", info.name);
    }
    info.to = now_ + minutes(dice_.between(0, 200));
    info.successor = {};
    if (dice_.percent(70)) {
      const Party heir = all[dice_.below(all.size())].party;
      if (heir != info.party && heir != world_.operations) info.successor = heir;
    }
    base_.directory.add(info);
    return fmt::format("; {} closes at {}, {}", info.name, format_utc(info.to),
                       info.successor.none() ? "nobody succeeds" : name(info.successor) + " succeeds");
  }

  // A unit begins to answer here on a day, which may fall in the middle of a course; or stops.
  std::string change_sight(PartyInfo info) {
    const Instant day = now_ + minutes(dice_.between(0, 200));
    const bool begins = info.answers_here_from.none() || !info.answers_here_to.none();
    if (begins && info.answers_here_to > now_) return "";
    (begins ? info.answers_here_from : info.answers_here_to) = day;
    if (begins) info.answers_here_to = {};
    base_.directory.add(info);
    return fmt::format("; {} {} at {}", info.name, begins ? "answers here" : "answers here no more",
                       format_utc(day));
  }

  void rest_step() {
    say("daily work");
    const auto did = [&](bool could, bool done) {
      if (!done) {
        keep_pending(could, false, {});
        failed_call();
      }
      drain();
    };
    const bool could = ledger_->state().can_write;
    did(could, ledger_->rest(now_).ok());
    if (good() && ledger_->state().can_write && dice_.one_in(2)) did(true, ledger_->housekeeping(now_).ok());
  }

  void tick() {
    const bool could = ledger_->state().can_write, whole = machine_->is_whole();
    say("the clock looks");
    ++out_.looks;
    for (int i = 0; i < 10'000 && good(); ++i) {
      const bool blind = dice_.one_in(80);
      if (blind) machine_->break_reads(static_cast<int>(dice_.below(8)), 1);
      const auto looked = ledger_->tick(now_, 1 + dice_.below(20));
      machine_->break_reads(0, 0);
      std::vector<message::JournalEntry> entries = news();
      const bool began_anew = std::any_of(entries.begin(), entries.end(), is<WriterStarted>);
      for (const auto& entry : entries) tick_entry(entry);
      if (!looked) {
        keep_pending(could, began_anew, {});
        if (could && whole && machine_->is_whole() && !blind)
          fault("the clock could not look, though nothing was broken: " + looked.problem().what);
        if (!ledger_->state().can_write) must_raise_ = true;
        return;
      }
      if (*looked == 0) {
        for (const Citizen& one : citizens_)
          if (auto missed = one.model.missed(awake_, now_, setting_); !missed.empty())
            fault(fmt::format("citizen {}: {}", one.number, missed));
        return;
      }
    }
    if (good()) fault("the clock never comes to rest");
  }

  void tick_entry(const message::JournalEntry& entry) {
    take(entry);
    if (entry.header.kind == message::EntryKind::installation) return;
    Citizen* citizen = with_number(entry.header.citizen);
    if (!citizen || entry.header.kind != message::EntryKind::tick)
      return fault(fmt::format("entry {}: not one that the clock makes", entry.header.position));
    std::vector<uint16_t> heard;
    for (const Fact& fact : entry.facts)
      if (const auto* silence = std::get_if<SilenceNoted>(&fact)) heard.push_back(silence->duty);
    out_.silences += heard.size();
    const Instant awake = restarted_ ? awake_before_ : awake_;  // written before the power went
    const std::string wrong = citizen->model.looked(heard, awake, entry.header.stamp, setting_);
    if (!wrong.empty()) fault(fmt::format("citizen {}: {}", citizen->number, wrong));
    if (entry.facts.empty()) fault("a look without effect was journalled");
    compare(*citizen, true);
  }

  // --- wishes ---

  Asked asked(Copy copy) {
    const Mail& mail = mails_[copy.mail];
    static constexpr std::string_view kinds[] = {"", " (sent again)", " (same id, other content)",
                                                 " (cut short)", " (in another letter's envelope)"};
    Asked one;
    one.words =
        fmt::format("{} tells {}: {} at {}, of citizen {}, letter {}{}{}", mail.letter.ward.name,
                    mail.letter.receiver.name, word(mail.letter.event), format_utc(mail.letter.event_at),
                    mail.citizen + 1, copy.mail + 1,
                    mail.letter.form == NoteForm::first ? "" : fmt::format(", {}", word(mail.letter.form)),
                    kinds[static_cast<size_t>(copy.kind)]);
    one.copy = std::move(copy);
    return one;
  }

  void shuffle_some(std::vector<Asked>& batch) {
    if (batch.size() > 1 && dice_.one_in(2))
      std::swap(batch[dice_.below(batch.size())], batch[dice_.below(batch.size())]);
  }

  void add_wish(std::vector<Asked>& batch) {
    if (!doings_.empty() && dice_.percent(12)) {  // the same again; sometimes another under the same id
      Doing& doing = doings_[doing_ids_[dice_.below(doing_ids_.size())]];
      if (doing.answer && doing.at + repeats_known <= now_) return;
      Act again = doing.act;
      std::string words = doing.words + " (again)";
      if (dice_.one_in(6)) {
        again.request = random_key();
        words = doing.words + " (its id, another request)";
      }
      batch.push_back({std::nullopt, again, words, {}});
      return;
    }
    std::vector<size_t> known;
    for (size_t i = 0; i < citizens_.size(); ++i)
      if (citizens_[i].number != 0) known.push_back(i);
    if (known.empty()) return;
    const Citizen& citizen = citizens_[dice_.pick(known)];
    if (has_joins_ && joins_.one_in(8)) return join(batch, citizen, citizens_[joins_.pick(known)]);
    if (has_plans_ && own_.one_in(5)) return plan(batch, citizen);
    wish(batch, citizen);
  }

  // Stays that are expected and called off, stays closed by hand, and what holds of the citizen for a time.
  void plan(std::vector<Asked>& batch, const Citizen& citizen) {
    const auto& duties = citizen.model.duties();
    const Party ward = Party{own_.pick(world_.wards).sor}, desk = Party{own_.pick(world_.municipalities).sor};
    const Party holder = duties.empty() ? ward : duties[own_.below(duties.size())].holder;
    const Caller caller = own_.one_in(4) ? Caller{world_.operations, CallerRole::operations}
                                         : Caller{own_.one_in(3) ? desk : holder, CallerRole::person};
    const auto course = static_cast<uint16_t>(own_.below(citizen.model.courses().size() + 1));
    const Instant at = now_ + hours(own_.between(-30, 60));
    const Party where = own_.one_in(4) ? Party{} : desk;
    const Caller planner = own_.one_in(3) ? caller : Caller{ward, CallerRole::person};
    switch (own_.below(7)) {
      case 0:
      case 1:
        return add(batch, citizen, CloseStay{course, static_cast<ClosedBecause>(1 + own_.below(4)), at, 1},
                   caller, fmt::format("closes stay {} by hand", course), {"Hun er hjemme"});
      case 2:
      case 3:
        return add(batch, citizen, ExpectStay{own_.one_in(2) ? course : uint16_t{0}, ward, where, at, 0},
                   planner, "expects a stay");
      case 4:
      case 5:
        return add(batch, citizen, CallOffStay{course, 1}, caller, fmt::format("calls off stay {}", course),
                   {"Aflyst"});
      default: {
        StateCircumstance said{};
        said.kind = static_cast<CircumstanceKind>(1 + own_.below(6));
        if (own_.one_in(4)) said.number = static_cast<uint16_t>(1 + own_.below(3));
        said.from = own_.one_in(2) ? Instant{} : at;
        if (own_.one_in(2)) said.to = at + days(own_.between(0, 20));
        if (own_.one_in(2)) said.where = desk;
        if (own_.one_in(2)) said.text = 1;
        std::vector<std::string> texts;
        if (said.text != 0) texts.emplace_back("Ida, datter");
        return add(batch, citizen, said, caller, "states a circumstance", std::move(texts));
      }
    }
  }

  // Two records are said to be of one citizen: mostly by who may, sometimes of one and the same.
  void join(std::vector<Asked>& batch, const Citizen& into, const Citizen& other) {
    const Caller caller = joins_.one_in(6) ? Caller{Party{joins_.pick(world_.wards).sor}, CallerRole::person}
                                           : Caller{world_.operations, CallerRole::operations};
    JoinRecords ask{joins_.one_in(20) ? CitizenNumber{9999} : other.number, 0, nullptr};
    std::vector<std::string> texts;
    if (!joins_.one_in(8)) {
      texts.emplace_back(said_by_a_person);
      ask.text = 1;
    }
    add(batch, into, ask, caller,
        fmt::format("says that citizen {} is the same", &other - citizens_.data() + 1), std::move(texts));
  }
  bool may_join(const Citizen& into, const Act& act) {
    const JoinRecords& ask = std::get<JoinRecords>(act.ask);
    const Citizen* other = with_number(ask.other);
    return act.caller.role == CallerRole::operations && ask.text != 0 && into.into == nullptr &&
           other != nullptr && other != &into && other->into == nullptr;
  }
  // What was written of the other one in the same breath.
  void joined(Citizen& into, CitizenNumber number, const std::vector<message::JournalEntry>& entries,
              size_t& next) {
    Citizen& other = *with_number(number);
    if (next == entries.size() || entries[next].header.citizen != number || !is<CitizenMerged>(entries[next]))
      return fault("a record was joined, and the other one does not say so");
    take(entries[next++]);
    other.into = &into;
    into.model.joined(other.model, into.stamp, setting_);
    other.model.take_over(other.folded);
    ++out_.joins;
    if (!other.folded.all_courses().empty() || !other.folded.all_duties().empty())
      return fault("a record that is part of another one has something left");
    compare(other, false);
  }

  Party anybody() {
    if (dice_.one_in(40)) return Party{12345678901};
    if (dice_.one_in(30)) return world_.operations;
    return dice_.pick(world_.people);
  }
  Instant some_time() {
    return dice_.one_in(12) ? now_ - minutes(5) : now_ + minutes(dice_.between(1, 60 * 30));
  }
  uint8_t text(std::vector<std::string>& texts) {
    if (dice_.one_in(6)) return 0;
    texts.emplace_back(said_by_a_person);
    return 1;
  }
  Key random_key() {
    Key key;
    for (uint8_t& octet : key.octets) octet = static_cast<uint8_t>(own_.next());
    return key;
  }

  void add(std::vector<Asked>& batch, const Citizen& citizen, Ask ask, Caller caller, std::string words,
           std::vector<std::string> texts = {}) {
    Act act;
    act.citizen = citizen.number;
    act.ask = std::move(ask);
    act.caller = caller;
    act.id = random_key();
    act.request = random_key();
    act.texts = std::move(texts);
    words = fmt::format("{}{} {}, citizen {}", name(caller.party),
                        caller.role == CallerRole::operations ? " (operations)" : "", words,
                        &citizen - citizens_.data() + 1);
    doings_[act.id] = {act, words, std::nullopt, 0, {}};
    doing_ids_.push_back(act.id);
    batch.push_back({std::nullopt, act, words, {}});
  }

  // What no message carries. Expected stays are told in the stories: the model has no word for them.
  void tell(std::vector<Asked>& batch, const Citizen& citizen) {
    std::vector<std::string> texts;
    auto course = static_cast<uint16_t>(dice_.below(citizen.model.courses().size() + 1));
    // At home more happens than lives have time for.
    for (size_t c = 0; c < citizen.model.courses().size(); ++c)
      if (citizen.model.courses()[c].stay == StayState::home && own_.one_in(3))
        course = static_cast<uint16_t>(c + 1);
    const bool known = course != 0 && dice_.percent(85);
    Caller by{known ? citizen.model.courses()[course - 1u].ward : anybody(), CallerRole::person};
    static const std::vector<StayEvent> events{
        StayEvent::discharge_expected, StayEvent::discharge_expected, StayEvent::ready,
        StayEvent::not_ready,          StayEvent::terminal,           StayEvent::emergency_call,
        StayEvent::emergency_over};
    switch (dice_.below(8)) {
      case 0:
        return add(batch, citizen, NameGp{anybody()}, by, "names the GP", texts);
      case 1: {
        StateObjection ask{dice_.one_in(2), text(texts)};
        return add(batch, citizen, ask, by, "states whether the citizen objects", texts);
      }
      case 2: {
        TellGp ask{course, static_cast<GpBasis>(dice_.between(0, 2)), text(texts)};
        return add(batch, citizen, ask, by, "tells the GP", texts);
      }
      case 3: {
        ProlongWindow ask{course, some_time(), text(texts)};
        return add(batch, citizen, ask, by, "prolongs the 72 hours", texts);
      }
      default: {
        TellStay ask{course, dice_.pick(events), {}, text(texts)};
        const bool home = known && citizen.model.courses()[course - 1u].stay == StayState::home;
        const bool called = home && citizen.model.courses()[course - 1u].emergency;
        if (home)
          ask.event = called && own_.percent(80) ? StayEvent::emergency_over : StayEvent::emergency_call;
        if (ask.event == StayEvent::discharge_expected) ask.at = some_time();
        return add(batch, citizen, ask, by, fmt::format("says {} of course {}", word(ask.event), course),
                   texts);
      }
    }
  }

  void wish(std::vector<Asked>& batch, const Citizen& citizen) {
    const auto& duties = citizen.model.duties();
    std::vector<std::string> texts;
    if (duties.empty() || dice_.one_in(14)) {
      static const std::vector<std::string> tasks{"other",
                                                  "other",
                                                  "first-visit",
                                                  "contact",
                                                  "nonsense",
                                                  "admission-report",
                                                  "rehabilitation-plan",
                                                  "follow-up-visit"};
      OpenDuty ask;
      ask.task = dice_.pick(tasks);
      ask.course = static_cast<uint16_t>(dice_.below(citizen.model.courses().size() + 1));
      if (dice_.one_in(2)) ask.holder = anybody();
      if (dice_.one_in(2)) ask.due = some_time();
      if (dice_.one_in(3)) ask.answer_by = some_time();
      ask.text = text(texts);
      const Caller caller{anybody(), CallerRole::person};
      return add(batch, citizen, ask, caller, fmt::format("opens {} for {}", ask.task, name(ask.holder)),
                 texts);
    }
    if (dice_.one_in(6)) return tell(batch, citizen);
    std::vector<size_t> open;
    for (size_t i = 0; i < duties.size(); ++i)
      if (duties[i].open()) open.push_back(i);
    const size_t n = !open.empty() && dice_.percent(92) ? dice_.pick(open) : dice_.below(duties.size());
    const Model::Duty& d = duties[n];
    const auto duty = static_cast<uint16_t>(dice_.one_in(60) ? duties.size() + 1 : n + 1);
    const auto of = fmt::format("duty {} ({})", duty, d.task);
    Caller holder{d.holder, CallerRole::person},
        asked_one{d.asked.none() ? anybody() : d.asked, CallerRole::person};
    if (dice_.one_in(8)) holder.party = asked_one.party = anybody();
    if (holder.party == world_.operations && dice_.percent(80)) holder.role = CallerRole::operations;
    const auto leave = [&] { return LeaveToCitizen{duty, some_time(), text(texts)}; };
    if (!d.open() && dice_.percent(70)) {
      ReopenDuty ask{duty, text(texts)};
      return add(batch, citizen, ask, holder, "reopens " + of, texts);
    }
    const size_t what = dice_.below(100);
    if (!d.asked.none() && what < 55) {
      if (what < 26) return add(batch, citizen, AcceptOffer{duty}, asked_one, "accepts " + of);
      if (what < 44) {
        DeclineOffer ask{duty, static_cast<DeclineReason>(dice_.between(0, 5)), {}, text(texts)};
        if (dice_.one_in(4)) ask.instead = anybody();
        return add(batch, citizen, ask, asked_one, "declines " + of, texts);
      }
      if (what < 50) return add(batch, citizen, WithdrawOffer{duty}, holder, "withdraws its offer of " + of);
    }
    if (!d.former.none() && what < 30) {
      ContestAcceptance ask{duty, text(texts)};
      return add(batch, citizen, ask, holder, "contests the acceptance of " + of, texts);
    }
    switch (dice_.below(12)) {
      case 0:
      case 1:
      case 2:
      case 3: {
        OfferDuty ask{duty, anybody(), dice_.one_in(2) ? some_time() : Instant{}, text(texts)};
        return add(batch, citizen, ask, holder, fmt::format("offers {} to {}", of, name(ask.to)), texts);
      }
      case 4: {
        AcceptByPhone ask{duty, d.asked.none() ? anybody() : d.asked, text(texts)};
        if (dice_.one_in(5)) holder = {world_.operations, CallerRole::operations};
        return add(batch, citizen, ask, holder,
                   fmt::format("notes that {} took {} by phone", name(ask.accepted_by), of), texts);
      }
      case 5: {
        TakeDuty ask{duty, text(texts)};
        return add(batch, citizen, ask, {anybody(), CallerRole::person}, "takes " + of, texts);
      }
      case 6: {
        AssignDuty ask{duty, anybody(), text(texts)};
        return add(batch, citizen, ask, holder, fmt::format("assigns {} to {}", of, name(ask.unit)), texts);
      }
      case 7: {
        const auto ask = leave();
        return add(batch, citizen, ask, holder, "leaves to the citizen " + of, texts);
      }
      case 8:
      case 9: {
        CompleteDuty ask{duty, text(texts), dice_.one_in(3), dice_.one_in(8) ? some_time() : Instant{}};
        return add(batch, citizen, ask, holder, "completes " + of, texts);
      }
      case 10: {
        VoidDuty ask{duty, static_cast<VoidReason>(dice_.between(0, 6)), text(texts)};
        return add(batch, citizen, ask, holder, "voids " + of, texts);
      }
      default: {
        if (dice_.one_in(2)) {
          if (dice_.one_in(3))
            return add(batch, citizen, NoteDuty{duty, text(texts)}, holder, "notes on " + of, texts);
          return add(batch, citizen, ReviewDuty{duty}, holder, "reviews " + of);
        }
        if (dice_.one_in(4)) {
          MoveCitizen ask{anybody(), own_.one_in(3) ? now_ + hours(own_.between(-24, 120)) : Instant{}};
          return add(batch, citizen, ask,
                     dice_.one_in(2) ? holder : Caller{world_.operations, CallerRole::operations},
                     "says that the citizen moves to " + name(ask.municipality));
        }
        SucceedDuty ask{duty, anybody(), dice_.one_in(6) ? "" : "task moves", now_};
        return add(batch, citizen, ask, {world_.operations, CallerRole::operations},
                   fmt::format("moves {} to {}", of, name(ask.to)), texts);
      }
    }
  }

  // Two want the same at once; and one of them says it twice.
  void add_race(std::vector<Asked>& batch) {
    for (const Citizen& citizen : citizens_) {
      for (size_t i = 0; i < citizen.model.duties().size(); ++i) {
        const Model::Duty& d = citizen.model.duties()[i];
        if (!d.open() || d.asked.none() || !dice_.one_in(2)) continue;
        const auto duty = static_cast<uint16_t>(i + 1);
        const auto accepts = [&](Party party) {
          add(batch, citizen, AcceptOffer{duty}, {party, CallerRole::person},
              fmt::format("accepts duty {}", duty));
        };
        const bool other_first = dice_.one_in(2);
        if (other_first) accepts(anybody());
        accepts(d.asked);
        if (dice_.one_in(2)) batch.push_back(batch.back());  // the same wish twice in one batch
        if (!other_first) accepts(anybody());
        add(batch, citizen, TakeDuty{duty, 1}, {anybody(), CallerRole::person},
            fmt::format("takes duty {}", duty), {std::string(said_by_a_person)});
        return;
      }
    }
  }

  // --- a batch, and what came of it ---

  void failed_call() {
    if (!ledger_->state().can_write) must_raise_ = true;
  }

  // What a call wrote beside the point: the writer started anew, nothing else.
  void drain() {
    for (const auto& entry : news()) {
      take(entry);
      if (entry.header.citizen != 0) fault(fmt::format("entry {} came from nothing", entry.header.position));
    }
  }

  void process(std::vector<Asked>& batch) {
    if (batch.empty()) return;
    const bool could = ledger_->state().can_write, whole = machine_->is_whole();
    std::vector<Request> requests;
    for (Asked& one : batch) {
      say(one.words);
      if (one.copy) {
        ++out_.letters;
        Receive receive{prepare(one.copy->bytes, world_.secrets), {}};
        receive.door = {Party{mails_[one.copy->mail].letter.sender.sor}, CallerRole::door};
        const Key& content = receive.prepared.content;
        one.content = Bytes(content.octets.begin(), content.octets.end());
        one.envelope = receive.prepared.envelope;
        Mail& mail = mails_[one.copy->mail];
        if (one.copy->kind != Copy::Kind::half && mail.key.none()) {
          mail.key = receive.prepared.message;
          mail.courses = receive.prepared.courses;
          mail.chain = receive.prepared.chain;
          if (mail.key.none()) return fault("a letter of the simulator's cannot be read");
          mail_of_key_[mail.key] = one.copy->mail;
        }
        requests.emplace_back(std::move(receive));
      } else if (one.roster) {
        const Citizen& citizen = citizens_[one.roster->citizen];  // by the number the roster knows
        TakeCases cases{citizen.person.cpr, 0, one.roster->said, {world_.operations, CallerRole::operations}};
        requests.emplace_back(std::move(cases));
      } else {
        ++out_.asks;
        requests.emplace_back(*one.act);
      }
    }
    Instant at = dice_.one_in(25) ? now_ - seconds(dice_.between(1, 30)) : now_;  // clocks are set back
    if (!set_back_to_.none()) at = set_back_to_;
    const bool blind = dice_.one_in(30);  // a disk that cannot be read now and then
    if (blind) {
      const int count = 1 + static_cast<int>(dice_.below(6));
      const int after = static_cast<int>(dice_.below(60));
      say(fmt::format("  after {} reads {} fail", after, count));
      machine_->break_reads(after, count);
    }
    const std::vector<Reply> replies = ledger_->process(std::move(requests), at);
    machine_->break_reads(0, 0);
    const std::vector<message::JournalEntry> entries = news();
    size_t next = 0;
    while (next < entries.size() && is<WriterStarted>(entries[next])) take(entries[next++]);
    if (replies.size() != batch.size()) return fault("not as many answers as questions");

    const bool nothing_kept = next == entries.size();
    const bool no_answer = std::all_of(replies.begin(), replies.end(), not_now);
    if (no_answer) say("  not now: " + replies.front().why);
    if (no_answer && could && whole && machine_->is_whole() && !blind)
      fault("nothing was broken, and nobody was answered: " + replies.front().why);
    if (nothing_kept && no_answer)
      keep_pending(could, next > 0, {batch, replies, blind, {}, {}});
    else
      walk(batch, replies, blind, entries, next);
    failed_call();
    for (size_t i = 0; i < batch.size(); ++i)
      if (not_now(replies[i])) try_again(batch[i]);
  }

  static bool not_now(const Reply& reply) { return reply.how == Reply::How::not_now; }

  // Each request against its reply and the entry it wrote.
  void walk(const std::vector<Asked>& batch, const std::vector<Reply>& replies, bool blind,
            const std::vector<message::JournalEntry>& entries, size_t next) {
    const bool no_answer = std::all_of(replies.begin(), replies.end(), not_now);
    for (size_t i = 0; i < batch.size() && good(); ++i) {
      if (blind && not_now(replies[i]) && !is_next(batch[i], replies, entries, next)) continue;
      if (batch[i].copy)
        received(*batch[i].copy, replies[i], entries, next);
      else if (batch[i].roster)
        rostered(*batch[i].roster, replies[i], entries, next);
      else
        done(*batch[i].act, replies[i], entries, next);
      if (good() && !no_answer && !blind && not_now(replies[i]))
        fault("one of a batch was not answered: " + replies[i].why);
    }
    while (next < entries.size() && entries[next].header.kind == message::EntryKind::installation)
      take(entries[next++]);  // the writer began anew
    if (good() && next != entries.size())
      fault(fmt::format("entry {}: nobody asked for it", entries[next].header.position));
  }

  // A repeat is answered as the first was; other content under the same id is not, if anything is known of
  // it.
  message::Answer answer_again(const Copy& copy) const {
    const Mail& mail = mails_[copy.mail];
    const bool changed = copy.kind == Copy::Kind::changed;
    const bool is_other = changed != mail.seen_changed && !mail.without_basis;
    return is_other ? message::Answer::fatal_error : mail.answer;
  }

  // Is the next entry what this request wrote, answered or not?
  bool is_next(const Asked& one, const std::vector<Reply>& replies,
               const std::vector<message::JournalEntry>& entries, size_t& next) {
    while (next < entries.size() && is<PartyLearned>(entries[next])) take(entries[next++]);
    if (next == entries.size()) return false;
    for (const Reply& reply : replies)
      if (reply.how == Reply::How::answered && reply.position == entries[next].header.position) return false;
    if (one.act) return entries[next].command == one.act->id;
    if (one.roster) return is_roster(entries[next]);
    if (one.copy->kind == Copy::Kind::half)
      return entries[next].header.kind == message::EntryKind::refused && entries[next].command.none();
    const auto& note = entries[next].message;
    if (note && !note->content.empty() && note->content != one.content) return false;
    if (note && !note->envelope.none() && note->envelope != one.envelope) return false;
    // Of two copies in one envelope, of which one could not be read, the answer says which was.
    if (note && mails_[one.copy->mail].seen && note->answer != answer_again(*one.copy)) return false;
    return entries[next].command == mails_[one.copy->mail].key;
  }

  template <class F>
  static bool is(const message::JournalEntry& entry) {
    return std::any_of(entry.facts.begin(), entry.facts.end(),
                       [](const Fact& fact) { return std::holds_alternative<F>(fact); });
  }

  void try_again(Asked& one) {
    if (!one.copy) return;  // somebody else's wish may repeat it
    one.copy->arrives = now_ + minutes(dice_.between(1, 30));
    const auto place = std::upper_bound(post_.begin(), post_.end(), *one.copy,
                                        [](const Copy& a, const Copy& b) { return a.arrives < b.arrives; });
    post_.insert(place, std::move(*one.copy));
  }

  bool is_acknowledged(const Letter& letter) const {
    const Party to{letter.receiver.sor};
    return setting_.answers_for(to) || (!setting_.acts_for.empty() && !setting_.directory.find(to));
  }

  void received(const Copy& copy, const Reply& reply, const std::vector<message::JournalEntry>& entries,
                size_t& next) {
    Mail& mail = mails_[copy.mail];
    while (next < entries.size() && is<PartyLearned>(entries[next])) take(entries[next++]);
    if (next == entries.size())
      return fault(fmt::format("letter {} was answered and not kept", copy.mail + 1));
    const message::JournalEntry& entry = entries[next++];
    const bool repeated = mail.seen && copy.kind != Copy::Kind::half;
    const bool changed = copy.kind == Copy::Kind::changed;
    take(entry);
    for (const Fact& fact : entry.facts)
      if (const auto* frozen = std::get_if<RecordFrozen>(&fact))
        return fault(fmt::format("letter {} would have broken {}", copy.mail + 1, frozen->invariant));
    if (!entry.message) return fault(fmt::format("entry {} has no letter", entry.header.position));
    const bool answered = reply.how == Reply::How::answered;
    if (answered && (reply.position != entry.header.position || reply.repeated != repeated))
      return fault(fmt::format("letter {}: answered for another entry than its own", copy.mail + 1));

    // What it ought to be.
    const Letter& letter = mail.letter;
    // That it is taken back happens when it is said, and a copy sent again says another time.
    const Instant event_at = letter.form == NoteForm::annulment ? copy.sent : letter.event_at;
    message::Answer ought = message::Answer::ok;
    const bool without_basis = has_rosters_ && !repeated && copy.kind != Copy::Kind::half &&
                               !now_of(mail.citizen).model.has_basis(event_at, setting_);
    if (copy.kind == Copy::Kind::half) {
      ought = message::Answer::none;
    } else if (repeated) {
      ought = answer_again(copy);
    } else if (without_basis) {
      if (!setting_.directory.find(Party{letter.receiver.sor})) ought = message::Answer::fatal_error;
    } else if (envelopes_.contains(copy.bundle_id) || !setting_.directory.find(Party{letter.receiver.sor}) ||
               event_at > entry.header.stamp + days(1)) {
      ought = message::Answer::fatal_error;
    }
    if (entry.message->answer != ought || (answered && reply.message_answer != ought))
      return fault(fmt::format(
          "letter {}: answered {} ({}), ought to be {}", copy.mail + 1, message::word(entry.message->answer),
          entry.message->issues.empty() ? "" : entry.message->issues.back().rule, message::word(ought)));
    if (entry.message->sent != (repeated || copy.kind == Copy::Kind::half ? Instant{} : entry.message->sent))
      return fault("a receipt says more than that it came");
    if (answered)
      check_acknowledgement(copy, mail, reply, ought,
                            repeated && changed != mail.seen_changed && !mail.without_basis);

    if (copy.kind == Copy::Kind::half) {
      if (entry.header.kind != message::EntryKind::refused) fault("half a letter was not refused");
      return;
    }
    if (entry.command != mail.key) return fault(fmt::format("letter {}: another's entry", copy.mail + 1));
    ++mail.receipts;
    if (repeated) return repeated_receipt(mail, entry);
    mail.seen = true;
    mail.seen_changed = changed;
    mail.answer = ought;
    mail.kept_for = entry.header.citizen;
    mail.without_basis = without_basis;
    if (answered && reply.without_basis != without_basis)
      return fault(fmt::format("letter {}: kept, or not, against the roster", copy.mail + 1));
    if (without_basis) {
      if (entry.header.kind != message::EntryKind::no_basis || entry.header.citizen != 0 ||
          !entry.message->content.empty() || !entry.message->envelope.none())
        fault(fmt::format("letter {}: no basis, and yet something of it was kept", copy.mail + 1));
      return;
    }
    envelopes_.insert(copy.bundle_id);
    if (ought != message::Answer::ok) {
      if (entry.header.citizen != 0 || !is<MessageRefused>(entry))
        fault(fmt::format("letter {}: refused, and yet something of it was kept open", copy.mail + 1));
      return;
    }
    if (!is<MessageApplied>(entry) || ++mail.applied > 1)
      return fault(fmt::format("letter {}: applied {} times", copy.mail + 1, mail.applied));
    apply(mail, changed, entry);
  }

  void apply(Mail& mail, bool changed, const message::JournalEntry& entry) {
    Citizen& citizen = now_of(mail.citizen);
    if (citizen.number == 0) {
      if (with_number(entry.header.citizen)) return fault("two citizens have one record");
      citizen.number = entry.header.citizen;
      fold(citizen, entry);
    }
    if (citizen.number != entry.header.citizen) return fault("one citizen has two records");
    const Letter& letter = mail.letter;
    NotifyStay said;
    said.message = mail.key;
    said.event = letter.event;
    said.form = letter.form;
    // There is no code for a corrected death: it says what it follows, and nothing else.
    if (letter.event == StayEvent::dead && letter.form == NoteForm::correction) said.form = NoteForm::first;
    said.place = static_cast<uint16_t>(mail.chain.size());
    if ((letter.form != NoteForm::first || letter.event == StayEvent::dead) && !mail.chain.empty())
      said.of = mail.chain.back();
    said.event_at = std::min(letter.event_at, entry.header.stamp);
    said.stay_start = letter.stay_start;
    said.courses = mail.courses;
    said.ward = Party{letter.ward.sor};
    said.sender = Party{letter.sender.sor};
    said.municipality = Party{letter.receiver.sor};
    said.report_requested = letter.report_requested != changed;
    for (const Key& earlier : mail.chain) {
      const auto known = mail_of_key_.find(earlier);
      if (known == mail_of_key_.end() || !mails_[known->second].seen) said.unseen.push_back(earlier);
    }
    const bool first = citizen.model.notified(said, entry.header.stamp, setting_);
    if (!first) {
      const std::string wrong = citizen.model.adopt(citizen.folded, said);
      if (!wrong.empty()) return fault(wrong);
    }
    compare(citizen, true);
  }

  void repeated_receipt(Mail& mail, const message::JournalEntry& entry) {
    const auto* duplicate =
        entry.facts.empty() ? nullptr : std::get_if<DuplicateReceived>(&entry.facts.front());
    Citizen& citizen = now_of(mail.citizen);
    const CitizenNumber ought = mail.kept_for == 0 ? 0 : citizen.number;
    if (!duplicate || duplicate->times != mail.receipts || entry.header.citizen != ought)
      return fault("a repeat was not counted as one");
    if (mail.kept_for == 0) return;
    if (mail.receipts == 3)
      citizen.model.asked(OpenDuty{"message-repeats", 0, setting_.operations, {}, {}, 0},
                          {setting_.operations, CallerRole::operations}, entry.header.stamp, setting_);
    compare(citizen, false);
  }

  void check_acknowledgement(const Copy& copy, Mail& mail, const Reply& reply, message::Answer ought,
                             bool other_content) {
    const bool expected =
        copy.kind != Copy::Kind::half && is_acknowledged(mail.letter) && ought != message::Answer::none;
    if (reply.acknowledge != expected)
      return fault(
          fmt::format("letter {}: {}", copy.mail + 1,
                      expected ? "was not acknowledged" : "was acknowledged by somebody it was not sent to"));
    if (!expected) return;
    const message::Reading read = message::read(reply.acknowledgement());
    if (!read.acknowledgement || !read.header) return fault("an acknowledgement cannot be read");
    if (read.acknowledgement->code != ought ||
        read.acknowledgement->acknowledged_message_id != mail.letter.message_id)
      return fault(fmt::format("letter {}: the acknowledgement says something else", copy.mail + 1));
    if (other_content) return;
    if (mail.acknowledgement.empty()) mail.acknowledgement = read.header->message_id;
    if (mail.acknowledgement != read.header->message_id)
      fault(fmt::format("letter {}: acknowledged twice, with two different letters", copy.mail + 1));
  }

  void done(const Act& act, const Reply& reply, const std::vector<message::JournalEntry>& entries,
            size_t& next) {
    Doing& doing = doings_[act.id];
    const bool answered = reply.how == Reply::How::answered;
    const bool kept_now = next < entries.size() && entries[next].header.kind == message::EntryKind::command &&
                          entries[next].command == act.id;
    if (doing.answer) {  // asked before
      if (kept_now) return fault("a repeat was done again: " + doing.words);
      const bool same = act.request == doing.act.request;
      if (reply.how == Reply::How::not_now) return;
      if (!same && reply.how != Reply::How::other_request)
        return fault("another request under the same id was not told so: " + doing.words);
      if (same &&
          (!answered || !reply.repeated || reply.answer != *doing.answer || reply.position != doing.position))
        return fault("a repeat got another answer: " + doing.words);
      return;
    }
    if (!kept_now) return fault("answered and not kept: " + doing.words);
    const message::JournalEntry& entry = entries[next++];
    Citizen* citizen = with_number(act.citizen);
    const auto* circumstance = std::get_if<StateCircumstance>(&act.ask);
    const auto may_act = [&] {
      return klynge::may(act.caller, Action::act, citizen->folded, setting_, entry.header.stamp).scope.own;
    };
    bool allowed = citizen && circumstance && entry.answer && entry.answer->ok() && may_act();
    take(entry);
    if (!citizen || !entry.answer || entry.header.citizen != act.citizen)
      return fault("a wish was kept for somebody else: " + doing.words);
    doing.answer = *entry.answer;
    doing.position = entry.header.position;
    doing.at = entry.header.stamp;
    doing.act.request = act.request;  // whichever came first counts
    if (answered &&
        (reply.answer != *entry.answer || reply.repeated || reply.position != entry.header.position))
      return fault("another answer than the one kept: " + doing.words);
    const bool is_join = std::holds_alternative<JoinRecords>(act.ask);
    // Looked at after what a ceased party left behind has moved, which may be what lets the caller.
    allowed = allowed || (circumstance && may_act());
    Model& model = citizen->model;
    const Instant at = entry.header.stamp;
    bool may = false;
    if (circumstance && citizen->into == nullptr)
      may = model.circumstance(*circumstance, act.caller, allowed, at, setting_);
    else if (citizen->into == nullptr)
      may = model.asked(act.ask, act.caller, at, setting_, act.id);
    if (is_join) may = may_join(*citizen, act);
    say(fmt::format("  {}", word(entry.answer->refusal)));
    if (may != entry.answer->ok())
      return fault(fmt::format("{}: answered {}, {}", doing.words, word(entry.answer->refusal),
                               may ? "and nothing speaks against it" : "and it may not"));
    if (is_join && may) joined(*citizen, std::get<JoinRecords>(act.ask).other, entries, next);
    if (entry.answer->refusal == Refusal::accepted_by_other) {
      const auto& duties = citizen->model.duties();
      if (entry.answer->party != duties[entry.answer->duty - 1u].holder)
        fault("told of another than who has it");
    }
    compare(*citizen, entry.answer->ok());
  }

  // --- looking ---

  std::unique_ptr<Lookup> lookup() {
    return std::make_unique<Lookup>(ledger_->store(), ledger_->keys(), ledger_->access(), world_.secrets,
                                    options_);
  }

  // What memory has, what the entries fold to and what the lists say is one and the same.
  void check_touched() {
    if (!ledger_->state().can_write) return;
    for (CitizenNumber number : touched_) {
      Citizen& citizen = *with_number(number);
      auto record = ledger_->record(number);
      if (!record) return fault("a record cannot be read: " + record.problem().what);
      if (*record != citizen.folded)
        return fault(fmt::format("citizen {}: memory is not what the journal says", number));
    }
    check_rows(touched_);
    touched_.clear();
  }

  void check_rows(const std::set<CitizenNumber>& of) {
    if (of.empty()) return;
    std::map<store::RowKey, Bytes> ought;
    for (CitizenNumber number : of)
      for (const WorkRow& row : worklist(with_number(number)->folded)) ought[worklist_key(row)] = encode(row);
    for (CitizenNumber number : of)
      for (const CourseRow& row : course_rows(with_number(number)->folded))
        ought[course_key(row)] = encode(row);
    auto reader = ledger_->store().reader();
    if (!reader) return fault("no reader");
    size_t found = 0;
    const auto compare = [&](const store::Row& row) {
      const CitizenNumber whose = row.key.view == course_view ? row.key.list : row.key.key_high;
      if (!of.contains(whose)) return true;
      const auto it = ought.find(row.key);
      if (it == ought.end() || it->second != row.bytes) {
        fault(fmt::format("citizen {}: a row on list {} says what is not so", whose, row.key.list));
        return false;
      }
      ++found;
      return true;
    };
    for (const auto& [view, version] :
         {std::pair{worklist_view, worklist_version}, std::pair{course_view, course_version}})
      if (!(*reader)->all_rows(view, version, compare)) return fault("rows cannot be read");
    if (good() && found != ought.size()) fault("somebody's list lacks a duty");
  }

  // A roster comes: all that a municipality has about one citizen, now and then something else than before.
  void roster_step() {
    if (post_.empty() || own_.one_in(3)) return bring_roster(own_.below(citizens_.size()));
    bring_roster(mails_[post_.front().mail].citizen);
  }
  void bring_roster(size_t citizen) {
    Asked one;
    one.roster.emplace();
    one.roster->citizen = citizen;
    StateCases& said = one.roster->said;
    said.complete = own_.percent(80);
    for (size_t n = own_.below(3); n > 0; --n) {
      CaseStated stated;
      stated.kind = own_.pick(setting_.case_kinds).id;
      stated.desk = Party{own_.pick(world_.municipalities).sor};
      const bool is_there_twice = std::ranges::any_of(said.cases, [&](const CaseStated& other) {
        return other.kind == stated.kind && other.desk == stated.desk;
      });
      if (is_there_twice) continue;
      stated.from = began_ + days(own_.between(-60, 30));
      if (own_.one_in(2)) stated.to = stated.from + days(own_.between(1, 90));
      said.cases.push_back(std::move(stated));
    }
    one.words = fmt::format("a roster says {} cases of citizen {}{}", said.cases.size(), citizen + 1,
                            said.complete ? "" : ", among others");
    std::vector<Asked> batch;
    batch.push_back(std::move(one));
    process(batch);
  }

  void rostered(const Roster& roster, const Reply& reply, const std::vector<message::JournalEntry>& entries,
                size_t& next) {
    Citizen& citizen = now_of(roster.citizen);
    const bool kept = next < entries.size() && is_roster(entries[next]);
    if (!kept) {
      Model as_it_was = citizen.model;
      if (reply.how == Reply::How::answered &&
          as_it_was.stated(roster.said, std::max(now_, last_stamp_), setting_))
        fault(fmt::format("citizen {}: what a roster said was not kept", roster.citizen + 1));
      return;
    }
    const message::JournalEntry& entry = entries[next++];
    const bool is_news = is<CaseOpened>(entry) || is<CaseChanged>(entry) || is<CaseClosed>(entry);
    if (citizen.model.stated(roster.said, entry.header.stamp, setting_) != is_news)
      return fault(fmt::format("entry {}: what a roster said was {}", entry.header.position,
                               is_news ? "no news" : "news, and was not noted"));
    met(citizen, entry);
    const auto& cases = citizen.model.cases();
    bool same = cases.size() == citizen.folded.cases.size();
    for (size_t i = 0; same && i < cases.size(); ++i) {
      const Case& is = citizen.folded.cases[i];
      same = is.kind == cases[i].said.kind && is.desk == cases[i].said.desk &&
             is.from == cases[i].said.from && is.to == cases[i].said.to;
    }
    if (!same) return fault(fmt::format("citizen {}: other cases than the roster's", roster.citizen + 1));
    compare(citizen, true);
  }
  static bool is_roster(const message::JournalEntry& entry) {
    return entry.header.kind == message::EntryKind::command && entry.command.none();
  }

  // An entry of a citizen who may not have been known before.
  void met(Citizen& citizen, const message::JournalEntry& entry) {
    take(entry);
    if (citizen.number == 0) {
      if (with_number(entry.header.citizen)) return fault("two citizens have one record");
      citizen.number = entry.header.citizen;
      fold(citizen, entry);
    }
    if (citizen.number != entry.header.citizen) fault("one citizen has two records");
  }

  // Who looks sees what concerns them; and that they looked is kept before they see it.
  void lookup_step() {
    if (!ledger_->state().can_write || citizens_.empty()) return;
    const size_t whom = dice_.below(citizens_.size());
    const CitizenNumber asked_for = citizens_[whom].number;
    if (asked_for == 0) return;
    Citizen& citizen = now_of(whom);
    const Party viewer = dice_.one_in(3) || citizen.model.duties().empty()
                             ? world_.outsider
                             : citizen.model.duties()[dice_.below(citizen.model.duties().size())].holder;
    say(fmt::format("{} looks at citizen {}", name(viewer), &citizen - citizens_.data() + 1));
    size_t before = 0, after = 0;
    const auto count = [&](size_t& n) {
      return ledger_->access().entries(1, [&](Position, View) { return ++n, true; }).ok();
    };
    if (!count(before)) return;
    auto seen = lookup()->citizen(asked_for, Caller{viewer, CallerRole::person}, setting_, now_);
    if (!seen) {
      if (machine_->is_whole()) fault("a citizen cannot be looked up: " + seen.problem().what);
      return;
    }
    if (!count(after) || after != before + 1) return fault("a look was not written down");
    if (!seen->has_value()) return fault("a known citizen was not found");
    const CitizenSeen& what = **seen;
    bool involved = false;
    for (const auto& d : citizen.model.duties())
      involved |= d.holder == viewer || d.asked == viewer || d.unit == viewer || d.former == viewer ||
                  d.told.contains(viewer) || d.pass_to == viewer;
    for (const auto* c : citizen.folded.all_courses()) {
      involved |= c->ward == viewer || c->municipality == viewer;
      for (const auto& note : c->notes) involved |= note.ward == viewer;
    }
    for (const auto& one : citizen.model.cases()) involved |= one.said.desk == viewer;
    for (const auto* d : citizen.folded.all_duties()) involved |= d->phone && d->phone->recorded_by == viewer;
    if (!involved && (!what.permission.scope.none() || !what.identity.cpr.empty() || !what.timeline.empty()))
      return fault(name(viewer) + " saw a citizen it has nothing to do with");
    if (what.permission.scope.name && !is_person_of(citizen, what.identity.cpr))
      return fault("another citizen's number was shown");
    if (!what.permission.scope.name && !what.identity.cpr.empty()) return fault("a name was shown to nobody");
    bool holds = false;
    for (const auto& d : citizen.model.duties()) holds |= d.open() && d.holder == viewer;
    const PartyInfo* info = setting_.directory.find(viewer);
    const bool exists = info && info->from <= now_ && (info->to.none() || now_ < info->to);
    if (holds && exists && !what.permission.scope.own) fault("the holder may not see its citizen");
  }

  // --- the end ---

  void finish() {
    machine_->mend();
    pass_time(now_ + minutes(1));
    for (int rounds = 0; !post_.empty() && rounds < 400 && good(); ++rounds) {
      pass_time(post_.front().arrives);
      std::vector<Asked> batch;
      while (!post_.empty() && post_.front().arrives <= now_ && batch.size() < 16) {
        batch.push_back(asked(std::move(post_.front())));
        post_.pop_front();
      }
      process(batch);
      if (dice_.one_in(4)) tick();
    }
    for (int i = 0; i < 12 && good(); ++i) {  // and then it is quiet; every deadline comes
      pass_time(now_ + hours(dice_.between(1, 30)));
      tick();
    }
    if (good()) succession();
    if (good()) everything_again();
    if (good()) check_touched();
    if (!good()) return;

    // A last restart: the same records, from the journal alone.
    machine_->cut();
    ledger_.reset();
    machine_->lose();
    open("the power was cut for the last time");
    for (const Citizen& one : citizens_) {
      if (one.number == 0 || !good()) continue;
      auto record = ledger_->record(one.number);
      if (!record || *record != one.folded)
        fault(fmt::format("citizen {}: another record after a restart", one.number));
    }
    if (good()) check_all();
    for (const Citizen& one : citizens_) print_ += message::encode_record(one.folded);
    out_.fingerprint = sha256(print_);
  }

  // What operations does when a unit has closed: each duty that it had is looked at.
  void succession() {
    for (Citizen& citizen : citizens_) {
      for (size_t i = 0; i < citizen.model.duties().size() && good(); ++i) {
        const Model::Duty& d = citizen.model.duties()[i];
        const auto closed = [&](Party party) {
          const PartyInfo* info = setting_.directory.find(party);
          return info && !info->to.none() && info->to <= now_;
        };
        if (!d.open() || !(closed(d.holder) || closed(d.asked))) continue;
        std::vector<Asked> batch;
        add(batch, citizen, SucceedDuty{static_cast<uint16_t>(i + 1), world_.operations, "ceased", now_},
            {world_.operations, CallerRole::operations},
            fmt::format("sees to duty {} of a closed unit", i + 1));
        process(batch);
      }
      const auto broken = broken_invariants(citizen.folded, setting_, now_);
      if (good() && citizen.number != 0 && !broken.empty())
        fault(fmt::format("citizen {}: invariant {}", citizen.number, broken.front()));
    }
  }

  // Everything that was ever answered is asked once more, and gets the same answer.
  void everything_again() {
    std::vector<Asked> batch;
    for (size_t i = 0; i < mails_.size(); ++i) {
      if (!mails_[i].seen || mails_[i].seen_changed || !dice_.one_in(2)) continue;
      batch.push_back(asked(Copy{i, Copy::Kind::same, now_, mails_[i].letter.bundle_id,
                                 mails_[i].letter.bytes, mails_[i].letter.sent}));
    }
    for (const Key& id : doing_ids_)
      if (doings_[id].answer && doings_[id].at + repeats_known > now_ && dice_.one_in(2))
        batch.push_back({std::nullopt, doings_[id].act, doings_[id].words + " (once more)", {}});
    process(batch);
  }

  void check_all() {
    std::set<CitizenNumber> all;
    std::map<Party, std::set<std::pair<CitizenNumber, uint16_t>>> held;
    auto reading = lookup();
    for (Citizen& one : citizens_) {
      if (one.number == 0) continue;
      all.insert(one.number);
      auto folded = reading->fold(one.number);
      if (!folded || *folded != one.folded)
        return fault(fmt::format("citizen {}: readers see another record", one.number));
      for (const klynge::Duty& duty : one.folded.duties)
        if (duty.open()) held[duty.holder].emplace(one.number, duty.number);
    }
    for (auto& [holder, duties] : held) {  // nobody's duty is missing from the list it is to be seen on
      auto rows =
          reading->list(holder, Caller{holder, CallerRole::person}, 100'000, std::nullopt, setting_, now_);
      if (!rows) return fault("a list cannot be read: " + rows.problem().what);
      for (const ListedRow& row : *rows)
        if (is_person_of(*with_number(row.row.citizen), row.identity.cpr))
          duties.erase({row.row.citizen, row.row.duty});
      if (!duties.empty())
        return fault(fmt::format("duty {} of citizen {} is not on its holder's list", duties.begin()->second,
                                 duties.begin()->first));
    }
    check_rows(all);
    for (size_t i = 0; i < mails_.size(); ++i)
      if (mails_[i].seen && mails_[i].answer == message::Answer::ok &&
          mails_[i].applied != (mails_[i].without_basis ? 0 : 1))
        fault(fmt::format("letter {} was applied {} times", i + 1, mails_[i].applied));
    verify_all();
    const Bytes disk = machine_->everything();
    for (const Citizen& one : citizens_)
      for (const std::string& secret : {one.person.cpr, one.person.family, one.person.given})
        if (disk.find(secret) != Bytes::npos) return fault("a name or number lies in clear on the disk");
    if (disk.find(said_by_a_person) != Bytes::npos) fault("what a person wrote lies in clear on the disk");
  }

  void verify_all() {
    store::Folder folder = lend();
    auto report = verify(folder, world_.secrets, {});
    give_back(folder);
    if (!report) return fault("verify: " + report.problem().what);
    if (!report->faults.empty()) fault("verify: " + report->faults.front());
    if (report->entries != position_) fault("verify read another journal");
  }
  // The ledger keeps its own; verify only borrows.
  store::Folder lend() {
    store::Folder folder;
    folder.store.reset(&ledger_->store());
    folder.keys.reset(&ledger_->keys());
    folder.access.reset(&ledger_->access());
    return folder;
  }
  static void give_back(store::Folder& folder) {
    (void)folder.store.release();
    (void)folder.keys.release();
    (void)folder.access.release();
  }

  const World& world_;
  Instant began_;
  bool has_plans_ = false;    // and somebody asks for what the model has no rules for
  bool has_joins_ = false;    // and some of the citizens are one
  bool has_rosters_ = false;  // only whom a roster has is kept
  Dice dice_, own_, joins_;   // of what happens; of numbers that only must differ; of records that are joined
  Dice clocks_, deaths_;      // of the wards' clocks; of deaths that were told of the wrong citizen
  std::unique_ptr<Machine> machine_;
  Outcome out_;
  std::deque<std::string> steps_;

  Instant now_, awake_, awake_before_, set_back_to_;
  std::optional<Pending> pending_;
  Setting base_, setting_;  // as the files have it; with the parties learned
  std::vector<PartyInfo> learned_;
  LedgerOptions options_;
  std::unique_ptr<Ledger> ledger_;

  std::vector<Citizen> citizens_;
  std::vector<Mail> mails_;
  std::map<Key, size_t> mail_of_key_;
  std::deque<Copy> post_;
  std::set<std::string> envelopes_;
  std::map<Key, Doing> doings_;
  std::vector<Key> doing_ids_;

  Position position_ = 0;
  Bytes print_;
  Instant last_stamp_;
  uint32_t epoch_ = 0;
  bool must_raise_ = true, restarted_ = false;
  std::set<CitizenNumber> touched_;
};

}  // namespace

Outcome live(const World& world, uint64_t seed, bool on_sqlite) {
  return Life(world, seed, on_sqlite).run();
}

}  // namespace klynge::sim
