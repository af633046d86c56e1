#pragma once
// A life of letters: people here write to wards whose systems are down for days, refuse, lie or answer late;
// wards write here, late, twice, out of order or never. Less of the rest than in other lives, and every step
// of a letter looked at. All of it from one seed.
#include "sim/life.h"

namespace klynge::sim {

Outcome live_by_post(const World& world, uint64_t seed, bool on_sqlite);

}  // namespace klynge::sim
