#pragma once
// Gives the ledger a thread, a bounded queue and a clock. Whatever waits is taken as one batch (group
// commit); interactive requests go before bulk ones; between batches the clock's ticks are run. Callbacks are
// called on the writer's thread, after the commit; they must be quick and must not call submit() and wait.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "ledger/ledger.h"

namespace klynge {

// Where the writer has the time from: the machine's own clocks, or what a demonstration says.
struct Clock {
  std::function<Instant()> now;      // wall
  std::function<int64_t()> boot_us;  // monotonic, counts sleep
};
Clock machine_clock();

class Writer {
 public:
  enum class Lane : uint8_t { interactive, bulk };
  using Callback = std::function<void(Reply)>;

  Writer(std::unique_ptr<Ledger> ledger, Clock clock, size_t queue_limit = 4096, size_t batch_limit = 256);
  ~Writer();  // as stop()

  // false: the queue is full or the writer is stopping; nothing was taken ("not now").
  bool submit(Request request, Lane lane, Callback callback);
  // Done on the writer's thread between two batches, alone with the ledger; answers when it is done. For
  // whoever lives by the ledger's clock and not by the machine's (the demonstration). false: the writer is
  // stopping, and nothing was done. Not from a callback.
  bool between_batches(const std::function<void(Ledger&)>& work);
  // Waits for the answer; not on a thread that the writer waits for.
  Reply ask(Request request);
  Result<bool> wanted(const AskWhetherKept& ask);  // keep_when_wanted() in intake.h
  // Finishes what was taken, answers it, rests the ledger, and ends the thread.
  void stop();

  const LedgerState& state() const;
  // Health: why it cannot write or why the clock's ticks stand still; empty when all is well.
  std::string trouble() const;
  // A jump of more than 5 minutes against the boot clock stops ticks, not receipt, until somebody confirms.
  void confirm_clock();
  Ledger& ledger();  // before start of traffic and after stop() only

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace klynge
