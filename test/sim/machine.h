#pragma once
// What a life's ledger stands on: a disk whose power goes and whose commits fail when the simulator says so.
#include <memory>
#include <string>

#include "base/bytes.h"
#include "simulate/dice.h"
#include "store/store.h"

namespace klynge::sim {

using simulate::Dice;

class Machine {
 public:
  virtual ~Machine() = default;
  // REQUIRES: what was opened before is gone.
  virtual Result<store::Folder> open() = 0;
  // The power goes, now; what was opened answers nothing any more. lose() takes what a cut takes (what was
  // not committed; on SQLite a part of what was not synced) once everything is closed.
  virtual void cut() = 0;
  virtual void lose() = 0;
  virtual bool is_off() const = 0;
  // Something fails in one of the next writes; answers what, in words.
  virtual std::string break_something(Dice& dice) = 0;
  virtual void mend() = 0;
  virtual void break_reads(int after, int count) = 0;  // so many reads fail, after some; 0: no more
  virtual bool is_whole() const = 0;                   // nothing is set to fail any more, and the power is on
  // Every octet that lies on the disk.
  virtual Bytes everything() const = 0;
};

std::unique_ptr<Machine> memory_machine();
std::unique_ptr<Machine> sqlite_machine(uint64_t seed);  // over test/cut

}  // namespace klynge::sim
