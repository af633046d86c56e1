#include "server/desk.h"

#include <chrono>

namespace klynge::server {

namespace {
constexpr auto names_may_be_old = std::chrono::seconds(5);
}

Desk::Desk(DeskParts parts, size_t queue_limit)
    : parts_(std::move(parts)),
      queue_limit_(queue_limit),
      lookup_(parts_.store, parts_.keys, parts_.access, parts_.secrets, parts_.options),
      thread_([this] { run(); }) {}

Desk::~Desk() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

bool Desk::ask(Work work) {
  {
    const std::lock_guard lock(mutex_);
    if (closing_ || queue_.size() >= queue_limit_) return false;
    queue_.push_back(std::move(work));
  }
  wake_.notify_one();
  return true;
}

// Names that messages brought since; an old name for a moment is better than a failing list.
void Desk::learn() {
  const auto now = std::chrono::steady_clock::now();
  if (learned_at_.time_since_epoch().count() != 0 && now - learned_at_ < names_may_be_old) return;
  learned_at_ = now;
  auto parties = lookup_.learned_parties();
  if (!parties) return;
  for (PartyInfo& party : *parties)
    if (parts_.setting.directory.find(party.party) == nullptr) parts_.setting.directory.add(std::move(party));
}

void Desk::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return closing_ || !queue_.empty(); });
    if (queue_.empty()) return;
    Work work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    learn();
    work(lookup_, parts_.setting);
    work = nullptr;
    lock.lock();
  }
}

}  // namespace klynge::server
