// Power cuts, failing syncs and a full disk under the real store. Every batch whose commit() answered Done
// is there whole; any other is there whole or not at all; and so with keys and look-ups.
//
// KLYNGE_CUTS: how many cuts (1,000). KLYNGE_CUT_SEED: only this seed. A failure prints its seed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "base/hash.h"
#include "cut_vfs.h"
#include "store/contract_test.h"
#include "store/memory.h"
#include "store/store.h"

namespace klynge::store {
namespace {

constexpr const char* directory = "/data";

SqliteOptions options_on(const CutDisk& disk) {
  // A short log, so that a life has many checkpoints; little waits, so that much is put in its place.
  return {.vfs = disk.vfs(), .wal_limit_bytes = 256 << 10, .checkpoint_thread = false, .waiting_keys = 12};
}

// The disk of the contract test: one that never fails.
const PlaceKind cut_kind = {
    "cut_disk", [] {
      auto disk = std::make_shared<CutDisk>(1);
      return Place{[disk] { return std::move(*open_sqlite(directory, Open::write, options_on(*disk))); }};
    }};
INSTANTIATE_TEST_SUITE_P(OnACutDisk, StoreContract, testing::Values(cut_kind), name_of);

// Everything a store holds, as text. Names are asked for one by one: there are `name_count` of them.
constexpr uint64_t name_count = 40;
constexpr uint64_t citizen_count = 12;
constexpr uint64_t controller = 1;

Bytes name_key(uint64_t number) {
  return sha256("name " + std::to_string(number));
}

std::string dump(Reader& reader) {
  std::string all;
  const auto add = [&](const char* what, uint64_t number, View bytes) {
    all +=
        std::string(what) + " " + std::to_string(number) + " " + to_hex(sha256(bytes)).substr(0, 12) + "\n";
    return true;
  };
  EXPECT_TRUE(
      reader.entries(1, [&](Position position, View bytes) { return add("entry", position, bytes); }));
  EXPECT_TRUE(reader.bodies(
      1, [&](const Body& body) { return add("body", body.position * 10 + body.part, body.bytes); }));
  EXPECT_TRUE(reader.all_rows(1, 1, [&](const Row& one) {
    return add("row",
               one.key.list * 1'000'000 + static_cast<uint64_t>(one.key.order) * 1000 + one.key.key_high,
               one.bytes);
  }));
  EXPECT_TRUE(reader.points(
      1, [&](uint64_t key, uint64_t value) { return add("point", key, std::to_string(value)); }));
  for (uint64_t i = 0; i < name_count; ++i) {
    if (auto value = *reader.name(1, name_key(i))) add("name", i, std::to_string(*value));
  }
  for (uint64_t i = 0; i < citizen_count; ++i) {
    if (auto snapshot = *reader.snapshot(i)) add("snapshot", i, snapshot->bytes);
  }
  return all;
}

std::string dump(Keys& keys) {
  std::string all;
  for (uint64_t citizen = 0; citizen < citizen_count; ++citizen) {
    auto rows = keys.get(controller, citizen);
    if (!rows) return "unreadable: " + rows.problem().what;
    for (const KeyRow& one : *rows) {
      all += std::to_string(citizen) + "/" + std::to_string(one.generation) + "/" +
             std::to_string(one.position) + "=" + to_hex(sha256(one.wrapped)).substr(0, 12) + "\n";
    }
  }
  return all;
}

// One disk and what it must hold: a memory store that gets every batch that is known to be there.
class World {
 public:
  explicit World(uint64_t seed) : random_(seed), disk_(seed * 7 + 1) {}

  // From opening to the power cut, which comes within `operations` of the disk; with faults on the way.
  void live(uint64_t operations);
  // Opens, commits `count` times and cuts; what the disk was told to fail, fails on the way.
  void commit_some(int count);
  // Opens again and compares.
  void check();
  CutDisk& disk() { return disk_; }
  Folder& folder() { return *folder_; }
  bool open();
  void commit();
  void close_and_cut();

 private:
  uint64_t below(uint64_t limit) { return random_() % limit; }
  Bytes some_bytes(size_t most) {
    return Bytes(below(most), static_cast<char>(random_())) + std::to_string(random_());
  }

  void act();
  void write_keys();
  void look_up();
  void read();
  void settle();  // what was in doubt: is it there?
  void settle_keys();
  void settle_look_ups();
  Batch some_batch();

  std::mt19937_64 random_;
  CutDisk disk_;
  std::optional<Folder> folder_;
  std::shared_ptr<MemoryDisk> memory_ = std::make_shared<MemoryDisk>();
  Folder expected_ = open_memory(memory_);
  uint64_t batches_ = 0;          // numbers of batches, to tell which is the last one there
  std::optional<Batch> doubted_;  // commit() answered a Problem
  std::function<void(Keys&)> doubted_keys_;
  Position acknowledged_look_ups_ = 0;
};

Batch World::some_batch() {
  Batch batch;
  Position position = *(*expected_.store->reader())->last_position();
  for (uint64_t n = below(6); n > 0; --n) {
    batch.entries.push_back({++position, some_bytes(400)});
    if (below(2))
      batch.bodies.push_back(
          {position, static_cast<uint32_t>(below(3)), some_bytes(below(8) ? 900 : 30'000)});
  }
  for (uint64_t n = below(3); n > 0; --n) batch.drop_bodies.push_back(1 + below(position + 1));
  const auto some_key = [&] { return RowKey{1, 1, below(5), static_cast<int64_t>(below(30)), below(20), 0}; };
  for (uint64_t n = below(10); n > 0; --n) batch.rows.push_back({some_key(), position, some_bytes(200)});
  for (uint64_t n = below(10); n > 0; --n) batch.drop_rows.push_back(some_key());
  for (uint64_t n = below(8); n > 0; --n) batch.points.push_back({1, below(500), random_()});
  for (uint64_t n = below(3); n > 0; --n) batch.names.push_back({1, name_key(below(name_count)), random_()});
  for (uint64_t n = below(3); n > 0; --n) batch.drop_names.emplace_back(1, name_key(below(name_count)));
  for (uint64_t n = below(2); n > 0; --n)
    batch.snapshots.push_back({below(citizen_count), position, some_bytes(600)});
  if (below(6) == 0) batch.drop_snapshots.push_back(below(citizen_count));
  batch.meta = {{"batch", std::to_string(++batches_)}};
  return batch;
}

bool World::open() {
  // A fault of its own may stop the opening, but it does not last; there are two of them at most.
  for (int attempt = 0; attempt < 3; ++attempt) {
    auto opened = open_sqlite(directory, Open::write, options_on(disk_));
    if (opened) {
      folder_ = std::move(*opened);
      return true;
    }
    if (disk_.is_off()) return false;
    EXPECT_EQ(opened.problem().kind, Problem::Kind::not_now) << opened.problem().what;
  }
  ADD_FAILURE() << "a disk that works cannot be opened";
  return false;
}

void World::settle() {
  auto reader = folder_->store->reader();
  if (!reader) {
    EXPECT_TRUE(disk_.is_off()) << reader.problem().what;
    return;
  }
  auto last = (*reader)->meta("batch");
  if (!last) return;
  if (doubted_ && last->value_or("") == doubted_->meta[0].second) {
    EXPECT_TRUE(expected_.store->commit(*doubted_));
  }
  doubted_.reset();
  if (disk_.is_off()) return;
  EXPECT_EQ(dump(**reader), dump(**expected_.store->reader()));
}

void World::settle_keys() {
  std::string there = dump(*folder_->keys);
  if (there.starts_with("unreadable")) there = dump(*folder_->keys);  // a fault of its own does not last
  if (disk_.is_off()) return;
  if (doubted_keys_ && there != dump(*expected_.keys)) doubted_keys_(*expected_.keys);
  doubted_keys_ = nullptr;
  EXPECT_EQ(there, dump(*expected_.keys));
}

void World::settle_look_ups() {
  const size_t there = check_chain(*folder_->access);
  EXPECT_GE(there, acknowledged_look_ups_);
  acknowledged_look_ups_ = there;
}

void World::commit() {
  const Batch batch = some_batch();
  auto done = folder_->store->commit(batch);
  if (done) {
    EXPECT_TRUE(expected_.store->commit(batch));
    return;
  }
  doubted_ = batch;
  for (int attempt = 0; attempt < 4 && !disk_.is_off(); ++attempt) {
    if (!folder_->store->reopen()) continue;
    doubted_.reset();  // while the store lives, what failed is not there
    settle();
    return;
  }
  EXPECT_TRUE(disk_.is_off()) << "reopen() refused four times";
}

void World::write_keys() {
  const uint64_t citizen = below(citizen_count);
  const KeyRow row{controller, citizen, static_cast<uint32_t>(below(3)), below(2), some_bytes(60)};
  std::function<Result<>(Keys&)> write = [row](Keys& keys) { return keys.put({row}); };
  if (below(4) == 0) write = [row](Keys& keys) { return keys.erase(row.controller, row.citizen, {}, {row}); };
  if (below(6) == 0) write = [row](Keys& keys) { return keys.erase(row.controller, row.citizen, {row}, {}); };
  if (write(*folder_->keys)) {
    EXPECT_TRUE(write(*expected_.keys));
    return;
  }
  doubted_keys_ = [write](Keys& keys) { EXPECT_TRUE(write(keys)); };
  if (!disk_.is_off()) settle_keys();
}

void World::look_up() {
  if (auto position = folder_->access->append(linked)) {
    EXPECT_GT(*position, acknowledged_look_ups_);
    acknowledged_look_ups_ = *position;
  }
}

void World::read() {
  auto reader = folder_->store->reader();
  if (!reader) return;
  if (!(*reader)->begin()) return;
  const auto before = (*reader)->meta("batch");
  commit();
  const auto after = (*reader)->meta("batch");
  if (before && after) {
    EXPECT_EQ(*before, *after);
  }
  (*reader)->end();
}

void World::act() {
  switch (below(24)) {
    case 0:
      return read();
    case 1:
      return (void)folder_->store->scrub();  // what failed shows at the next commit
    case 2:
    case 3:
      return write_keys();
    case 4:
    case 5:
      return look_up();
    default:
      return commit();
  }
}

void World::close_and_cut() {
  folder_.reset();
  disk_.cut();
}

void World::check() {
  if (!open()) return;
  if (!disk_.is_off()) settle();
  if (!disk_.is_off()) settle_keys();
  if (!disk_.is_off()) settle_look_ups();
}

void World::live(uint64_t operations) {
  disk_.cut_at(1 + below(operations));
  if (below(3) == 0) disk_.fail_sync_at(1 + below(40));
  if (below(3) == 0) disk_.fail_write_at(1 + below(200));
  check();
  while (folder_ && !disk_.is_off() && !testing::Test::HasFailure()) act();
  close_and_cut();
}

void World::commit_some(int count) {
  if (!folder_ && !open()) return;
  for (int i = 0; i < count; ++i) act();
}

uint64_t number_from_environment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

TEST(Cut, WhatWasAcknowledgedSurvivesAndNothingIsThereInPart) {
  constexpr uint64_t lives = 10;
  const uint64_t cuts = number_from_environment("KLYNGE_CUTS", 1000);
  const uint64_t only = number_from_environment("KLYNGE_CUT_SEED", 0);
  for (uint64_t seed = only ? only : 1; only ? seed == only : (seed - 1) * lives < cuts; ++seed) {
    SCOPED_TRACE("KLYNGE_CUT_SEED=" + std::to_string(seed));
    World world(seed);
    for (uint64_t life = 0; life < lives && !HasFailure(); ++life) world.live(seed % 3 ? 600 : 60);
    if (!HasFailure()) world.check();
    ASSERT_FALSE(HasFailure()) << "KLYNGE_CUT_SEED=" << seed;
  }
}

Position positions_seen(Reader& reader) {
  Position seen = 0;
  EXPECT_TRUE(reader.entries(1, [&](Position position, View) { return position == ++seen; }));
  return seen;
}

// Fails the first, the second, the third ... until a life passes without reaching the one that would fail.
void fail_one_by_one(void (CutDisk::*fail_at)(uint64_t)) {
  for (uint64_t which = 1;; ++which) {
    SCOPED_TRACE("number " + std::to_string(which));
    World world(77);
    (world.disk().*fail_at)(which);
    world.commit_some(25);
    const bool is_reached = world.disk().has_failed();
    world.close_and_cut();
    world.check();
    if (!is_reached || testing::Test::HasFailure()) return;
  }
}

TEST(Cut, EverySyncMayFail) {
  fail_one_by_one(&CutDisk::fail_sync_at);
}
TEST(Cut, EveryWriteMayFail) {
  fail_one_by_one(&CutDisk::fail_write_at);
}

TEST(Cut, AFullDiskServesReadsAndResumesWhenThereIsRoom) {
  World world(5);
  world.commit_some(30);
  auto& store = *world.folder().store;
  auto reader = *store.reader();
  const Position before = *reader->last_position();
  world.disk().set_capacity(world.disk().used_bytes() + 20'000);
  const Batch large{.entries = {{before + 1, Bytes(200'000, 'x')}}};
  for (int attempt = 0; attempt < 3; ++attempt) {
    auto done = store.commit(large);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.problem().kind, Problem::Kind::not_now);
    EXPECT_TRUE(attempt > 0 || done.problem().what.contains("full")) << done.problem().what;
    EXPECT_NE(done.problem().where.find("klynge.db"), std::string::npos) << done.problem().where;
    EXPECT_FALSE(store.commit({.meta = {{"small", "small"}}}));
    EXPECT_EQ(*reader->last_position(), before);
    EXPECT_EQ(positions_seen(*reader), before);
    auto reopened = store.reopen();  // may need room too
    if (!reopened) {
      EXPECT_EQ(reopened.problem().kind, Problem::Kind::not_now);
    }
  }
  world.disk().set_capacity(UINT64_MAX);
  ASSERT_TRUE(store.reopen());
  world.commit_some(30);
  reader.reset();
  world.close_and_cut();
  world.check();
}

}  // namespace
}  // namespace klynge::store
