#include "store/waiting.h"

#include <gtest/gtest.h>

namespace klynge::store {
namespace {

using Changes = std::vector<Waiting::Change>;

Changes changes_of(const Waiting::Slice& slice) {
  Changes changes;
  slice.all_of([&](View place, const std::optional<Bytes>& value) {
    changes.push_back({Bytes(place), value});
    return true;
  });
  return changes;
}

// One commit whose disk did what it was asked to.
void commit(Waiting& waiting, const Changes& changes, size_t most = 0) {
  const Waiting::Number number = waiting.newest() + 1;
  waiting.add(number, changes);
  waiting.done(number, waiting.next(most));
}

TEST(Waiting, AReaderSeesWhatItsMomentSawHoweverManyCommitsFollow) {
  Waiting waiting;
  commit(waiting, {{"a", "1"}, {"b", "1"}});
  const Waiting::Number held = waiting.hold(), then = waiting.newest();
  commit(waiting, {{"a", std::nullopt}, {"b", "2"}, {"c", "2"}}, 100);  // all of it to its place
  EXPECT_EQ(waiting.within("", "", then), (Changes{{"a", "1"}, {"b", "1"}}));
  EXPECT_EQ(waiting.within("", "a", waiting.newest()), (Changes{{"b", "2"}, {"c", "2"}}));
  EXPECT_EQ(waiting.find("c", then), std::nullopt);
  waiting.release(held);
  commit(waiting, {});
  EXPECT_EQ(waiting.within("", "", waiting.newest()), Changes{}) << "their places say it now";
}

TEST(Waiting, ASweepTakesEachKeyInOrderAsItIsWhenItPasses) {
  Waiting waiting;
  commit(waiting, {{"c", "1"}, {"a", "1"}, {"b", "1"}});
  EXPECT_EQ(changes_of(waiting.next(2)), (Changes{{"a", "1"}, {"b", "1"}}));
  commit(waiting, {{"c", "2"}}, 2);
  EXPECT_EQ(waiting.size(), 1u);
  EXPECT_EQ(changes_of(waiting.next(2)), (Changes{{"c", "2"}}));
  commit(waiting, {{"a", "3"}}, 2);
  EXPECT_EQ(changes_of(waiting.next(2)), (Changes{{"a", "3"}}))
      << "it came behind the sweep: the next one takes it";
}

TEST(Waiting, WhatASweepHasMetIsInPlaceAndNoMore) {
  Waiting waiting;
  commit(waiting, {{"a", "1"}, {"b", "1"}}, 100);  // 1: a sweep ends here, the next begins
  commit(waiting, {{"b", "2"}, {"d", "2"}}, 1);    // 2: b
  commit(waiting, {{"a", "3"}, {"c", "3"}}, 1);    // 3: c; a is behind
  EXPECT_EQ(waiting.in_place(), 0u);
  commit(waiting, {}, 1);  // 4: d, the end
  EXPECT_EQ(waiting.in_place(), 1u);
  EXPECT_EQ(waiting.size(), 1u) << "a";
  commit(waiting, {}, 100);  // 5
  EXPECT_EQ(waiting.in_place(), 4u);
  EXPECT_EQ(waiting.size(), 0u);
}

TEST(Waiting, AfterAFailureItHasWhatTheDiskHas) {
  Waiting waiting;
  commit(waiting, {{"a", "1"}});
  waiting.add(2, {{"a", "2"}, {"b", "2"}});  // and the disk failed
  waiting.settle({});
  EXPECT_EQ(waiting.within("", "", 9), (Changes{{"a", "1"}}));
  waiting.add(2, {{"a", "2"}, {"b", "2"}});  // failed again, and yet it is there
  waiting.settle({{2, {{"a", "2"}, {"b", "2"}}}});
  EXPECT_EQ(waiting.newest(), 2u);
  EXPECT_EQ(waiting.size(), 2u);
  EXPECT_EQ(waiting.within("", "", 9), (Changes{{"a", "2"}, {"b", "2"}}));
  EXPECT_EQ(changes_of(waiting.all()), changes_of(waiting.next(9)));
}

}  // namespace
}  // namespace klynge::store
