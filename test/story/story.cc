#include "story/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "core/decide.h"
#include "core/evolve.h"
#include "core/view/answering.h"
#include "core/view/receipts.h"
#include "core/view/standing.h"
#include "story/said.h"

namespace klynge::story {
namespace {

constexpr CitizenNumber citizen = 1;
constexpr int most_ticks = 1000;  // in one step of the clock: more is a clock that does not move on

using Parts = std::vector<std::string>;

// "Ward offers care to Desk" against "* offers * to *": the three parts; none when it does not fit.
std::optional<Parts> matched(std::string_view text, std::string_view pattern) {
  Parts parts;
  while (true) {
    const size_t star = pattern.find('*');
    const std::string_view fixed = pattern.substr(0, star);
    if (!text.starts_with(fixed)) return std::nullopt;
    text.remove_prefix(fixed.size());
    if (star == std::string_view::npos) return text.empty() ? std::optional(parts) : std::nullopt;
    pattern.remove_prefix(star + 1);
    const std::string_view next = pattern.substr(0, pattern.find('*'));
    const size_t end = next.empty() ? text.size() : text.find(next);
    if (end == std::string_view::npos || end == 0) return std::nullopt;
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

// Cuts ", answer by 2026-11-02 12:00" off a text and answers what came after the words.
std::optional<std::string> cut(std::string& text, std::string_view words) {
  const size_t at = text.rfind(words);
  if (at == std::string::npos) return std::nullopt;
  std::string rest = text.substr(at + words.size());
  text.resize(at);
  return rest;
}

Key key_of(const std::string& label) {
  Key key;
  const Bytes hash = sha256(label);
  std::copy_n(hash.begin(), key.octets.size(), key.octets.begin());
  return key;
}

std::optional<Instant> danish_time(std::string_view text) {
  if (text.size() != 16 || text[10] != ' ') return std::nullopt;
  const auto day = parse_time(text.substr(0, 10));
  const auto wall = parse_time(fmt::format("{}T{}:00Z", text.substr(0, 10), text.substr(11)));
  if (!day || !wall) return std::nullopt;
  return denmark_time(denmark_date(day->at), {wall->at.us % days(1).us});
}

template <class Value, class... Values>
std::optional<Value> value_of(std::string_view text, Value first, Values... others) {
  for (const Value value : {first, others...}) {
    if (word(value) == text) return value;
  }
  return std::nullopt;
}

class Teller {
 public:
  explicit Teller(Setting setting) : setting_(std::move(setting)) { record_.citizen = citizen; }

  Result<Told> tell(std::string_view text) {
    while (!text.empty()) {
      const size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      ++line_;
      if (line.starts_with("    ")) continue;  // what followed the last time it was told
      told_.text += fmt::format("{}\n", line);
      read_line(line);
      if (fault_) return *fault_;
    }
    return std::move(told_);
  }

 private:
  // --- reading ---

  void not_understood_here(std::string what) {
    if (!fault_) fault_ = not_understood(fmt::format("line {}", line_), std::move(what));
  }

  void read_line(std::string_view line) {
    if (line.starts_with("  ")) {
      read_short_name(line.substr(2));
    } else if (!line.empty() && line[0] >= '0' && line[0] <= '9') {
      read_step(line);
    }
  }

  void read_short_name(std::string_view line) {
    if (line == "Klynge answers for nobody") return setting_.acts_for.clear();
    if (line == "letters go by the post") return (void)setting_.post.emplace();
    if (const auto to = matched(line, "letters go to *: * min, * times more")) {
      if (!setting_.post) setting_.post.emplace();
      setting_.post->push_back(
          {party((*to)[0]), small_number((*to)[1]) * 60u, static_cast<uint8_t>(small_number((*to)[2]))});
      return;
    }
    if (const auto here = matched(line, "* answers here"))
      return change((*here)[0], [](PartyInfo& info) { info.answers_here_from = {1}; });
    if (const auto from = matched(line, "* answers here from *"))
      return change((*from)[0],
                    [&](PartyInfo& info) { info.answers_here_from = time((*from)[1] + " 00:00"); });
    if (const auto to = matched(line, "* answers here until *"))
      return change((*to)[0], [&](PartyInfo& info) {
        if (info.answers_here_from.none()) info.answers_here_from = {1};
        info.answers_here_to = time((*to)[1] + " 00:00");
      });
    if (const auto none = matched(line, "no messages of * come here")) {
      change((*none)[0], [](PartyInfo& info) { info.messages_here_from = {}; });
      const PartyInfo* of = setting_.directory.find(parties_[(*none)[0]]);
      const PartyInfo* whole = of == nullptr ? nullptr : setting_.directory.find({of->organisation});
      if (whole == nullptr) return;
      PartyInfo organisation = *whole;
      organisation.messages_here_from = {};
      return setting_.directory.add(organisation);
    }
    if (const auto of = matched(line, "* has the specialty *"))
      return change((*of)[0], [&](PartyInfo& info) { info.specialty = (*of)[1]; });
    if (const auto in = matched(line, "* is in region *"))
      return change((*in)[0], [&](PartyInfo& info) { info.region = (*in)[1]; });
    const auto parts = matched(line, "* is *");
    const auto& all = setting_.directory.all();
    const auto found =
        std::ranges::find_if(all, [&](const PartyInfo& one) { return parts && one.name == (*parts)[1]; });
    if (found == all.end()) return not_understood_here("expected \"NAME is A PARTY OF THE DIRECTORY\"");
    parties_[(*parts)[0]] = found->party;
    names_[found->party] = (*parts)[0];
  }

  template <class How>
  void change(const std::string& who, How how) {
    const PartyInfo* known = setting_.directory.find(party(who));
    if (known == nullptr) return;
    PartyInfo changed = *known;
    how(changed);
    setting_.directory.add(changed);
  }

  void read_step(std::string_view line) {
    const auto at = danish_time(line.substr(0, 16));
    if (!at || line.size() < 18) return not_understood_here("expected a time and what happens then");
    at_ = *at;
    const std::string_view what = line.substr(18);
    for (const Form& form : forms()) {
      const auto parts = matched(what, form.pattern);
      if (!parts) continue;
      said_any_ = false;
      (this->*form.happens)(*parts);
      if (!said_any_) say("nothing");
      return look_for_faults();
    }
    not_understood_here("expected a step that is known, such as \"Ward tells: admitted\"");
  }

  Party party(const std::string& name) {
    const auto found = parties_.find(name);
    if (found != parties_.end()) return found->second;
    not_understood_here("expected the short name of a party, found \"" + name + "\"");
    return {};
  }

  Instant time(const std::string& text) {
    const auto at = danish_time(text);
    if (!at) not_understood_here("expected a time such as 2026-11-02 08:00, found \"" + text + "\"");
    return at.value_or(Instant{});
  }

  // The duty of a task: the open one, else the one that ended last.
  uint16_t duty(const std::string& task) {
    uint16_t found = 0;
    for (const Duty* one : record_.all_duties()) {
      if (one->task == task && (one->open() || !found || !record_.duty(found)->open())) found = one->number;
    }
    if (!found) not_understood_here("expected a task that has been opened, found \"" + task + "\"");
    return found;
  }

  // Operations are operations; everybody else is a person of a party.
  void by_anybody(const std::string& who, Ask ask) {
    if (who == "operations")
      return (void)command({setting_.operations, CallerRole::operations}, std::move(ask));
    act(party(who), std::move(ask));
  }

  uint8_t reason(std::string& text) {  // every act gives one unless it is said that it does not
    return cut(text, " without a reason") ? uint8_t{0} : uint8_t{1};
  }

  // --- what happens ---

  void say(const std::string& what) {
    told_.text += fmt::format("      {}\n", what);
    said_any_ = true;
  }

  NameOf name() const {
    return [this](Party party) {
      const auto found = names_.find(party);
      if (found != names_.end()) return found->second;
      const PartyInfo* info = setting_.directory.find(party);
      return info ? info->name : fmt::format("party {}", party.sor);
    };
  }

  Answer command(Caller caller, Ask ask) {
    last_ = Command{key_of(fmt::format("command {}", ++commands_)), at_, caller, std::move(ask)};
    return last_answer_ = carry_out(last_);
  }

  void act(Party by, Ask ask) { command({by, CallerRole::person}, std::move(ask)); }

  Answer carry_out(const Command& what) {
    if (fault_) return {};
    const Decision decision = decide(record_, what, setting_);
    const Stamp stamp{what.at, ++position_};
    for (const Fact& fact : decision.facts) {
      const std::string words = said(fact, record_, name());
      if (!words.empty()) say(what.at == at_ ? words : said(what.at) + "  " + words);
      evolve(record_, fact, stamp);
    }
    record_.last = stamp.position;
    journal_.push_back({decision.facts, stamp});
    if (!decision.answer.ok()) say(said(decision.answer, name()));
    return decision.answer;
  }

  // "admitted at 2026-11-02 07:30 (report wanted), message m1, course c1"
  void tells(const Parts& parts) {
    std::string text = parts[1];
    NotifyStay notify;
    if (auto earlier = cut(text, ", after an unseen message "))
      notify.unseen = {key_of("message " + *earlier)};
    const std::string course = cut(text, ", course ").value_or("1");
    const std::string label = cut(text, ", message ").value_or(fmt::format("of line {}", line_));
    if (auto of = cut(text, ", instead of message ")) {
      notify.form = NoteForm::correction;
      notify.of = key_of("message " + *of);
    }
    if (auto of = cut(text, ", annulling message ")) {
      notify.form = NoteForm::annulment;
      notify.of = key_of("message " + *of);
    }
    const auto ward = cut(text, ", the department is ");
    notify.report_requested = cut(text, " (report wanted)").has_value();
    const auto happened = cut(text, " at ");
    const auto event = value_of(text, StayEvent::acute, StayEvent::admitted, StayEvent::leave,
                                StayEvent::back, StayEvent::home, StayEvent::dead);
    if (!event)
      return not_understood_here("expected acute, admitted, leave, back, home or dead, found \"" + text +
                                 "\"");
    notify.event = *event;
    notify.message = key_of("message " + label);
    notify.event_at = happened ? time(*happened) : at_;
    if (*event == StayEvent::acute || *event == StayEvent::admitted) notify.stay_start = notify.event_at;
    notify.courses = {key_of("course " + course)};
    notify.sender = party(parts[0]);
    notify.ward = ward ? party(*ward) : notify.sender;
    notify.municipality = party("Municipality");
    notify.sent = at_;
    // The ledger knows the ids of messages; what it has seen does not reach the rules again.
    if (std::ranges::find(messages_, notify.message) != messages_.end()) {
      return say("the same message again: answered as the first time, nothing changes");
    }
    messages_.push_back(notify.message);
    command({notify.sender, CallerRole::door}, notify);
  }

  void again(const Parts&) {  // the ledger knows the ids of commands, and keeps their answers
    say(last_answer_.ok() ? "the same command again: done already, nothing changes"
                          : "the same command again: " + said(last_answer_, name()));
  }

  void clock(const Parts&) {
    const Instant now = at_;
    const auto next = [&] { return next_due(record_, awake_since_, setting_.grace); };
    for (int ticks = 0; !next().none() && next() <= now; ++ticks) {
      Command tick{key_of(fmt::format("tick {}", position_)),
                   std::max(next(), awake_since_),
                   {{}, CallerRole::clock},
                   Tick{awake_since_}};
      const Instant due = next();
      carry_out(tick);
      if (ticks == most_ticks || (next() == due && journal_.back().facts.empty())) {
        told_.faults.push_back(fmt::format("line {}: the clock does not move on", line_));
        return;
      }
    }
  }

  // What ran out while it was stopped is told of once, spread over the grace after this.
  void started_again(const Parts&) {
    awake_since_ = at_;
    say("looks from now on");
  }

  void offers(const Parts& parts) {
    std::string to = parts[2];
    const auto by = cut(to, ", answer by ");
    act(party(parts[0]), OfferDuty{duty(parts[1]), party(to), by ? time(*by) : Instant{}, 1});
  }
  void accepts(const Parts& parts) { act(party(parts[0]), AcceptOffer{duty(parts[1])}); }
  void declines(const Parts& parts) {
    std::string why = parts[2];
    const auto instead = cut(why, ", it should be ");
    const auto reason =
        value_of(why, DeclineReason::not_our_citizen, DeclineReason::no_capacity,
                 DeclineReason::information_missing, DeclineReason::wrong_level, DeclineReason::other);
    if (!reason) return not_understood_here("expected a reason such as no-capacity, found \"" + why + "\"");
    act(party(parts[0]), DeclineOffer{duty(parts[1]), *reason, instead ? party(*instead) : Party{}, 1});
  }
  void withdraws(const Parts& parts) { act(party(parts[0]), WithdrawOffer{duty(parts[1])}); }
  void records_phone(const Parts& parts) {
    act(party(parts[0]), AcceptByPhone{duty(parts[2]), party(parts[1]), 1});
  }
  void records_no(const Parts& parts) {
    std::string why = parts[3];
    const auto reason =
        value_of(why, DeclineReason::not_our_citizen, DeclineReason::no_capacity,
                 DeclineReason::information_missing, DeclineReason::wrong_level, DeclineReason::other);
    if (!reason) return not_understood_here("expected a reason such as no-capacity, found \"" + why + "\"");
    act(party(parts[0]), DeclineByPhone{duty(parts[2]), party(parts[1]), *reason, {}, 1});
  }
  // The link of the offer as it stands, as the door would find it.
  LinkedOffer linked(uint16_t number) const {
    const Duty* known = record_.duty(number);
    if (known == nullptr || !known->offer) return last_link_;
    return {known->offer->to, known->offer->made, known->offer->link_until};
  }
  void makes_link(const Parts& parts) {
    act(party(parts[0]), MakeLink{duty(parts[1]), time(parts[2])});
    last_link_ = linked(duty(parts[1]));
  }
  void tries_link(const Parts& parts) {
    const uint16_t number = duty(parts[0]);
    command({Party{}, CallerRole::door}, TryLink{number, last_link_, parts[1] == "the right"});
  }
  void accepts_by_link(const Parts& parts) {
    act(party(parts[0]), AnswerByLink{duty(parts[1]), last_link_, true, {}, 1});
  }
  void declines_by_link(const Parts& parts) {
    std::string why = parts[2];
    const auto reason =
        value_of(why, DeclineReason::not_our_citizen, DeclineReason::no_capacity,
                 DeclineReason::information_missing, DeclineReason::wrong_level, DeclineReason::other);
    if (!reason) return not_understood_here("expected a reason such as no-capacity, found \"" + why + "\"");
    act(party(parts[0]), AnswerByLink{duty(parts[1]), last_link_, false, *reason, 1});
  }
  void contests(const Parts& parts) { act(party(parts[0]), ContestAcceptance{duty(parts[1]), 1}); }
  void takes(const Parts& parts) {
    std::string task = parts[1];
    const uint8_t text = reason(task);
    act(party(parts[0]), TakeDuty{duty(task), text});
  }
  void leaves(const Parts& parts) { act(party(parts[0]), LeaveToCitizen{duty(parts[1]), time(parts[2]), 1}); }
  void completes(const Parts& parts) {
    std::string task = parts[1];
    const bool in_words = cut(task, ", saying whom").has_value();
    const auto date = cut(task, ", from ");
    const bool marked = cut(task, ", marked").has_value();
    act(party(parts[0]),
        CompleteDuty{duty(task), in_words ? uint8_t{1} : uint8_t{0}, marked, date ? time(*date) : Instant{}});
  }

  // --- what no message carries ---

  uint16_t course() const {  // the latest that is open, else the latest
    uint16_t found = record_.last_course;
    for (const Course& one : record_.courses) {
      if (one.open()) found = one.number;
    }
    return found;
  }

  void expects_stay(const Parts& parts) {
    // The same ward again: the time is another.
    const Course* current = record_.course(course());
    const bool again = current != nullptr && current->open() && current->stay == StayState::expected;
    act(party(parts[0]), ExpectStay{again ? current->number : uint16_t{0}, party(parts[1]),
                                    party("Municipality"), time(parts[2]), 1});
  }
  void calls_off(const Parts& parts) {
    std::string what = parts[0];
    const uint8_t text = reason(what);
    act(party(what), CallOffStay{course(), text});
  }
  void calls_off_without(const Parts& parts) { act(party(parts[0]), CallOffStay{course(), 0}); }
  void expects_discharge(const Parts& parts) {
    act(party(parts[0]), TellStay{course(), StayEvent::discharge_expected, time(parts[1]), 0});
  }
  void says(const Parts& parts) {
    std::string text = parts[1];
    const auto since = cut(text, " since ");
    const auto event = value_of(text, StayEvent::ready, StayEvent::not_ready, StayEvent::terminal,
                                StayEvent::emergency_call, StayEvent::emergency_over);
    if (!event)
      return not_understood_here(
          "expected ready, not ready, terminal, emergency call or emergency over, found \"" + text + "\"");
    act(party(parts[0]), TellStay{course(), *event, since ? time(*since) : Instant{}, 0});
  }
  void prolongs(const Parts& parts) { act(party(parts[0]), ProlongWindow{course(), time(parts[1]), 1}); }
  void names_gp(const Parts& parts) { act(party(parts[0]), NameGp{party(parts[1])}); }
  void objects(const Parts& parts) { act(party(parts[0]), StateObjection{false, 1}); }
  // The citizen, or who acts for the citizen by what was stated.
  std::optional<Caller> self(std::string who) {
    if (who == "the citizen") return Caller{.party = {}, .role = CallerRole::citizen, .self = citizen};
    const auto number = cut(who, "who speaks by ");
    if (!number || !who.empty()) return std::nullopt;
    return Caller{.party = {}, .role = CallerRole::relative, .self = citizen, .voice = small_number(*number)};
  }
  void asks_a_question(const Parts& parts) {
    const auto caller = self(parts[0]);
    if (!caller) return not_understood_here("expected the citizen, or who speaks by NUMBER");
    const Answer answer = command(*caller, AskQuestion{1});
    if (answer.ok())
      say(fmt::format("answered: {} has it, and reads it by {}", name()(answer.party), said(answer.due)));
  }
  void writes_goals(const Parts& parts) {
    if (const auto caller = self(parts[0])) return (void)command(*caller, WriteGoals{1});
    act(party(parts[0]), WriteGoals{1});
  }
  void measures(const Parts& parts) { act(party(parts[0]), Measure{{}, 1}); }
  void objects_no_more(const Parts& parts) { act(party(parts[0]), StateObjection{true, 1}); }
  void tells_gp(const Parts& parts) {
    std::string text = parts[1];
    const uint8_t why = reason(text);
    const auto basis = value_of(text, GpBasis::consent, GpBasis::section_41);
    act(party(parts[0]), TellGp{course(), basis.value_or(GpBasis{}), why});
  }

  void asks(const Parts& parts) {
    const auto asker = value_of(parts[0], Asker::nurse, Asker::gp, Asker::citizen, Asker::relative);
    const auto about = value_of(parts[1], Strand::treatment, Strand::care, Strand::contact, Strand::authority,
                                Strand::rehabilitation);
    const Course* current = record_.course(course());
    if (!asker || !about || current == nullptr || !current->open())
      return not_understood_here("expected nurse, gp, citizen or relative, a strand, and an open course");
    for (const WhomToCall& one : whom_to_call(record_, *current, setting_, *asker, *about, at_)) {
      const std::string who = one.party.none() ? one.name.en : name()(one.party);
      say(fmt::format("{}{}, by rule {}", who, one.phone.empty() ? "" : ": " + one.phone, one.rule));
    }
  }
  void counts_ready_days(const Parts&) {
    const Course* current = record_.course(course());
    say(fmt::format("{} days ready for discharge",
                    current == nullptr ? 0 : ready_days(record_, *current, at_)));
  }
  void voids(const Parts& parts) {
    const auto reason = value_of(parts[2], VoidReason::death, VoidReason::annulled, VoidReason::wrong_citizen,
                                 VoidReason::not_needed, VoidReason::duplicate, VoidReason::other);
    if (!reason)
      return not_understood_here("expected a reason such as not-needed, found \"" + parts[2] + "\"");
    act(party(parts[0]), VoidDuty{duty(parts[1]), *reason, 1});
  }
  void reopens(const Parts& parts) {
    std::string task = parts[1];
    const uint8_t text = reason(task);
    act(party(parts[0]), ReopenDuty{duty(task), text});
  }
  void assigns(const Parts& parts) { act(party(parts[0]), AssignDuty{duty(parts[1]), party(parts[2]), 1}); }
  void reviews(const Parts& parts) { act(party(parts[0]), ReviewDuty{duty(parts[1])}); }
  void opens(const Parts& parts) {
    std::string task = parts[1];
    const auto due = cut(task, ", due ");
    const auto holder = cut(task, " for ");
    const Party by = party(parts[0]);
    const CallerRole role = by == setting_.operations ? CallerRole::operations : CallerRole::person;
    command({by, role}, OpenDuty{task,
                                 record_.last_course,
                                 party(holder.value_or(parts[0])),
                                 due ? time(*due) : Instant{},
                                 {},
                                 1});
  }

  // A party ceases. What it held is put right at the next look at the record, which the ledger takes at once.
  void cease(const std::string& who, Party successor) {
    const PartyInfo* known = setting_.directory.find(party(who));
    if (fault_ || known == nullptr) return;
    PartyInfo closed = *known;
    closed.to = at_;
    closed.successor = successor;
    setting_.directory.add(closed);
    command({{}, CallerRole::clock}, Tick{});
  }
  void closes(const Parts& parts) { cease(parts[0], party(parts[1])); }
  void closes_alone(const Parts& parts) { cease(parts[0], {}); }
  // The ledger looks at everybody who has a party on a day when the directory changes, whatever their clocks
  // say.
  void directory_changes(const Parts&) { command({{}, CallerRole::clock}, Tick{}); }
  void moves(const Parts& parts) {
    command({setting_.operations, CallerRole::operations},
            SucceedDuty{duty(parts[0]), party(parts[1]), parts[2], at_});
  }

  void list(const Parts&) { show(0); }
  void list_of(const Parts& parts) { show(party(parts[0]).sor); }
  void show(uint64_t wanted) {
    auto rows = worklist(record_);
    std::erase_if(rows, [&](const WorkRow& row) {
      return wanted == 0 ? row.part != WorkPart::holds : row.list != wanted;
    });
    std::ranges::stable_sort(rows, {}, reading_order);
    for (const WorkRow& row : rows) say(said(row, name()));
  }

  // "seen-at-home at 2026-11-02 07:30"
  void closes_stay(const Parts& parts) {
    std::string why = parts[1];
    const uint8_t text = reason(why);
    const auto course = cut(why, ", course ");
    const auto when = cut(why, " at ");
    const auto because = value_of(why, ClosedBecause::seen_at_home, ClosedBecause::told_by_ward,
                                  ClosedBecause::told_by_citizen, ClosedBecause::other);
    if (!because) return not_understood_here("expected a reason such as seen-at-home, found \"" + why + "\"");
    by_anybody(parts[0], CloseStay{course ? static_cast<uint16_t>(std::stoi(*course)) : record_.last_course,
                                   *because, when ? time(*when) : Instant{}, text});
  }

  // "mandate 1 from 2026-11-02 08:00 until 2026-12-02 08:00", "no-residence in Municipality"
  void states(const Parts& parts) {
    std::string what = parts[1];
    StateCircumstance state;
    state.text = reason(what);
    if (const auto where = cut(what, " in ")) state.where = party(*where);
    if (const auto to = cut(what, " until ")) state.to = time(*to);
    if (const auto from = cut(what, " from ")) state.from = time(*from);
    if (const auto number = cut(what, " ")) state.number = static_cast<uint16_t>(std::stoi(*number));
    const auto kind = value_of(what, CircumstanceKind::no_residence, CircumstanceKind::protected_address,
                               CircumstanceKind::guardian, CircumstanceKind::mandate,
                               CircumstanceKind::relative, CircumstanceKind::custody);
    if (!kind) return not_understood_here("expected a kind such as mandate, found \"" + what + "\"");
    state.kind = *kind;
    by_anybody(parts[0], state);
  }

  void standing(const Parts& parts) {
    const auto day = parse_time(parts[0]);
    const Standing now = standing_of(record_, day ? std::optional(denmark_date(day->at)) : std::nullopt, at_);
    say(fmt::format("age: {}", word(now.age)));
    for (const Voice& voice : now.voices) {
      say(fmt::format("{}: {}{}{}", word(voice.who), voice.told ? "is told" : "is not told",
                      voice.acts ? ", acts for the citizen" : ", does not act for the citizen",
                      voice.until.none() ? "" : ", until " + said(voice.until)));
    }
    if (now.protected_address) say("protected name and address");
    if (!now.relatives_see_places) say("relatives are shown no place: no ward, no phone number, no address");
    if (now.no_residence) say("no residence");
  }

  void citizen_moves(const Parts& parts) {
    std::string to = parts[1];
    const auto from = cut(to, " from ");
    by_anybody(parts[0], MoveCitizen{party(to), from ? time(*from) : Instant{}});
  }

  // --- letters ---

  // "reply to a, letter b, thread 1, course 1, sent 2026-11-02 08:00, converted"
  void writes(const Parts& parts) {
    std::string text = parts[2];
    NotifyLetter letter;
    letter.converted = cut(text, ", converted").has_value();
    const auto sent = cut(text, ", sent ");
    const auto course = cut(text, ", course ");
    letter.thread = key_of("thread " + cut(text, ", thread ").value_or(fmt::format("of line {}", line_)));
    letter.message = key_of("letter " + cut(text, ", letter ").value_or(fmt::format("of line {}", line_)));
    if (const auto of = cut(text, " of ")) letter.answers = key_of("letter " + *of);
    if (const auto to = cut(text, " to ")) letter.answers = key_of("letter " + *to);
    const auto kind = value_of(text, LetterKind::first, LetterKind::reply, LetterKind::forward);
    if (!kind)
      return not_understood_here("expected new, reply to LETTER or forward of LETTER, found \"" + text +
                                 "\"");
    letter.kind = *kind;
    letter.from = party(parts[0]);
    letter.to = party(parts[1]);
    letter.category = "discharge";
    if (course) letter.courses = {key_of("course " + *course)};
    letter.sent = sent ? time(*sent) : at_;
    command({letter.from, CallerRole::door}, letter);
  }

  uint16_t small_number(const std::string& text) {
    const auto digits = [](char c) { return c >= '0' && c <= '9'; };
    if (!text.empty() && text.size() < 5 && std::ranges::all_of(text, digits))
      return static_cast<uint16_t>(std::stoi(text));
    not_understood_here("expected a number, found \"" + text + "\"");
    return 0;
  }

  void prepares(const Parts& parts) {
    act(party(parts[0]), PrepareLetter{.to = party(parts[1]), .category = "discharge"});
  }
  void prepares_reply(const Parts& parts) {
    std::string thread = parts[1];
    const auto answers = cut(thread, ", to letter ");
    act(party(parts[0]), PrepareLetter{.thread = small_number(thread),
                                       .answers = answers ? small_number(*answers) : uint16_t{0},
                                       .kind = LetterKind::reply,
                                       .to = {},
                                       .category = {}});
  }
  void prepares_forward(const Parts& parts) {
    act(party(parts[0]), PrepareLetter{.thread = small_number(parts[1]),
                                       .kind = LetterKind::forward,
                                       .to = party(parts[2]),
                                       .category = {}});
  }
  void sends(const Parts& parts) {  // the ledger gives the ids
    act(party(parts[0]), SendLetter{small_number(parts[1]), key_of("letter number " + parts[1]),
                                    key_of("thread of letter number " + parts[1])});
  }
  void withdraws_letter(const Parts& parts) { act(party(parts[0]), WithdrawLetter{small_number(parts[1])}); }

  // --- the post ---
  Key message_of(const std::string& letter) {
    const Letter* known = record_.letter(small_number(letter));
    if (known == nullptr) not_understood_here("expected a letter that was sent, found \"" + letter + "\"");
    return known == nullptr ? Key{} : known->message;
  }
  void is_delivered(const Parts& parts) {
    command({setting_.operations, CallerRole::operations}, DeliverLetter{message_of(parts[0])});
  }
  void is_given_up(const Parts& parts) {
    command({setting_.operations, CallerRole::operations}, GiveUpLetter{message_of(parts[0])});
  }
  void is_not_taken(const Parts& parts) {
    command({setting_.operations, CallerRole::operations}, NoteLetterNotTaken{message_of(parts[0])});
  }
  void is_refused_at_the_door(const Parts& parts) {
    command({setting_.operations, CallerRole::operations},
            NoteLetterNotTaken{message_of(parts[0]), small_number(parts[1])});
  }
  void acknowledges(const Parts& parts) {
    AcknowledgeLetter said{message_of(parts[1]),
                           key_of(fmt::format("acknowledgement, line {}", line_)),
                           party(parts[0]),
                           PostAnswer::none,
                           {}};
    for (const PostAnswer answer : {PostAnswer::ok, PostAnswer::fatal_error, PostAnswer::transient_error})
      if (word(answer) == parts[2]) said.answer = answer;
    if (said.answer == PostAnswer::none)
      return not_understood_here("expected ok, fatal-error or transient-error");
    command({said.from, CallerRole::door}, said);
  }
  void sends_again(const Parts& parts) { act(party(parts[0]), SendLetterAgain{small_number(parts[1])}); }

  void threads(const Parts&) {
    for (const Thread& thread : record_.threads) {
      const Course* course = record_.course_of(thread);
      say(fmt::format("thread {}{}:", thread.number,
                      course == nullptr ? "" : fmt::format(", course {}", course->number)));
      for (const Letter& letter : thread.letters) {
        const Letter* answered = thread.letter_of(letter.answers);
        say(fmt::format("  {} letter {}: {} from {} to {}{}", said(letter.sent), letter.number,
                        word(letter.kind), name()(letter.from), name()(letter.to),
                        answered == nullptr ? "" : fmt::format(", to letter {}", answered->number)));
      }
    }
  }

  // --- two numbers of one citizen ---

  void about_number(const Parts& parts) {
    if (parts[0] == number_) return say("the same as before");
    others_[number_] = {record_, journal_};
    const auto known = others_.find(parts[0]);
    if (known != others_.end()) {
      record_ = known->second.first;
      journal_ = known->second.second;
    } else {
      record_ = {};
      record_.citizen = citizen + others_.size();
      journal_.clear();
    }
    number_ = parts[0];
    say(record_.merged_into != 0 ? "its record is part of another now" : "another record");
  }

  // What the ledger does for both in one commit.
  void joins(const Parts& parts) {
    const auto other = others_.find(parts[0]);
    if (other == others_.end()) return not_understood_here("expected a number that has been told of");
    JoinRecords join{other->second.first.citizen, 1, std::make_shared<const Record>(other->second.first)};
    command({setting_.operations, CallerRole::operations}, join);
    if (!last_answer_.ok()) return;
    const Entry entry{{CitizenMerged{record_.citizen}}, Stamp{at_, ++position_}};
    evolve(other->second.first, entry.facts, entry.stamp);
    other->second.second.push_back(entry);
  }

  void receipts(const Parts&) {
    const auto said_of = [](const Receipt& receipt) { return word(receipt.known); };
    for (const Receipts& one : receipts_of(record_, setting_.directory)) {
      say(fmt::format("{} at {}{}: delivered {}, received {}, reviewed {}, owned {}",
                      record_.duty(one.duty)->task, name()(one.to), one.asked ? ", who is asked" : "",
                      said_of(one.delivered), said_of(one.received), said_of(one.reviewed),
                      said_of(one.owned)));
    }
  }

  struct Form {
    std::string_view pattern;
    void (Teller::*happens)(const Parts&);
  };
  static std::span<const Form> forms();

  // --- what must never be ---

  void look_for_faults() {
    const auto fault = [&](const std::string& what) {
      told_.faults.push_back(fmt::format("line {}: {}", line_, what));
    };
    for (const std::string& broken : broken_invariants(record_, setting_, at_)) fault(broken);
    Record folded;
    folded.citizen = record_.citizen;
    for (const Entry& entry : journal_) evolve(folded, entry.facts, entry.stamp);
    if (folded != record_) fault("the record is not the fold of its facts");
    Instant wakes;
    for (const WorkRow& row : worklist(record_)) {
      if (!row.wakes.none() && (wakes.none() || row.wakes < wakes)) wakes = row.wakes;
      if (decode_work_row(row.list, row.citizen, row.duty, row.part, encode(row)) != row) {
        fault("a row of the worklist is not read back as it was written");
      }
    }
    if (wakes != next_due(record_)) fault("the worklist does not say when the record wakes");
  }

  struct Entry {
    std::vector<Fact> facts;
    Stamp stamp;
  };

  Setting setting_;
  Record record_;
  std::vector<Entry> journal_;
  Position position_ = 0;
  Instant at_, awake_since_;
  int line_ = 0, commands_ = 0;
  std::map<std::string, Party> parties_;
  std::map<Party, std::string> names_;
  std::vector<Key> messages_;
  Command last_;
  LinkedOffer last_link_;
  Answer last_answer_;
  std::string number_ = "the CPR number";
  std::map<std::string, std::pair<Record, std::vector<Entry>>> others_;
  bool said_any_ = false;
  Told told_;
  std::optional<Problem> fault_;
};

std::span<const Teller::Form> Teller::forms() {
  static constexpr Form all[] = {
      {"* tells: *", &Teller::tells},
      {"the same command again", &Teller::again},
      {"the ready days", &Teller::counts_ready_days},
      {"* asks whom to call about *", &Teller::asks},
      {"* expects a stay at * on *", &Teller::expects_stay},
      {"* calls off the stay without a reason", &Teller::calls_off_without},
      {"* calls off the stay", &Teller::calls_off},
      {"* expects the discharge on *", &Teller::expects_discharge},
      {"* says: *", &Teller::says},
      {"* prolongs the 72 hours until *", &Teller::prolongs},
      {"* names the GP: *", &Teller::names_gp},
      {"* states that the citizen objects", &Teller::objects},
      {"* states that the citizen does not object", &Teller::objects_no_more},
      {"* tells the GP: *", &Teller::tells_gp},
      {"* asks whoever reads it", &Teller::asks_a_question},
      {"* writes the goals", &Teller::writes_goals},
      {"* measures at home", &Teller::measures},
      {"the clock", &Teller::clock},
      {"the list", &Teller::list},
      {"the list of *", &Teller::list_of},
      {"* writes to *: *", &Teller::writes},
      {"* prepares a letter to *", &Teller::prepares},
      {"* prepares a reply in thread *", &Teller::prepares_reply},
      {"* prepares a forward of thread * to *", &Teller::prepares_forward},
      {"* sends letter * again", &Teller::sends_again},
      {"* sends letter *", &Teller::sends},
      {"* withdraws letter *", &Teller::withdraws_letter},
      {"letter * is delivered", &Teller::is_delivered},
      {"* acknowledges letter *: *", &Teller::acknowledges},
      {"letter * is given up", &Teller::is_given_up},
      {"letter * is not taken", &Teller::is_not_taken},
      {"letter * is refused at the door: *", &Teller::is_refused_at_the_door},
      {"the threads", &Teller::threads},
      {"* offers * to *", &Teller::offers},
      {"* accepts * by link", &Teller::accepts_by_link},
      {"* accepts *", &Teller::accepts},
      {"* declines * by link: *", &Teller::declines_by_link},
      {"* declines *: *", &Teller::declines},
      {"* records that * declined * by phone: *", &Teller::records_no},
      {"* makes a link for *, until *", &Teller::makes_link},
      {"somebody opens the link for * with * code", &Teller::tries_link},
      {"* withdraws the offer of *", &Teller::withdraws},
      {"* records that * accepted * by phone", &Teller::records_phone},
      {"* contests *", &Teller::contests},
      {"* takes *", &Teller::takes},
      {"* leaves * to the citizen, to check by *", &Teller::leaves},
      {"* completes *", &Teller::completes},
      {"* voids *: *", &Teller::voids},
      {"* reopens *", &Teller::reopens},
      {"* assigns * to *", &Teller::assigns},
      {"* sees *", &Teller::reviews},
      {"* opens *", &Teller::opens},
      {"* closes; nobody has its duties", &Teller::closes_alone},
      {"* closes; * has its duties", &Teller::closes},
      {"the directory's day", &Teller::directory_changes},
      {"operations moves * to *: *", &Teller::moves},
      {"* closes the stay: *", &Teller::closes_stay},
      {"* states *", &Teller::states},
      {"who has a say, of somebody born *", &Teller::standing},
      {"* says that the citizen moves to *", &Teller::citizen_moves},
      {"from here it is about *", &Teller::about_number},
      {"operations joins the record of *", &Teller::joins},
      {"what has arrived", &Teller::receipts},
      {"Klynge has been stopped and is started again", &Teller::started_again},
  };
  return all;
}

}  // namespace

Result<Told> tell(std::string_view text, Setting setting) {
  return Teller(std::move(setting)).tell(text);
}

}  // namespace klynge::story
