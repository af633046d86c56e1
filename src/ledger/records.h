#pragma once
// Records in memory, and how one comes there: the latest snapshot, then the citizen's entries since, found by
// walking back from the newest. Used by the ledger (with its index of newest entries), by lookups and by
// verify.
#include <list>
#include <memory>
#include <unordered_map>

#include "core/evolve.h"
#include "message/journal/entry.h"
#include "store/store.h"

namespace klynge {

struct Remembered {
  Record record;
  Position snapshot_at = 0;    // of the snapshot on disk
  uint32_t entries_since = 0;  // written since that snapshot
};

// The record as of entry `newest` (0: an empty record of that citizen).
Result<Remembered> recall(store::Reader& reader, CitizenNumber citizen, Position newest);

class Records {
 public:
  explicit Records(size_t limit) : limit_(limit) {}
  Remembered* find(CitizenNumber citizen);  // nullptr: not in memory; marks it as used
  Remembered& put(CitizenNumber citizen, Remembered remembered);
  // Forgets the least used past the limit; hands each to `leaving` first.
  template <class F>
  void trim(F&& leaving) {
    while (order_.size() > limit_) {
      leaving(order_.back().second);
      by_citizen_.erase(order_.back().first);
      order_.pop_back();
    }
  }
  template <class F>
  void each(F&& visit) {
    for (auto& item : order_) visit(item.second);
  }
  void clear();
  size_t size() const { return order_.size(); }

 private:
  using Order = std::list<std::pair<CitizenNumber, Remembered>>;
  size_t limit_;
  Order order_;  // most lately used first
  std::unordered_map<CitizenNumber, Order::iterator> by_citizen_;
};

}  // namespace klynge
