#pragma once
// The reading desk: one thread with a Lookup of its own, where everything that opens a citizen or a list is
// done, so that neither the door nor the writer waits for a disk. Bounded; a full desk says so.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "ledger/lookup.h"

namespace klynge::server {

struct DeskParts {
  store::Store& store;
  store::Keys& keys;
  store::Access& access;
  const seal::Secrets& secrets;
  LedgerOptions options;
  Setting setting;
};

class Desk {
 public:
  using Work = std::move_only_function<void(Lookup&, const Setting&)>;

  explicit Desk(DeskParts parts, size_t queue_limit = 1024);
  ~Desk();  // finishes what was taken

  // False: full, or closing; nothing was taken. The setting given to the work has the parties learned so far.
  bool ask(Work work);

 private:
  void run();
  void learn();

  DeskParts parts_;
  const size_t queue_limit_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Work> queue_;
  bool closing_ = false;
  Lookup lookup_;
  std::chrono::steady_clock::time_point learned_at_{};
  std::thread thread_;
};

}  // namespace klynge::server
