#include "store/sqlite_checkpoint.h"

#include <algorithm>
#include <chrono>

namespace klynge::store {
namespace {

constexpr auto shortest_pause = std::chrono::milliseconds(20);
constexpr int reader_patience_ms = 50;  // the writer waits no longer for readers of the old log
constexpr int few_pages = 1000;         // copied and synced in some milliseconds
constexpr int rounds_at_most = 5;

int pages(uint64_t bytes) {
  return static_cast<int>(std::max<uint64_t>(1, bytes / static_cast<uint64_t>(ledger_file.page_size_bytes)));
}

// A little log is left alone: copying the same hot pages again and again is what costs (a quarter of the
// processor time of a batch when it is done every 4 MB).
int copy_step_pages(const SqliteOptions& options) {
  return pages(options.wal_limit_bytes / 4);
}

}  // namespace

Checkpoint::Checkpoint(std::string directory, SqliteOptions options)
    : directory_(std::move(directory)),
      options_(options),
      next_copy_pages_(copy_step_pages(options)),
      next_restart_pages_(pages(options.wal_limit_bytes)) {
  if (options_.checkpoint_thread) thread_ = std::thread([this] { work(); });
}

Checkpoint::~Checkpoint() {
  {
    std::lock_guard hold(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Checkpoint::committed(Database& writer, int log_pages) {
  const int step = copy_step_pages(options_);
  const int limit = pages(options_.wal_limit_bytes);
  if (log_pages < step) {  // the log has begun anew
    next_copy_pages_ = step;
    next_restart_pages_ = limit;
    has_caught_up_ = false;
    return;
  }
  if (log_pages >= next_restart_pages_ || has_caught_up_.exchange(false)) return restart(writer, log_pages);
  if (log_pages < next_copy_pages_) return;
  next_copy_pages_ = log_pages + step;
  if (!options_.checkpoint_thread) return (void)copy(writer);
  {
    std::lock_guard hold(mutex_);
    has_grown_ = true;
    is_long_ = log_pages >= limit / 2;
  }
  wake_.notify_one();
}

int Checkpoint::copy(Database& db) {
  std::lock_guard hold(copying_);
  int left = 0;
  checkpoint(db, SQLITE_CHECKPOINT_PASSIVE, 0, &left);
  return left;
}

// Each round copies what was written during the one before, and copying is faster than writing.
void Checkpoint::catch_up(Database& db) {
  int left = copy(db);
  for (int round = 1; round < rounds_at_most && left > few_pages; ++round) left = copy(db);
  has_caught_up_ = true;
}

void Checkpoint::restart(Database& writer, int log_pages) {
  std::lock_guard hold(copying_);
  const int code = checkpoint(writer, SQLITE_CHECKPOINT_RESTART, reader_patience_ms);
  // A reader that stays in the old log would make every batch wait; the next try comes a quarter later.
  const int limit = pages(options_.wal_limit_bytes);
  next_restart_pages_ = code == SQLITE_OK ? limit : log_pages + std::max(1, limit / 4);
  next_copy_pages_ = code == SQLITE_OK ? copy_step_pages(options_) : next_restart_pages_;
}

void Checkpoint::work() {
  std::optional<Database> db;
  std::unique_lock hold(mutex_);
  while (true) {
    wake_.wait(hold, [this] { return stop_ || has_grown_; });
    if (stop_) return;
    has_grown_ = false;
    const bool is_long = is_long_;
    hold.unlock();
    if (!db) {
      auto opened = Database::open_kind(ledger_file, directory_, options_.vfs, Database::Mode::write);
      if (opened) db.emplace(std::move(*opened));
    }
    if (db && is_long)
      catch_up(*db);
    else if (db)
      copy(*db);
    hold.lock();
    wake_.wait_for(hold, shortest_pause, [this] { return stop_; });
  }
}

}  // namespace klynge::store
