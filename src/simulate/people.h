#pragma once
// Made-up citizens. Numbers have the serial 0000, which is never given to anybody, and each its own day of
// birth; family names are words such as "Example". Pure; any thread.
#include "simulate/letter.h"

namespace klynge::simulate {

inline constexpr size_t people_at_most = 336;

// The same for the same number. REQUIRES: number < people_at_most.
Person made_up_person(size_t number);

}  // namespace klynge::simulate
