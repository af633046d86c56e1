// What citizens say themselves: their goals, and what they write to nobody in particular. And what is
// measured at home by somebody whose system sends no message of it.
#include <algorithm>
#include <ranges>

#include "core/access.h"
#include "core/draft.h"
#include "core/roster.h"
#include "core/view/answering.h"

namespace klynge {
namespace {

constexpr size_t open_questions_at_most = 20;

bool is_recorded(const Draft& draft) {
  return draft.command.caller.role == CallerRole::person;
}

Scope opened(const Draft& draft) {
  return may(draft.command.caller, Action::act, draft.record(), draft.setting, draft.at).scope;
}

// Somebody there opens what is written here. A party that works elsewhere would never see it.
bool reads_here(const Draft& draft, Party party) {
  return !party.none() && draft.setting.directory.exists(party, draft.at) &&
         draft.setting.directory.answers_here(party, draft.at);
}

// Of the open courses, the latest first: whom the citizen is to call about the care just then, else whoever
// is the one to call.
Party reader_in_course(const Draft& draft) {
  const Record& record = draft.record();
  for (const Course& course : std::views::reverse(record.courses)) {
    if (!course.open()) continue;
    for (const WhomToCall& one :
         whom_to_call(record, course, draft.setting, Asker::citizen, Strand::care, draft.at))
      if (reads_here(draft, one.party)) return one.party;
    for (const Duty& duty : record.duties)
      if (duty.open() && duty.course == course.number && duty.strand == Strand::contact &&
          reads_here(draft, duty.holder))
        return duty.holder;
  }
  return {};
}

Party reader_of(const Draft& draft) {
  if (const Party party = reader_in_course(draft); !party.none()) return party;
  const Record& record = draft.record();
  const Party desk = acting_desk(record, draft.setting, record.municipality, draft.at);
  for (const Party party : {desk, record.municipality, record.gp})
    if (reads_here(draft, party)) return party;
  return draft.setting.operations;
}

bool has_asked_much(const Draft& draft, const Task& task) {
  const auto asked = std::ranges::count_if(
      draft.record().duties, [&](const Duty& duty) { return duty.open() && duty.task == task.id; });
  return asked >= static_cast<std::ptrdiff_t>(open_questions_at_most) ||
         draft.record().last_duty >= duties_at_most;
}

}  // namespace

Answer run(Draft& draft, const WriteGoals& ask) {
  const Scope scope = opened(draft);
  const bool recorded = is_recorded(draft);
  if (recorded ? !(scope.status && scope.own) : !scope.all) return {.refusal = Refusal::not_allowed};
  if (!draft.record().died.none()) return {.refusal = Refusal::dead};
  if (ask.text == 0) return {.refusal = Refusal::reason_required};
  const Party by = recorded ? draft.command.caller.party : Party{};
  draft.add(GoalsWritten{by, draft.command.caller.role == CallerRole::relative, ask.text});
  return {.party = by, .at = draft.at};
}

Answer run(Draft& draft, const AskQuestion& ask) {
  if (!opened(draft).all) return {.refusal = Refusal::not_allowed};
  if (!draft.record().died.none()) return {.refusal = Refusal::dead};
  if (ask.text == 0) return {.refusal = Refusal::reason_required};
  const Task* task = letters_task(draft, &Task::opened_by_citizen);
  if (task == nullptr) return {.refusal = Refusal::no_such_task};
  if (has_asked_much(draft, *task)) return {.refusal = Refusal::not_allowed};
  // It belongs to no course: it may be asked when there is none, and keeps none open.
  const Party reader = reader_of(draft);
  const Counting counting{0, draft.at, {}, reader};
  const Deadline* deadline = deadline_of(draft, task, counting);
  const uint16_t number = open(draft, {.task = task->id,
                                       .rules = task,
                                       .holder = reader,
                                       .rule = deadline == nullptr ? std::string() : deadline->rule,
                                       .due = due_of(draft, task, counting),
                                       .text = ask.text});
  const Duty& duty = *draft.record().duty(number);
  return {.duty = number, .party = duty.holder, .at = duty.opened, .due = duty.due};
}

Answer run(Draft& draft, const Measure& ask) {
  const Scope scope = opened(draft);
  const Party by = draft.command.caller.party;
  const PartyInfo* info = draft.setting.directory.find(by);
  const bool at_home = info != nullptr && info->kind == PartyKind::municipality;
  if (!at_home || !scope.status || !scope.own) return {.refusal = Refusal::not_allowed};
  if (!draft.record().died.none()) return {.refusal = Refusal::dead};
  if (ask.text == 0) return {.refusal = Refusal::reason_required};
  if (ask.at > draft.at) return {.refusal = Refusal::wrong_time};
  const Instant at = ask.at.none() ? draft.at : ask.at;
  draft.add(Measured{.message = draft.command.id,
                     .form = NoteForm::by_hand,
                     .of = {},
                     .from = by,
                     .to = {},
                     .at = at,
                     .text = ask.text});
  return {.party = by, .at = at};
}

}  // namespace klynge
