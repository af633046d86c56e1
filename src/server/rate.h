#pragma once
// How often somebody may ask: a bucket each that holds so many requests and fills again with time. Whoever
// asks is named by something that he or she alone controls (a session, a token, an address), never by the
// name of a person: else anybody could lock anybody out. Kept for so many names; the rest is bounded memory.
// Any thread.
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/bytes.h"
#include "base/time.h"

namespace klynge::server {

struct RateLimit {
  double per_second = 1;
  double at_once = 10;
};

class Rate {
 public:
  explicit Rate(RateLimit limit, size_t names_max = 100'000) : limit_(limit), names_max_(names_max) {}
  // 0: go on. Else the seconds to wait, 1 or more; nothing was taken.
  int wait(View name, Instant now);

 private:
  struct Bucket {
    double left = 0;
    Instant at;
  };
  double left_in(const Bucket& bucket, Instant now) const;
  void make_room(Instant now);

  const RateLimit limit_;
  const size_t names_max_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

// The part of an address that one who attacks has one of: an IPv6 network, an IPv4 address.
std::string network_of(View address);

}  // namespace klynge::server
