#include "ledger/lazy_index.h"

namespace klynge {

Result<std::optional<uint64_t>> LazyIndex::get(store::Reader& reader, uint64_t key) const {
  if (auto it = fresh_.find(key); it != fresh_.end()) return std::optional<uint64_t>(it->second);
  return reader.point(space_, key);
}

void LazyIndex::take(size_t count, store::Position now_at, store::Batch& batch) {
  taken_.clear();
  auto it = fresh_.lower_bound(cursor_);
  for (; it != fresh_.end() && taken_.size() < count; ++it) {
    taken_.emplace_back(it->first, it->second);
    batch.points.push_back({space_, it->first, it->second});
  }
  if (it != fresh_.end()) {
    cursor_ = it->first;
    return;
  }
  // Came round: whatever had been put when this sweep began is on disk with this batch.
  Bytes value;
  put_u64(value, sweep_began_at_);
  batch.meta.emplace_back(meta_name(), std::move(value));
  cursor_ = 0;
  sweep_began_at_ = now_at;
}

void LazyIndex::take_all(store::Position now_at, store::Batch& batch) {
  cursor_ = 0;
  sweep_began_at_ = now_at;  // all there is goes now, so this sweep ends where it began
  take(fresh_.size() + 1, now_at, batch);
}

void LazyIndex::committed() {
  for (const auto& [key, value] : taken_) {
    auto it = fresh_.find(key);
    if (it != fresh_.end() && it->second == value) fresh_.erase(it);
  }
  taken_.clear();
}

void LazyIndex::start_at(store::Position flushed_to) {
  fresh_.clear();
  taken_.clear();
  cursor_ = 0;
  sweep_began_at_ = flushed_to;
}

}  // namespace klynge
