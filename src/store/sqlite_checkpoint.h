#pragma once
// Moves the log of klynge.db into the file behind the writer's back, so that no commit waits for it, and
// keeps the log from growing without end.
//
// A thread with its own connection copies what readers allow, at most every 20 ms and only when the log has
// grown. It never stops the writer, so a writer that never rests never lets the log begin anew: past the
// limit the writer itself calls restart() between two batches. Without a thread (tests) the writer does both.
// A copy that fails is no loss, the log still has everything: it is tried again when the log has grown.
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
  void copy(Database& db);
  void restart(Database& writer, int log_pages);

  const std::string directory_;
  const SqliteOptions options_;
  std::mutex copying_;  // one checkpoint at a time
  int next_copy_pages_;
  int next_restart_pages_;

  std::mutex mutex_;  // guards the two below
  std::condition_variable wake_;
  bool has_grown_ = false;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace klynge::store
