#include "store/store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "store/contract_test.h"
#include "store/memory.h"

namespace klynge::store {
namespace {

namespace fs = std::filesystem;

// A folder of its own, gone with the test. In memory where it can be: syncs are what test/cut is about.
class Scratch {
 public:
  Scratch() {
    const fs::path memory = "/dev/shm";
    const bool has_memory = ::access(memory.c_str(), W_OK) == 0;
    std::string name = ((has_memory ? memory : fs::temp_directory_path()) / "klynge-store-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Scratch() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::string folder() const { return path_ + "/data"; }

 private:
  std::string path_;
};

Folder must_open(const std::string& directory, Open how = Open::write, const SqliteOptions& options = {}) {
  auto folder = open_sqlite(directory, how, options);
  if (!folder) {
    ADD_FAILURE() << folder.problem().where << ": " << folder.problem().what;
    std::abort();
  }
  return std::move(*folder);
}

PlaceKind folder_kind(std::string name, const SqliteOptions& options) {
  return {std::move(name), [options] {
            auto scratch = std::make_shared<Scratch>();
            return Place{[scratch, options] { return must_open(scratch->folder(), Open::write, options); }};
          }};
}

const PlaceKind memory_kind = {"memory", [] {
                                 auto disk = std::make_shared<MemoryDisk>();
                                 return Place{[disk] { return open_memory(disk); }};
                               }};

INSTANTIATE_TEST_SUITE_P(
    Every, StoreContract,
    testing::Values(folder_kind("folder", {}),
                    folder_kind("folder_without_thread",
                                {.wal_limit_bytes = 64 << 10, .checkpoint_thread = false}),
                    folder_kind("folder_with_a_short_log", {.wal_limit_bytes = 64 << 10}),
                    folder_kind("folder_where_nothing_waits_long", {.waiting_keys = 2}), memory_kind),
    name_of);

// Everything that lies in a folder, end to end.
Bytes all_bytes(const std::string& directory) {
  Bytes all;
  for (const auto& file : fs::directory_iterator(directory)) {
    std::ifstream in(file.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(in), {});
  }
  return all;
}

Bytes random_bytes(std::mt19937_64& random, size_t size) {
  Bytes bytes(size, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  return bytes;
}

// --- What waits for its place ----------------------------------------------------------------------------

// Everything that can be read of rows and names, as text.
std::string rows_and_names(Reader& reader) {
  std::string all;
  const auto add = [&](const Row& one) {
    all += std::to_string(one.key.list) + " " + std::to_string(one.key.order) + " " +
           std::to_string(one.key.key_high) + " " + std::to_string(one.changed) + " " + one.bytes + "\n";
    return true;
  };
  EXPECT_TRUE(reader.all_rows(1, 1, add));
  const auto lists = *reader.lists(1, 1);
  for (const uint64_t list : lists) {
    all += "list " + std::to_string(list) + "\n";
    std::optional<RowKey> after;
    while (true) {  // page by page
      const auto page = *reader.rows(1, 1, list, after, 3);
      for (const Row& one : page) add(one);
      if (page.size() < 3) break;
      after = page.back().key;
    }
  }
  for (char name = 'a'; name < 'i'; ++name)
    if (const auto value = *reader.name(1, View(&name, 1))) all += name + std::to_string(*value) + "\n";
  return all;
}

// The store in memory is simple; the folder, where rows and names wait, must not be told from it, by readers
// of earlier moments neither.
TEST(StoreFolder, WhatWaitsIsReadAsIfItWereInItsPlace) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    std::mt19937_64 random(seed);
    Scratch scratch;
    const SqliteOptions options{.waiting_keys = random() % 30};
    Folder folder = must_open(scratch.folder(), Open::write, options), memory = open_memory();
    std::vector<std::pair<std::unique_ptr<Reader>, std::string>> moments;
    auto reader = *folder.store->reader();
    for (int step = 0; step < 60; ++step) {
      Batch batch;
      const auto key = [&] {
        return RowKey{1,
                      1,
                      random() % 3 + (random() % 4 == 0 ? 1ull << 63 : 0),
                      static_cast<int64_t>(random() % 2) - 1,
                      random() % 5,
                      0};
      };
      const auto name = [&] { return Bytes(1, static_cast<char>('a' + random() % 8)); };
      for (uint64_t i = random() % 4; i > 0; --i) batch.drop_rows.push_back(key());
      for (uint64_t i = random() % 4; i > 0; --i)
        batch.rows.push_back({key(), random() % 9, std::to_string(random() % 100)});
      if (random() % 3 == 0) batch.drop_names.emplace_back(1, name());
      if (random() % 9 == 0) batch.drop_names_of.emplace_back(1, random() % 4);
      for (uint64_t i = random() % 3; i > 0; --i) batch.names.push_back({1, name(), random() % 4});
      ASSERT_TRUE(folder.store->commit(batch));
      ASSERT_TRUE(memory.store->commit(batch));
      const std::string now = rows_and_names(**memory.store->reader());
      ASSERT_EQ(rows_and_names(*reader), now) << "seed " << seed << ", step " << step;
      ASSERT_EQ(rows_and_names(**folder.store->writers_reader()), now)
          << "seed " << seed << ", step " << step;
      switch (random() % 12) {
        case 0:
          moments.emplace_back(*folder.store->reader(), now);
          ASSERT_TRUE(moments.back().first->begin());
          break;
        case 1:
          if (!moments.empty()) moments.erase(moments.begin());
          break;
        case 2:
          ASSERT_TRUE(folder.store->reopen());
          break;
        case 3:
          ASSERT_EQ(rows_and_names(**must_open(scratch.folder(), Open::read).store->reader()), now);
          break;
        case 4:
          if (moments.empty()) {
            reader.reset();
            ASSERT_TRUE(folder.store->scrub());
            folder = {};
            folder = must_open(scratch.folder(), Open::write, options);
            reader = *folder.store->reader();
          }
          break;
        default:
          break;
      }
      for (const auto& [earlier, then] : moments)
        ASSERT_EQ(rows_and_names(*earlier), then) << "seed " << seed << ", step " << step;
    }
  }
}

TEST(StoreFolder, OfTheFormatBeforeIsReadAsItIsAndWrittenAnew) {
  Scratch scratch;
  {
    const Folder folder = must_open(scratch.folder());
    ASSERT_TRUE(folder.store->commit({.rows = {{{1, 1, 7, 0, 1, 0}, 1, "row"}}, .names = {{1, "a", 5}}}));
    ASSERT_TRUE(folder.store->scrub());  // all is in its place
  }
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open((scratch.folder() + "/klynge.db").c_str(), &raw), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(raw, "DROP TABLE waiting; PRAGMA user_version = 1", nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(raw);
  for (const Open how : {Open::read, Open::write, Open::write, Open::read}) {
    const Folder folder = must_open(scratch.folder(), how);
    auto reader = *folder.store->reader();
    EXPECT_EQ(reader->rows(1, 1, 7, {}, 9)->size(), 1u);
    EXPECT_EQ(*reader->name(1, "a"), 5u);
    if (how == Open::write) {
      ASSERT_TRUE(folder.store->commit({.names = {{1, "b", 6}}}));
      EXPECT_EQ(*reader->name(1, "b"), 6u);
    }
  }
}

// --- Nothing removed stays ------------------------------------------------------------------------------

TEST(StoreFolder, LeavesNoByteOfARemovedName) {
  Scratch scratch;
  Folder folder = must_open(scratch.folder());
  std::mt19937_64 random(1);
  std::vector<Bytes> kept, removed;
  for (int round = 0; round < 60; ++round) {
    Batch batch;
    for (uint64_t i = 0; i < 200; ++i) {
      batch.names.push_back({1, random_bytes(random, 32), i});
      kept.push_back(batch.names.back().key);
    }
    for (int i = 0; i < 90 && round > 0; ++i) {
      std::swap(kept[random() % kept.size()], kept.back());
      batch.drop_names.emplace_back(1, kept.back());
      removed.push_back(kept.back());
      kept.pop_back();
    }
    ASSERT_TRUE(folder.store->commit(batch));
  }
  // Some were put in the very batch that dropped them, and drops come first.
  Batch again;
  for (const Bytes& key : removed) again.drop_names.emplace_back(1, key);
  ASSERT_TRUE(folder.store->commit(again));
  ASSERT_TRUE(folder.store->scrub());
  const Bytes all = all_bytes(scratch.folder());
  for (size_t i = 0; i < removed.size(); i += 10) {
    EXPECT_EQ(all.find(removed[i].substr(8, 12)), Bytes::npos) << i;
  }
  EXPECT_NE(all.find(kept[0]), Bytes::npos);
  EXPECT_TRUE((*folder.store->reader())->name(1, kept[0])->has_value());
}

TEST(StoreFolder, LeavesNoByteOfARemovedBodyOrSnapshot) {
  Scratch scratch;
  Folder folder = must_open(scratch.folder());
  std::mt19937_64 random(2);
  const Bytes small = random_bytes(random, 900), large = random_bytes(random, 100'000);
  const Bytes record = random_bytes(random, 300);
  ASSERT_TRUE(folder.store->commit(
      {.entries = {entry(1)}, .bodies = {{1, 0, small}, {1, 1, large}}, .snapshots = {{5, 1, record}}}));
  ASSERT_TRUE(folder.store->commit({.drop_bodies = {1}, .drop_snapshots = {5}}));
  ASSERT_TRUE(folder.store->scrub());
  const Bytes all = all_bytes(scratch.folder());
  for (const Bytes& gone : {small, large, record}) {
    for (size_t at = 0; at + 16 <= gone.size(); at += 200) {
      EXPECT_EQ(all.find(gone.substr(at, 16)), Bytes::npos);
    }
  }
}

TEST(StoreFolder, LeavesNoByteOfAnErasedKey) {
  Scratch scratch;
  Folder folder = must_open(scratch.folder());
  std::mt19937_64 random(3);
  std::vector<Bytes> removed;
  for (uint64_t citizen = 1; citizen <= 300; ++citizen) {
    std::vector<KeyRow> rows;
    for (uint32_t generation = 0; generation < 4; ++generation) {
      rows.push_back({1, citizen * 0x9e37'79b9'7f4a'7c15ull, generation, 0, random_bytes(random, 60)});
    }
    ASSERT_TRUE(folder.keys->put(rows));
    if (citizen % 30 != 0) continue;
    removed.push_back(rows[1].wrapped);
    ASSERT_TRUE(folder.keys->erase(1, rows[1].citizen, {rows[1]}, {}));
  }
  const Bytes all = all_bytes(scratch.folder());
  for (const Bytes& gone : removed) {
    for (size_t at = 0; at + 12 <= gone.size(); at += 12) {
      EXPECT_EQ(all.find(gone.substr(at, 12)), Bytes::npos);
    }
  }
}

TEST(StoreFolder, ScrubWaitsForAReaderButNotForEver) {
  Scratch scratch;
  Folder folder = must_open(scratch.folder());
  ASSERT_TRUE(folder.store->commit({.names = {{1, "a name to be removed", 1}}}));
  auto reader = *folder.store->reader();
  ASSERT_TRUE(reader->begin());
  ASSERT_TRUE(folder.store->commit({.drop_names = {{1, "a name to be removed"}}}));
  auto scrubbed = folder.store->scrub();
  ASSERT_FALSE(scrubbed);
  EXPECT_EQ(scrubbed.problem().kind, Problem::Kind::not_now);
  EXPECT_TRUE(folder.store->commit({.entries = {entry(1)}}));  // nothing is broken by it
  reader->end();
  EXPECT_TRUE(folder.store->scrub());
  EXPECT_EQ(all_bytes(scratch.folder()).find("a name to be removed"), Bytes::npos);
}

// --- Who may open ----------------------------------------------------------------------------------------

TEST(StoreFolder, HasOneWriter) {
  Scratch scratch;
  Folder folder = must_open(scratch.folder());
  auto second = open_sqlite(scratch.folder(), Open::write);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.problem().kind, Problem::Kind::not_now);
  EXPECT_EQ(second.problem().what,
            "another Klynge (process " + std::to_string(::getpid()) + ") has this folder");
  folder = Folder{};
  EXPECT_TRUE(open_sqlite(scratch.folder(), Open::write));
}

TEST(StoreFolder, IsReadBesideItsWriterAndAlone) {
  Scratch scratch;
  Folder writer = must_open(scratch.folder());
  ASSERT_TRUE(writer.store->commit({.entries = {entry(1)}}));
  ASSERT_TRUE(writer.keys->put({{1, 1, 1, 0, "key"}}));
  {
    Folder beside = must_open(scratch.folder(), Open::read);
    auto reader = *beside.store->reader();
    EXPECT_EQ(*reader->last_position(), 1u);
    ASSERT_TRUE(writer.store->commit({.entries = {entry(2)}}));
    EXPECT_EQ(*reader->last_position(), 2u);
    EXPECT_EQ(wrapped(*beside.keys, 1, 1).size(), 1u);
    EXPECT_EQ(beside.store->commit({.entries = {entry(3)}}).problem().kind, Problem::Kind::refused);
    EXPECT_EQ(beside.store->scrub().problem().kind, Problem::Kind::refused);
    EXPECT_EQ(beside.store->reopen().problem().kind, Problem::Kind::refused);
    EXPECT_EQ(beside.keys->put({{1, 1, 2, 0, "key"}}).problem().kind, Problem::Kind::refused);
    EXPECT_EQ(*beside.access->append(linked), 1u);
  }
  EXPECT_EQ(*writer.access->append(linked), 2u);
  writer = Folder{};
  Folder alone = must_open(scratch.folder(), Open::read);
  EXPECT_EQ(*(*alone.store->reader())->last_position(), 2u);
  EXPECT_EQ(check_chain(*alone.access), 2u);
  EXPECT_TRUE(open_sqlite(scratch.folder(), Open::write));
}

TEST(StoreFolder, ThatIsNotThereIsNotMadeByAReader) {
  Scratch scratch;
  auto folder = open_sqlite(scratch.folder(), Open::read);
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.problem().kind, Problem::Kind::refused);
  EXPECT_FALSE(fs::exists(scratch.folder()));
}

// Runs `body` in another process, as somebody who may not write; answers what it answered.
int in_another_process(bool as_nobody, const std::function<int()>& body) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (as_nobody && ::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(99);
    ::_exit(body());
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void allow(const std::string& directory, fs::perms folder, fs::perms file) {
  for (const auto& one : fs::directory_iterator(directory)) fs::permissions(one.path(), file);
  fs::permissions(directory, folder);
  fs::permissions(fs::path(directory).parent_path(), fs::perms::owner_all | fs::perms(0055));
}

int read_as_nobody(const std::string& directory, Position expected) {
  auto folder = open_sqlite(directory, Open::read);
  if (!folder) {
    std::fprintf(stderr, "%s: %s\n", folder.problem().where.c_str(), folder.problem().what.c_str());
    return 1;
  }
  auto reader = folder->store->reader();
  if (!reader) return 2;
  auto last = (*reader)->last_position();
  if (!last || *last != expected) return 3;
  if (folder->keys->get(1, 1)->size() != 1) return 4;
  auto appended = folder->access->append(linked);
  if (appended || appended.problem().kind != Problem::Kind::not_now) return 5;
  return 0;
}

TEST(StoreFolder, IsReadWhereNothingCanBeWritten) {
  Scratch scratch;
  Folder writer = must_open(scratch.folder());
  ASSERT_TRUE(writer.store->commit({.entries = {entry(1)}}));
  ASSERT_TRUE(writer.keys->put({{1, 1, 1, 0, "key"}}));
  allow(scratch.folder(), fs::perms(0555), fs::perms(0444));
  const auto read = [&] { return read_as_nobody(scratch.folder(), 1); };
  EXPECT_EQ(in_another_process(true, read), 0) << "beside a writer of another account";
  writer = Folder{};
  EXPECT_EQ(in_another_process(true, read), 0) << "alone";
  EXPECT_FALSE(fs::exists(scratch.folder() + "/klynge.db-wal"));
  fs::permissions(scratch.folder(), fs::perms::owner_all);
}

TEST(StoreFolder, SaysWhenItCannotBeWritten) {
  Scratch scratch;
  must_open(scratch.folder());
  allow(scratch.folder(), fs::perms(0555), fs::perms(0444));
  EXPECT_EQ(in_another_process(true,
                               [&] {
                                 auto folder = open_sqlite(scratch.folder(), Open::write);
                                 return folder || folder.problem().kind != Problem::Kind::not_now;
                               }),
            0);
  fs::permissions(scratch.folder(), fs::perms::owner_all);
}

TEST(StoreFolder, ChainsLookUpsOfManyProcesses) {
  Scratch scratch;
  must_open(scratch.folder());
  std::vector<pid_t> children;
  for (int i = 0; i < 3; ++i) {
    children.push_back(::fork());
    if (children.back() != 0) continue;
    Folder folder = must_open(scratch.folder(), Open::read);
    for (int n = 0; n < 20; ++n) {
      if (!folder.access->append(linked)) ::_exit(1);
    }
    ::_exit(0);
  }
  for (pid_t child : children) {
    int status = -1;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  Folder folder = must_open(scratch.folder());
  EXPECT_EQ(check_chain(*folder.access), 60u);
}

TEST(StoreFolder, SurvivesAKilledWriter) {
  Scratch scratch;
  const int status = in_another_process(false, [&]() -> int {
    Folder folder = must_open(scratch.folder());
    for (Position position = 1; position <= 50; ++position) {
      if (!folder.store->commit({.entries = {entry(position)}})) return 1;
    }
    ::kill(::getpid(), SIGKILL);
    return 2;
  });
  EXPECT_EQ(status, -1);
  Folder read = must_open(scratch.folder(), Open::read);
  EXPECT_EQ(positions_of(**read.store->reader(), 1).size(), 50u);
  Folder written = must_open(scratch.folder());
  EXPECT_FALSE(written.is_new);
  EXPECT_EQ(*(*written.store->reader())->last_position(), 50u);
}

// --- What is refused ---------------------------------------------------------------------------------------

void spoil(const std::string& file, const char* sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  sqlite3_close(db);
}

TEST(StoreFolder, OfANewerFormatIsRefused) {
  for (const auto& [file, known] : {std::pair("/klynge.db", "2"), {"/keys.db", "1"}, {"/access.db", "1"}}) {
    Scratch scratch;
    must_open(scratch.folder());
    spoil(scratch.folder() + file, "PRAGMA user_version = 7");
    auto folder = open_sqlite(scratch.folder(), Open::write);
    ASSERT_FALSE(folder) << file;
    EXPECT_EQ(folder.problem().kind, Problem::Kind::refused);
    EXPECT_EQ(folder.problem().what,
              std::string("this folder was written by a newer Klynge (format 7, this program knows ") +
                  known + ")");
    EXPECT_EQ(folder.problem().where, scratch.folder() + file);
  }
}

TEST(StoreFolder, OfAnotherProgramIsRefused) {
  Scratch scratch;
  fs::create_directories(scratch.folder());
  spoil(scratch.folder() + "/klynge.db", "CREATE TABLE recipe (name)");
  spoil(scratch.folder() + "/keys.db", "VACUUM");
  auto folder = open_sqlite(scratch.folder(), Open::write);
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.problem().kind, Problem::Kind::not_understood);

  Scratch text;
  fs::create_directories(text.folder());
  std::ofstream(text.folder() + "/klynge.db") << Bytes(10'000, 't');
  spoil(text.folder() + "/keys.db", "VACUUM");
  EXPECT_EQ(open_sqlite(text.folder(), Open::write).problem().kind, Problem::Kind::not_understood);
  EXPECT_EQ(open_sqlite(text.folder(), Open::read).problem().kind, Problem::Kind::not_understood);
}

TEST(StoreFolder, ThatLostItsKeysIsRefused) {
  Scratch scratch;
  must_open(scratch.folder());
  fs::remove(scratch.folder() + "/keys.db");
  auto folder = open_sqlite(scratch.folder(), Open::write);
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.problem().kind, Problem::Kind::refused);
  EXPECT_FALSE(fs::exists(scratch.folder() + "/keys.db"));
}

// --- The log -----------------------------------------------------------------------------------------------

TEST(StoreFolder, KeepsItsLogShortUnderAWriterThatNeverRests) {
  for (bool with_thread : {true, false}) {
    Scratch scratch;
    constexpr uint64_t limit_bytes = 1 << 20;
    Folder folder = must_open(scratch.folder(), Open::write,
                              {.wal_limit_bytes = limit_bytes, .checkpoint_thread = with_thread});
    uint64_t longest_bytes = 0;
    const Bytes bytes(2000, 'b');
    for (Position position = 1; position <= 2000; ++position) {
      ASSERT_TRUE(folder.store->commit({.entries = {{position, bytes}}}));
      longest_bytes = std::max<uint64_t>(longest_bytes, fs::file_size(scratch.folder() + "/klynge.db-wal"));
    }
    EXPECT_LT(longest_bytes, limit_bytes + (256 << 10));
    EXPECT_EQ(*(*folder.store->reader())->last_position(), 2000u);
  }
}

TEST(StoreFolder, CommitsBesideAReaderThatStaysAndShrinksItsLogAfterwards) {
  Scratch scratch;
  constexpr uint64_t limit_bytes = 256 << 10;
  Folder folder = must_open(scratch.folder(), Open::write, {.wal_limit_bytes = limit_bytes});
  auto reader = *folder.store->reader();
  ASSERT_TRUE(folder.store->commit({.entries = {entry(1)}}));
  ASSERT_TRUE(reader->begin());
  const Bytes bytes(2000, 'b');
  Position position = 1;
  while (position < 200) ASSERT_TRUE(folder.store->commit({.entries = {{++position, bytes}}}));
  EXPECT_EQ(*reader->last_position(), 1u);
  reader->end();
  while (position < 400) ASSERT_TRUE(folder.store->commit({.entries = {{++position, bytes}}}));
  EXPECT_LT(fs::file_size(scratch.folder() + "/klynge.db-wal"), 2 * limit_bytes);
  EXPECT_EQ(*reader->last_position(), 400u);
}

// --- Memory
// --------------------------------------------------------------------------------------------------

TEST(StoreMemory, FailsAsOftenAsItIsTold) {
  auto disk = std::make_shared<MemoryDisk>();
  Folder folder = open_memory(disk);
  disk->fail_commits = 1;
  EXPECT_EQ(folder.store->commit({.entries = {entry(1)}}).problem().kind, Problem::Kind::not_now);
  EXPECT_FALSE(folder.store->commit({.entries = {entry(1)}}));  // not opened anew
  disk->fail_reopens = 1;
  EXPECT_FALSE(folder.store->reopen());
  EXPECT_FALSE(folder.store->commit({.entries = {entry(1)}}));
  ASSERT_TRUE(folder.store->reopen());
  auto reader = *folder.store->reader();
  EXPECT_EQ(*reader->last_position(), 0u);
  disk->lose_commit_answers = 1;
  EXPECT_FALSE(folder.store->commit({.entries = {entry(1)}}));
  EXPECT_EQ(*reader->last_position(), 1u);
  ASSERT_TRUE(folder.store->reopen());
  EXPECT_TRUE(folder.store->commit({.entries = {entry(2)}}));
  disk->fail_reads = 1;
  EXPECT_FALSE(reader->last_position());
  EXPECT_EQ(*reader->last_position(), 2u);
}

TEST(StoreMemory, LeavesWhatWasOpenedBeforeACutDead) {
  auto disk = std::make_shared<MemoryDisk>();
  Folder before = open_memory(disk);
  auto reader = *before.store->reader();
  ASSERT_TRUE(before.store->commit({.entries = {entry(1)}}));
  disk->cut();
  EXPECT_FALSE(before.store->commit({.entries = {entry(2)}}));
  EXPECT_FALSE(before.store->reopen());
  EXPECT_FALSE(before.keys->put({{1, 1, 1, 0, "key"}}));
  EXPECT_FALSE(before.access->append(linked));
  EXPECT_FALSE(reader->last_position());
  Folder after = open_memory(disk);
  EXPECT_EQ(*(*after.store->reader())->last_position(), 1u);
  EXPECT_FALSE(before.store->commit({.entries = {entry(2)}}));
}

}  // namespace
}  // namespace klynge::store
