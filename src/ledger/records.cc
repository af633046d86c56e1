#include "ledger/records.h"

#include <algorithm>

namespace klynge {

Result<Remembered> recall(store::Reader& reader, CitizenNumber citizen, Position newest) {
  Remembered remembered;
  Record& record = remembered.record;
  record.citizen = citizen;
  if (newest == 0) return remembered;
  auto snapshot = reader.snapshot(citizen);
  if (!snapshot) return snapshot.problem();
  Position& from = remembered.snapshot_at;
  if (snapshot->has_value() && (*snapshot)->position <= newest) {
    auto read = message::decode_record((*snapshot)->bytes);
    if (!read) return read.problem();
    record = std::move(*read);
    from = (*snapshot)->position;
  }
  std::vector<message::JournalEntry> since;
  for (Position at = newest; at > from;) {
    auto bytes = reader.entry(at);
    if (!bytes) return bytes.problem();
    if (!bytes->has_value()) return not_understood("journal", "entry " + std::to_string(at) + " is missing");
    auto entry = message::decode(**bytes);
    if (!entry) return entry.problem();
    at = entry->header.previous_of_citizen;
    since.push_back(std::move(*entry));
  }
  for (auto it = since.rbegin(); it != since.rend(); ++it)
    evolve(record, it->facts, Stamp{it->header.stamp, it->header.position});
  remembered.entries_since = static_cast<uint32_t>(since.size());
  return remembered;
}

Remembered* Records::find(CitizenNumber citizen) {
  auto it = by_citizen_.find(citizen);
  if (it == by_citizen_.end()) return nullptr;
  order_.splice(order_.begin(), order_, it->second);
  return &it->second->second;
}

Remembered& Records::put(CitizenNumber citizen, Remembered remembered) {
  order_.emplace_front(citizen, std::move(remembered));
  by_citizen_[citizen] = order_.begin();
  return order_.front().second;
}

void Records::clear() {
  order_.clear();
  by_citizen_.clear();
}

}  // namespace klynge
