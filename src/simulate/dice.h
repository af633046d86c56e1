#pragma once
// Chance from a seed: the same seed throws the same on every machine (which std's distributions do not).
#include <cstdint>
#include <vector>

#include "base/bytes.h"

namespace klynge::simulate {

class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15ull + 0x1234567) {}

  uint64_t next() {  // splitmix64
    uint64_t z = state_ += 0x9e3779b97f4a7c15ull;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  int64_t between(int64_t low, int64_t high) {  // both may come
    return low + static_cast<int64_t>(next() % static_cast<uint64_t>(high - low + 1));
  }
  size_t below(size_t end) { return static_cast<size_t>(next() % end); }
  bool one_in(uint64_t n) { return next() % n == 0; }
  bool percent(uint64_t n) { return next() % 100 < n; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  Bytes bytes(size_t n) {
    Bytes out(n, '\0');
    for (char& c : out) c = static_cast<char>(next());
    return out;
  }

 private:
  uint64_t state_;
};

}  // namespace klynge::simulate
