#pragma once
// What every store must do, whatever it keeps its bytes in. A store joins by naming a Place: see
// store_test.cc and test/cut/cut_test.cc.
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "store/store.h"

namespace klynge::store {

// Where a store can be opened again and again, as a process that starts anew would.
struct Place {
  std::function<Folder()> open;
};

struct PlaceKind {
  std::string name;
  std::function<Place()> make;  // a fresh one
};

inline std::string name_of(const testing::TestParamInfo<PlaceKind>& info) {
  return info.param.name;
}

class StoreContract : public testing::TestWithParam<PlaceKind> {
 protected:
  void SetUp() override {
    place_ = GetParam().make();
    restart();
  }
  void restart() {
    reader_.reset();
    folder_ = Folder{};
    folder_ = place_.open();
    reader_ = *folder_.store->reader();
  }
  bool commit(const Batch& batch) { return folder_.store->commit(batch).ok(); }
  std::vector<Row> rows(uint64_t list, const std::optional<RowKey>& after = {}, size_t limit = 1000) {
    return *reader_->rows(1, 1, list, after, limit);
  }

  Place place_;
  Folder folder_;
  std::unique_ptr<Reader> reader_;
};

inline Entry entry(Position position) {
  return {position, "entry " + std::to_string(position)};
}

inline Row row(uint64_t list, int64_t order, uint64_t key, Bytes bytes = "row") {
  return {{1, 1, list, order, key, 0}, 1, std::move(bytes)};
}

inline std::vector<std::pair<int64_t, uint64_t>> keys_of(const std::vector<Row>& rows) {
  std::vector<std::pair<int64_t, uint64_t>> keys;
  for (const Row& one : rows) keys.emplace_back(one.key.order, one.key.key_high);
  return keys;
}

inline std::vector<Position> positions_of(Reader& reader, Position from, size_t most = 1000) {
  std::vector<Position> seen;
  EXPECT_TRUE(reader.entries(from, [&](Position position, View bytes) {
    EXPECT_EQ(bytes, entry(position).bytes);
    seen.push_back(position);
    return seen.size() < most;
  }));
  return seen;
}

TEST_P(StoreContract, IsNewOnlyOnce) {
  EXPECT_TRUE(folder_.is_new);
  restart();
  EXPECT_FALSE(folder_.is_new);
}

TEST_P(StoreContract, HoldsNothingAtFirst) {
  EXPECT_EQ(*reader_->last_position(), 0u);
  EXPECT_EQ(*reader_->entry(1), std::nullopt);
  EXPECT_EQ(*reader_->body(1, 0), std::nullopt);
  EXPECT_TRUE(rows(1).empty());
  EXPECT_EQ(*reader_->point(1, 1), std::nullopt);
  EXPECT_EQ(*reader_->name(1, "name"), std::nullopt);
  EXPECT_FALSE(reader_->snapshot(1)->has_value());
  EXPECT_EQ(*reader_->meta("head"), std::nullopt);
  EXPECT_TRUE(commit({}));
}

TEST_P(StoreContract, KeepsEveryPartOfABatch) {
  const Bytes octets("\0\xff zero and beyond", 18);
  Batch batch;
  batch.entries = {entry(1), entry(2)};
  batch.bodies = {{1, 0, octets}, {1, 65535, Bytes()}, {2, 0, Bytes(100'000, 'x')}};
  batch.rows = {row(7, 5, 1, octets)};
  batch.points = {{3, ~0ull, ~0ull}, {3, 0, 1}};
  batch.names = {{4, octets, 9}};
  batch.snapshots = {{11, 2, "record"}};
  batch.meta = {{"head", octets}, {"empty", ""}};
  ASSERT_TRUE(commit(batch));
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(*reader_->last_position(), 2u);
    EXPECT_EQ(*reader_->entry(2), entry(2).bytes);
    EXPECT_EQ(*reader_->body(1, 0), octets);
    EXPECT_EQ(*reader_->body(1, 65535), Bytes());
    EXPECT_EQ((*reader_->body(2, 0))->size(), 100'000u);
    EXPECT_EQ(*reader_->body(1, 1), std::nullopt);
    ASSERT_EQ(rows(7).size(), 1u);
    EXPECT_EQ(rows(7)[0].bytes, octets);
    EXPECT_EQ(*reader_->point(3, ~0ull), ~0ull);
    EXPECT_EQ(*reader_->name(4, octets), 9u);
    EXPECT_EQ(*reader_->name(5, octets), std::nullopt);
    EXPECT_EQ((*reader_->snapshot(11))->position, 2u);
    EXPECT_EQ((*reader_->snapshot(11))->bytes, "record");
    EXPECT_EQ(*reader_->meta("head"), octets);
    EXPECT_EQ(*reader_->meta("empty"), Bytes());
    restart();
  }
}

TEST_P(StoreContract, RefusesAGapAndThenEverythingUntilOpenedAnew) {
  ASSERT_TRUE(commit({.entries = {entry(1)}}));
  for (const auto& wrong : {std::vector{entry(3)}, {entry(1)}, {entry(0)}, {entry(2), entry(4)}}) {
    Batch batch{.entries = wrong};
    batch.points = {{1, 1, 1}};
    EXPECT_FALSE(commit(batch));
    EXPECT_FALSE(commit({.entries = {entry(2)}}));
    EXPECT_EQ(*reader_->last_position(), 1u);
    EXPECT_EQ(*reader_->point(1, 1), std::nullopt);
    ASSERT_TRUE(folder_.store->reopen());
  }
  EXPECT_TRUE(commit({.entries = {entry(2)}}));
  EXPECT_EQ(*reader_->last_position(), 2u);
}

TEST_P(StoreContract, RefusesABodyWithoutAPlace) {
  Batch batch{.entries = {entry(1)}};
  batch.bodies = {{1, 65536, "body"}};
  EXPECT_FALSE(commit(batch));
  ASSERT_TRUE(folder_.store->reopen());
  EXPECT_EQ(*reader_->last_position(), 0u);
}

TEST_P(StoreContract, GoesOnAfterReopen) {
  for (Position position = 1; position <= 20; ++position) {
    ASSERT_TRUE(commit({.entries = {entry(position)}}));
    if (position % 3 == 0) {
      ASSERT_TRUE(folder_.store->reopen());
    }
    if (position % 7 == 0) restart();
    ASSERT_EQ(*reader_->last_position(), position);
  }
  EXPECT_EQ(positions_of(*reader_, 1).size(), 20u);
}

TEST_P(StoreContract, StreamsEntriesFromAPositionUntilToldToStop) {
  for (Position position = 1; position <= 5; ++position) ASSERT_TRUE(commit({.entries = {entry(position)}}));
  EXPECT_EQ(positions_of(*reader_, 0), (std::vector<Position>{1, 2, 3, 4, 5}));
  EXPECT_EQ(positions_of(*reader_, 4), (std::vector<Position>{4, 5}));
  EXPECT_EQ(positions_of(*reader_, 2, 2), (std::vector<Position>{2, 3}));
  EXPECT_TRUE(positions_of(*reader_, 6).empty());
}

TEST_P(StoreContract, LetsAVisitorReadAndCommit) {
  ASSERT_TRUE(commit({.entries = {entry(1), entry(2)}, .bodies = {{1, 0, "one"}, {2, 0, "two"}}}));
  Position next = 3;
  size_t seen = 0;
  ASSERT_TRUE(reader_->entries(1, [&](Position position, View) {
    EXPECT_TRUE(reader_->body(position, 0)->has_value());
    EXPECT_EQ(positions_of(*reader_, 1, 1).size(), 1u);
    EXPECT_TRUE(commit({.entries = {entry(next++)}}));
    return ++seen < 2;
  }));
  EXPECT_EQ(*reader_->last_position(), 4u);
}

TEST_P(StoreContract, DropsBodiesWithAllTheirParts) {
  Batch batch{.entries = {entry(1), entry(2), entry(3)}};
  batch.bodies = {{1, 0, "a"}, {2, 0, "b"}, {2, 1, "c"}, {2, 65535, "d"}, {3, 0, "e"}};
  ASSERT_TRUE(commit(batch));
  ASSERT_TRUE(commit({.drop_bodies = {2, 77}}));
  std::vector<std::pair<Position, Bytes>> left;
  const auto collect = [&](const Body& body) {
    left.emplace_back(body.position, body.bytes);
    return true;
  };
  ASSERT_TRUE(reader_->bodies(0, collect));
  EXPECT_EQ(left, (std::vector<std::pair<Position, Bytes>>{{1, "a"}, {3, "e"}}));
  left.clear();
  ASSERT_TRUE(reader_->bodies(2, collect));
  EXPECT_EQ(left, (std::vector<std::pair<Position, Bytes>>{{3, "e"}}));
  EXPECT_EQ(positions_of(*reader_, 1).size(), 3u);
  ASSERT_TRUE(commit({.bodies = {{2, 0, "instead"}}, .drop_bodies = {2}}));
  EXPECT_EQ(*reader_->body(2, 0), "instead");
}

TEST_P(StoreContract, GivesRowsInOrderThenKey) {
  Batch batch;
  batch.rows = {row(1, 20, 1), row(1, -5, 9), row(1, 10, 3),
                row(1, 10, 2), row(2, 0, 0),  row(1, INT64_MIN, 0)};
  batch.rows.push_back({{1, 2, 1, 0, 0, 0}, 1, "other version"});
  batch.rows.push_back({{2, 1, 1, 0, 0, 0}, 1, "other view"});
  ASSERT_TRUE(commit(batch));
  using Seen = std::vector<std::pair<int64_t, uint64_t>>;
  EXPECT_EQ(keys_of(rows(1)), (Seen{{INT64_MIN, 0}, {-5, 9}, {10, 2}, {10, 3}, {20, 1}}));
  EXPECT_EQ(keys_of(rows(1, {}, 2)), (Seen{{INT64_MIN, 0}, {-5, 9}}));
  EXPECT_EQ(keys_of(rows(1, RowKey{1, 1, 1, -5, 9, 0}, 2)), (Seen{{10, 2}, {10, 3}}));
  EXPECT_EQ(keys_of(rows(1, RowKey{1, 1, 1, 10, 2, 5})), (Seen{{10, 3}, {20, 1}}));  // need not exist
  EXPECT_TRUE(rows(1, RowKey{1, 1, 1, 20, 1, 0}).empty());
  EXPECT_TRUE(rows(3).empty());
  EXPECT_TRUE(rows(1, {}, 0).empty());
  EXPECT_EQ(rows(1, {}, SIZE_MAX).size(), 5u);
}

TEST_P(StoreContract, PagesThroughAListOfLargeNumbersWithoutLossOrRepeat) {
  Batch batch;
  for (uint64_t i = 0; i < 50; ++i) {
    const uint64_t far = i * 0x0579'1357'9135'7913ull;  // both sides of 2^63
    batch.rows.push_back({{1, 1, ~0ull, static_cast<int64_t>(i % 3), far, ~far}, i, "row"});
  }
  ASSERT_TRUE(commit(batch));
  std::vector<Row> paged;
  std::optional<RowKey> after;
  while (true) {
    const auto page = rows(~0ull, after, 7);
    if (page.empty()) break;
    paged.insert(paged.end(), page.begin(), page.end());
    after = page.back().key;
  }
  EXPECT_EQ(keys_of(paged), keys_of(rows(~0ull)));
  EXPECT_EQ(paged.size(), 50u);
}

TEST_P(StoreContract, DropsRowsBeforePuttingThem) {
  ASSERT_TRUE(commit({.rows = {row(1, 1, 1, "old"), row(1, 2, 2, "gone"), row(1, 3, 3, "old")}}));
  Batch batch;
  batch.drop_rows = {row(1, 1, 1).key, row(1, 2, 2).key, row(9, 9, 9).key};
  batch.rows = {row(1, 1, 1, "new"), row(1, 3, 3, "over")};
  ASSERT_TRUE(commit(batch));
  const auto left = rows(1);
  ASSERT_EQ(left.size(), 2u);
  EXPECT_EQ(left[0].bytes, "new");
  EXPECT_EQ(left[1].bytes, "over");
}

TEST_P(StoreContract, StreamsAllRowsOfAViewInKeyOrder) {
  Batch batch;
  batch.rows = {row(2, 1, 1), row(1, 2, 1), row(1, 1, 2), row(~0ull, 5, 5)};
  batch.rows.push_back({{1, 2, 1, 0, 0, 0}, 1, "other version"});
  ASSERT_TRUE(commit(batch));
  std::vector<RowKey> seen;
  ASSERT_TRUE(reader_->all_rows(1, 1, [&](const Row& one) {
    seen.push_back(one.key);
    return true;
  }));
  EXPECT_EQ(seen, (std::vector<RowKey>{row(~0ull, 5, 5).key, row(1, 1, 2).key, row(1, 2, 1).key,
                                       row(2, 1, 1).key}));
  EXPECT_EQ(*reader_->lists(1, 1), (std::vector<uint64_t>{~0ull, 1, 2}));
  EXPECT_EQ(*reader_->lists(3, 1), (std::vector<uint64_t>{}));
}

TEST_P(StoreContract, LastPointWins) {
  ASSERT_TRUE(commit({.points = {{1, 5, 1}, {1, 5, 2}, {2, 5, 7}, {1, ~0ull, 3}, {1, 6, 4}}}));
  EXPECT_EQ(*reader_->point(1, 5), 2u);
  ASSERT_TRUE(commit({.points = {{1, 5, 9}}}));
  EXPECT_EQ(*reader_->point(1, 5), 9u);
  EXPECT_EQ(*reader_->point(2, 5), 7u);
  std::vector<std::pair<uint64_t, uint64_t>> seen;
  ASSERT_TRUE(reader_->points(1, [&](uint64_t key, uint64_t value) {
    seen.emplace_back(key, value);
    return true;
  }));
  EXPECT_EQ(seen, (std::vector<std::pair<uint64_t, uint64_t>>{{~0ull, 3}, {5, 9}, {6, 4}}));
}

TEST_P(StoreContract, DropsNamesAndSnapshots) {
  ASSERT_TRUE(commit({.names = {{1, "a", 1}, {1, "b", 1}, {1, "c", 2}, {2, "a", 1}},
                      .snapshots = {{1, 1, "one"}, {2, 1, "two"}}}));
  ASSERT_TRUE(
      commit({.drop_names = {{1, "c"}, {1, "unknown"}}, .drop_names_of = {{1, 1}}, .drop_snapshots = {2}}));
  EXPECT_EQ(*reader_->name(1, "a"), std::nullopt);
  EXPECT_EQ(*reader_->name(1, "b"), std::nullopt);
  EXPECT_EQ(*reader_->name(1, "c"), std::nullopt);
  EXPECT_EQ(*reader_->name(2, "a"), 1u);
  EXPECT_FALSE(reader_->snapshot(2)->has_value());
  ASSERT_TRUE(commit({.drop_names = {{2, "a"}}, .names = {{2, "a", 8}}, .snapshots = {{1, 5, "later"}}}));
  EXPECT_EQ(*reader_->name(2, "a"), 8u);
  EXPECT_EQ((*reader_->snapshot(1))->bytes, "later");
  ASSERT_TRUE(folder_.store->scrub());
  EXPECT_EQ(*reader_->name(2, "a"), 8u);
  ASSERT_TRUE(commit({.names = {{2, "b", 3}}}));
  EXPECT_EQ(*reader_->name(2, "b"), 3u);
}

TEST_P(StoreContract, ReadersSeeOneMomentBetweenBeginAndEnd) {
  ASSERT_TRUE(commit({.entries = {entry(1)}, .points = {{1, 1, 1}}}));
  auto other = *folder_.store->reader();
  ASSERT_TRUE(reader_->begin());
  ASSERT_TRUE(commit({.entries = {entry(2)}, .points = {{1, 1, 2}}}));
  EXPECT_EQ(*reader_->last_position(), 1u);
  EXPECT_EQ(*reader_->point(1, 1), 1u);
  EXPECT_EQ(positions_of(*reader_, 1).size(), 1u);
  EXPECT_EQ(*other->last_position(), 2u);
  reader_->end();
  EXPECT_EQ(*reader_->last_position(), 2u);
  EXPECT_EQ(*reader_->point(1, 1), 2u);
}

TEST_P(StoreContract, ReadersOutliveAReopen) {
  ASSERT_TRUE(commit({.entries = {entry(1)}}));
  ASSERT_TRUE(reader_->begin());
  ASSERT_TRUE(folder_.store->reopen());
  ASSERT_TRUE(commit({.entries = {entry(2)}}));
  EXPECT_EQ(*reader_->last_position(), 1u);
  reader_->end();
  EXPECT_EQ(*reader_->last_position(), 2u);
}

// --- Keys ----------------------------------------------------------------------------------------------

inline std::vector<Bytes> wrapped(Keys& keys, uint64_t controller, uint64_t citizen) {
  std::vector<Bytes> all;
  const std::vector<KeyRow> rows = *keys.get(controller, citizen);
  for (const KeyRow& one : rows) all.push_back(one.wrapped);
  return all;
}

TEST_P(StoreContract, KeepsKeysByGenerationThenPosition) {
  ASSERT_TRUE(
      folder_.keys->put({{1, 5, 2, 0, "c"}, {1, 5, 1, 9, "b"}, {1, 5, 1, 0, "a"}, {1, 6, 1, 0, "x"}}));
  ASSERT_TRUE(folder_.keys->put({{2, 5, 1, 0, "y"}, {1, ~0ull, 1, 0, "z"}}));
  restart();
  EXPECT_EQ(wrapped(*folder_.keys, 1, 5), (std::vector<Bytes>{"a", "b", "c"}));
  EXPECT_EQ(wrapped(*folder_.keys, 2, 5), (std::vector<Bytes>{"y"}));
  EXPECT_EQ(wrapped(*folder_.keys, 1, ~0ull), (std::vector<Bytes>{"z"}));
  EXPECT_TRUE(wrapped(*folder_.keys, 3, 5).empty());
}

TEST_P(StoreContract, ErasesSomeKeysOrAllAndPutsOthersInstead) {
  ASSERT_TRUE(
      folder_.keys->put({{1, 5, 1, 0, "a"}, {1, 5, 1, 9, "b"}, {1, 5, 2, 0, "c"}, {1, 6, 1, 0, "x"}}));
  ASSERT_TRUE(folder_.keys->erase(1, 5, {{1, 5, 1, 0, ""}}, {{1, 5, 3, 0, "d"}}));
  EXPECT_EQ(wrapped(*folder_.keys, 1, 5), (std::vector<Bytes>{"b", "c", "d"}));
  ASSERT_TRUE(folder_.keys->erase(1, 5, {}, {{1, 5, 4, 0, "e"}}));
  EXPECT_EQ(wrapped(*folder_.keys, 1, 5), (std::vector<Bytes>{"e"}));
  ASSERT_TRUE(folder_.keys->erase(1, 5, {}, {}));
  restart();
  EXPECT_TRUE(wrapped(*folder_.keys, 1, 5).empty());
  EXPECT_EQ(wrapped(*folder_.keys, 1, 6), (std::vector<Bytes>{"x"}));
}

TEST_P(StoreContract, KeepsWhatIsSaidOfKeys) {
  EXPECT_EQ(*folder_.keys->meta("check"), std::nullopt);
  ASSERT_TRUE(folder_.keys->set_meta("check", "one"));
  ASSERT_TRUE(folder_.keys->set_meta("check", Bytes("\0two", 4)));
  restart();
  EXPECT_EQ(*folder_.keys->meta("check"), Bytes("\0two", 4));
}

// --- Access --------------------------------------------------------------------------------------------

// Entries that carry what `make` was told, so that the chain can be checked afterwards.
inline Bytes linked(Position position, View previous) {
  Bytes bytes;
  put_u64(bytes, position);
  return bytes.append(previous);
}

inline size_t check_chain(Access& access) {
  Bytes previous(32, '\0');
  Position last = 0;
  EXPECT_TRUE(access.entries(1, [&](Position position, View bytes) {
    EXPECT_EQ(position, ++last);
    EXPECT_EQ(bytes, linked(position, previous));
    previous = sha256(bytes);
    return true;
  }));
  return last;
}

TEST_P(StoreContract, ChainsLookUps) {
  EXPECT_EQ(check_chain(*folder_.access), 0u);
  EXPECT_EQ(*folder_.access->append(linked), 1u);
  EXPECT_EQ(*folder_.access->append(linked), 2u);
  restart();
  EXPECT_EQ(*folder_.access->append(linked), 3u);
  EXPECT_EQ(check_chain(*folder_.access), 3u);
  size_t seen = 0;
  ASSERT_TRUE(folder_.access->entries(2, [&](Position, View) { return ++seen < 1; }));
  EXPECT_EQ(seen, 1u);
}

TEST_P(StoreContract, ChainsLookUpsOfManyThreads) {
  std::vector<std::thread> threads;
  std::atomic<int> appended = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 25; ++n) appended += folder_.access->append(linked).ok();
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(appended, 100);
  EXPECT_EQ(check_chain(*folder_.access), 100u);
}

TEST_P(StoreContract, NotesALookOncePerWindow) {
  EXPECT_FALSE(*folder_.access->noted("viewer and list", 1000, 500));
  EXPECT_TRUE(*folder_.access->noted("viewer and list", 1001, 1000));
  restart();
  EXPECT_TRUE(*folder_.access->noted("viewer and list", 1200, 900));
  EXPECT_FALSE(*folder_.access->noted("another", 1200, 900));
  EXPECT_FALSE(*folder_.access->noted("viewer and list", 2000, 1500));
  EXPECT_TRUE(*folder_.access->noted("viewer and list", 2001, 1500));
}

}  // namespace klynge::store
