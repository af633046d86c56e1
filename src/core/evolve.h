#pragma once
// evolve: the fold. record' = evolve(record, fact). No rules here, only bookkeeping: what a fact says is
// so. Replay uses nothing else; it never decides again.
#include "core/fact.h"

namespace klynge {

struct Stamp {
  Instant at;             // of the entry
  Position position = 0;  // of the entry
};

void evolve(Record& record, const Fact& fact, const Stamp& stamp);
// All facts of one entry; also sets record.last.
void evolve(Record& record, const std::vector<Fact>& facts, const Stamp& stamp);

// The fold puts a course away when it has closed and no duty of it is open; a record that was read from
// elsewhere is put in the same order with this.
void put_away(Record& record);

}  // namespace klynge
