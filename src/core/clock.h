#pragma once
// The clock of a duty: which of its deadlines speaks, and when. Up to three may run on one duty: when it is
// due, when an offer is to be answered, when what was left to the citizen is to be checked. The duty has one
// clock, that of the deadline which comes first; every deadline that runs out is told of once, and the ladder
// of the one that ran out last goes on. Pure arithmetic; any thread.
#include "core/pathway/pathway.h"
#include "core/record.h"

namespace klynge {

struct Deadlines {  // none: it does not run
  Instant due, answer_by, check_by;
};

// Those that run on a duty as it stands. What cannot be seen here does not run.
Deadlines deadlines(const Duty& duty);

// When a clock that begins at `at` first speaks. A deadline already past speaks after the grace, unless the
// duty is left to the citizen: then the time to check takes the place of a due time already past.
Instant first_clock(const Deadlines& running, const Ladder& ladder, Instant at, Duration grace);

// When it speaks again after a silence at `at`: the ladder's step number `step`, or before that another
// deadline which has yet to run out.
Instant next_clock(const Deadlines& running, const Ladder& ladder, uint8_t step, Instant at);

// The deadline that ran out last at `when`; `due` when none had.
ClockKind clock_kind(const Deadlines& running, Instant when);

// The last step repeats.
const LadderStep& step_of(const Ladder& ladder, uint8_t step);

// For duties outside any pathway. Klynge's own measure: remind at once, ask after 24 hours, raise after 48.
const Ladder& standard_ladder();

}  // namespace klynge
