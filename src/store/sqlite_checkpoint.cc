#include "store/sqlite_checkpoint.h"

#include <algorithm>
#include <chrono>

namespace klynge::store {
namespace {

constexpr auto shortest_pause = std::chrono::milliseconds(20);
constexpr int reader_patience_ms = 50;  // the writer waits no longer for readers of the old log

int pages(uint64_t bytes) {
  return static_cast<int>(std::max<uint64_t>(1, bytes / 8192));
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
    return;
  }
  if (log_pages >= next_restart_pages_) return restart(writer, log_pages);
  if (log_pages < next_copy_pages_) return;
  next_copy_pages_ = log_pages + step;
  if (!options_.checkpoint_thread) return copy(writer);
  {
    std::lock_guard hold(mutex_);
    has_grown_ = true;
  }
  wake_.notify_one();
}

void Checkpoint::copy(Database& db) {
  std::lock_guard hold(copying_);
  checkpoint(db, SQLITE_CHECKPOINT_PASSIVE, 0);
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
    hold.unlock();
    if (!db) {
      auto opened = Database::open_kind(ledger_file, directory_, options_.vfs, Database::Mode::write);
      if (opened) db.emplace(std::move(*opened));
    }
    if (db) copy(*db);
    hold.lock();
    wake_.wait_for(hold, shortest_pause, [this] { return stop_; });
  }
}

}  // namespace klynge::store
