#pragma once
// Rules that hold whatever the pathway says, with where they are written down, and the words for the tasks
// that the ledger itself opens. Pure; any thread.
#include "core/pathway/pathway.h"

namespace klynge {

inline constexpr std::string_view rule_moved = "moved";
inline constexpr std::string_view rule_last_address = "last-registered-address";
inline constexpr std::string_view rule_renewal = "ends-on-its-day";
inline constexpr std::string_view rule_looked_into = "looked-into-the-same-day";

const Citation* standing_rule(std::string_view id);  // nullptr: none of these
const Words* own_task(std::string_view id);          // nullptr: a pathway's, or unknown

}  // namespace klynge
