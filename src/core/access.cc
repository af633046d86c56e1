#include "core/access.h"

#include <algorithm>

#include "core/draft.h"
#include "core/roster.h"

namespace klynge {
namespace {

constexpr Duration seen_after_closing = days(30);
constexpr Permission nothing{Scope::none, "not-involved"};

// The larger scope wins; of two alike, the first.
void widen(Permission& permission, bool applies, Scope scope, std::string_view why) {
  if (applies && scope > permission.scope) permission = {scope, why};
}

bool is_recent(Instant ended, Instant at) {
  return ended.none() || at < ended + seen_after_closing;
}

// The unit that receives a municipality's notifications sees the citizen, unless the roster names another
// desk of the municipality: a case opens the citizen to its desk alone.
bool receives(const Record& record, const Course& course, const Setting& setting, Party party, Instant at) {
  return course.municipality == party && acting_desk(record, setting, party, at) == party;
}

bool in_course(const Course& course, Party party) {
  return course.ward == party ||
         std::ranges::any_of(course.notes, [&](const StayNote& note) { return note.ward == party; });
}

bool had_it(const Duty& duty, Party party) {
  return duty.phone && (duty.phone->former == party || duty.phone->recorded_by == party);
}

// A clinic or a desk that a step allows to take a duty may try; it sees no name before it has it.
bool may_take_some(const Record& record, const Setting& setting, Party party) {
  const PartyInfo* info = setting.directory.find(party);
  return info != nullptr && std::ranges::any_of(record.duties, [&](const Duty& duty) {
           const Task* task = duty.open() ? task_of(record, setting, duty) : nullptr;
           return task != nullptr && std::ranges::find(task->takers, info->kind) != task->takers.end();
         });
}

Permission of_person(Party party, Action action, const Record& record, const Setting& setting, Instant at) {
  Permission permission = nothing;
  for (const Duty* duty : record.all_duties()) {
    if (!is_recent(duty->ended, at)) continue;
    widen(permission, duty->holder == party, Scope::full, "holder");
    widen(permission, duty->offer && duty->offer->to == party, Scope::full, "asked");
    widen(permission, duty->assigned_unit == party, Scope::full, "assigned");
    widen(permission, had_it(*duty, party), Scope::full, "held");
    widen(permission, std::ranges::binary_search(duty->told, party), Scope::status, "told");
    widen(permission, duty->coming && duty->coming->to == party, Scope::status, "coming");
  }
  for (const Course* course : record.all_courses()) {
    const bool in_it = in_course(*course, party) || receives(record, *course, setting, party, at);
    widen(permission, is_recent(course->closed, at) && in_it, Scope::full, "course");
  }
  widen(permission, has_case(record, setting, party, at), Scope::full, "case");
  widen(permission, action == Action::act && may_take_some(record, setting, party), Scope::status,
        "may-take");
  return permission;
}

Permission of_operations(Action action) {
  switch (action) {
    case Action::read:
      return {Scope::status, "operations"};  // runs the installation, treats nobody
    case Action::act:
      return {Scope::full, "operations"};
    case Action::erase:
      return {Scope::full, "operations"};
  }
  return nothing;
}

}  // namespace

bool may_see_names(const Caller& viewer, Party list, WorkPart part) {
  return viewer.role == CallerRole::person && viewer.party == list && part != WorkPart::is_told;
}

Permission may(const Caller& caller, Action action, const Record& record, const Setting& setting,
               Instant at) {
  switch (caller.role) {
    case CallerRole::operations:
      return of_operations(action);
    case CallerRole::door:
      return action == Action::act ? Permission{Scope::full, "door"} : nothing;
    case CallerRole::clock:
      return action == Action::act ? Permission{Scope::full, "clock"} : nothing;
    case CallerRole::citizen:
    case CallerRole::relative:
    case CallerRole::forum:
    case CallerRole::administrator:
      return nothing;
    case CallerRole::person:
      break;
  }
  if (action == Action::erase || !setting.directory.exists(caller.party, at)) return nothing;
  return of_person(caller.party, action, record, setting, at);
}

}  // namespace klynge
