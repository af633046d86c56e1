#pragma once
// The store in memory, under the same contract as the folder: for tests and the simulation, where a life
// is a thousand commits and there are a hundred thousand lives.
//
// A MemoryDisk is what outlives a process. Opening it again is a restart: everything that was opened on it
// before is dead from then on, and answers not_now. cut() is a power cut: what was committed stays, and
// everything opened is dead until it is opened again.
//
// Deterministic. Any thread may call, one at a time: the disk has a lock.
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "store/store.h"

namespace klynge::store {

// Numbers sort as SQLite sorts them, signed, so that both stores answer in the same order.
struct RowKeyOrder {
  bool operator()(const RowKey& a, const RowKey& b) const;
};

struct MemoryLedger {          // what klynge.db holds
  std::vector<Bytes> journal;  // position 1 first
  std::map<std::pair<Position, uint32_t>, Bytes> bodies;
  std::map<RowKey, std::pair<Position, Bytes>, RowKeyOrder> rows;
  std::map<std::pair<uint8_t, int64_t>, uint64_t> points;
  std::map<std::pair<uint8_t, Bytes>, uint64_t> names;
  std::map<uint64_t, std::pair<Position, Bytes>> snapshots;
  std::map<Bytes, Bytes> meta;
};

struct MemoryDisk {
  // Each of these counts down as it happens; set them at any time.
  int fail_commits = 0;         // so many commits answer a Problem and leave nothing
  int lose_commit_answers = 0;  // so many commits are there whole, and answer a Problem all the same
  int fail_reopens = 0;
  int fail_reads = 0;   // any call of any Reader
  int spare_reads = 0;  // so many go well before fail_reads begins to count
  int fail_key_writes = 0;
  int fail_appends = 0;
  int fail_contents = 0;

  void cut() { ++life; }

  // Below: what the disk holds. Tests may look, and may spoil it on purpose.
  std::mutex mutex;
  uint64_t life = 0;  // everything opened in an earlier one is dead
  // Shared with readers who are in the middle of something; a commit then writes to a copy.
  std::shared_ptr<MemoryLedger> ledger = std::make_shared<MemoryLedger>();
  std::map<std::tuple<uint64_t, uint64_t, uint32_t, Position>, Bytes> keys;
  std::map<Bytes, Bytes> keys_meta;
  std::multimap<uint64_t, uint64_t> access_about;
  std::vector<Bytes> access;
  std::map<std::string, Bytes> contents;
  std::map<Bytes, int64_t> noted;
  bool is_made = false;
};

// A restart on `disk`: everything opened on it before is dead.
Folder open_memory(const std::shared_ptr<MemoryDisk>& disk);

}  // namespace klynge::store
