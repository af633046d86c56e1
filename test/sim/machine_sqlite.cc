// The same lives on the real SQLite store, over a disk whose power can be cut in the middle of a write.
#include <sqlite3.h>

#include "cut/cut_vfs.h"
#include "sim/machine.h"

namespace klynge::sim {
namespace {

constexpr const char* folder = "/data";
constexpr uint64_t never = UINT64_MAX / 2;

class SqliteMachine final : public Machine {
 public:
  explicit SqliteMachine(uint64_t seed) : disk_(seed) {}

  Result<store::Folder> open() override {
    if (disk_.is_off()) disk_.cut();
    store::SqliteOptions options;
    options.vfs = disk_.vfs();
    options.checkpoint_thread = false;
    options.waiting_keys = 30;
    options.wal_limit_bytes = 256 << 10;  // small, so that there are checkpoints to cut
    return store::open_sqlite(folder, store::Open::write, options);
  }
  void cut() override { disk_.cut_at(1); }
  void lose() override {
    disk_.cut();
    mend();
  }
  bool is_off() const override { return disk_.is_off(); }

  std::string break_something(Dice& dice) override {
    whole_ = false;
    switch (dice.below(3)) {
      case 0: {
        const int64_t operation = dice.between(1, 60);
        disk_.cut_at(static_cast<uint64_t>(operation));
        return "the power goes in the middle of a write to come";
      }
      case 1:
        disk_.fail_sync_at(static_cast<uint64_t>(dice.between(1, 4)));
        return "a sync to come fails";
      default:
        disk_.fail_write_at(static_cast<uint64_t>(dice.between(1, 12)));
        return "a write to come fails";
    }
  }
  void mend() override {
    if (disk_.is_off()) return;
    disk_.cut_at(never);
    disk_.fail_sync_at(never);
    disk_.fail_write_at(never);
    whole_ = true;
  }
  void break_reads(int, int) override {}
  bool is_whole() const override { return whole_ && !disk_.is_off(); }

  Bytes everything() const override {
    Bytes all;
    for (const char* name :
         {"klynge.db", "klynge.db-wal", "keys.db", "keys.db-wal", "access.db", "access.db-wal"})
      all += content_of(std::string(folder) + "/" + name);
    return all;
  }

 private:
  Bytes content_of(const std::string& path) const {
    sqlite3_vfs* vfs = sqlite3_vfs_find(disk_.vfs());
    std::vector<std::max_align_t> room(static_cast<size_t>(vfs->szOsFile) / sizeof(std::max_align_t) + 1);
    auto* file = reinterpret_cast<sqlite3_file*>(room.data());
    Bytes bytes;
    if (vfs->xOpen(vfs, path.c_str(), file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, nullptr) != SQLITE_OK)
      return bytes;
    sqlite3_int64 size = 0;
    if (file->pMethods->xFileSize(file, &size) == SQLITE_OK && size > 0) {
      bytes.resize(static_cast<size_t>(size));
      if (file->pMethods->xRead(file, bytes.data(), static_cast<int>(size), 0) != SQLITE_OK) bytes.clear();
    }
    file->pMethods->xClose(file);
    return bytes;
  }

  store::CutDisk disk_;
  bool whole_ = true;
};

}  // namespace

std::unique_ptr<Machine> sqlite_machine(uint64_t seed) {
  return std::make_unique<SqliteMachine>(seed);
}

}  // namespace klynge::sim
