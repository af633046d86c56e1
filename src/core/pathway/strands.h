#pragma once
// The proof that a pathway keeps its promise: along every order of events each strand is held exactly in the
// states it is in force in, and nothing but what is owed after a death is open in one. The states of a stay
// and the events are few, so every order is walked, not sampled.
#include <optional>
#include <string>

#include "core/pathway/pathway.h"

namespace klynge {

// The state a stay is in after an event that is the latest in time; none: where it was.
StayState after(StayEvent event);

// Why the task breaks its promise, with the shortest order of events that shows it; none when it keeps it.
std::optional<std::string> broken_promise(const Task& task);

}  // namespace klynge
