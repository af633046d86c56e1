#include "server/underway.h"

#include <algorithm>

#include "base/hash.h"

namespace klynge::server {

// Where there are too many, the oldest goes: whoever floods us with beginnings is slowed down by address
// before that (rate.h).
void Underways::put(Underway underway, Instant now) {
  const std::lock_guard lock(mutex_);
  if (by_state_.size() >= most_)
    std::erase_if(by_state_, [&](const auto& each) { return now >= each.second.began + lasts; });
  if (by_state_.size() >= most_)
    by_state_.erase(
        std::ranges::min_element(by_state_, {}, [](const auto& each) { return each.second.began; }));
  const Bytes name = sha256(underway.state);
  by_state_.emplace(name, std::move(underway));
}

std::optional<Underway> Underways::take(View state, View cookie, View provider, Instant now) {
  const std::lock_guard lock(mutex_);
  auto node = by_state_.extract(sha256(state));
  if (node.empty()) return std::nullopt;
  Underway underway = std::move(node.mapped());
  const bool is_its_own = underway.browser == sha256(cookie) && underway.provider == provider;
  return is_its_own && now < underway.began + lasts ? std::optional(std::move(underway)) : std::nullopt;
}

bool Underways::knows(View cookie) {
  const std::lock_guard lock(mutex_);
  return std::ranges::any_of(
      by_state_, [hash = sha256(cookie)](const auto& each) { return each.second.browser == hash; });
}

}  // namespace klynge::server
