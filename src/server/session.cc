#include "server/session.h"

#include <algorithm>

#include "base/hash.h"

namespace klynge::server {

Sessions::Sessions(SessionLimits limits, seal::Random random)
    : limits_(limits), random_(std::move(random)), rate_(limits.requests) {}

bool Sessions::over(const Kept& kept, Instant now) const {
  return now >= kept.asked_at + limits_.idle || now >= kept.signed_in_at + limits_.absolute;
}

Session Sessions::shown(const Kept& kept) const {
  const Instant until = kept.signed_in_at + limits_.absolute;
  return {.person = kept.who.person,
          .choices = kept.who.choices,
          .chosen = kept.chosen,
          .provider = kept.who.provider,
          .csrf = kept.csrf,
          .signed_in_at = kept.signed_in_at,
          .idle_until = std::min(kept.asked_at + limits_.idle, until),
          .until = until,
          .called = kept.who.called};
}

std::string Sessions::begin(SignedIn who, Instant now) {
  const std::lock_guard lock(mutex_);
  make_room(who.person.id, now);
  Kept kept{std::move(who), std::nullopt, to_base64url(random_(32)), now, now};
  if (kept.who.choices.size() == 1) kept.chosen = 0;
  std::string id = to_base64url(random_(32));
  sessions_.emplace(sha256(id), std::move(kept));
  return id;
}

Sessions::Map::iterator Sessions::living(View id, Instant now) {
  const auto found = sessions_.find(sha256(id));
  if (found == sessions_.end() || !over(found->second, now)) return found;
  sessions_.erase(found);
  return sessions_.end();
}

std::optional<Session> Sessions::find(View id, Instant now, bool goes_on) {
  const std::lock_guard lock(mutex_);
  const auto found = living(id, now);
  if (found == sessions_.end()) return std::nullopt;
  if (goes_on) found->second.asked_at = std::max(found->second.asked_at, now);
  return shown(found->second);
}

int Sessions::wait(View id, Instant now) {
  return rate_.wait(sha256(id), now);
}

bool Sessions::choose(View id, size_t choice, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = living(id, now);
  if (found == sessions_.end() || choice >= found->second.who.choices.size()) return false;
  found->second.chosen = choice;
  return true;
}

void Sessions::end(View id) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(sha256(id));
}

bool Sessions::is_kept(View id) {
  const std::lock_guard lock(mutex_);
  return sessions_.contains(sha256(id));
}

void Sessions::end_all() {
  const std::lock_guard lock(mutex_);
  sessions_.clear();
}

size_t Sessions::end_all_of(View person_id) {
  const std::lock_guard lock(mutex_);
  return std::erase_if(sessions_, [&](const auto& each) { return each.second.who.person.id == person_id; });
}

std::vector<Session> Sessions::all(Instant now) {
  const std::lock_guard lock(mutex_);
  std::vector<Session> out;
  for (const auto& [hash, kept] : sessions_)
    if (!over(kept, now)) out.push_back(shown(kept));
  std::ranges::sort(out, {}, &Session::signed_in_at);
  return out;
}

// Room for one more of that person, and for one more at all.
void Sessions::make_room(View person_id, Instant now) {
  const auto drop_idlest = [&](auto counts, size_t most) {
    const auto asked_at = [](const auto& each) { return each.second.asked_at; };
    std::vector<Map::iterator> those;
    for (auto each = sessions_.begin(); each != sessions_.end(); ++each)
      if (counts(*each)) those.push_back(each);
    if (those.size() < most) return;
    sessions_.erase(*std::ranges::min_element(those, {}, [&](const auto& each) { return asked_at(*each); }));
  };
  const bool full = sessions_.size() >= limits_.all_max;
  if (full) std::erase_if(sessions_, [&](const auto& each) { return over(each.second, now); });
  drop_idlest([&](const auto& each) { return each.second.who.person.id == person_id; },
              limits_.of_person_max);
  if (full) drop_idlest([](const auto&) { return true; }, limits_.all_max);
}

std::optional<std::string> cookie_of(View header, View name) {
  std::optional<std::string> value;
  for (size_t at = 0; at < header.size();) {
    const size_t end = std::min(header.find(';', at), header.size());
    View one = header.substr(at, end - at);
    at = end + 1;
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.size() <= name.size() || !one.starts_with(name) || one[name.size()] != '=') continue;
    if (value) return std::nullopt;
    value = std::string(one.substr(name.size() + 1));
  }
  return value;
}

}  // namespace klynge::server
