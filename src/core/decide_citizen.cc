// What is said of the citizen and of no single duty: what holds for a time, a move to another municipality,
// and that two records are of one citizen.
#include <algorithm>

#include "core/access.h"
#include "core/draft.h"
#include "core/law.h"
#include "core/roster.h"

namespace klynge {
namespace {

bool is_operations(const Draft& draft) {
  return draft.command.caller.role == CallerRole::operations;
}

bool exists(const Draft& draft, Party party) {
  return draft.setting.directory.exists(party, draft.at);
}

// --- a move ---

// The pathway gives the task to the municipality, whichever that is.
bool goes_with_residence(const Draft& draft, const Duty& duty) {
  const Task* task = task_of(draft.record(), draft.setting, duty);
  return task != nullptr &&
         std::ranges::any_of(task->steps, [](const Step& step) { return step.to == Role::municipality; });
}

void announce_anew(Draft& draft, uint16_t number, Party before, Party to) {
  const std::optional<ComingPass> coming = draft.record().duty(number)->coming;
  if (!coming || !draft.setting.directory.same_organisation(coming->to, before)) return;
  draft.add(PassCalledOff{number});
  draft.add(PassAnnounced{number, to, coming->rule, coming->at});
}

Refusal may_not_move(const Draft& draft, const MoveCitizen& ask) {
  const Party now = draft.record().municipality;
  const Directory& directory = draft.setting.directory;
  if (!is_operations(draft) && (now.none() || !directory.same_organisation(draft.command.caller.party, now)))
    return Refusal::not_allowed;
  const PartyInfo* to = directory.find(ask.municipality);
  const bool is_one = to != nullptr && to->kind == PartyKind::municipality;
  if (!is_one || !directory.exists(ask.municipality, std::max(ask.from, draft.at)))
    return Refusal::no_such_party;
  return ask.municipality == now && !draft.record().moving ? Refusal::same_party : Refusal::none;
}

void move_from(Draft& draft, Party to, Instant from, Instant said) {
  // To where the citizen is already: what was announced is called off.
  if (from > draft.at || to == draft.record().municipality) return draft.add(MoveAnnounced{to, from});
  draft.since = from;
  change_municipality(draft, to, said);
  draft.since = {};
}

// --- circumstances ---

bool names_a_person(CircumstanceKind kind) {
  using enum CircumstanceKind;
  return kind == guardian || kind == mandate || kind == relative || kind == custody;
}

Refusal may_not_state(const Draft& draft, const StateCircumstance& ask, Instant from) {
  const Record& record = draft.record();
  if (!may(draft.command.caller, Action::act, record, draft.setting, draft.at).scope.own)
    return Refusal::not_allowed;
  const bool coded = ask.kind >= CircumstanceKind::no_residence && ask.kind <= CircumstanceKind::custody;
  const auto known = std::ranges::find(record.circumstances, ask.number, &Circumstance::number);
  const bool is_known = known != record.circumstances.end() && known->kind == ask.kind;
  if (!coded || (ask.number != 0 && !is_known)) return Refusal::no_such_circumstance;
  if (names_a_person(ask.kind) && ask.text == 0) return Refusal::reason_required;
  const bool needs_end = ask.kind == CircumstanceKind::mandate && ask.to.none();
  if (needs_end || (!ask.to.none() && ask.to <= from)) return Refusal::wrong_time;
  if (ask.kind != CircumstanceKind::no_residence) return Refusal::none;
  const PartyInfo* where = draft.setting.directory.find(ask.where);
  const bool acts = where != nullptr && where->kind == PartyKind::municipality && exists(draft, ask.where);
  return acts ? Refusal::none : Refusal::no_such_party;
}

// Whoever said so sees to it before the day: it is over by itself then, and nobody may act by it any more.
uint16_t open_renewal(Draft& draft, const StateCircumstance& ask) {
  if (!names_a_person(ask.kind) || ask.to.none() || ask.to <= draft.at) return 0;
  return open(draft, {.task = std::string(task_renewal),
                      .holder = draft.command.caller.party,
                      .rule = std::string(rule_renewal),
                      .due = ask.to,
                      .by = draft.command.caller.party});
}

void end_renewal(Draft& draft, uint16_t number) {
  const Duty* duty = draft.record().duty(number);
  if (duty == nullptr || !duty->open()) return;
  end_offer(draft, number);
  draft.add(DutyCompleted{.duty = number, .by = draft.command.caller.party, .proof = Proof::act});
}

// --- two records of one citizen ---

constexpr size_t numbers_at_most = 60'000;

Refusal may_not_join(const Draft& draft, const JoinRecords& ask) {
  const Record& record = draft.record();
  if (!ask.record || ask.record->last == 0 || ask.record->citizen == record.citizen)
    return Refusal::no_such_citizen;
  const Record& other = *ask.record;
  if (other.merged_into != 0) return Refusal::joined_with_other;
  if (other.frozen) return Refusal::frozen;
  if (other.controller != record.controller) return Refusal::not_allowed;
  const bool fits = size_t{record.last_duty} + other.last_duty < numbers_at_most &&
                    size_t{record.last_course} + other.last_course < numbers_at_most &&
                    size_t{record.last_letter} + other.last_letter < numbers_at_most;
  if (!fits) return Refusal::not_allowed;
  return ask.text == 0 ? Refusal::reason_required : Refusal::none;
}

// All that the other record holds, as it is numbered from now on.
RecordsJoined all_of(const Record& other, const Record& here) {
  RecordsJoined all;
  const uint16_t stated = here.circumstances.empty() ? uint16_t{0} : here.circumstances.back().number;
  all.other = {other.citizen, here.last_course, here.last_duty, stated, here.last_thread, here.last_letter};
  all.municipality = other.municipality;
  all.municipality_said = other.municipality_said;
  all.died = other.died;
  all.gp = other.gp;
  all.objected = other.objected;
  const auto moved = [](uint16_t number, uint16_t before) {
    return static_cast<uint16_t>(number == 0 ? 0 : number + before);
  };
  for (Joined one : other.joined) {
    one.courses_before = static_cast<uint16_t>(one.courses_before + here.last_course);
    one.duties_before = static_cast<uint16_t>(one.duties_before + here.last_duty);
    one.circumstances_before = static_cast<uint16_t>(one.circumstances_before + stated);
    one.threads_before = static_cast<uint16_t>(one.threads_before + here.last_thread);
    one.letters_before = static_cast<uint16_t>(one.letters_before + here.last_letter);
    all.joined.push_back(one);
  }
  for (const Course* course : other.all_courses()) {
    all.courses.push_back(*course);
    all.courses.back().number = moved(course->number, here.last_course);
  }
  for (const Duty* duty : other.all_duties()) {
    all.duties.push_back(*duty);
    all.duties.back().number = moved(duty->number, here.last_duty);
    all.duties.back().course = moved(duty->course, here.last_course);
    all.duties.back().contributes_to = moved(duty->contributes_to, here.last_duty);
  }
  const uint16_t cases = here.cases.empty() ? uint16_t{0} : here.cases.back().number;
  for (Case one : other.cases) {
    one.number = moved(one.number, cases);
    all.cases.push_back(std::move(one));
  }
  for (Circumstance one : other.circumstances) {
    one.number = moved(one.number, stated);
    one.renewal = moved(one.renewal, here.last_duty);
    all.circumstances.push_back(one);
  }
  for (Thread one : other.threads) {
    one.number = moved(one.number, here.last_thread);
    for (Letter& letter : one.letters) letter.number = moved(letter.number, here.last_letter);
    all.threads.push_back(std::move(one));
  }
  for (LetterDraft one : other.drafts) {
    one.number = moved(one.number, here.last_letter);
    one.thread = moved(one.thread, here.last_thread);
    one.course = moved(one.course, here.last_course);
    all.drafts.push_back(std::move(one));
  }
  all.barred = other.barred;
  return all;
}

bool ends_with_life(const Draft& draft, const Duty& duty) {
  if (duty.strand == Strand::contact) return false;
  if (duty.course == 0 && duty.holder == draft.setting.operations) return false;
  const Task* task = task_of(draft.record(), draft.setting, duty);
  return task == nullptr || !task->owed_after_death;
}

}  // namespace

bool has_no_residence(const Record& record, Instant at) {
  return std::ranges::any_of(record.circumstances, [&](const Circumstance& one) {
    return one.kind == CircumstanceKind::no_residence && one.runs(at);
  });
}

const StayNote* told_death(const Record& record) {
  for (const Course* course : record.all_courses()) {
    const StayNote* note = course->deciding();
    if (note != nullptr && note->event == StayEvent::dead) return note;
  }
  return nullptr;
}

void void_what_ends_with_life(Draft& draft, const Key& message) {
  for (uint16_t number : open_duties(draft.record())) {
    if (!ends_with_life(draft, *draft.record().duty(number))) continue;
    end_offer(draft, number);
    draft.add(DutyVoided{.duty = number, .reason = VoidReason::death, .message = message});
  }
}

void move_with_residence(Draft& draft, uint16_t number, Party before) {
  const Directory& directory = draft.setting.directory;
  const Party now = draft.record().municipality;
  if (now == before) return;
  const Party desk = acting_desk(draft.record(), draft.setting, now, draft.at);
  announce_anew(draft, number, before, desk);
  const Duty& duty = *draft.record().duty(number);
  const bool moves = !before.none() && !directory.same_organisation(now, before);
  if (moves && goes_with_residence(draft, duty) && directory.same_organisation(duty.holder, before))
    pass(draft, number, desk, std::string(rule_moved), {}, {});
}

void change_municipality(Draft& draft, Party now, Instant said) {
  const Party before = draft.record().municipality;
  if (now.none() || now == before) return;
  draft.add(MunicipalityChanged{now, said});
  for (uint16_t number : open_duties(draft.record())) move_with_residence(draft, number, before);
}

void settle_between_municipalities(Draft& draft, uint16_t number, Party declined) {
  const Directory& directory = draft.setting.directory;
  const Party last = draft.record().municipality, holder = draft.record().duty(number)->holder;
  const auto is_municipality = [&](Party party) {
    const PartyInfo* info = directory.find(party);
    return info != nullptr && info->kind == PartyKind::municipality;
  };
  const bool disagree =
      is_municipality(holder) && is_municipality(declined) && !directory.same_organisation(holder, declined);
  if (!disagree || last.none() || directory.same_organisation(holder, last)) return;
  const Party desk = acting_desk(draft.record(), draft.setting, last, draft.at);
  if (exists(draft, desk)) pass(draft, number, desk, std::string(rule_last_address), declined, {});
}

void move_when_the_day_has_come(Draft& draft) {
  const std::optional<ComingMove> coming = draft.record().moving;
  if (!coming || coming->from > draft.at || !exists(draft, coming->to)) return;
  move_from(draft, coming->to, coming->from, coming->from);
}

Answer run(Draft& draft, const MoveCitizen& ask) {
  const Refusal refusal = may_not_move(draft, ask);
  if (refusal != Refusal::none) return {.refusal = refusal, .party = draft.record().municipality};
  move_from(draft, ask.municipality, ask.from.none() ? draft.at : ask.from, draft.at);
  return {.party = ask.municipality, .at = ask.from};
}

Answer run(Draft& draft, const StateCircumstance& ask) {
  const Instant from = ask.from.none() ? draft.at : ask.from;
  if (const Refusal refusal = may_not_state(draft, ask, from); refusal != Refusal::none)
    return {.refusal = refusal, .party = ask.where};
  const auto& all = draft.record().circumstances;
  const auto known = std::ranges::find(all, ask.number, &Circumstance::number);
  uint16_t number = ask.number;
  if (known != all.end())
    end_renewal(draft, known->renewal);
  else
    number = static_cast<uint16_t>(all.empty() ? 1 : all.back().number + 1);
  const uint16_t renewal = open_renewal(draft, ask);
  const Party by = draft.command.caller.party;
  draft.add(CircumstanceStated{number, ask.kind, from, ask.to, ask.where, by, renewal, ask.text});
  const bool runs = ask.to.none() || ask.to > draft.at;
  if (ask.kind == CircumstanceKind::no_residence && runs && ask.where != draft.record().municipality)
    move_from(draft, ask.where, from, draft.at);
  return {.duty = renewal, .party = by, .at = from};
}

Answer run(Draft& draft, const JoinRecords& ask) {
  if (const Refusal refusal = may_not_join(draft, ask); refusal != Refusal::none) return {.refusal = refusal};
  const bool lived = draft.record().died.none();
  RecordsJoined joined = all_of(*ask.record, draft.record());
  joined.text = ask.text;
  draft.add(std::move(joined));
  if (const auto& moving = ask.record->moving; moving && !draft.record().moving)
    draft.add(MoveAnnounced{moving->to, moving->from});
  if (lived && !draft.record().died.none()) {
    const StayNote* death = told_death(draft.record());
    void_what_ends_with_life(draft, death == nullptr ? Key{} : Key(death->message));
  }
  overtake_what_was_left(draft);
  return {};
}

}  // namespace klynge
