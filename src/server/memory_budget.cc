#include "server/memory_budget.h"

#include <algorithm>

namespace klynge::server {

uint64_t MemoryBudget::stand_in_line() {
  const std::lock_guard lock(mutex_);
  line_.push_back(++last_place_);
  return last_place_;
}

void MemoryBudget::leave_line(uint64_t place) {
  const std::lock_guard lock(mutex_);
  std::erase(line_, place);
}

std::shared_ptr<MemoryShare> MemoryBudget::take(uint64_t place, size_t bytes) {
  const std::lock_guard lock(mutex_);
  bytes = std::min(bytes, bytes_max_);
  if (line_.empty() || line_.front() != place || taken_ + bytes > bytes_max_) return nullptr;
  line_.pop_front();
  taken_ += bytes;
  return std::make_shared<MemoryShare>(*this, bytes);
}

void MemoryBudget::give_back(size_t bytes) {
  const std::lock_guard lock(mutex_);
  taken_ -= bytes;
}

size_t MemoryBudget::taken() const {
  const std::lock_guard lock(mutex_);
  return taken_;
}

size_t MemoryBudget::waiting() const {
  const std::lock_guard lock(mutex_);
  return line_.size();
}

void MemoryShare::shrink_to(size_t bytes) {
  if (bytes >= bytes_) return;
  budget_.give_back(bytes_ - bytes);
  bytes_ = bytes;
}

}  // namespace klynge::server
