#include "store/waiting.h"

#include <mutex>

namespace klynge::store {

Waiting::Number Waiting::newest() const {
  std::shared_lock hold(mutex_);
  return newest_;
}

void Waiting::add(Number number, std::vector<Change> changes) {
  std::unique_lock hold(mutex_);
  for (Change& change : changes) {
    const auto [key, is_new] = keys_.try_emplace(std::move(change.key));
    History& history = key->second;
    if (is_new || history.is_in_place()) ++waiting_;
    if (!is_new && history.newest.number != number) history.older.push_back(std::move(history.newest));
    history.newest = {number, std::move(change.value)};
  }
}

Waiting::Slice Waiting::next(size_t most) {
  std::shared_lock hold(mutex_);
  Slice slice;
  if (most == 0) return slice;
  auto at = keys_.upper_bound(swept_);
  for (; at != keys_.end() && slice.keys.size() < most; ++at)
    if (!at->second.is_in_place()) slice.keys.push_back(at);
  slice.ends_sweep = at == keys_.end();
  return slice;
}

Waiting::Slice Waiting::all() {
  std::shared_lock hold(mutex_);
  Slice slice{.keys = {}, .ends_sweep = true};
  for (auto at = keys_.begin(); at != keys_.end(); ++at)
    if (!at->second.is_in_place()) slice.keys.push_back(at);
  return slice;
}

void Waiting::done(Number number, const Slice& slice) {
  std::unique_lock hold(mutex_);
  newest_ = number;
  for (const auto& key : slice.keys) {
    key->second.placed = number;
    placed_.emplace_back(number, key);
  }
  waiting_ -= slice.keys.size();
  if (slice.ends_sweep) {
    // Whatever had come when this sweep began, it has met.
    in_place_ = sweep_began_;
    sweep_began_ = number;
    swept_.clear();
  } else if (!slice.keys.empty()) {
    swept_ = slice.keys.back()->first;
  }
  forget_placed();
}

// A key is put in its place again only when it has changed since, so it is there for as long as placed_ names
// it.
void Waiting::forget_placed() {
  const Number oldest = held_.empty() ? newest_ : *held_.begin();
  for (; !placed_.empty() && placed_.front().first <= oldest; placed_.pop_front()) {
    const auto& [number, key] = placed_.front();
    History& history = key->second;
    std::erase_if(history.older, [&](const Version& one) { return one.number <= number; });
    if (history.newest.number <= number) keys_.erase(key);
  }
}

void Waiting::settle(std::vector<std::pair<Number, std::vector<Change>>> changes) {
  {
    std::unique_lock hold(mutex_);
    waiting_ = 0;
    for (auto one = keys_.begin(); one != keys_.end();) {
      History& history = one->second;
      const bool is_undone = history.newest.number > newest_;
      if (is_undone && history.older.empty()) {
        one = keys_.erase(one);
        continue;
      }
      if (is_undone) {
        history.newest = std::move(history.older.back());
        history.older.pop_back();
      }
      if (!history.is_in_place()) ++waiting_;
      ++one;
    }
  }
  for (auto& [number, some] : changes) {
    add(number, std::move(some));
    std::unique_lock hold(mutex_);
    newest_ = std::max(newest_, number);
  }
}

Waiting::Number Waiting::hold() {
  std::unique_lock hold(mutex_);
  return *held_.insert(newest_);
}

void Waiting::release(Number held) {
  std::unique_lock hold(mutex_);
  if (const auto one = held_.find(held); one != held_.end()) held_.erase(one);
}

const Waiting::Version* Waiting::seen(const History& history, Number at) {
  if (history.newest.number <= at) return &history.newest;
  const auto older = std::find_if(history.older.rbegin(), history.older.rend(),
                                  [&](const Version& one) { return one.number <= at; });
  return older == history.older.rend() ? nullptr : &*older;
}

std::optional<Waiting::Change> Waiting::find(View key, Number at) const {
  std::shared_lock hold(mutex_);
  const auto found = keys_.find(key);
  if (found == keys_.end()) return std::nullopt;
  const Version* version = seen(found->second, at);
  if (version == nullptr) return std::nullopt;
  return Change{Bytes(key), version->value};
}

std::vector<Waiting::Change> Waiting::within(View prefix, View after, Number at, size_t enough) const {
  std::shared_lock hold(mutex_);
  std::vector<Change> all;
  auto key = after.empty() ? keys_.lower_bound(prefix) : keys_.upper_bound(after);
  for (; enough > 0 && key != keys_.end() && View(key->first).starts_with(prefix); ++key) {
    const Version* version = seen(key->second, at);
    if (version == nullptr) continue;
    all.push_back({key->first, version->value});
    enough -= version->value.has_value();
  }
  return all;
}

}  // namespace klynge::store
