#include "core/draft.h"

#include <algorithm>

#include "core/steps.h"

namespace klynge {
namespace {

constexpr Duration arrival_due = hours(24);  // Klynge's own measure

bool contains(const std::vector<StayState>& states, StayState state) {
  return std::ranges::find(states, state) != states.end();
}

bool makes_sure_already(const Record& record, const Duty& passed, const std::string& rule) {
  return std::ranges::any_of(record.duties, [&](const Duty& duty) {
    return duty.open() && duty.task == task_arrival && duty.course == passed.course && duty.rule == rule &&
           duty.holder == passed.holder;
  });
}

// Silence is from now on about arrival, not about who has it.
void make_sure_it_arrives(Draft& draft, const Duty& passed, Party to, const std::string& rule, Key cause) {
  if (draft.setting.answers_for(to) || !draft.setting.directory.exists(passed.holder, draft.at)) return;
  if (makes_sure_already(draft.record(), passed, rule)) return;
  open(draft, {.course = passed.course,
               .task = std::string(task_arrival),
               .holder = passed.holder,
               .rule = rule,
               .cause = cause,
               .due = draft.at + arrival_due});
}

}  // namespace

const Pathway* pathway_of(const Record& record, const Setting& setting, uint16_t course) {
  const Course* found = record.course(course);
  return found == nullptr ? nullptr : setting.pathway(found->pathway, found->version);
}

const Pathway* rules_of(const Record& record, const Setting& setting, const Duty& duty) {
  for (const Pathway* pathway :
       {pathway_of(record, setting, duty.course), setting.pathway(letters_pathway, duty.opened)}) {
    if (pathway != nullptr && pathway->task(duty.task) != nullptr) return pathway;
  }
  return nullptr;
}

const Task* task_of(const Record& record, const Setting& setting, const Duty& duty) {
  const Pathway* pathway = rules_of(record, setting, duty);
  return pathway == nullptr ? nullptr : pathway->task(duty.task);
}

const Ladder& ladder_of(const Record& record, const Setting& setting, const Duty& duty) {
  const Pathway* pathway = rules_of(record, setting, duty);
  const Ladder* ladder = pathway == nullptr ? nullptr : pathway->ladder(duty.ladder);
  return ladder == nullptr || ladder->steps.empty() ? standard_ladder() : *ladder;
}

bool in_force(const Task& task, const Record& record, const Course& course) {
  if (task.strand == Strand::none || !course.open()) return false;
  if (task.strand == Strand::contact) return true;
  if (!record.died.none()) return contains(task.in_force, StayState::dead);
  return contains(task.in_force, course.stay) ||
         (course.is_ready() && contains(task.in_force, StayState::ready));
}

bool must_stay(const Record& record, const Setting& setting, const Duty& duty) {
  const Course* course = record.course(duty.course);
  if (course == nullptr || !course->open() || !duty.open()) return false;
  if (duty.strand == Strand::contact) return true;
  const Task* task = task_of(record, setting, duty);
  return task != nullptr && in_force(*task, record, *course);
}

const Duty* open_duty(const Record& record, uint16_t course, std::string_view task) {
  const auto found = std::ranges::find_if(record.duties, [&](const Duty& duty) {
    return duty.open() && duty.course == course && duty.task == task;
  });
  return found == record.duties.end() ? nullptr : &*found;
}

std::vector<uint16_t> open_duties(const Record& record) {
  std::vector<uint16_t> numbers;
  for (const Duty& duty : record.duties) {
    if (duty.open()) numbers.push_back(duty.number);
  }
  return numbers;
}

namespace {

// The moment that a deadline counts from; none: not known yet.
Instant counts_from(const Deadline& deadline, const Course* course, const Counting& from) {
  if (!from.stated.none()) return from.stated;
  if (deadline.from == Moment::event) return from.event;
  return course == nullptr ? Instant{} : course->discharge();
}

Instant due_at(const Draft& draft, const Deadline& deadline, const Course* course, const Counting& from) {
  const Instant moment = counts_from(deadline, course, from);
  if (moment.none()) return {};
  const bool of_discharge = deadline.from == Moment::discharge && from.stated.none();
  return due_at(deadline.when, moment, of_discharge ? moment : Instant{}, draft.setting.calendar);
}

}  // namespace

const Deadline* deadline_of(const Draft& draft, const Task* task, const Counting& from) {
  if (task == nullptr) return nullptr;
  const Course* course = draft.record().course(from.course);
  const std::string_view region =
      draft.setting.directory.region_of(course == nullptr ? from.holder : course->ward);
  const PartyInfo* holder = draft.setting.directory.find(from.holder);
  const auto is_so = [&](const Condition& one) { return so_then(draft, from.course, from.event, one); };
  const auto counts = [&](const Deadline& one) {
    const bool holds = one.reach.holds(region, from.event);
    if (!holds || (one.until_read && from.read)) return false;
    if (one.of != PartyKind::unknown && (holder == nullptr || holder->kind != one.of)) return false;
    return std::ranges::all_of(one.conditions, is_so) && !due_at(draft, one, course, from).none();
  };
  const auto found = std::ranges::find_if(task->due, counts);
  return found == task->due.end() ? nullptr : &*found;
}

Instant due_of(const Draft& draft, const Task* task, const Counting& from) {
  const Deadline* deadline = deadline_of(draft, task, from);
  return deadline == nullptr ? Instant{} : due_at(draft, *deadline, draft.record().course(from.course), from);
}

// Do messages of the stay come here? One has, or those of the holder are known to. A ward may be expected to
// admit a citizen whose messages never pass here: nothing that it does not say is silence.
bool messages_come(const Draft& draft, uint16_t number, Party holder) {
  const Course* course = draft.record().course(number);
  const bool one_has = course != nullptr && std::ranges::any_of(course->notes, [](const StayNote& note) {
                         return note.event != StayEvent::expected;  // which people say
                       });
  return one_has || draft.setting.directory.messages_here(holder, draft.at);
}

bool visible_with(const Draft& draft, const Duty& duty, Party holder) {
  const Task* task = task_of(draft.record(), draft.setting, duty);
  if (task != nullptr && task->proof == Proof::message && messages_come(draft, duty.course, holder))
    return true;
  return draft.setting.directory.answers_here(holder, draft.at);
}

Instant clock_anew(const Draft& draft, const Duty& duty) {
  return first_clock(deadlines(duty), ladder_of(draft.record(), draft.setting, duty), draft.at,
                     draft.setting.grace);
}

Instant clock_with(const Draft& draft, const Duty& duty, Party holder) {
  Duty with = duty;
  with.offer.reset();
  with.citizen_check_by = {};
  with.visible = visible_with(draft, duty, holder);
  return clock_anew(draft, with);
}

Instant clock_without_offer(const Draft& draft, const Duty& duty) {
  Duty without = duty;
  without.offer.reset();
  return clock_anew(draft, without);
}

uint16_t open(Draft& draft, const Opening& opening) {
  Duty planned;
  planned.course = opening.course;
  planned.task = opening.task;
  planned.opened = draft.at;
  planned.due = opening.due;
  const Duty* lead = nullptr;
  if (opening.rules != nullptr) {
    planned.strand = opening.rules->strand;
    planned.ladder = opening.rules->ladder;
    if (const std::string& leads = opening.rules->contributes_to; !leads.empty())
      lead = open_duty(draft.record(), opening.course, leads);
  }
  const uint16_t number = static_cast<uint16_t>(draft.record().last_duty + 1);
  draft.add(DutyOpened{.duty = number,
                       .course = opening.course,
                       .task = opening.task,
                       .strand = planned.strand,
                       .holder = opening.holder,
                       .ground = opening.ground,
                       .rule = opening.rule,
                       .cause = opening.cause,
                       .visible = visible_with(draft, planned, opening.holder),
                       .due = opening.due,
                       .ladder = planned.ladder,
                       .clock = clock_with(draft, planned, opening.holder),
                       .by = opening.by,
                       .text = opening.text,
                       .since = draft.since,
                       .contributes_to = lead == nullptr ? uint16_t{0} : lead->number,
                       .counts_from = opening.counts_from});
  return number;
}

void end_offer(Draft& draft, uint16_t number) {
  const Duty& duty = *draft.record().duty(number);
  if (duty.offer) draft.add(OfferEnded{number, duty.offer->to, clock_without_offer(draft, duty)});
}

void pass(Draft& draft, uint16_t number, Party to, const std::string& rule, Party known_to, Key cause) {
  end_offer(draft, number);
  const Duty passed = *draft.record().duty(number);
  draft.add(DutyPassed{.duty = number,
                       .to = to,
                       .rule = rule,
                       .visible = visible_with(draft, passed, to),
                       .due = passed.due,
                       .clock = clock_with(draft, passed, to),
                       .since = draft.since});
  if (to != known_to && !draft.reconstructing) make_sure_it_arrives(draft, passed, to, rule, cause);
}

void succeed(Draft& draft, uint16_t number, Party to, const std::string& reason, Instant day) {
  end_offer(draft, number);
  const Duty moved = *draft.record().duty(number);
  draft.add(DutySucceeded{.duty = number,
                          .to = to,
                          .reason = reason,
                          .day = day,
                          .visible = visible_with(draft, moved, to),
                          .clock = clock_with(draft, moved, to)});
}

}  // namespace klynge
