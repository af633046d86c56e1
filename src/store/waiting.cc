#include "store/waiting.h"

#include <algorithm>
#include <iterator>
#include <mutex>

namespace klynge::store {

Waiting::Number Waiting::newest() const {
  std::shared_lock hold(mutex_);
  return newest_;
}

void Waiting::add(Number number, const std::vector<Change>& changes) {
  std::unique_lock hold(mutex_);
  for (const Change& change : changes) {
    Key& key = keys_[change.key];
    if (key.versions.empty() || key.is_in_place()) ++waiting_;
    if (key.versions.empty() || key.versions.back().number != number) key.versions.push_back({number, {}});
    key.versions.back().value = change.value;
  }
}

Waiting::Slice Waiting::next(size_t most) const {
  std::shared_lock hold(mutex_);
  Slice slice;
  if (most == 0) return slice;
  auto at = keys_.upper_bound(swept_);
  for (; at != keys_.end() && slice.changes.size() < most; ++at) {
    if (!at->second.is_in_place()) slice.changes.push_back({at->first, at->second.versions.back().value});
  }
  slice.ends_sweep = at == keys_.end();
  return slice;
}

Waiting::Slice Waiting::all() const {
  std::shared_lock hold(mutex_);
  Slice slice{.changes = {}, .ends_sweep = true};
  for (const auto& [name, key] : keys_)
    if (!key.is_in_place()) slice.changes.push_back({name, key.versions.back().value});
  return slice;
}

void Waiting::done(Number number, const Slice& slice) {
  std::unique_lock hold(mutex_);
  newest_ = number;
  for (const Change& change : slice.changes) {
    keys_.find(change.key)->second.placed = number;
    placed_.emplace_back(number, change.key);
  }
  waiting_ -= slice.changes.size();
  if (slice.ends_sweep) {
    // Whatever had come when this sweep began, it has met.
    in_place_ = sweep_began_;
    sweep_began_ = number;
    swept_.clear();
  } else if (!slice.changes.empty()) {
    swept_ = slice.changes.back().key;
  }
  forget_placed();
}

void Waiting::forget_placed() {
  const Number oldest = held_.empty() ? newest_ : *held_.begin();
  for (; !placed_.empty() && placed_.front().first <= oldest; placed_.pop_front()) {
    const auto& [number, name] = placed_.front();
    const auto key = keys_.find(name);
    if (key == keys_.end()) continue;  // it was put in its place again later, and that has been forgotten
    std::erase_if(key->second.versions, [&](const Version& one) { return one.number <= number; });
    if (key->second.versions.empty()) keys_.erase(key);
  }
}

void Waiting::settle(const std::vector<std::pair<Number, std::vector<Change>>>& changes) {
  {
    std::unique_lock hold(mutex_);
    for (auto one = keys_.begin(); one != keys_.end();) {
      std::erase_if(one->second.versions, [&](const Version& version) { return version.number > newest_; });
      one = one->second.versions.empty() ? keys_.erase(one) : std::next(one);
    }
    waiting_ = static_cast<size_t>(
        std::ranges::count_if(keys_, [](const auto& one) { return !one.second.is_in_place(); }));
  }
  for (const auto& [number, some] : changes) {
    add(number, some);
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

namespace {

// The newest that is not younger than `at`.
template <class Versions>
auto seen(const Versions& versions, Waiting::Number at) {
  return std::find_if(versions.rbegin(), versions.rend(), [&](const auto& one) { return one.number <= at; });
}

}  // namespace

std::optional<Waiting::Change> Waiting::find(View key, Number at) const {
  std::shared_lock hold(mutex_);
  const auto found = keys_.find(key);
  if (found == keys_.end()) return std::nullopt;
  const auto version = seen(found->second.versions, at);
  if (version == found->second.versions.rend()) return std::nullopt;
  return Change{Bytes(key), version->value};
}

std::vector<Waiting::Change> Waiting::within(View prefix, View after, Number at) const {
  std::shared_lock hold(mutex_);
  std::vector<Change> all;
  auto key = after.empty() ? keys_.lower_bound(prefix) : keys_.upper_bound(after);
  for (; key != keys_.end() && View(key->first).starts_with(prefix); ++key) {
    const auto version = seen(key->second.versions, at);
    if (version != key->second.versions.rend()) all.push_back({key->first, version->value});
  }
  return all;
}

}  // namespace klynge::store
