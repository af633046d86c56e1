#pragma once
// decide: the rules. Looks at one record, one command and the setting, and says what happens: facts, and an
// answer. It cannot fail: a "no" is an answer with a reason, and has no facts but at most CommandRefused.
// Pure: no clock, no randomness, no I/O. Any thread.
#include "core/command.h"
#include "core/fact.h"
#include "core/setting.h"

namespace klynge {

struct Decision {
  Answer answer;
  std::vector<Fact> facts;  // in order; folding them gives the next record. Empty: nothing happened
};

Decision decide(const Record& record, const Command& command, const Setting& setting);

// When the record next wants to be looked at; none when it does not. The shell then sends a Tick.
Instant next_due(const Record& record);

// What must be true of every record, always. Empty when all is well; else the invariant's number and a
// sentence without personal data: "1: duty 3 is held by a party that does not exist".
std::vector<std::string> broken_invariants(const Record& record, const Setting& setting, Instant at);

}  // namespace klynge
