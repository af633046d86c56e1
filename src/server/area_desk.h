#pragma once
// `GET /api/area`: how it stands just now in a cluster or health council, as figures. Nobody is named or
// numbered in it. It is counted once for all who ask, on a desk of its own, and at most one twentieth of the
// time goes with that: where a count is dear, the next who ask see the last one. Any thread.
#include <chrono>

#include "core/area/area.h"
#include "server/desk.h"
#include "server/http.h"

namespace klynge::server {

struct AreaAsked {
  std::string id;  // of an area; empty: the one that the caller's party takes part in
  Instant on;      // whose members that day
  Instant now;
  Caller caller;
  std::string accept_encoding;
};

class AreaDesk {
 public:
  // `desk`: of a thread on which nobody waits for a single look-up.
  AreaDesk(Desk& desk, const Areas& areas) : desk_(desk), areas_(areas) {}
  // REQUIRES: the caller may see figures (core/access.h).
  void answer(AreaAsked asked, Respond respond);

 private:
  struct Last {  // of the desk's thread, which may be at work when this goes
    Lookup::Counted counted;
    std::chrono::steady_clock::time_point at{};
    std::chrono::steady_clock::duration took{};
  };
  static Result<> count(Last& last, Lookup& lookup, Instant now);

  Desk& desk_;
  const Areas& areas_;
  std::shared_ptr<Last> last_ = std::make_shared<Last>();
};

// The clusters and councils that a party takes part in on a day: as its municipality does (where that is
// counted), else as the directory says.
std::vector<const Area*> areas_of(const Areas& areas, const Directory& directory, Party party, Instant on);

// No area: only which there are to choose from. `counted` may be of another moment than now; it says of
// which.
std::string area_json(const Area* area, const Areas& areas, const Setting& setting,
                      const Lookup::Counted& counted, const AreaAsked& asked);

// The first day that is drawn, six weeks back.
int64_t first_day_drawn(Instant now);

}  // namespace klynge::server
