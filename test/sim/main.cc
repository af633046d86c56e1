// sim --seed N | --lives N [--from N] [--quiet]: lives from seeds, one after another; the first that fails is
// told.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string_view>

#include "sim/post_life.h"

namespace {

using klynge::sim::Outcome;

constexpr uint64_t twice_every = 25;
constexpr uint64_t letters_every = 10;  // such a seed lives a life of letters too

void add(Outcome& sum, const Outcome& one) {
  sum.entries += one.entries;
  sum.letters += one.letters;
  sum.asks += one.asks;
  sum.looks += one.looks;
  sum.cuts += one.cuts;
  sum.failures += one.failures;
  sum.silences += one.silences;
  sum.joins += one.joins;
}

Outcome whole_life(const klynge::sim::World& world, uint64_t seed, bool on_sqlite) {
  Outcome outcome = klynge::sim::live(world, seed, on_sqlite);
  if (seed % letters_every != 0 || !outcome.fault.empty()) return outcome;
  Outcome letters = klynge::sim::live_by_post(world, seed, on_sqlite);
  letters.fingerprint = outcome.fingerprint + letters.fingerprint;
  add(letters, outcome);
  return letters;
}

void tell(uint64_t seed, const Outcome& outcome) {
  fmt::print("seed {} fails{}: {}\n", seed, outcome.on_sqlite ? " (on SQLite)" : "", outcome.fault);
  for (const std::string& step : outcome.steps) fmt::print("    {}\n", step);
}

int usage() {
  fmt::print(stderr, "usage: sim --seed N | --lives N [--from N] [--sqlite-every N]\n");
  return 2;
}

}  // namespace

int main(int count, char** words) {
  uint64_t from = 1, lives = 100, sqlite_every = 50;
  bool one = false;
  for (int i = 1; i < count; i += 2) {
    if (i + 1 >= count) return usage();
    const std::string_view word = words[i];
    const uint64_t value = std::strtoull(words[i + 1], nullptr, 10);
    if (word == "--seed") {
      from = value;
      lives = 1;
      one = true;
    } else if (word == "--lives") {
      lives = value;
    } else if (word == "--from") {
      from = value;
    } else if (word == "--sqlite-every") {
      sqlite_every = std::max<uint64_t>(value, 1);
    } else {
      return usage();
    }
  }
  const auto world = klynge::sim::load_world(KLYNGE_SOURCE_DIR);
  if (!world) {
    fmt::print(stderr, "{}: {}\n", world.problem().where, world.problem().what);
    return 1;
  }
  const auto began = std::chrono::steady_clock::now();
  Outcome sum;
  for (uint64_t seed = from; seed < from + lives; ++seed) {
    const bool on_sqlite = seed % sqlite_every == 0;
    Outcome outcome = whole_life(*world, seed, on_sqlite);
    if (outcome.fault.empty() && (one || seed % twice_every == 0)) {
      const Outcome again = whole_life(*world, seed, on_sqlite);
      if (again.fingerprint != outcome.fingerprint) outcome.fault = "the same seed gave another journal";
    }
    if (!outcome.fault.empty()) {
      tell(seed, outcome);
      fmt::print("after {} lives\ncounts: {} passed, 1 failed\n", seed - from + 1, seed - from);
      return 1;
    }
    add(sum, outcome);
    if (one)
      for (const std::string& step : outcome.steps) fmt::print("    {}\n", step);
  }
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  fmt::print(
      "{} lives from seed {} in {:.1f} s ({:.0f} a second): {} letters, {} wishes, {} looks of the clock, {} "
      "silences, {} joined records, "
      "{} restarts, {} failures, {} entries\ncounts: {} passed, 0 failed\n",
      lives, from, took, static_cast<double>(lives) / took, sum.letters, sum.asks, sum.looks, sum.silences,
      sum.joins, sum.cuts, sum.failures, sum.entries, lives);
  return 0;
}
