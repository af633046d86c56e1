// Who has looked at whom, in access.db: entries in a chain of their own, written by every process that
// shows a citizen, one process at a time by SQLite's own lock.
//
// Threads of one process that append at the same time share a commit: the first to come writes for those
// who came while the one before was writing.
#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

#include "base/hash.h"
#include "store/sqlite_db.h"
#include "store/store.h"

namespace klynge::store {

const FileKind access_file = {
    .file_name = "access.db",
    .application_id = 0x4b4c5941,  // KLYA
    .format = 1,
    .page_size_bytes = 4096,
    .tables =
        "CREATE TABLE access (position INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;"
        "CREATE TABLE noted (mark BLOB PRIMARY KEY, at_us INTEGER NOT NULL) STRICT, WITHOUT ROWID",
};

// What an entry is about, from the entry on that `since` says: a file may be older than this table.
constexpr const char* about_tables =
    "CREATE TABLE IF NOT EXISTS about (about INTEGER NOT NULL, position INTEGER NOT NULL, "
    "PRIMARY KEY (about, position)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS about_since (position INTEGER NOT NULL) STRICT;"
    "INSERT INTO about_since SELECT 1 + (SELECT count(*) FROM access) WHERE NOT EXISTS (SELECT 1 FROM "
    "about_since)";

namespace {

constexpr int64_t room_pages = 128;                        // kept free, of 256 made
constexpr int64_t note_kept_us = 24ll * 3600 * 1'000'000;  // older ones are asked for by nobody

struct AccessConnection {
  explicit AccessConnection(Database opened) : db(std::move(opened)) {}
  Database db;
  Statement last{"SELECT position, bytes FROM access ORDER BY position DESC LIMIT 1"};
  Statement put{"INSERT INTO access VALUES (?, ?)"};
  Statement put_about{"INSERT OR IGNORE INTO about VALUES (?, ?)"};
  Statement when_noted{"SELECT at_us FROM noted WHERE mark = ?"};
  Statement note{"INSERT OR REPLACE INTO noted VALUES (?, ?)"};
  Statement forget{"DELETE FROM noted WHERE at_us < ?"};
};

struct Request {
  const std::function<Bytes(Position, View)>& make;
  const std::vector<uint64_t>& about;
  Position position = 0;
  std::optional<Result<>> answer = std::nullopt;
};

// A look-up is written down before it is shown, on a full disk too: pages are kept free in the file, and the
// log keeps its length, so that some thousand look-ups find room when nothing else does. Best effort: where
// there is no room to begin with, the look-up itself will say so.
void keep_room(Database& db) {
  int keep = 1;
  sqlite3_file_control(db.handle(), "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
  auto free_pages = db.number("PRAGMA freelist_count");
  if (!free_pages || *free_pages >= room_pages) return;
  const auto made = transaction(db, [&] {
    auto table = db.run("DROP TABLE IF EXISTS room; CREATE TABLE room (bytes BLOB)");
    return table ? db.run("INSERT INTO room VALUES (zeroblob(1048576))") : table;
  });
  if (made && db.run("DROP TABLE room").ok()) (void)db.run("PRAGMA wal_checkpoint(RESTART)").ok();
}

class SqliteAccess final : public Access {
 public:
  SqliteAccess(std::string directory, const char* vfs) : directory_(std::move(directory)), vfs_(vfs) {}

  Result<> open();
  Result<Position> append(const std::function<Bytes(Position, View)>& make,
                          const std::vector<uint64_t>& about) override;
  Result<> entries(Position from, const std::function<bool(Position, View)>& visit) override;
  Result<> entries_about(uint64_t about, const std::function<bool(Position, View)>& visit) override;
  Result<bool> noted(View mark, int64_t now_us, int64_t since_us) override;

 private:
  Result<> append_all(const std::vector<Request*>& requests);
  Result<> append_within(const std::vector<Request*>& requests);
  Result<bool> noted_within(View mark, int64_t now_us, int64_t since_us);
  void give_up() {
    copy_log_again(connection_->db);  // SQLite copies the log by itself here, and may have failed at it
    connection_.reset();
  }

  const std::string directory_;
  const char* const vfs_;

  std::mutex queue_mutex_;  // guards the two below; never held while writing
  std::condition_variable answered_;
  std::vector<Request*> queue_;
  bool is_writing_ = false;

  std::mutex mutex_;  // guards the connection
  std::optional<AccessConnection> connection_;
};

Result<> SqliteAccess::open() {
  if (connection_) return Done{};
  auto db = Database::open_kind(access_file, directory_, vfs_, Database::Mode::write, true);
  if (!db) return db.problem();
  if (auto made = transaction(*db, [&] { return db->run(about_tables); }); !made) return made;
  keep_room(*db);
  connection_.emplace(std::move(*db));
  return Done{};
}

Result<Position> SqliteAccess::append(const std::function<Bytes(Position, View)>& make,
                                      const std::vector<uint64_t>& about) {
  Request mine{make, about};
  std::unique_lock hold(queue_mutex_);
  queue_.push_back(&mine);
  answered_.wait(hold, [&] { return mine.answer || !is_writing_; });
  if (!mine.answer) {
    is_writing_ = true;
    const std::vector<Request*> taken = std::exchange(queue_, {});
    hold.unlock();
    const auto done = append_all(taken);
    hold.lock();
    for (Request* request : taken) request->answer = done;
    is_writing_ = false;
    answered_.notify_all();
  }
  if (!*mine.answer) return mine.answer->problem();
  return mine.position;
}

Result<> SqliteAccess::append_all(const std::vector<Request*>& requests) {
  std::lock_guard hold(mutex_);
  if (auto opened = open(); !opened) return opened;
  auto done = transaction(connection_->db, [&] { return append_within(requests); });
  if (!done) give_up();
  return done;
}

Result<> SqliteAccess::append_within(const std::vector<Request*>& requests) {
  AccessConnection& access = *connection_;
  Position position = 0;
  Bytes hash(32, '\0');  // before the first entry
  {
    Query last(access.db, access.last);
    auto row = last.next();
    if (!row) return row.problem();
    if (*row) {
      position = last.number(0);
      hash = sha256(last.bytes(1));
    }
  }
  for (Request* request : requests) {
    request->position = ++position;
    const Bytes bytes = request->make(position, hash);
    if (auto put = Query(access.db, access.put, position, bytes).run(); !put) return put;
    for (const uint64_t one : request->about)
      if (auto put = Query(access.db, access.put_about, one, position).run(); !put) return put;
    hash = sha256(bytes);
  }
  return Done{};
}

// On a connection of its own, as below.
Result<> SqliteAccess::entries_about(uint64_t about, const std::function<bool(Position, View)>& visit) {
  {
    std::lock_guard hold(mutex_);
    if (auto opened = open(); !opened) return opened;  // the tables are there
  }
  auto db = Database::open_kind(access_file, directory_, vfs_, Database::Mode::read);
  if (!db) return db.problem();
  Statement statement(
      "SELECT position, bytes FROM access WHERE position < (SELECT position FROM about_since) "
      "UNION ALL SELECT access.position, bytes FROM about JOIN access USING (position) WHERE about = ? ORDER "
      "BY 1");
  Query query(*db, statement, about);
  while (true) {
    auto row = query.next();
    if (!row) return row.problem();
    if (!*row || !visit(query.number(0), query.bytes(1))) return Done{};
  }
}

// On a connection of its own, so that a visitor may append.
Result<> SqliteAccess::entries(Position from, const std::function<bool(Position, View)>& visit) {
  if (!exists(directory_ + "/" + access_file.file_name, vfs_)) return Done{};
  auto db = Database::open_kind(access_file, directory_, vfs_, Database::Mode::read);
  if (!db) return db.problem();
  Statement statement("SELECT position, bytes FROM access WHERE position >= ? ORDER BY position");
  Query query(*db, statement, from);
  while (true) {
    auto row = query.next();
    if (!row) return row.problem();
    if (!*row || !visit(query.number(0), query.bytes(1))) return Done{};
  }
}

Result<bool> SqliteAccess::noted(View mark, int64_t now_us, int64_t since_us) {
  std::lock_guard hold(mutex_);
  if (auto opened = open(); !opened) return opened.problem();
  bool was_noted = false;
  auto done = transaction(connection_->db, [&]() -> Result<> {
    auto answer = noted_within(mark, now_us, since_us);
    if (!answer) return answer.problem();
    was_noted = *answer;
    return Done{};
  });
  if (done) return was_noted;
  give_up();
  return done.problem();
}

Result<bool> SqliteAccess::noted_within(View mark, int64_t now_us, int64_t since_us) {
  AccessConnection& access = *connection_;
  {
    Query query(access.db, access.when_noted, mark);
    auto row = query.next();
    if (!row) return row.problem();
    if (*row && query.number<int64_t>(0) >= since_us) return true;
  }
  if (auto noted_now = Query(access.db, access.note, mark, now_us).run(); !noted_now)
    return noted_now.problem();
  if (auto cleared = Query(access.db, access.forget, since_us - note_kept_us).run(); !cleared) {
    return cleared.problem();
  }
  return false;
}

}  // namespace

Result<std::unique_ptr<Access>> open_access(const std::string& directory, const char* vfs, bool must_open) {
  auto access = std::make_unique<SqliteAccess>(directory, vfs);
  auto opened = access->open();
  if (!opened && must_open) return opened.problem();
  return std::unique_ptr<Access>(std::move(access));
}

}  // namespace klynge::store
