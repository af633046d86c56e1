#include "server/rate.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cmath>

namespace klynge::server {

int Rate::wait(View name, Instant now) {
  const std::lock_guard lock(mutex_);
  auto found = buckets_.find(std::string(name));
  if (found == buckets_.end()) {
    make_room(now);
    found = buckets_.emplace(name, Bucket{limit_.at_once, now}).first;
  }
  Bucket& bucket = found->second;
  bucket = {left_in(bucket, now), now};
  if (bucket.left < 1) return static_cast<int>(std::ceil((1 - bucket.left) / limit_.per_second));
  bucket.left -= 1;
  return 0;
}

// A clock that is set back gives nothing and takes nothing.
double Rate::left_in(const Bucket& bucket, Instant now) const {
  const double seconds_since = static_cast<double>(std::max<int64_t>(0, (now - bucket.at).us)) / 1e6;
  return std::min(limit_.at_once, bucket.left + seconds_since * limit_.per_second);
}

// A full bucket is as good as none. Where all are in use, all begin anew: memory is bounded, and nobody is
// locked out by how many others there are.
void Rate::make_room(Instant now) {
  if (buckets_.size() < names_max_) return;
  std::erase_if(buckets_, [&](const auto& each) { return left_in(each.second, now) >= limit_.at_once; });
  if (buckets_.size() >= names_max_) buckets_.clear();
}

std::string network_of(View address) {
  in6_addr parsed{};
  const std::string text(address.substr(0, address.find('%')));
  if (::inet_pton(AF_INET6, text.c_str(), &parsed) != 1) return std::string(address);
  if (IN6_IS_ADDR_V4MAPPED(&parsed)) return text.substr(text.rfind(':') + 1);
  return to_hex({reinterpret_cast<const char*>(&parsed), 8});
}

}  // namespace klynge::server
