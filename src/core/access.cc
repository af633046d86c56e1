#include "core/access.h"

#include <algorithm>

#include "core/draft.h"
#include "core/roster.h"
#include "core/view/standing.h"

namespace klynge {
namespace {

int width(const Scope& scope) {
  return scope.status + scope.name + scope.own + 2 * scope.all;
}

// Adds what is opened; the reason is that of what opens most, and of two alike the first.
class Reasons {
 public:
  void add(bool applies, const Scope& opens, std::string_view why) {
    if (!applies) return;
    if (width(opens) > widest_) {
      widest_ = width(opens);
      permission_.why = why;
    }
    Scope& scope = permission_.scope;
    scope = {scope.status || opens.status, scope.name || opens.name, scope.own || opens.own,
             scope.all || opens.all};
  }
  Permission done() const { return permission_; }

 private:
  Permission permission_;
  int widest_ = 0;
};

bool same(const Setting& setting, Party a, Party b) {
  return !a.none() && !b.none() && setting.directory.same_organisation(a, b);
}

// The unit that receives a municipality's notifications sees the citizen, unless the roster names another
// desk of the municipality: a case opens the citizen to its desk alone.
bool receives(const Record& record, const Course& course, const Setting& setting, Party party, Instant at) {
  return course.municipality == party && acting_desk(record, setting, party, at) == party;
}

bool in_stay(const Course& course, Party party) {
  return course.ward == party ||
         std::ranges::any_of(course.notes, [&](const StayNote& note) { return note.ward == party; });
}

bool had_it(const Duty& duty, Party party) {
  return duty.phone && (duty.phone->former == party || duty.phone->recorded_by == party);
}

// An open course, or what is open outside any.
bool is_current(const Record& record, const Duty& duty) {
  if (duty.open()) return true;
  const Course* course = record.course(duty.course);
  return course != nullptr && course->open();
}

// A clinic or a desk that a step allows to take a duty may try; it sees no name before it has it.
bool may_take_some(const Record& record, const Setting& setting, Party party) {
  const PartyInfo* info = setting.directory.find(party);
  return info != nullptr && std::ranges::any_of(record.duties, [&](const Duty& duty) {
           const Task* task = duty.open() ? task_of(record, setting, duty) : nullptr;
           return task != nullptr && std::ranges::find(task->takers, info->kind) != task->takers.end();
         });
}

bool writes_in(const Thread& thread, Party party) {
  return std::ranges::any_of(
      thread.letters, [&](const Letter& letter) { return letter.from == party || letter.to == party; });
}

// Until when the caller sees all of it, with a reason; none: not now.
Instant glass_broken_until(const Record& record, const Caller& caller, Instant at) {
  Instant until;
  for (const Glass& one : record.glass)
    if (one.by == caller.party && one.person == caller.person && at < one.until)
      until = std::max(until, one.until);
  return until;
}

bool is_barred(const Record& record, const Setting& setting, Party party) {
  return std::ranges::any_of(record.barred, [&](Party one) {
    return one == party || (one.sor == setting.directory.organisation_of(party));
  });
}

Permission of_unit(Party party, Action action, const Record& record, const Setting& setting, Instant at) {
  Reasons reasons;
  for (const Duty* duty : record.all_duties()) {
    const Scope opens = is_current(record, *duty) ? scope::lane : scope::own;
    reasons.add(duty->holder == party, opens, "holder");
    reasons.add(duty->offer && duty->offer->to == party, scope::lane, "asked");
    reasons.add(duty->assigned_unit == party, opens, "assigned");
    reasons.add(had_it(*duty, party), opens, "held");
    reasons.add(std::ranges::binary_search(duty->told, party), scope::status, "told");
    reasons.add(duty->coming && duty->coming->to == party, scope::status, "coming");
  }
  for (const Course* course : record.all_courses()) {
    const bool part = in_stay(*course, party) || receives(record, *course, setting, party, at);
    reasons.add(part, course->open() ? scope::lane : scope::own, "course");
  }
  for (const Thread& thread : record.threads) reasons.add(writes_in(thread, party), scope::own, "letter");
  reasons.add(has_case(record, setting, party, at), scope::lane, "case");
  reasons.add(action == Action::act && may_take_some(record, setting, party), scope::status, "may-take");
  return reasons.done();
}

Permission of_person(const Caller& caller, Action action, const Record& record, const Setting& setting,
                     Instant at) {
  // Asked for with a reason, for a while; it goes before a bar (sundhedsloven § 42 a, stk. 5).
  if (const Instant until = glass_broken_until(record, caller, at); !until.none())
    return {scope::full, "broken-glass", until};
  Permission permission = of_unit(caller.party, action, record, setting, at);
  // Who works with the duties and not with the health: who it is and what is to be done, and no more.
  if (caller.lay) permission.scope.own = permission.scope.all = false;
  // What is owed to the citizen goes on being seen as owed; nothing else is.
  if (is_barred(record, setting, caller.party))
    return {permission.scope.status ? scope::status : scope::nothing, "barred"};
  return permission;
}

// What gives a relative a say: a mandate that a provider has proved, else the relative's own statement, while
// it is in force.
std::optional<Voice> voice_of(const Caller& caller, const Standing& standing, Instant at) {
  if (at < caller.mandate_until)
    return Voice{.who = Voice::Who::mandate, .told = true, .acts = true, .until = caller.mandate_until};
  const auto stated = std::ranges::find(standing.voices, caller.voice, &Voice::circumstance);
  if (caller.voice == 0 || stated == standing.voices.end()) return std::nullopt;
  return *stated;
}

// Where the address is protected, relatives are not shown what was written: it may say where the citizen is.
Permission of_relative(const Caller& caller, Action action, const Record& record, Instant at) {
  const Standing standing = standing_of(record, {}, at);
  const auto voice = voice_of(caller, standing, at);
  if (!voice || !voice->told) return {};
  const bool hidden = action == Action::read && !standing.relatives_see_places;
  if (voice->acts && !hidden) return {scope::full, word(voice->who)};
  return {scope::named, word(voice->who)};
}

bool is_self(const Caller& caller, const Record& record) {
  return caller.self != 0 &&
         (caller.self == record.citizen ||
          std::ranges::find(record.joined, caller.self, &Joined::citizen) != record.joined.end());
}

}  // namespace

std::string_view word(const Scope& opened) {
  if (opened.all) return "full";
  if (opened.own) return opened.status ? "lane" : "own";
  if (opened.name) return "named";
  return opened.status ? "status" : "nothing";
}

bool may_see_names(const Caller& viewer, Party list, WorkPart part) {
  return viewer.role == CallerRole::person && viewer.party == list && part != WorkPart::is_told;
}

Permission may(const Caller& caller, Action action, const Record& record, const Setting& setting,
               Instant at) {
  switch (caller.role) {
    case CallerRole::operations:  // runs the installation, treats nobody
      return {action == Action::read ? scope::status : scope::full, "operations"};
    case CallerRole::door:
      return action == Action::act ? Permission{scope::full, "door"} : Permission{};
    case CallerRole::clock:
      return action == Action::act ? Permission{scope::full, "clock"} : Permission{};
    case CallerRole::citizen:
      return action != Action::erase && is_self(caller, record) ? Permission{scope::full, "citizen"}
                                                                : Permission{};
    case CallerRole::relative:
      return action != Action::erase && is_self(caller, record) ? of_relative(caller, action, record, at)
                                                                : Permission{};
    case CallerRole::forum:          // figures, no persons
    case CallerRole::administrator:  // configures, sees no citizen
      return {};
    case CallerRole::person:
      break;
  }
  if (action == Action::erase || !setting.directory.exists(caller.party, at)) return {};
  return of_person(caller, action, record, setting, at);
}

bool may_open_list(const Caller& caller, const Setting& setting, Party list) {
  if (caller.role == CallerRole::operations) return true;
  return caller.role == CallerRole::person && (caller.party == list || same(setting, caller.party, list)) &&
         !list.none();
}

bool may_see_figures(const Caller& caller) {
  switch (caller.role) {
    case CallerRole::person:
    case CallerRole::operations:
    case CallerRole::forum:
    case CallerRole::administrator:
      return true;
    case CallerRole::door:
    case CallerRole::clock:
    case CallerRole::citizen:
    case CallerRole::relative:
      break;
  }
  return false;
}

bool may_see_messages(const Caller& caller, const Setting& setting, Party from, Party to) {
  if (caller.role == CallerRole::operations || caller.role == CallerRole::administrator) return true;
  return caller.role == CallerRole::person &&
         (same(setting, caller.party, from) || same(setting, caller.party, to));
}

bool may_read_refused(const Caller& caller, const Setting& setting, Party from, Party to) {
  return caller.role == CallerRole::person && !caller.lay && may_see_messages(caller, setting, from, to);
}

bool may_read(const Scope& opened, Party viewer, const Setting& setting,
              const std::vector<Party>& written_by_and_to) {
  return opened.all || (opened.own && std::ranges::any_of(written_by_and_to, [&](Party party) {
                          return same(setting, party, viewer);
                        }));
}

bool may_read_raw(const Scope& opened) {
  return opened.all;
}

Record seen_with(const Scope& opened, Party viewer, const Setting& setting, Record record) {
  if (opened.all) return record;
  const auto is_ours = [&](Party party) { return same(setting, party, viewer); };
  // Which letters there are says something of what is wrong: those of others are not even counted.
  std::erase_if(record.threads, [&](const Thread& thread) {
    return !opened.own || std::ranges::none_of(thread.letters, [&](const Letter& letter) {
      return is_ours(letter.from) || is_ours(letter.to);
    });
  });
  for (Thread& thread : record.threads)
    std::erase_if(thread.letters,
                  [&](const Letter& letter) { return !is_ours(letter.from) && !is_ours(letter.to); });
  std::erase_if(record.circumstances, [&](const Circumstance& one) {
    return !opened.own && one.kind != CircumstanceKind::protected_address;
  });
  if (opened.status) return record;
  // What is over: the duties that were ours, and the courses they were of.
  const auto not_ours = [&](const Duty& duty) {
    return !is_ours(duty.holder) && !is_ours(duty.assigned_unit);
  };
  std::erase_if(record.duties, not_ours);
  const auto without_us = [&](const Course& course, const std::vector<Duty>& duties) {
    return !is_ours(course.ward) && !is_ours(course.municipality) &&
           std::ranges::none_of(duties, [&](const Duty& duty) { return duty.course == course.number; });
  };
  std::erase_if(record.courses, [&](const Course& course) { return without_us(course, record.duties); });
  std::vector<PutAway> kept;
  for (const PutAway& away : record.closed) {
    ClosedCourse copy = *away;
    std::erase_if(copy.duties, not_ours);
    if (!without_us(copy.course, copy.duties)) kept.emplace_back(std::move(copy));
  }
  record.closed = std::move(kept);
  return record;
}

}  // namespace klynge
