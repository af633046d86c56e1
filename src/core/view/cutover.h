#pragma once
// The night a task changes authority: of an open duty, who has it today and who the day after. Pure; says
// beforehand what the rule in settle.cc will do, and what it cannot do for want of data.
#include "core/authority_file.h"
#include "core/setting.h"
#include "core/view/worklist.h"

namespace klynge {

struct CutOver {
  enum class Unknown : uint8_t {
    nothing = 0,           // all of it is known
    no_such_holder = 1,    // who holds it is not in the directory
    no_unit_named = 2,     // the task moves by law; the directory names no unit of the new authority
    successor_absent = 3,  // the unit named does not exist that day
    wrong_authority = 4,   // the unit named has it, but is not of the authority that the law names
    nobody_after = 5,      // the holder ceases, and nobody is named to have its duties
  };
  Party before, after;                              // after none: it stays where it is, see `why`
  PartyKind authority_before{}, authority_after{};  // kind of party
  PartyKind performer_after = PartyKind::unknown;   // by law; unknown: as agreed
  bool same_performer = false;
  std::string rule;  // the law or agreement
  Unknown why{};
};

// None when the duty does not move on that day.
std::optional<CutOver> cut_over(const WorkRow& row, Instant day, const Directory& directory,
                                const std::vector<LegalTask>& tasks);

}  // namespace klynge
