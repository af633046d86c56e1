#include "server/desk.h"

namespace klynge::server {

namespace {
constexpr auto names_may_be_old = std::chrono::seconds(5);
}

Desk::Desk(DeskParts parts, size_t queue_limit)
    : parts_(std::move(parts)),
      lookup_(parts_.store, parts_.keys, parts_.access, parts_.secrets, parts_.options, parts_.contents),
      thread_(queue_limit) {}

bool Desk::ask(Work work) {
  return thread_.take([this, work = std::move(work)]() mutable {
    learn();
    work(lookup_, parts_.setting);
  });
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

}  // namespace klynge::server
