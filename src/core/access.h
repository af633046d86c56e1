#pragma once
// Who may see and do what with a record. A scope, not yes or no.
#include "core/command.h"
#include "core/setting.h"
#include "core/view/worklist.h"

namespace klynge {

enum class Action : uint8_t { read = 1, act = 2, erase = 3 };
enum class Scope : uint8_t {
  none = 0,
  status = 1,  // duty, status, times, whom to call: no name, no CPR number
  full = 2,
};
struct Permission {
  Scope scope = Scope::none;
  std::string_view
      why;  // one fixed word, for the answer and the log: "holder" "asked" "course" "not-involved" ...
};

// A party is involved when it holds or held, is or was asked, is told by a ladder, is ward or municipality of
// a course that is open or closed less than 30 days ago, or has a case that is a legal basis (core/roster.h).
// A case opens the citizen to its desk alone: where the roster names a desk, the unit of the municipality
// that merely receives the notifications is not involved by that.
Permission may(const Caller& caller, Action action, const Record& record, const Setting& setting, Instant at);

// Names on a list are for whom they are meant: the party that holds or is asked, on its own list; not for who
// is merely told, for a sister unit, or for operations.
bool may_see_names(const Caller& viewer, Party list, WorkPart part);

}  // namespace klynge
