#pragma once
// Messages for measuring: real HospitalNotifications of a whole country's worth of citizens, made fast. Each
// citizen goes round STIN, STOR, SLOR, ... , SLHJ and begins a new course; no two messages share an id.
#include <cstdint>
#include <string>
#include <vector>

namespace klynge::bench {

class Messages {
 public:
  // `run` keeps the ids of one run apart from another's; a stay has `length` messages, even, 2 or more.
  explicit Messages(uint64_t run, uint32_t length = 8) : run_(run), length_(length) {}

  // The next message of that citizen (0, 1, 2 ...). `step` counts this citizen's messages from 0.
  std::string next(uint64_t citizen, uint32_t step);
  static std::string cpr(uint64_t citizen);  // ten digits, a day and month that exist; never given to anybody
                                             // by intent, and used in this program's memory only

 private:
  uint64_t run_;
  uint32_t length_;
};

// The folder that is measured (populate.cc): the first 3 % of the citizens are in hospital, each somewhere in
// the first stay of run `open_run`. The others are known from a stay that is over.
inline constexpr uint64_t open_run = 1;
constexpr uint64_t open_citizens(uint64_t citizens) {
  return citizens * 3 / 100 + 1;
}
constexpr uint32_t messages_come(uint64_t citizen) {  // of that stay; it has 8, so nobody is home yet
  return static_cast<uint32_t>(citizen % 7) + 1;
}

// 95 % of messages to the 3 % with open courses, or uniform.
class Mix {
 public:
  Mix(uint64_t citizens, bool hot, uint64_t seed) : citizens_(citizens), hot_(hot), state_(seed * 2 + 1) {}
  uint64_t pick();

 private:
  uint64_t random();
  uint64_t citizens_;
  bool hot_;
  uint64_t state_;
};

}  // namespace klynge::bench
