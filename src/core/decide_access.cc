// Who may look at the citizen: a look with a reason, and what the citizen does not want (core/access.h).
#include <algorithm>

#include "core/access.h"
#include "core/draft.h"
#include "core/law.h"

namespace klynge {
namespace {

// The leader of the unit, else whoever runs the installation: somebody sees it.
Party leader_of(const Draft& draft, Party unit) {
  const PartyInfo* info = draft.setting.directory.find(unit);
  const bool named = info != nullptr && draft.setting.directory.exists(info->leader, draft.at);
  return named ? info->leader : draft.setting.operations;
}

}  // namespace

Answer run(Draft& draft, const BreakGlass& ask) {
  const Caller& caller = draft.command.caller;
  if (caller.lay) return {.refusal = Refusal::not_allowed};
  if (ask.text == 0) return {.refusal = Refusal::reason_required};
  const Instant until = draft.at + glass_open_for;
  draft.add(GlassBroken{caller.party, caller.person, until, ask.text});
  const Party leader = leader_of(draft, caller.party);
  open(draft, {.task = std::string(task_look_into),
               .holder = leader,
               .rule = std::string(rule_looked_into),
               .due = denmark_time(denmark_date(draft.at), hours(24)),
               .by = caller.party});
  return {.party = leader, .at = until};
}

// By the citizen, by who acts for the citizen, or recorded by somebody who was told.
Answer run(Draft& draft, const BarUnit& ask) {
  const Caller& caller = draft.command.caller;
  const Record& record = draft.record();
  const bool recorded = caller.role == CallerRole::person;
  const Permission permission = may(caller, Action::act, record, draft.setting, draft.at);
  if (!permission.scope.name || (!recorded && !permission.scope.all))
    return {.refusal = Refusal::not_allowed};
  if (recorded && ask.text == 0) return {.refusal = Refusal::reason_required};
  if (draft.setting.directory.find(ask.unit) == nullptr) return {.refusal = Refusal::no_such_party};
  const bool is_barred = std::ranges::binary_search(record.barred, ask.unit);
  if (is_barred != ask.lifted) return {.refusal = Refusal::other_state, .party = ask.unit};
  draft.add(UnitBarred{ask.unit, ask.lifted, recorded ? caller.party : Party{}, ask.text});
  return {.party = ask.unit, .at = draft.at};
}

}  // namespace klynge
