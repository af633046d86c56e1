#include "sim/machine.h"

#include "store/memory.h"

namespace klynge::sim {
namespace {

class MemoryMachine final : public Machine {
 public:
  Result<store::Folder> open() override { return store::open_memory(disk_); }
  void cut() override { disk_->cut(); }
  void lose() override {}
  bool is_off() const override { return false; }

  std::string break_something(Dice& dice) override {
    switch (dice.below(6)) {
      case 0:
      case 1:
        disk_->fail_commits = 1 + static_cast<int>(dice.below(2));
        return "the next commit fails";
      case 2:
      case 3:
        disk_->lose_commit_answers = 1;
        return "the next commit is kept but answered as failed";
      case 4:
        disk_->fail_commits = 1;
        disk_->fail_reopens = 1 + static_cast<int>(dice.below(2));
        return "the next commit fails, and so does opening anew";
      default:
        disk_->fail_key_writes = 1;
        return "the next write of keys fails";
    }
  }
  void mend() override {
    disk_->fail_commits = disk_->lose_commit_answers = disk_->fail_reopens = 0;
    disk_->fail_reads = disk_->fail_key_writes = disk_->fail_appends = 0;
  }
  void break_reads(int after, int count) override {
    disk_->spare_reads = after;
    disk_->fail_reads = count;
  }
  bool is_whole() const override {
    return disk_->fail_commits + disk_->lose_commit_answers + disk_->fail_reopens + disk_->fail_reads +
               disk_->fail_key_writes + disk_->fail_appends ==
           0;
  }

  Bytes everything() const override {
    Bytes all;
    for (const Bytes& bytes : disk_->ledger->journal) all += bytes;
    for (const auto& [key, bytes] : disk_->ledger->bodies) all += bytes;
    for (const auto& [key, row] : disk_->ledger->rows) all += row.second;
    for (const auto& [key, value] : disk_->ledger->names) all += key.second;
    for (const auto& [key, snapshot] : disk_->ledger->snapshots) all += snapshot.second;
    for (const auto& [name, bytes] : disk_->ledger->meta) all += name + bytes;
    for (const auto& [key, bytes] : disk_->keys) all += bytes;
    for (const auto& [name, bytes] : disk_->keys_meta) all += name + bytes;
    for (const Bytes& bytes : disk_->access) all += bytes;
    for (const auto& [mark, at] : disk_->noted) all += mark;
    return all;
  }

 private:
  std::shared_ptr<store::MemoryDisk> disk_ = std::make_shared<store::MemoryDisk>();
};

}  // namespace

std::unique_ptr<Machine> memory_machine() {
  return std::make_unique<MemoryMachine>();
}

}  // namespace klynge::sim
