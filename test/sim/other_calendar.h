#pragma once
// Deadlines by another road than core's: the C library's clock under Denmark's rule of summer time, a table
// of days off, and walking minute by minute or day by day. So that a mistake in core's calendar shows.
#include "core/calendar.h"

namespace klynge::sim {

Instant other_due_at(const DueRule& rule, Instant event, Instant expected, const Calendar& calendar);

}  // namespace klynge::sim
