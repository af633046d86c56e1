#pragma once
// The reading desk: one thread with a Lookup of its own, where everything that opens a citizen or a list is
// done, so that neither the door nor the writer waits for a disk. Bounded; a full desk says so.
#include <chrono>

#include "ledger/lookup.h"
#include "server/work_thread.h"

namespace klynge::server {

struct DeskParts {
  store::Store& store;
  store::Keys& keys;
  store::Access& access;
  const seal::Secrets& secrets;
  LedgerOptions options;
  Setting setting;
  store::Contents* contents = nullptr;  // where large messages lie
};

class Desk {
 public:
  using Work = std::move_only_function<void(Lookup&, const Setting&)>;

  explicit Desk(DeskParts parts, size_t queue_limit = 1024);

  // False: full, or closing; nothing was taken. The setting given to the work has the parties learned so far.
  bool ask(Work work);

 private:
  void learn();

  DeskParts parts_;
  Lookup lookup_;
  std::chrono::steady_clock::time_point learned_at_{};
  WorkThread thread_;  // goes first, and finishes what was taken
};

}  // namespace klynge::server
