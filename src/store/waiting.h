#pragma once
// Changes that are on disk in the order they came, and wait in memory to be put in their places.
//
// A message changes rows and names that lie far apart in their tables: written one by one, each costs a page
// of its own. So a commit appends its changes as one piece (table `waiting`), and here they wait, sorted,
// until a sweep over all keys takes them in order, many to a page. See docs/decision/0018.
//
// Keys are octets and sort as octets; a change without a value drops its key. A change bears the number of
// the commit that brought it, and a reader sees those up to the last number that its own moment on disk has.
// What was put in its place stays here until no reader is left whose moment is older than that.
//
// Threads: the writer's thread calls add() to settle(); the others are for any thread.
#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <shared_mutex>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace klynge::store {

class Waiting {
 public:
  using Number = uint64_t;  // of a commit that changed something: 1, 2, 3 ...; 0 is before the first
  struct Change {
    Bytes key;
    std::optional<Bytes> value;
    bool operator==(const Change&) const = default;
  };

  // What is known of one key.
  struct Version {
    Number number = 0;
    std::optional<Bytes> value;
  };
  struct History {
    Version newest;
    std::vector<Version> older;  // rising, for older moments
    Number placed = 0;           // the commit that put the newest of then in its place
    bool is_in_place() const { return newest.number <= placed; }
  };
  using Keys = std::map<Bytes, History, std::less<>>;

  // --- The writer. A commit goes: add(), next(), [the disk], done(). When the disk failed, done() is left
  // out, and settle() says what the disk has instead.

  Number newest() const;                                 // of the last commit that is done
  void add(Number number, std::vector<Change> changes);  // the later of two for one key counts

  struct Slice {
    std::vector<Keys::iterator> keys;  // in their order
    bool ends_sweep = false;
    // visit(place, value as it is now); answers false, as soon as it does.
    template <class Visit>
    bool all_of(Visit&& visit) const {
      return std::ranges::all_of(
          keys, [&](const auto& key) { return visit(key->first, key->second.newest.value); });
    }
  };
  // The next `most` keys of the sweep, to be put in their places by the commit that is under way.
  Slice next(size_t most);
  Slice all();  // what a whole sweep would take
  // The commit `number` is on disk, and with it `slice` is in its places.
  void done(Number number, const Slice& slice);
  // Everything up to this number has been put in its place.
  Number in_place() const { return in_place_; }
  size_t size() const { return waiting_; }  // keys that are not in their places yet

  // Forgets what add() was told since the last done(); `changes` are what the disk has of it after all.
  void settle(std::vector<std::pair<Number, std::vector<Change>>> changes);

  // --- Readers. From hold() to release() nothing is forgotten that a moment needs which began in between.

  Number hold();
  void release(Number held);
  // Nothing when no change of `key` is known up to `at`: then its place says what it is.
  std::optional<Change> find(View key, Number at) const;
  // The changes of all keys that begin with `prefix` and come after `after` (all, when it is empty), until
  // `enough` of them put something there: whoever wants so many rows finds them among these and what lies
  // between.
  std::vector<Change> within(View prefix, View after, Number at, size_t enough = SIZE_MAX) const;

 private:
  static const Version* seen(const History& history, Number at);  // the newest that is not younger, or null
  void forget_placed();                                           // REQUIRES: the lock is held

  mutable std::shared_mutex mutex_;  // guards keys_, newest_ and held_
  Keys keys_;
  Number newest_ = 0;
  std::multiset<Number> held_;
  std::deque<std::pair<Number, Keys::iterator>> placed_;  // by rising number: kept for older readers

  Bytes swept_;  // the last key that the sweep has taken
  Number sweep_began_ = 0;
  Number in_place_ = 0;
  size_t waiting_ = 0;
};

}  // namespace klynge::store
