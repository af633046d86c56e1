#pragma once
// What a visitor of the demonstration is led to: five things that are true just now, found in everybody's
// records. Pure; any thread.
#include <map>
#include <span>

#include "core/record.h"
#include "core/setting.h"

namespace klynge::server {

// One thing: whose citizen and duty, and as whom one looks at it. None: citizen 0.
struct Worth {
  CitizenNumber citizen = 0;
  Party as;
  Duty duty;      // the one that it is about, as it is now
  Course course;  // of that duty, or where the citizen is
};

struct WorthSeeing {
  Worth silence;      // the oldest silence of a municipality: look at the list of `as`
  Worth coming_home;  // the next to come home, soonest first; `duty` is nothing
  Worth refused;      // offered and refused, most often first
  Worth in_window;    // inside the 72 hours, and who is called
  Worth never_told;   // a discharge that was expected, and no message came
  struct Burden {
    size_t open = 0, silent = 0;  // duties that a party holds
  };
  std::map<Party, Burden> burdens;
};

WorthSeeing worth_seeing(std::span<const Record> records, const Setting& setting, Instant now);

}  // namespace klynge::server
