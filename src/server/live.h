#pragma once
// Who is looking at what, and what has changed of it: after a commit the ledger says which lists and which
// citizens it touched, and each screen that shows one of them is told the position. It is told that something
// changed, never what: the page asks for that, and then `may` answers. Any thread.
#include <memory>
#include <mutex>
#include <unordered_map>

#include "ledger/ledger.h"
#include "server/http.h"

namespace klynge::server {

class Live {
 public:
  // What one screen is told, from that position on; it ends with the screen's connection. nullptr: too many.
  std::shared_ptr<Events> of_list(Party list, Position now);
  std::shared_ptr<Events> of_citizen(CitizenNumber citizen, Position now);

  void announce(const Touched& touched);

 private:
  class Screen;
  using Screens = std::unordered_multimap<uint64_t, std::weak_ptr<Screen>>;
  std::shared_ptr<Events> add(Screens& among, uint64_t key, Position now);
  static void tell(Screens& among, uint64_t key, Position position);

  std::mutex mutex_;
  Screens lists_, citizens_;
};

}  // namespace klynge::server
