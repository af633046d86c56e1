#pragma once
// A small country to try the rules in: two wards of one hospital, two municipalities, a clinic, operations,
// and a pathway of the same shape as data/pathways/hospital-stay.yaml. For tests only.
#include <string>

#include "core/decide.h"
#include "core/evolve.h"

namespace klynge::test {

inline constexpr Party ward_a{1001}, ward_b{1002}, ward_unit{1003}, ward_on_call{1008}, ward_leader{1009};
inline constexpr Party municipality{2001}, nurses{2002}, municipality_on_call{2008},
    municipality_leader{2009};
inline constexpr Party other_municipality{3001}, gp{4001}, operations{9001};
inline constexpr Instant morning{1'790'000'000'000'000};  // a day in September 2026

inline Key key(uint8_t n) {
  Key made;
  made.octets[0] = n;
  made.octets[15] = 1;
  return made;
}

inline Key id(Position position) {  // of a command
  Key made;
  for (size_t i = 0; i < 8; ++i) made.octets[i] = static_cast<uint8_t>(position >> (8 * i));
  made.octets[15] = 2;
  return made;
}

inline Step step(StayEvent on, Step::Do what, Role to = Role::holder, std::string rule = "",
                 Duration after = {}) {
  return {.on = on, .what = what, .to = to, .after = after, .rule = std::move(rule)};
}

inline Task task(std::string id, Strand strand, std::vector<PartyKind> takers) {
  Task made;
  made.id = std::move(id);
  made.strand = strand;
  made.takers = std::move(takers);
  made.ladder = "standard";
  made.answer_within = hours(8);
  return made;
}

inline Pathway hospital_stay() {
  using enum StayEvent;
  using Do = Step::Do;
  const StayState s_acute = StayState::acute, s_admitted = StayState::admitted, s_leave = StayState::leave,
                  s_home = StayState::home;
  Pathway pathway;
  pathway.id = "hospital-stay";
  pathway.version = 1;
  pathway.ladders = {{"standard",
                      {{{}, LadderKind::remind, LadderStep::Whom::debtor},
                       {hours(24), LadderKind::ask, LadderStep::Whom::on_call},
                       {hours(24), LadderKind::inform, LadderStep::Whom::dependents},
                       {hours(48), LadderKind::raise, LadderStep::Whom::leaders}}}};

  Task contact =
      task("contact", Strand::contact, {PartyKind::hospital, PartyKind::municipality, PartyKind::gp});
  contact.in_force = {
      s_acute, s_admitted, s_leave, s_home, StayState::dead, StayState::elsewhere, StayState::expected};
  contact.ends_with_course = contact.owed_after_death = true;
  for (StayEvent event : {acute, admitted, leave, back, dead, expected}) {
    contact.steps.push_back(step(event, Do::hold, Role::ward, "hospital-notifies"));
  }
  contact.steps.push_back(step(home, Do::open, Role::ward, "hours-72"));
  contact.steps.push_back(step(home, Do::pass, Role::municipality, "hours-72", hours(72)));

  Task treatment = task("treatment", Strand::treatment, {PartyKind::hospital});
  treatment.in_force = {s_acute, s_admitted, s_leave};
  for (StayEvent event : {acute, admitted, leave, back}) {
    treatment.steps.push_back(step(event, Do::hold, Role::ward, "hospital-notifies"));
  }
  for (StayEvent event : {home, dead, elsewhere})
    treatment.steps.push_back(step(event, Do::end, Role::holder, "stay-over"));

  Task care = task("care", Strand::care, {PartyKind::hospital, PartyKind::municipality});
  care.in_force = {s_acute, s_admitted, s_leave, s_home};
  care.ends_with_course = true;
  for (StayEvent event : {acute, admitted, leave, back}) {
    care.steps.push_back(step(event, Do::hold, Role::ward, "hospital-notifies"));
  }
  care.steps.push_back(step(home, Do::hold, Role::municipality, "municipal-care"));
  care.steps.push_back(step(dead, Do::void_));
  care.steps.push_back(step(elsewhere, Do::end, Role::holder, "stay-over"));

  Task report = task("admission-report", Strand::none, {PartyKind::municipality});
  report.due = {{due_after(hours(24)), "report-24-hours"}};
  for (StayEvent event : {acute, admitted}) {
    report.steps.push_back(step(event, Do::open, Role::municipality, "report-on-request"));
    report.steps.back().conditions = {{.kind = Condition::Kind::report_requested}};
  }
  for (StayEvent event : {home, dead, elsewhere}) report.steps.push_back(step(event, Do::void_));

  Task discharge = task("discharge", Strand::none, {PartyKind::hospital});
  discharge.proof = Proof::message;
  for (StayEvent event : {acute, admitted}) {
    discharge.steps.push_back(step(event, Do::open, Role::ward, "hospital-notifies"));
  }
  for (StayEvent event : {home, dead}) discharge.steps.push_back(step(event, Do::complete));
  discharge.steps.push_back(step(elsewhere, Do::void_));

  Task visit = task("first-visit", Strand::none, {PartyKind::municipality});
  visit.due = {{due_after(hours(24)), "first-visit-24-hours"}};
  visit.steps.push_back(step(home, Do::open, Role::municipality, "municipal-care"));
  for (StayEvent event : {acute, admitted, dead, elsewhere}) visit.steps.push_back(step(event, Do::void_));

  Task after = task("after-death", Strand::none, {PartyKind::municipality});
  after.due = {{due_after(days(3)), "after-death-3-days"}};
  after.owed_after_death = true;
  after.steps.push_back(step(dead, Do::open, Role::municipality, "after-death-3-days"));

  pathway.tasks = {contact, treatment, care, report, discharge, visit, after};
  return pathway;
}

inline Setting setting() {
  Setting made;
  const auto add = [&](Party party, PartyKind kind, uint64_t organisation, Party on_call, Party leader) {
    PartyInfo info;
    info.party = party;
    info.kind = kind;
    info.organisation = organisation;
    info.on_call = on_call;
    info.leader = leader;
    info.answers_here_from = {1};
    info.messages_here_from = {1};
    made.directory.add(info);
  };
  for (Party ward : {ward_a, ward_b, ward_unit, ward_on_call, ward_leader}) {
    add(ward, PartyKind::hospital, 10, ward_on_call, ward_leader);
  }
  for (Party desk : {municipality, nurses, municipality_on_call, municipality_leader}) {
    add(desk, PartyKind::municipality, 20, municipality_on_call, municipality_leader);
  }
  add(other_municipality, PartyKind::municipality, 0, {}, {});
  add(gp, PartyKind::gp, 0, {}, {});
  add(operations, PartyKind::operations, 0, {}, {});
  made.acts_for = {municipality.sor};
  made.operations = operations;
  made.pathways = {hospital_stay()};
  return made;
}

// Asks and folds, as the ledger does. What is asked at `now` by `caller`.
struct Ledger {
  Setting rules = setting();
  Record record;
  Instant now = morning;
  Position position = 0;
  std::vector<Fact> journal;
  std::vector<Stamp> stamps;
  std::vector<Fact> last_facts;
  uint8_t next_message = 100;

  Ledger() {
    record.citizen = 7;
    record.controller = 1;
  }

  Answer ask(Ask what, Caller caller) { return ask_as_seen(std::move(what), caller, {}); }
  Answer ask_as_seen(Ask what, Caller caller, Instant seen) {
    ++position;
    Decision decision = decide(record, {id(position), now, caller, std::move(what), position, seen}, rules);
    Record expected = record;
    evolve(record, decision.facts, {now, position});
    if (decision.after) expected = std::move(*decision.after);
    expected.last = record.last;
    EXPECT_EQ(expected, record) << "what a decision hands over is the fold of its facts";
    for (const Fact& fact : decision.facts) {
      journal.push_back(fact);
      stamps.push_back({now, position});
    }
    last_facts = std::move(decision.facts);
    return decision.answer;
  }
  Answer ask(Ask what, Party party) { return ask(std::move(what), Caller{party, CallerRole::person}); }
  Answer tick(Instant awake_since = {}) { return ask(Tick{awake_since}, Caller{{}, CallerRole::clock}); }
  Answer tick_at(Instant at) {
    now = at;
    return tick();
  }

  NotifyStay notification(StayEvent event, Instant at, Party ward = ward_a) {
    NotifyStay note;
    note.message = key(next_message++);
    note.event = event;
    note.event_at = at;
    note.stay_start = at;
    note.courses = {key(50)};
    note.ward = ward;
    note.sender = ward;
    note.municipality = municipality;
    note.report_requested = event == StayEvent::acute || event == StayEvent::admitted;
    note.sent = at;
    return note;
  }
  Answer notify(const NotifyStay& note) { return ask(note, Caller{note.sender, CallerRole::door}); }
  Answer notify(StayEvent event, Instant at, Party ward = ward_a) {
    return notify(notification(event, at, ward));
  }
  Answer notify(StayEvent event) { return notify(event, now); }

  // At home and seen to; when the 72 hours are over too, the course closes.
  void come_home_and_close() {
    notify(StayEvent::home);
    ask(CompleteDuty{open("first-visit")->number, 0}, municipality);
    tick_at(now + hours(72));
  }

  const Duty* open(std::string_view task, uint16_t course = 1) const {
    for (const Duty& duty : record.duties) {
      if (duty.open() && duty.task == task && duty.course == course) return &duty;
    }
    return nullptr;
  }
  Party holder(std::string_view task, uint16_t course = 1) const {
    const Duty* duty = open(task, course);
    return duty == nullptr ? Party{} : duty->holder;
  }
  template <class F>
  size_t count(const std::vector<Fact>& facts) const {
    size_t found = 0;
    for (const Fact& fact : facts) found += std::holds_alternative<F>(fact);
    return found;
  }
  template <class F>
  size_t said() const {
    return count<F>(last_facts);
  }
  std::vector<std::string> broken() const { return broken_invariants(record, rules, now); }

  Record refolded() const {
    Record again;
    again.citizen = record.citizen;
    again.controller = record.controller;
    for (size_t i = 0; i < journal.size(); ++i) evolve(again, journal[i], stamps[i]);
    again.last = record.last;
    return again;
  }
};

}  // namespace klynge::test
