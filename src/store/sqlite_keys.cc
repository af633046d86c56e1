// Wrapped keys, in keys.db. A file of its own, because what is erased here must be gone: its backups are
// kept for a shorter time than the ledger's.
//
// WAL, as the ledger has, so that a put is one sync. An erasure deletes, rewrites the file without its free
// room (secure_delete alone leaves a byte here and there, see sqlite.cc), and empties the log.
#include <mutex>
#include <optional>

#include "store/sqlite_db.h"
#include "store/store.h"

namespace klynge::store {

const FileKind keys_file = {
    .file_name = "keys.db",
    .application_id = 0x4b4c594b,  // KLYK
    .format = 1,
    .page_size_bytes = 4096,
    .tables =
        "CREATE TABLE keys (controller INTEGER NOT NULL, citizen INTEGER NOT NULL, generation INTEGER NOT "
        "NULL,"
        " position INTEGER NOT NULL, wrapped BLOB NOT NULL,"
        " PRIMARY KEY (controller, citizen, generation, position)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE meta (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID",
};

namespace {

struct KeysConnection {
  explicit KeysConnection(Database opened) : db(std::move(opened)) {}
  Database db;
  Statement put{"INSERT OR REPLACE INTO keys VALUES (?, ?, ?, ?, ?)"};
  Statement get{
      "SELECT generation, position, wrapped FROM keys WHERE controller = ? AND citizen = ?"
      " ORDER BY generation, position"};
  Statement drop{"DELETE FROM keys WHERE controller = ? AND citizen = ? AND generation = ? AND position = ?"};
  Statement drop_all{"DELETE FROM keys WHERE controller = ? AND citizen = ?"};
  Statement get_meta{"SELECT bytes FROM meta WHERE name = CAST(? AS TEXT)"};
  Statement put_meta{"INSERT OR REPLACE INTO meta VALUES (CAST(? AS TEXT), ?)"};

  Result<> put_rows(const std::vector<KeyRow>& rows);
  Result<> drop_rows(uint64_t controller, uint64_t citizen, const std::vector<KeyRow>& only);
};

Result<> KeysConnection::put_rows(const std::vector<KeyRow>& rows) {
  for (const KeyRow& row : rows) {
    auto done = Query(db, put, row.controller, row.citizen, row.generation, row.position, row.wrapped).run();
    if (!done) return done;
  }
  return Done{};
}

Result<> KeysConnection::drop_rows(uint64_t controller, uint64_t citizen, const std::vector<KeyRow>& only) {
  if (only.empty()) return Query(db, drop_all, controller, citizen).run();
  for (const KeyRow& row : only) {
    auto done = Query(db, drop, controller, citizen, row.generation, row.position).run();
    if (!done) return done;
  }
  return Done{};
}

// Any thread; one at a time.
class SqliteKeys final : public Keys {
 public:
  SqliteKeys(std::string directory, const char* vfs, Database::Mode mode)
      : directory_(std::move(directory)), vfs_(vfs), mode_(mode) {}

  Result<> open(bool create);
  Result<> put(const std::vector<KeyRow>& rows) override;
  Result<std::vector<KeyRow>> get(uint64_t controller, uint64_t citizen) override;
  Result<> erase(uint64_t controller, uint64_t citizen, const std::vector<KeyRow>& only,
                 const std::vector<KeyRow>& instead) override;
  Result<std::optional<Bytes>> meta(const std::string& name) override;
  Result<> set_meta(const std::string& name, View value) override;

 private:
  template <class Body>
  Result<> write(Body&& body);
  Result<KeysConnection*> reading(std::optional<KeysConnection>& beside);
  void give_up() {
    copy_log_again(connection_->db);  // SQLite copies the log by itself here, and may have failed at it
    connection_.reset();
  }

  const std::string directory_;
  const char* const vfs_;
  const Database::Mode mode_;
  std::mutex mutex_;
  // Absent after a failed write: what the disk kept is known when the file is opened anew, at the next call.
  std::optional<KeysConnection> connection_;
};

Result<> SqliteKeys::open(bool create) {
  if (connection_) return Done{};
  auto db = mode_ == Database::Mode::write ? Database::open_writer(keys_file, directory_, vfs_, create)
                                           : Database::open_kind(keys_file, directory_, vfs_, mode_);
  if (!db) return db.problem();
  connection_.emplace(std::move(*db));
  return Done{};
}

// To settle what a failed write left takes room; to read what is known to be there does not. On a full disk
// keys are read over a connection `beside`, and names are shown.
Result<KeysConnection*> SqliteKeys::reading(std::optional<KeysConnection>& beside) {
  auto opened = open(false);
  if (opened) return &*connection_;
  auto db = Database::open_kind(keys_file, directory_, vfs_, Database::Mode::read);
  if (!db) return opened.problem();
  beside.emplace(std::move(*db));
  return &*beside;
}

// Runs `body` as one transaction, then leaves the connection open only when all went well.
template <class Body>
Result<> SqliteKeys::write(Body&& body) {
  if (mode_ != Database::Mode::write) {
    return refused(directory_ + "/" + keys_file.file_name, "this folder was opened for reading only");
  }
  if (auto opened = open(false); !opened) return opened;
  auto done = transaction(connection_->db, [&] { return body(*connection_); });
  if (!done) give_up();
  return done;
}

Result<> SqliteKeys::put(const std::vector<KeyRow>& rows) {
  std::lock_guard hold(mutex_);
  return write([&](KeysConnection& keys) { return keys.put_rows(rows); });
}

Result<std::vector<KeyRow>> SqliteKeys::get(uint64_t controller, uint64_t citizen) {
  std::lock_guard hold(mutex_);
  std::optional<KeysConnection> beside;
  auto keys = reading(beside);
  if (!keys) return keys.problem();
  Query query((*keys)->db, (*keys)->get, controller, citizen);
  std::vector<KeyRow> rows;
  while (true) {
    auto row = query.next();
    if (!row) return row.problem();
    if (!*row) return rows;
    rows.push_back({controller, citizen, query.number<uint32_t>(0), query.number(1), Bytes(query.bytes(2))});
  }
}

Result<> SqliteKeys::erase(uint64_t controller, uint64_t citizen, const std::vector<KeyRow>& only,
                           const std::vector<KeyRow>& instead) {
  constexpr int reader_patience_ms = 2000;
  std::lock_guard hold(mutex_);
  auto erased = write([&](KeysConnection& keys) {
    auto dropped = keys.drop_rows(controller, citizen, only);
    return dropped ? keys.put_rows(instead) : dropped;
  });
  if (!erased) return erased;
  auto gone = connection_->db.run("VACUUM");
  if (gone) gone = empty_log(connection_->db, reader_patience_ms);
  if (!gone) give_up();
  return gone;
}

Result<std::optional<Bytes>> SqliteKeys::meta(const std::string& name) {
  std::lock_guard hold(mutex_);
  if (auto opened = open(false); !opened) return opened.problem();
  Query query(connection_->db, connection_->get_meta, View(name));
  auto row = query.next();
  if (!row) return row.problem();
  return *row ? std::optional<Bytes>(query.bytes(0)) : std::nullopt;
}

Result<> SqliteKeys::set_meta(const std::string& name, View value) {
  std::lock_guard hold(mutex_);
  return write([&](KeysConnection& keys) { return Query(keys.db, keys.put_meta, View(name), value).run(); });
}

}  // namespace

Result<std::unique_ptr<Keys>> open_keys(const std::string& directory, const char* vfs, Database::Mode mode) {
  auto keys = std::make_unique<SqliteKeys>(directory, vfs, mode);
  if (auto opened = keys->open(mode == Database::Mode::write); !opened) return opened.problem();
  return std::unique_ptr<Keys>(std::move(keys));
}

}  // namespace klynge::store
