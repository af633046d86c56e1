#pragma once
// Moves the log of klynge.db into the file behind the writer's back, so that no commit waits for it, and
// keeps the log from growing without end.
//
// A thread with its own connection copies what readers allow, at most every 20 ms and only when the log has
// grown. It never stops the writer, so a writer that never rests never lets the log begin anew. From half the
// limit on the thread therefore copies again and again until hardly anything is left; that rest the writer
// copies itself between two batches, which begins the log anew. Past the limit the writer does so however
// much is left. Without a thread (tests) the writer does all of it. A copy that fails is no loss, the log
// still has everything: it is tried again when the log has grown.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "store/sqlite_db.h"

namespace klynge::store {

class Checkpoint {
 public:
  Checkpoint(std::string directory, SqliteOptions options);
  ~Checkpoint();

  // Called by the writer after each commit, with the log's length in pages and its own connection.
  void committed(Database& writer, int log_pages);
  // Held, no copy runs: for scrub() and reopen().
  std::unique_lock<std::mutex> pause() { return std::unique_lock(copying_); }

 private:
  void work();
  int copy(Database& db);  // answers how many pages of the log are left
  void catch_up(Database& db);
  void restart(Database& writer, int log_pages);

  const std::string directory_;
  const SqliteOptions options_;
  std::mutex copying_;  // one checkpoint at a time
  int next_copy_pages_;
  int next_restart_pages_;

  std::atomic<bool> has_caught_up_ = false;

  std::mutex mutex_;  // guards the three below
  std::condition_variable wake_;
  bool has_grown_ = false;
  bool is_long_ = false;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace klynge::store
