#pragma once
// One life: hospitals write, people act, time passes, the power goes; and after every step the simulator asks
// whether what the ledger says is what happened. All of it from one seed.
#include <string>
#include <vector>

#include "sim/world.h"

namespace klynge::sim {

struct Outcome {
  std::string fault;               // empty: all held
  std::vector<std::string> steps;  // the last of them, in words
  Bytes fingerprint;               // of every journal entry and every record
  bool on_sqlite = false;
  uint64_t entries = 0, letters = 0, asks = 0, looks = 0, cuts = 0, failures = 0, silences = 0, joins = 0;
};

Outcome live(const World& world, uint64_t seed, bool on_sqlite);

}  // namespace klynge::sim
