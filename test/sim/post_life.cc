#include "sim/post_life.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "base/hash.h"
#include "core/evolve.h"
#include "ledger/body.h"
#include "ledger/lookup.h"
#include "ledger/post.h"
#include "ledger/post_round.h"
#include "message/care_communication_write.h"
#include "sim/machine.h"
#include "simulate/correspondence.h"

namespace klynge::sim {
namespace {

constexpr size_t steps_told = 30;
constexpr std::string_view sender_owes = "letter-not-received";

// How a ward's system meets what comes.
enum class Temper : uint8_t { well, down, busy, refusing, breaking, silent, late, lying, negative };
constexpr std::string_view tempers[] = {
    "is well",   "is down",      "is busy", "refuses all at its door", "breaks off",
    "is silent", "answers late", "lies",    "refuses all as wrong"};

struct Came {  // a letter, the first time
  Key message;
  std::string thread;
  Bytes digest;
};

struct Ward {
  Unit unit;
  Temper temper = Temper::well;
  Instant until{};       // then another
  bool is_gone = false;  // at the end, and for ever
  std::vector<Came> came{};
  std::map<Key, std::set<PostAnswer>> said{};      // really, of each letter
  std::vector<std::pair<Instant, Bytes>> later{};  // acknowledgements that are under way
  std::unique_ptr<PostRound> round = nullptr;
};

struct Sent {  // a letter that goes by the post, as the journal has it
  Key message;
  Party to;
  Position position = 0;
  bool refused = false;  // at a door, once: another may have come before it
  bool told = false;     // that it was not taken, since it was last to go
  Instant going{};       // since when it is to be taken
  size_t duties = 0;     // opened about it
};

struct Mail {  // from a ward
  Bytes bytes;
  Key message;
  bool is_lost = false;
  size_t noted = 0;
};

struct Citizen {
  Person person;
  Unit home;
  CitizenNumber number = 0;
  Record folded{};
  bool is_left = false;  // its record has become part of another
};

class PostLife {
 public:
  PostLife(const World& world, uint64_t seed, bool on_sqlite)
      : world_(world),
        dice_(seed ^ 0x1e77e25),
        own_(seed ^ 0x9057),
        machine_(on_sqlite ? sqlite_machine(seed) : memory_machine()) {
    out_.on_sqlite = on_sqlite;
  }

  Outcome run() {
    begin();
    for (int64_t steps = dice_.between(30, 70); steps > 0 && good(); --steps) step();
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
  Key random_key() {
    Key key;
    for (uint8_t& octet : key.octets) octet = static_cast<uint8_t>(own_.next());
    return key;
  }

  // --- the beginning ---

  void begin() {
    now_ = parse_time("2026-10-20T06:00:00Z")->at + hours(dice_.between(0, 24 * 30));
    setting_.pathways = {world_.pathways.front(), world_.letters};
    setting_.case_kinds = world_.case_kinds;
    setting_.operations = world_.operations;
    for (const PartyInfo& info : world_.parties) setting_.directory.add(info);
    for (const Unit& unit : world_.municipalities) setting_.acts_for.push_back(unit.sor);
    std::ranges::sort(setting_.acts_for);
    setting_.post.emplace();
    for (const Unit& unit : world_.wards) {
      if (setting_.directory.find(Party{unit.sor}) == nullptr) continue;
      wards_.push_back({.unit = unit});
      setting_.post->push_back({Party{unit.sor}, static_cast<uint32_t>(60 * dice_.between(5, 60)),
                                static_cast<uint8_t>(dice_.below(3)),
                                static_cast<uint32_t>(3600 * dice_.between(1, 8))});
    }
    if (dice_.one_in(4)) options_.records_in_memory = 1;
    for (size_t i = 1 + dice_.below(3); i > 0; --i)
      citizens_.push_back({.person = {fmt::format("{:02}{:02}{:02}0000", 1 + dice_.below(28), i, 30 + i),
                                      fmt::format("Quistgaardine{}", i), fmt::format("Zachariasine{}", i)},
                           .home = dice_.pick(world_.municipalities)});
    open("the ledger is opened");
    for (Citizen& one : citizens_) ward_writes(one, {});
  }

  void open(const std::string& words) {
    say(words);
    for (int tries = 0; tries < 6 && good(); ++tries) {
      auto folder = machine_->open();
      auto opened = folder ? Ledger::open(
                                 std::move(*folder), world_.secrets, setting_, parts_of(setting_), options_,
                                 [this](size_t n) { return own_.bytes(n); }, now_)
                           : Result<std::unique_ptr<Ledger>>(folder.problem());
      if (opened) {
        ledger_ = std::move(*opened);
        for (Ward& ward : wards_) ward.round = round_of(ward);
        return news();
      }
      if (machine_->is_whole() && tries > 1)
        return fault("the ledger does not open: " + opened.problem().what);
      machine_->mend();
    }
    fault("the ledger does not open at all");
  }

  void open_again(bool cut, const std::string& words) {
    for (Ward& ward : wards_) ward.round.reset();
    if (cut) machine_->cut();
    ledger_.reset();
    if (cut) machine_->lose();
    ++out_.cuts;
    open(words);
  }

  // --- the ledger is asked, and its journal read ---

  Reply ask(Request request) {
    std::vector<Request> one;
    one.push_back(std::move(request));
    Reply reply = std::move(ledger_->process(std::move(one), now_).front());
    news();
    return reply;
  }

  Reply act(CitizenNumber citizen, Ask what, Caller caller, std::optional<LetterToSend> letter = {},
            std::vector<std::string> texts = {}) {
    ++out_.asks;
    Act asked{citizen, std::move(what), caller, random_key(), random_key(), std::move(texts)};
    if (std::holds_alternative<PrepareLetter>(asked.ask)) asked.body = "{}";
    asked.letter = std::move(letter);
    return ask(std::move(asked));
  }

  void news() {
    if (machine_->is_off() || !ledger_->state().can_write) return;  // what is there may be lost yet
    machine_->break_reads(0, 0);                                    // the simulator itself sees
    auto reader = ledger_->store().reader();
    if (!reader) return fault("no reader: " + reader.problem().what);
    auto read = (*reader)->entries(position_ + 1, [&](Position at, View bytes) {
      auto entry = message::decode(bytes);
      if (!entry || at != position_ + 1) return fault(fmt::format("entry {} is not read", at)), false;
      print_ += sha256(bytes);
      position_ = at;
      ++out_.entries;
      take(*entry);
      return good();
    });
    if (!read) fault("the journal cannot be read: " + read.problem().what);
  }

  Citizen* with_number(CitizenNumber number) {
    const auto found = std::ranges::find(citizens_, number, &Citizen::number);
    return found == citizens_.end() ? nullptr : &*found;
  }
  Ward* ward_of(Party party) {
    const auto found = std::ranges::find(wards_, party.sor, [](const Ward& ward) { return ward.unit.sor; });
    return found == wards_.end() ? nullptr : &*found;
  }
  Sent* sent_of(const Key& message) {
    const auto found = std::ranges::find(sent_, message, &Sent::message);
    return found == sent_.end() ? nullptr : &*found;
  }

  void take(const message::JournalEntry& entry) {
    const message::EntryHeader& header = entry.header;
    if (header.citizen == 0) return;
    Citizen* citizen = with_number(header.citizen);
    if (citizen == nullptr) {  // its first letter says who it is
      const auto mail = entry.message ? mail_of_.find(entry.message->id) : mail_of_.end();
      if (mail == mail_of_.end()) return fault("a record of nobody");
      citizen = &citizens_[mail->second.first];
      if (citizen->number != 0) return fault("one citizen has two records");
      citizen->number = citizen->folded.citizen = header.citizen;
    }
    evolve(citizen->folded, entry.facts, Stamp{header.stamp, header.position});
    const Record& record = citizen->folded;
    for (const Fact& fact : entry.facts) look_at(fact, record, header);
    for (const Sent& sent : sent_)
      if (open_about(record, sent.message) > 1) return fault("a letter is somebody's duty twice");
  }

  static size_t open_about(const Record& record, const Key& message) {
    return static_cast<size_t>(std::ranges::count_if(record.duties, [&](const Duty& duty) {
      return duty.open() && duty.task == sender_owes && duty.cause == message;
    }));
  }

  // Every step of a letter, as it is written down, against what truly happened to it.
  void look_at(const Fact& fact, const Record& record, const message::EntryHeader& header) {
    if (const auto* noted = std::get_if<LetterNoted>(&fact)) {
      const auto mail = mail_of_.find(noted->message);
      if (mail == mail_of_.end() || ++mails_[mail->second.second].noted > 1)
        return fault("a letter that came was noted twice, or never written");
      entry_of_[noted->message] = header.position;
    }
    if (const auto* sent = std::get_if<LetterSent>(&fact)) {
      entry_of_[sent->message] = header.position;
      if (ward_of(sent->to) != nullptr)
        sent_.push_back(
            {.message = sent->message, .to = sent->to, .position = header.position, .going = header.stamp});
    }
    if (const auto* opened = std::get_if<DutyOpened>(&fact)) {
      const Duty* duty = record.duty(opened->duty);
      if (duty != nullptr && duty->task == sender_owes)
        if (Sent* sent = sent_of(duty->cause)) ++sent->duties;
    }
    if (std::holds_alternative<RecordFrozen>(fact)) return fault("a record was frozen");
    if (const auto* delivered = std::get_if<LetterDelivered>(&fact)) return delivered_is(*delivered, record);
    if (const auto* said = std::get_if<LetterAcknowledged>(&fact)) return acknowledged_is(*said, record);
    if (const auto* none = std::get_if<LetterNotTaken>(&fact)) return not_taken_is(*none, record, header);
    if (const auto* given_up = std::get_if<LetterGivenUp>(&fact)) must_be_owed(given_up->letter, record);
    if (const auto* again = std::get_if<LetterAskedAgain>(&fact)) {
      Sent& sent = *sent_of(record.letter(again->letter)->message);
      sent.told = false;
      sent.going = header.stamp;
    }
  }
  void delivered_is(const LetterDelivered& fact, const Record& record) {
    const klynge::Letter& letter = *record.letter(fact.letter);
    if (std::ranges::find(ward_of(letter.to)->came, letter.message, &Came::message) ==
        ward_of(letter.to)->came.end())
      return fault(fmt::format("letter {} is said to be delivered, and never came", fact.letter));
    Sent& sent = *sent_of(letter.message);
    sent.told = false;
    sent.going = letter.post.sent_last + seconds(letter.post.wait_seconds);
  }
  void acknowledged_is(const LetterAcknowledged& fact, const Record& record) {
    const klynge::Letter& letter = *record.letter(fact.letter);
    if (!ward_of(letter.to)->said[letter.message].contains(fact.answer))
      return fault(fmt::format("letter {} is said to be acknowledged ({}), and its receiver never said so",
                               fact.letter, word(fact.answer)));
    if (fact.answer == PostAnswer::fatal_error) must_be_owed(fact.letter, record);
    if (fact.answer == PostAnswer::ok && open_about(record, letter.message) != 0)
      fault(fmt::format("letter {} was received, and is somebody's duty still", fact.letter));
  }
  void not_taken_is(const LetterNotTaken& fact, const Record& record, const message::EntryHeader& header) {
    const klynge::Letter& letter = *record.letter(fact.letter);
    Sent& sent = *sent_of(letter.message);
    if (fact.status != 0) sent.refused = true;
    if (fact.status == 0 && sent.told)
      return fault(fmt::format("of letter {} it is told twice that nobody took it", fact.letter));
    if (fact.status == 0 && header.stamp < sent.going + seconds(letter.post.taken_within_seconds))
      return fault(fmt::format("of letter {} it is told too early that nobody took it", fact.letter));
    sent.told = true;
    must_be_owed(fact.letter, record);
  }
  void must_be_owed(uint16_t number, const Record& record) {
    const size_t owed = open_about(record, record.letter(number)->message);
    if (owed != 1)
      fault(fmt::format("letter {} did not arrive, and is {} duties instead of one", number, owed));
  }

  // --- what a ward does ---

  std::unique_ptr<PostRound> round_of(Ward& ward) {
    PostHands hands{.carry = [this, &ward](View, View letter) { return carry(ward, letter); },
                    .tell =
                        [this](const PostRow& row, Ask what) {
                          if (machine_->is_off()) return false;
                          const Reply reply =
                              act(row.citizen, std::move(what), {world_.operations, CallerRole::operations});
                          return reply.how == Reply::How::answered && reply.answer.ok();
                        },
                    .hear = [this](View answer) { hear(answer); },
                    .envelope_id = [this] { return make_uuid(own_); },
                    .now = [this] { return now_; },
                    .log = [](const std::string&) {},
                    .can_write = [this] { return ledger_->state().can_write.load(); },
                    .is_ending = [this] { return machine_->is_off() || !good(); }};
    return std::make_unique<PostRound>(
        Party{ward.unit.sor}, dice_.one_in(3), std::move(hands),
        seal::Sealer(world_.secrets, ledger_->keys(), [this](size_t n) { return own_.bytes(n); }), nullptr);
  }

  Result<Carried> carry(Ward& ward, View letter) {
    if (dice_.one_in(15)) say(machine_->break_something(dice_));  // before it can be written down
    const Temper temper = ward.temper;
    if (temper == Temper::down) return klynge::not_now("", "down");
    if (temper == Temper::busy) return Carried{static_cast<uint16_t>(dice_.one_in(2) ? 503 : 429), {}};
    if (temper == Temper::refusing) return Carried{static_cast<uint16_t>(dice_.one_in(2) ? 403 : 400), {}};
    const message::Reading reading = message::read(letter);
    if (!reading.letter || !reading.issues.empty()) return fault("what is sent is no letter"), Carried{};
    const Key message = seal::keyed(world_.secrets, "message", reading.header->message_id);
    if (!envelopes_.insert(reading.header->bundle_id).second) fault("an envelope was used twice");
    ids_.emplace(reading.header->message_id, ward.unit.sor);
    const Bytes digest = message::content_digest(reading);
    const auto before = std::ranges::find(ward.came, message, &Came::message);
    if (before == ward.came.end()) {
      say(fmt::format("{} gets a letter, and {}", ward.unit.name, tempers[static_cast<size_t>(temper)]));
      ward.came.push_back({message, reading.letter->thread_id, digest});
    } else if (before->digest != digest) {
      fault("the same letter came with another content");
    }
    if (temper == Temper::breaking) return klynge::not_now("", "broken off");
    if (temper == Temper::silent) return Carried{202, {}};
    PostAnswer answer = temper == Temper::negative ? PostAnswer::fatal_error : PostAnswer::ok;
    if (dice_.one_in(20)) answer = PostAnswer::transient_error;
    if (temper == Temper::lying) return Carried{200, lie(ward, reading)};
    // One that has accepted a letter does not refuse it the next time.
    auto& said = ward.said[message];
    if (said.contains(PostAnswer::ok)) answer = PostAnswer::ok;
    if (said.contains(PostAnswer::fatal_error)) answer = PostAnswer::fatal_error;
    said.insert(answer);
    Bytes bytes = acknowledgement(reading, answer);
    if (temper != Temper::late) return Carried{200, std::move(bytes)};
    ward.later.emplace_back(now_ + minutes(dice_.between(5, 600)), std::move(bytes));
    return Carried{202, {}};
  }

  Bytes acknowledgement(const message::Reading& of, PostAnswer answer) {
    std::vector<message::Issue> issues;
    message::Answer code = message::Answer::ok;
    if (answer != PostAnswer::ok) {
      code =
          answer == PostAnswer::fatal_error ? message::Answer::fatal_error : message::Answer::transient_error;
      issues.push_back({message::Severity::error, "", "other", "not as it was expected", "processing", ""});
    }
    return write_acknowledgement(of, code, issues,
                                 {make_uuid(own_), make_uuid(own_), make_uuid(own_), make_uuid(own_), now_});
  }

  // It says that another letter was accepted: another ward's, one of its own thread, or one that there is
  // not.
  Bytes lie(const Ward& ward, const message::Reading& reading) {
    std::string other = make_uuid(own_);
    std::vector<std::string> others;
    for (const auto& [id, to] : ids_)
      if (!setting_.directory.same_organisation(Party{to}, Party{ward.unit.sor})) others.push_back(id);
    if (!others.empty() && dice_.one_in(2)) other = dice_.pick(others);
    Bytes bytes = acknowledgement(reading, PostAnswer::ok);
    for (size_t at = 0; (at = bytes.find(reading.header->message_id, at)) != Bytes::npos; at += other.size())
      bytes.replace(at, other.size(), other);
    return bytes;
  }

  void hear(View bytes) {
    if (machine_->is_off()) return;
    Prepared prepared = prepare(bytes, world_.secrets);
    if (!prepared.reading.acknowledgement) return fault("an acknowledgement is not understood");
    (void)ask(Receive{std::move(prepared), {world_.operations, CallerRole::door}});
  }

  void ward_writes(Citizen& citizen, View answers) {
    Ward& ward = wards_[dice_.below(wards_.size())];
    Mail mail;
    mail.bytes = simulate::write_correspondence(citizen.person, ward.unit, citizen.home, "Er der plads?",
                                                answers, now_, own_);
    mail.message = prepare(mail.bytes, world_.secrets).message;
    mail.is_lost = citizen.number != 0 && dice_.one_in(12);
    mail_of_[mail.message] = {static_cast<size_t>(&citizen - citizens_.data()), mails_.size()};
    if (!mail.is_lost) {
      Instant arrives = now_ + minutes(dice_.between(0, 7));
      if (dice_.one_in(5)) arrives = arrives + hours(dice_.between(1, 60));
      coming_.emplace_back(arrives, mail.bytes);
      while (dice_.one_in(4))
        coming_.emplace_back(
            arrives + minutes(dice_.between(0, 600)),
            dice_.one_in(2) ? mail.bytes : *message::put_in_envelope(mail.bytes, make_uuid(own_), arrives));
    }
    mails_.push_back(std::move(mail));
  }

  // --- steps ---

  void step() {
    if (dice_.percent(8)) {
      say(machine_->break_something(dice_));
      ++out_.failures;
    }
    now_ = now_ + (dice_.one_in(4) ? hours(dice_.between(1, 30)) : minutes(dice_.between(0, 40)));
    change_tempers();
    const size_t what = dice_.below(100);
    if (what < 30) {
      people_write();
    } else if (what < 45) {
      arrivals();
    } else if (what < 50 && citizens_.size() > 1) {
      join();
    } else if (what < 60) {
      see_to_it();
    } else if (what < 66) {
      const bool cut = dice_.one_in(2);
      if (!cut) (void)ledger_->rest(now_).ok();
      news();
      open_again(cut, cut ? "the power was cut" : "stopped, and opened again");
    } else if (what < 75) {
      ++out_.looks;
      (void)ledger_->tick(now_, 100).ok();
      news();
    }
    post();
    if (!machine_->is_whole() && dice_.one_in(3)) machine_->mend();
  }

  void change_tempers() {
    for (Ward& ward : wards_) {
      if (now_ < ward.until) continue;
      ward.temper = dice_.one_in(2) ? Temper::well : static_cast<Temper>(dice_.below(std::size(tempers)));
      ward.until = now_ + (dice_.one_in(5) ? hours(dice_.between(24, 240)) : minutes(dice_.between(5, 600)));
    }
  }

  void post() {
    for (Ward& ward : wards_) {
      if (!good()) return;
      if (machine_->is_off()) open_again(true, "the power went");
      if (!ledger_->state().can_write) {  // as the writer does when nothing comes
        (void)ledger_->tick(now_, 0);
        news();
      }
      auto reader = ledger_->store().reader();
      if (!reader) continue;
      const bool blind = dice_.one_in(25);
      if (blind) machine_->break_reads(static_cast<int>(dice_.below(12)), 1);
      (void)ward.round->go(**reader);
      machine_->break_reads(0, 0);
      if (machine_->is_off() || !good()) continue;
      const auto due = std::ranges::partition(ward.later, [&](const auto& one) { return one.first > now_; });
      std::vector<std::pair<Instant, Bytes>> now(due.begin(), due.end());
      ward.later.erase(due.begin(), due.end());
      for (auto& [at, bytes] : now) {
        hear(bytes);
        if (dice_.one_in(3)) ward.later.emplace_back(now_ + hours(1), bytes);  // said again
      }
    }
    if (machine_->is_off()) open_again(true, "the power went");
  }

  void arrivals() {
    std::ranges::stable_sort(coming_, {}, &std::pair<Instant, Bytes>::first);
    for (size_t most = 1 + dice_.below(6); most > 0 && !coming_.empty() && good(); --most) {
      if (coming_.front().first > now_) return;
      auto [at, bytes] = std::move(coming_.front());
      coming_.erase(coming_.begin());
      ++out_.letters;
      say("a letter of a ward's arrives");
      const Reply reply =
          ask(Receive{prepare(bytes, world_.secrets), {Party{wards_.front().unit.sor}, CallerRole::door}});
      if (machine_->is_off()) open_again(true, "the power went");
      if (reply.how == Reply::How::not_now)
        coming_.emplace_back(now_ + minutes(dice_.between(1, 30)), std::move(bytes));
      else if (reply.message_answer != message::Answer::ok)
        return fault("a ward's letter was not accepted");
    }
  }

  Citizen* anybody() {
    std::vector<Citizen*> known;
    for (Citizen& one : citizens_)
      if (one.number != 0 && one.folded.merged_into == 0) known.push_back(&one);
    return known.empty() ? nullptr : dice_.pick(known);
  }

  Bytes bytes_of(const Key& message) {
    auto reader = ledger_->store().reader();
    seal::Sealer sealer(world_.secrets, ledger_->keys(), [this](size_t n) { return own_.bytes(n); });
    auto bytes =
        reader ? (*reader)->entry(entry_of_[message]) : Result<std::optional<Bytes>>(reader.problem());
    if (!bytes || !bytes->has_value()) return {};
    auto entry = message::decode(**bytes);
    auto body = entry ? open_body(**reader, sealer, nullptr, *entry) : Result<Bytes>(entry.problem());
    return body ? *body : Bytes();
  }

  message::Organisation organisation(Party party) const {
    const PartyInfo* info = setting_.directory.find(party);
    return {"", std::to_string(party.sor), info->gln, info->name};
  }

  // A new letter to a ward, or the next of a thread; or a ward answers.
  void people_write() {
    Citizen* citizen = anybody();
    if (citizen == nullptr) return;
    for (size_t i = 1 + dice_.below(3); i > 0 && good() && !machine_->is_off(); --i) {
      PrepareLetter plan;
      if (const auto& threads = citizen->folded.threads; !threads.empty() && !dice_.one_in(3)) {
        const Thread& thread = dice_.pick(threads);
        if (dice_.one_in(4)) {
          const Bytes latest = bytes_of(thread.latest()->message);
          if (!latest.empty()) ward_writes(*citizen, latest);
          continue;
        }
        plan.kind = LetterKind::reply;
        plan.thread = thread.number;
      } else {
        plan.to = Party{dice_.pick(wards_).unit.sor};
        plan.category = "discharge";
      }
      write(*citizen, plan);
    }
    if (machine_->is_off()) open_again(true, "the power went");
  }

  void write(Citizen& citizen, const PrepareLetter& plan) {
    const Party home{citizen.home.sor};
    const Caller writer{home, CallerRole::person};
    const Reply prepared = act(citizen.number, plan, writer);
    if (machine_->is_off() || prepared.how != Reply::How::answered || !prepared.answer.ok()) return;
    const LetterDraft* draft = citizen.folded.draft(prepared.answer.letter);
    if (draft == nullptr) return fault("a draft was answered and is not there");
    LetterToSend letter;
    message::LetterContent& content = letter.content;
    content.kind = draft->kind;
    content.from = organisation(home);
    content.to = organisation(draft->to);
    content.category = draft->category;
    content.topic = "Udskrivning";
    content.text = fmt::format("Brev {}.", sent_.size() + 1);
    content.given = "Lone";
    content.family = "Visitatoren";
    content.role = "Visitator";
    content.phone = "00 00 00 05";
    content.numbers = {{"urn:oid:1.2.208.176.1.2", citizen.person.cpr}};
    content.citizen_family = citizen.person.family;
    content.citizen_given = citizen.person.given;
    if (draft->kind == LetterKind::reply) {
      const Bytes before = bytes_of(draft->answers);
      if (before.empty()) return;
      letter.before = std::make_shared<const message::Reading>(message::read(before));
      content.before = letter.before.get();
    }
    if (message::fault_of(content)) return fault("a letter cannot be written");
    say(fmt::format("{} writes to {}", content.from.name, content.to.name));
    const Reply reply = act(citizen.number, SendLetter{draft->number, {}, {}}, writer, std::move(letter));
    if (reply.how == Reply::How::answered && reply.answer.ok() && !machine_->is_off() &&
        std::ranges::none_of(entry_of_, [&](const auto& one) { return one.second == reply.position; }))
      fault("a letter was sent, and the journal does not have it");
  }

  void join() {
    Citizen *into = anybody(), *other = anybody();
    if (into == nullptr || into == other) return;
    say("two records are said to be of one citizen");
    const Reply reply = act(into->number, JoinRecords{other->number, 1, nullptr},
                            {world_.operations, CallerRole::operations}, {}, {"the register says so"});
    out_.joins += reply.how == Reply::How::answered && reply.answer.ok();
    if (machine_->is_off()) open_again(true, "the power went");
  }

  // Who sent a letter that did not arrive sends it again, or says that the ward has been reached.
  void see_to_it() {
    Citizen* citizen = anybody();
    if (citizen == nullptr) return;
    for (const Duty& duty : std::vector<Duty>(citizen->folded.duties)) {
      if (!duty.open() || duty.task != sender_owes || dice_.one_in(2) || machine_->is_off()) continue;
      const klynge::Letter* letter = citizen->folded.letter_of(duty.cause);
      const Caller caller{duty.holder, CallerRole::person};
      if (dice_.one_in(3))
        (void)act(citizen->number, CompleteDuty{.duty = duty.number}, caller);
      else
        (void)act(citizen->number, SendLetterAgain{letter->number}, caller);
    }
    if (machine_->is_off()) open_again(true, "the power went");
  }

  // --- the end ---

  const klynge::Letter* letter_now(const Sent& sent) {
    for (const Citizen& one : citizens_)
      if (one.folded.merged_into == 0)
        if (const klynge::Letter* letter = one.folded.letter_of(sent.message)) return letter;
    return nullptr;
  }

  void finish() {
    machine_->mend();
    if (machine_->is_off()) open_again(true, "the power went");
    const bool somebody_gone = dice_.one_in(3);
    for (Ward& ward : wards_) {
      ward.is_gone = somebody_gone && &ward == wards_.data();
      ward.temper = ward.is_gone ? Temper::down : Temper::well;
      ward.until = now_ + days(4000);
    }
    say("all systems are well from now on");
    const Instant patience = now_ + hours(12);  // longer than any letter may be without being told of
    for (int i = 0; i < 600 && good() && (now_ < patience || is_under_way()); ++i) {
      now_ = now_ + minutes(31);
      machine_->mend();
      arrivals();
      for (const Sent& sent : sent_) {
        const klynge::Letter* letter = letter_now(sent);
        if (letter == nullptr || ward_of(sent.to)->is_gone || state_of(letter->post) != PostState::in_error ||
            letter->post.answer == PostAnswer::fatal_error)
          continue;
        for (const Citizen& one : citizens_)
          if (one.folded.merged_into == 0 && one.folded.letter_of(sent.message) == letter) {
            (void)act(one.number, SendLetterAgain{letter->number}, {letter->from, CallerRole::person});
            break;
          }
      }
      post();
    }
    if (good()) account();
    if (!good()) return;
    open_again(true, "the power was cut for the last time");
    for (const Citizen& one : citizens_) {
      if (one.number == 0 || !good()) continue;
      auto record = ledger_->record(one.number);
      if (!record || *record != one.folded) fault("another record after a restart");
      print_ += message::encode_record(one.folded);
    }
    if (good()) verify_all();
    out_.fingerprint = sha256(print_);
  }

  bool is_under_way() {
    return !coming_.empty() || std::ranges::any_of(sent_, [&](const Sent& sent) {
      const klynge::Letter* letter = letter_now(sent);
      return !ward_of(sent.to)->is_gone &&
             (letter == nullptr ||
              (letter->post.answer != PostAnswer::ok && letter->post.answer != PostAnswer::fatal_error));
    });
  }

  // Every letter came, in the order of its thread; and what did not arrive has been somebody's duty.
  void account() {
    for (const Sent& sent : sent_) {
      const Ward& ward = *ward_of(sent.to);
      const klynge::Letter* letter = letter_now(sent);
      if (letter == nullptr) return fault("a letter was sent, and no record has it");
      const auto came = std::ranges::find(ward.came, sent.message, &Came::message);
      if (came == ward.came.end() && !ward.is_gone)
        return fault(fmt::format("a letter never came to {}, whose system came back", ward.unit.name));
      const PostAnswer answer = letter->post.answer;
      if (answer != PostAnswer::ok && sent.duties == 0)
        return fault(fmt::format("a letter to {} was never received, and nobody was told", ward.unit.name));
      if (!ward.is_gone && answer != PostAnswer::ok && answer != PostAnswer::fatal_error)
        return fault(fmt::format("a letter to {} is not done with", ward.unit.name));
    }
    for (const Ward& ward : wards_) {
      std::map<std::string, Position> latest;  // of each thread
      for (const Came& came : ward.came) {
        const Sent& sent = *sent_of(came.message);
        if (sent.refused) continue;
        Position& before = latest[came.thread];
        if (sent.position < before)
          return fault(fmt::format("{} got the letters of a thread in another order", ward.unit.name));
        before = sent.position;
      }
    }
    for (const Mail& mail : mails_)
      if (mail.noted != (mail.is_lost ? 0u : 1u)) return fault("a ward's letter was lost here");
  }

  void verify_all() {
    store::Folder folder;  // the ledger keeps its own; verify only borrows
    folder.store.reset(&ledger_->store());
    folder.keys.reset(&ledger_->keys());
    folder.access.reset(&ledger_->access());
    auto report = verify(folder, world_.secrets, {});
    (void)folder.store.release();
    (void)folder.keys.release();
    (void)folder.access.release();
    if (!report) return fault("verify: " + report.problem().what);
    if (!report->faults.empty()) fault("verify: " + report->faults.front());
  }

  const World& world_;
  Dice dice_, own_;  // of what happens; of numbers that only must differ
  std::unique_ptr<Machine> machine_;
  Outcome out_;
  std::deque<std::string> steps_;
  Instant now_;
  Setting setting_;
  LedgerOptions options_;
  std::vector<Citizen> citizens_;
  std::vector<Ward> wards_;
  std::vector<Sent> sent_;  // in the order of the journal
  std::vector<Mail> mails_;
  std::map<Key, std::pair<size_t, size_t>> mail_of_;  // citizen, mail
  std::map<Key, Position> entry_of_;
  std::map<std::string, uint64_t> ids_;  // of letters that came, and to whom
  std::vector<std::pair<Instant, Bytes>> coming_;
  std::set<std::string> envelopes_;
  Position position_ = 0;
  Bytes print_;
  std::unique_ptr<Ledger> ledger_;
};

}  // namespace

Outcome live_by_post(const World& world, uint64_t seed, bool on_sqlite) {
  return PostLife(world, seed, on_sqlite).run();
}

}  // namespace klynge::sim
