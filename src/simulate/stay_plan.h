#pragma once
// What is to happen to one made-up citizen in one stay: the moments, and what goes wrong. Pure; any thread.
#include "simulate/cluster.h"

namespace klynge::simulate {

// What goes otherwise than it should, where it does.
enum class Mishap : uint8_t {
  none,
  visit_forgotten,   // nobody thinks of the first visit until it has been raised
  offer_unanswered,  // the first visit is offered, and nobody answers for half a day
  refused_twice,     // offered and refused, and offered to another and refused again
  left_to_citizen,   // the citizen sees to it, and somebody checks
  discharge_lost,    // the citizen went home and no message said so
};

struct StayPlan {
  Instant told;          // when it was said that it would come; none: nobody knew
  Instant start;         // the first the hospital sees of the citizen
  bool acute = true;     // through the acute reception
  Instant admitted;      // none: home again from the reception
  Instant leave, back;   // none: no leave
  Instant ready;         // said to be ready for discharge; none: not said
  Instant announced;     // when it was said that the discharge comes; none: never
  Instant home;          // none: the citizen dies
  Instant notified;      // when the hospital's message about it comes
  bool by_hand = false;  // the municipality closes the stay before it does
  Instant dies;
  Instant moves;  // to another municipality; none: stays where they are
  Mishap mishap = Mishap::none;
};

// A stay like any other, beginning about then.
StayPlan any_stay(Instant about, Dice& dice);

// The stays that a visitor is to find under way at that moment, one of each kind again and again: `turn` 0 is
// the first. nullopt: this one is at home just now.
std::optional<StayPlan> stay_under_way(size_t turn, Instant at, Dice& dice);
inline constexpr size_t stays_under_way = 48;

}  // namespace klynge::simulate
