#pragma once
// Sign-ins under way: from the redirect to a provider until the answer comes back, ten minutes at most. Each
// is bound to one browser by a cookie, has a state that nobody can guess, and is used once. Bounded; any
// thread.
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/time.h"

namespace klynge::server {

struct Underway {
  Bytes browser;  // hash of its cookie
  std::string provider, state, nonce, verifier;
  std::string back;  // where to go then: a path of ours
  Instant began;
};

class Underways {
 public:
  static constexpr Duration lasts = minutes(10);
  explicit Underways(size_t most = 50'000) : most_(most) {}

  void put(Underway underway, Instant now);
  // Once. None: no such state, another browser or provider, or too late.
  std::optional<Underway> take(View state, View cookie, View provider, Instant now);
  // Does a sign-in of this browser wait? Then its cookie is used again, for sign-ins in two tabs.
  bool knows(View cookie);

 private:
  const size_t most_;
  std::mutex mutex_;
  std::map<Bytes, Underway> by_state_;  // by the state's hash
};

}  // namespace klynge::server
