#include "core/duty_table.h"

#include <algorithm>

namespace klynge {
namespace {

constexpr bool rows_follow_the_verbs() {
  for (size_t i = 0; i < duty_table.size(); ++i) {
    if (static_cast<size_t>(duty_table[i].verb) != i) return false;
  }
  return true;
}
static_assert(rows_follow_the_verbs(), "a row is found by its verb's number");

Refusal by_state(const DutyRow& row, const Duty& duty) {
  if (!duty.open()) return row.when_ended;
  return duty.offer ? row.when_offered : row.when_open;
}

bool is(Who who, const Duty& duty, const Caller& caller) {
  const bool holder = caller.party == duty.holder;
  const bool asked = duty.offer && caller.party == duty.offer->to;
  const bool operations = caller.role == CallerRole::operations;
  switch (who) {
    case Who::holder:
      return holder;
    case Who::asked:
      return asked;
    case Who::holder_or_asked:
      return holder || asked;
    case Who::holder_or_operations:
      return holder || operations;
    case Who::not_holder:
      return !holder;
    case Who::operations:
      return operations;
  }
  return false;
}

bool another_has_accepted(const Duty& duty, const Caller& caller) {
  return duty.ground == Ground::accepted && duty.holder != caller.party;
}

}  // namespace

Refusal by_table(Verb verb, const Duty& duty, const Caller& caller, uint8_t text) {
  const DutyRow& row = duty_table[static_cast<size_t>(verb)];
  const Refusal state = by_state(row, duty);
  if (verb == Verb::accept && state == Refusal::not_offered && another_has_accepted(duty, caller)) {
    return Refusal::accepted_by_other;
  }
  if (state != Refusal::none) return state;
  if (!is(row.who, duty, caller)) return row.otherwise;
  return row.text_required && text == 0 ? Refusal::reason_required : Refusal::none;
}

}  // namespace klynge
