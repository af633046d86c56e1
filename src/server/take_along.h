#pragma once
// What somebody takes along on a phone: the list of the own unit, and of each citizen on it what a phone
// needs. `POST /api/me/pocket`. No state; any thread.
#include "server/desk.h"
#include "server/http.h"
#include "server/pocket.h"

namespace klynge::server {

inline constexpr size_t along_at_most = 60;  // citizens; of the rest is said that they are left out

struct AlongAsked {
  Pocket pocket;
  Party list;
  Viewer viewer;
  // What the phone has, as of a position: of whom nothing has happened since is not opened again.
  std::vector<CitizenNumber> has{};
  Position since = 0;
  Instant now;      // of the ledger
  int64_t seconds;  // for which the phone may keep it
  std::string accept_encoding{};
};

// The bodies of what is asked: {party, pocket?, has?, since?} and {pocket}. Problem: which member is wrong.
struct AlongRead {
  Party party;
  std::string pocket;
  std::vector<CitizenNumber> has;
  Position since = 0;
};
Result<AlongRead> read_along(View body);

// Opens one citizen after the other at the desk, where each look is written down, and lets others in between.
// REQUIRES: the viewer may see that list.
void take_along(Desk& desk, AlongAsked asked, Respond respond);

}  // namespace klynge::server
