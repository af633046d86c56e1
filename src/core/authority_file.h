#pragma once
// Who by law has a task (myndighed), and who carries it out (udfører), from and to a day:
// data/directory/tasks.yaml. Which unit that is in one place, the directory says (PartyInfo::hands_over). A
// mistake is refused with file, line and column, what was found and what was expected: days that overlap, or
// that nobody has, are one. Pure.
#include "base/result.h"
#include "core/pathway/pathway.h"

namespace klynge {

struct Tenure {
  PartyKind authority{};
  PartyKind performer = PartyKind::unknown;  // unknown: as the parties have agreed
  Instant from, to;                          // has it from (none: always) until (none: until further notice)
  std::string source;
};

struct LegalTask {
  std::string id;  // as pathways name it
  Words name;
  std::vector<Tenure> tenures;  // in the order of time, one after the other

  const Tenure& on(Instant day) const;
};

Result<std::vector<LegalTask>> read_authorities(std::string_view text, std::string file_name);

}  // namespace klynge
