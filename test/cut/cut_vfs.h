#pragma once
// A disk in memory under SQLite, whose power can be cut: for tests only.
//
// It keeps, per file, what is on the platter and what was written since the last sync. At a cut a random
// part of the unsynced writes survives: whole 4 kB pages, pages torn at 512-byte sectors, or nothing; so
// with lengths; and names that were made or removed since their folder was synced may be as they were. It
// can fail a sync or a write, and be full. A sync that fails behaves as Linux does: some pages reached the
// platter, the others are taken for clean, stay readable, and no later sync writes them.
//
// Locks and shared memory are the disk's own, so SQLite's WAL runs as it does on a real one. Everything
// random comes from the seed. Any thread.
#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace klynge::store {

class CutDisk {
 public:
  explicit CutDisk(uint64_t seed);
  ~CutDisk();
  CutDisk(const CutDisk&) = delete;
  CutDisk& operator=(const CutDisk&) = delete;
  const char* vfs() const { return name_.c_str(); }

  // Every write, sync, cut of length, new name and removed name is one operation. Counted from now; the
  // first is 1. At the chosen one the power goes: it and everything after it fails until cut().
  void cut_at(uint64_t operation);
  void fail_sync_at(uint64_t sync);    // that one alone, counted from now
  void fail_write_at(uint64_t write);  // that one alone, counted from now
  void set_capacity(uint64_t bytes) { capacity_bytes_ = bytes; }

  bool is_off() const { return is_off_; }
  uint64_t operations() const { return operations_; }
  bool has_failed() const { return !fail_sync_ && !fail_write_; }  // what was to fail has failed
  uint64_t used_bytes() const;

  // Loses what the power cut takes, and switches on again. REQUIRES: every connection is closed.
  void cut();

 private:
  friend struct CutFile;
  friend struct CutMethods;

  struct Change {  // since the last sync
    uint64_t at = 0;
    std::string bytes;
    bool is_length = false;  // cuts the file to `at` bytes
  };
  struct SharedMemory {
    static constexpr int slots = SQLITE_SHM_NLOCK;
    std::vector<std::unique_ptr<char[]>> regions;
    int shared[slots] = {};
    bool exclusive[slots] = {};
    int users = 0;
  };
  struct File {
    std::string platter;
    std::string now;
    std::vector<Change> changes;
    int shared = 0;
    const void* reserved = nullptr;  // who holds which lock
    const void* pending = nullptr;
    const void* exclusive = nullptr;
    std::shared_ptr<SharedMemory> memory;
  };
  using Names = std::map<std::string, std::shared_ptr<File>>;

  bool operation();  // counts one; false when the power is off or goes now
  static void apply(std::string& bytes, const Change& change);
  void apply_some(File& file);
  bool chance(unsigned one_in) { return random_() % one_in == 0; }

  mutable std::mutex mutex_;
  std::string name_;
  sqlite3_vfs vfs_ = {};
  std::mt19937_64 random_;
  Names names_now_, names_on_platter_;
  bool is_off_ = false;
  uint64_t operations_ = 0;
  std::optional<uint64_t> cut_at_, fail_sync_, fail_write_;
  uint64_t capacity_bytes_ = UINT64_MAX;
};

}  // namespace klynge::store
