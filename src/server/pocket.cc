#include "server/pocket.h"

#include <algorithm>

namespace klynge::server {
namespace {

constexpr size_t all_max = 20'000, of_person_max = 10;

}  // namespace

// It goes over to the session that asks: that one's sign-out ends it.
Pockets::Kept* Pockets::living(View id, const Owner& owner, Instant now) {
  const auto found = kept_.find(id);
  if (found == kept_.end()) return nullptr;
  Kept& kept = found->second;
  if (now >= kept.pocket.until) {
    kept_.erase(found);
    return nullptr;
  }
  if (kept.owner.person_id != owner.person_id || kept.owner.party != owner.party) return nullptr;
  kept.owner.session = owner.session;
  return &kept;
}

Pocket Pockets::take(View id, const Owner& owner, Instant until, Instant now) {
  const std::lock_guard lock(mutex_);
  if (const Kept* kept = living(id, owner, now)) return kept->pocket;
  make_room(owner.person_id, now);
  Pocket pocket{to_base64url(random_(16)), to_base64url(random_(32)), std::min(until, now + pocket_lasts)};
  kept_.emplace(pocket.id, Kept{pocket, owner});
  return pocket;
}

std::optional<Pocket> Pockets::find(View id, const Owner& owner, Instant now) {
  const std::lock_guard lock(mutex_);
  const Kept* const kept = living(id, owner, now);
  return kept == nullptr ? std::nullopt : std::optional(kept->pocket);
}

void Pockets::end(View session) {
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [&](const auto& each) { return each.second.owner.session == session; });
}

void Pockets::end_all_of(View person_id) {
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [&](const auto& each) { return each.second.owner.person_id == person_id; });
}

// Room for one more of that person, and for one more at all: the one that ends first goes.
void Pockets::make_room(View person_id, Instant now) {
  const auto drop_first = [&](auto counts, size_t most) {
    auto first = kept_.end();
    size_t count = 0;
    for (auto each = kept_.begin(); each != kept_.end(); ++each) {
      if (!counts(each->second)) continue;
      ++count;
      if (first == kept_.end() || each->second.pocket.until < first->second.pocket.until) first = each;
    }
    if (count >= most) kept_.erase(first);
  };
  if (kept_.size() >= all_max)
    std::erase_if(kept_, [&](const auto& each) { return now >= each.second.pocket.until; });
  drop_first([&](const Kept& kept) { return kept.owner.person_id == person_id; }, of_person_max);
  drop_first([](const Kept&) { return true; }, all_max);
}

}  // namespace klynge::server
