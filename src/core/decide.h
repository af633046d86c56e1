#pragma once
// decide: the rules. Looks at one record, one command and the setting, and says what happens: facts, and an
// answer. It cannot fail: a "no" is an answer with a reason, and has no facts but at most CommandRefused.
// Before anything else it gives the duties of parties that have ceased to their successors; those facts stand
// even when the answer is no.
// Pure: no clock, no randomness, no I/O. Any thread.
#include "core/command.h"
#include "core/fact.h"
#include "core/setting.h"

namespace klynge {

struct Decision {
  Answer answer;
  std::vector<Fact> facts;      // in order; folding them gives the next record. Empty: nothing happened
  std::optional<Record> after;  // with the facts folded, but for `last`; none when there are none
};

Decision decide(const Record& record, const Command& command, const Setting& setting);

// When the record next wants to be looked at; none when it does not. The shell then sends a Tick.
Instant next_due(const Record& record);
// The same for a process that has looked since `awake_since` (Tick): what ran out before that is spread over
// the grace after it, and a Tick sent earlier has no effect. Whoever waits in a loop waits for this one.
Instant next_due(const Record& record, Instant awake_since, Duration grace);

// What must be true of every record, always. Empty when all is well; else the invariant's number and a
// sentence without personal data: "1: duty 3 is held by a party that does not exist".
std::vector<std::string> broken_invariants(const Record& record, const Setting& setting, Instant at);

}  // namespace klynge
