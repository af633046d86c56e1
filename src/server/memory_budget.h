#pragma once
// The memory that all large messages in flight share. Whoever has a large message to take asks for its share
// first and waits in line until there is one; small messages need none and go by. Any thread.
#include <deque>
#include <memory>
#include <mutex>

namespace klynge::server {

// What a message of so many octets has in memory at most while it is read: itself and its document; in XML
// also the elements and the JSON that says the same. Measured: docs/performance.md.
constexpr size_t memory_for_message(size_t bytes, bool is_xml) {
  return (is_xml ? 4 : 2) * bytes;
}

class MemoryShare;

class MemoryBudget {
 public:
  static constexpr size_t bytes_default = 400'000'000;

  explicit MemoryBudget(size_t bytes_max = bytes_default) : bytes_max_(bytes_max) {}

  // A place in the line; leave_line() gives it up, a share does by itself.
  uint64_t stand_in_line();
  void leave_line(uint64_t place);
  // Null while others are before, or too much is taken. A share larger than the whole is the whole.
  std::shared_ptr<MemoryShare> take(uint64_t place, size_t bytes);

  size_t bytes_max() const { return bytes_max_; }
  size_t taken() const;
  size_t waiting() const;

 private:
  friend class MemoryShare;
  void give_back(size_t bytes);

  const size_t bytes_max_;
  mutable std::mutex mutex_;
  size_t taken_ = 0;
  uint64_t last_place_ = 0;
  std::deque<uint64_t> line_;
};

// Given back when it goes. REQUIRES: the budget outlives it.
class MemoryShare {
 public:
  MemoryShare(MemoryBudget& budget, size_t bytes) : budget_(budget), bytes_(bytes) {}
  ~MemoryShare() { budget_.give_back(bytes_); }
  MemoryShare(const MemoryShare&) = delete;
  MemoryShare& operator=(const MemoryShare&) = delete;
  // It turned out to need less. One thread at a time.
  void shrink_to(size_t bytes);

 private:
  MemoryBudget& budget_;
  size_t bytes_;
};

}  // namespace klynge::server
