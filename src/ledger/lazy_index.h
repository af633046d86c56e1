#pragma once
// Number to number, written late and in order. New pairs wait in memory, sorted; each batch carries a slice
// of them to the store, sweeping through the keys, so that neighbours land on the same page together instead
// of one random page each. What waited at a crash is found again by reading the journal's tail: `flushed_to`
// says from where (docs/decision/0002).
#include <map>

#include "store/store.h"

namespace klynge {

class LazyIndex {
 public:
  explicit LazyIndex(uint8_t space) : space_(space) {}

  Result<std::optional<uint64_t>> get(store::Reader& reader, uint64_t key) const;
  void put(uint64_t key, uint64_t value) { fresh_[key] = value; }

  // Appends up to `count` waiting pairs to the batch; with `now_at` the journal's last position. Call
  // committed() when the batch is on disk.
  void take(size_t count, store::Position now_at, store::Batch& batch);
  void take_all(store::Position now_at, store::Batch& batch);
  void committed();

  size_t waiting() const { return fresh_.size(); }
  std::string meta_name() const { return "flushed/" + std::to_string(space_); }
  void start_at(store::Position flushed_to);  // at opening; forgets what waits

 private:
  uint8_t space_;
  std::map<uint64_t, uint64_t> fresh_;
  std::vector<std::pair<uint64_t, uint64_t>> taken_;
  uint64_t cursor_ = 0;                 // the sweep stands here
  store::Position sweep_began_at_ = 0;  // everything put before it is on disk when the sweep comes round
};

}  // namespace klynge
