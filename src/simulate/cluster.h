#pragma once
// Who takes part in a made-up life: the hospitals, municipalities and practices of a directory, told apart by
// what stands after the comma of a unit's name (data/directory/cluster.yaml); and when each is at work.
// Pure; any thread.
#include "core/setting.h"
#include "simulate/dice.h"

namespace klynge::simulate {

struct Hospital {
  Party reception;           // acute patients come here first
  std::vector<Party> wards;  // the others
};

struct Municipality {
  Party visitation, nursing, acute_team;
};

struct Cluster {
  std::vector<Hospital> hospitals;
  std::vector<Municipality> municipalities;
  std::vector<Party> practices;
};

Cluster cluster_of(const Directory& directory);

// How people work: a ward and an acute team at any hour, home nurses from morning to night, visitation,
// practices and operations in the daytime on working days.
enum class Desk : uint8_t { ward, visitation, nursing, acute_team, practice, operations };
Desk desk_of(const PartyInfo& party);
bool at_work(Desk desk, Instant at);
// When somebody there gets to what came at that moment: after so long, or when they are at work again.
// At night a ward takes twice as long.
Instant gets_to_it(Desk desk, Instant came, Duration at_least, Duration at_most, Dice& dice);

// A moment between two others.
Instant between(Instant from, Instant to, Dice& dice);
// That day (by the wall, so many days later) at a time by the clock.
Instant day_at(Instant day, int days_later, Duration clock);

}  // namespace klynge::simulate
