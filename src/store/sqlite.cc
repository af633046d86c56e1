// The store in a folder, over SQLite. See docs/format/store.md for the tables and for why WAL with
// synchronous = FULL.
//
// One connection writes, from one thread; every reader has a connection of its own. A commit is one
// transaction and one sync of the log.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "store/batch.h"
#include "store/contents.h"
#include "store/sqlite_checkpoint.h"
#include "store/sqlite_db.h"
#include "store/store.h"

namespace klynge::store {

const FileKind ledger_file = {
    .file_name = "klynge.db",
    .application_id = 0x4b4c594e,  // KLYN
    .format = 1,
    .page_size_bytes = 4096,  // rows change in random places, and a change writes its whole page twice
    .tables =
        "CREATE TABLE journal (position INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;"
        // place = position << 16 | part: one number, so that bodies are appended in order and a large one
        // lies in its leaf as long as it fits.
        "CREATE TABLE bodies (place INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;"
        "CREATE TABLE rows (view INTEGER NOT NULL, version INTEGER NOT NULL, list INTEGER NOT NULL,"
        " ord INTEGER NOT NULL, key_high INTEGER NOT NULL, key_low INTEGER NOT NULL,"
        " changed INTEGER NOT NULL, bytes BLOB NOT NULL,"
        " PRIMARY KEY (view, version, list, ord, key_high, key_low)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE points (space INTEGER NOT NULL, key INTEGER NOT NULL, value INTEGER NOT NULL,"
        " PRIMARY KEY (space, key)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE names (space INTEGER NOT NULL, key BLOB NOT NULL, value INTEGER NOT NULL,"
        " PRIMARY KEY (space, key)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE snapshots (citizen INTEGER PRIMARY KEY, position INTEGER NOT NULL,"
        " bytes BLOB NOT NULL) STRICT;"
        "CREATE TABLE meta (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID",
};

namespace {

constexpr const char* last_position_sql = "SELECT max(position) FROM journal";

// --- Reading -------------------------------------------------------------------------------------------

constexpr int part_bits = 16;

uint64_t place_of(Position position, uint32_t part) {
  return position << part_bits | part;
}

class SqliteReader final : public Reader {
 public:
  explicit SqliteReader(Database own) : own_(std::move(own)), db_(*own_) {}
  explicit SqliteReader(Database* writers) : db_(*writers) {}

  Result<Position> last_position() override;
  Result<std::optional<Bytes>> entry(Position position) override { return one_value(entry_, position); }
  Result<> entries(Position from, const std::function<bool(Position, View)>& visit) override;
  Result<std::optional<Bytes>> body(Position position, uint32_t part) override;
  Result<> bodies(Position from, const std::function<bool(const Body&)>& visit) override;
  Result<std::vector<Row>> rows(uint16_t view, uint16_t version, uint64_t list,
                                const std::optional<RowKey>& after, size_t limit) override;
  Result<> all_rows(uint16_t view, uint16_t version, const std::function<bool(const Row&)>& visit) override;
  Result<std::vector<uint64_t>> lists(uint16_t view, uint16_t version) override;
  Result<std::optional<uint64_t>> point(uint8_t space, uint64_t key) override {
    return one_number(point_, space, key);
  }
  Result<> points(uint8_t space, const std::function<bool(uint64_t, uint64_t)>& visit) override;
  Result<std::optional<uint64_t>> name(uint8_t space, View key) override {
    return one_number(name_, space, key);
  }
  Result<std::optional<Snapshot>> snapshot(uint64_t citizen) override;
  Result<std::optional<Bytes>> meta(const std::string& name) override;
  Result<> begin() override;
  void end() override;

 private:
  template <class... Values>
  Result<std::optional<Bytes>> one_value(Statement& statement, const Values&... values);
  template <class... Values>
  Result<std::optional<uint64_t>> one_number(Statement& statement, const Values&... values);
  // A statement of its own for every stream, so that a visitor may read too.
  template <class Visit, class... Values>
  Result<> stream(const char* sql, Visit&& visit, const Values&... values);

  std::optional<Database> own_;
  Database& db_;
  Statement last_{last_position_sql};
  Statement entry_{"SELECT bytes FROM journal WHERE position = ?"};
  Statement body_{"SELECT bytes FROM bodies WHERE place = ?"};
  Statement point_{"SELECT value FROM points WHERE space = ? AND key = ?"};
  Statement name_{"SELECT value FROM names WHERE space = ? AND key = ?"};
  Statement snapshot_{"SELECT position, bytes FROM snapshots WHERE citizen = ?"};
  Statement meta_{"SELECT bytes FROM meta WHERE name = CAST(? AS TEXT)"};
  Statement first_rows_{
      "SELECT list, ord, key_high, key_low, changed, bytes FROM rows"
      " WHERE view = ? AND version = ? AND list = ? ORDER BY ord, key_high, key_low LIMIT ?"};
  Statement next_rows_{
      "SELECT list, ord, key_high, key_low, changed, bytes FROM rows"
      " WHERE view = ? AND version = ? AND list = ? AND (ord, key_high, key_low) > (?, ?, ?)"
      " ORDER BY ord, key_high, key_low LIMIT ?"};
};

template <class... Values>
Result<std::optional<Bytes>> SqliteReader::one_value(Statement& statement, const Values&... values) {
  Query query(db_, statement, values...);
  auto row = query.next();
  if (!row) return row.problem();
  if (!*row) return std::optional<Bytes>();
  return std::optional<Bytes>(query.bytes(0));
}

template <class... Values>
Result<std::optional<uint64_t>> SqliteReader::one_number(Statement& statement, const Values&... values) {
  Query query(db_, statement, values...);
  auto row = query.next();
  if (!row) return row.problem();
  if (!*row) return std::optional<uint64_t>();
  return std::optional<uint64_t>(query.number(0));
}

template <class Visit, class... Values>
Result<> SqliteReader::stream(const char* sql, Visit&& visit, const Values&... values) {
  Statement statement(sql);
  Query query(db_, statement, values...);
  while (true) {
    auto row = query.next();
    if (!row) return row.problem();
    if (!*row || !visit(query)) return Done{};
  }
}

Result<Position> SqliteReader::last_position() {
  Query query(db_, last_);
  auto row = query.next();
  if (!row) return row.problem();
  return query.number(0);  // NULL, read as a number, is 0
}

Result<> SqliteReader::entries(Position from, const std::function<bool(Position, View)>& visit) {
  return stream(
      "SELECT position, bytes FROM journal WHERE position >= ? ORDER BY position",
      [&](const Query& row) { return visit(row.number(0), row.bytes(1)); }, from);
}

Result<std::optional<Bytes>> SqliteReader::body(Position position, uint32_t part) {
  if (position > position_max || part > part_max) return std::optional<Bytes>();
  return one_value(body_, place_of(position, part));
}

Result<> SqliteReader::bodies(Position from, const std::function<bool(const Body&)>& visit) {
  return stream(
      "SELECT place, bytes FROM bodies WHERE place >= ? ORDER BY place",
      [&](const Query& row) {
        const uint64_t place = row.number(0);
        return visit({place >> part_bits, static_cast<uint32_t>(place & part_max), Bytes(row.bytes(1))});
      },
      place_of(std::min(from, position_max), 0));
}

Row row_of(const Query& query, uint16_t view, uint16_t version) {
  return {{view, version, query.number(0), query.number<int64_t>(1), query.number(2), query.number(3)},
          query.number(4),
          Bytes(query.bytes(5))};
}

Result<std::vector<Row>> rows_of(Query&& query, uint16_t view, uint16_t version) {
  std::vector<Row> rows;
  while (true) {
    auto row = query.next();
    if (!row) return row.problem();
    if (!*row) return rows;
    rows.push_back(row_of(query, view, version));
  }
}

Result<std::vector<Row>> SqliteReader::rows(uint16_t view, uint16_t version, uint64_t list,
                                            const std::optional<RowKey>& after, size_t limit) {
  const auto most = static_cast<int64_t>(std::min<size_t>(limit, std::numeric_limits<int64_t>::max()));
  if (!after) return rows_of(Query(db_, first_rows_, view, version, list, most), view, version);
  return rows_of(
      Query(db_, next_rows_, view, version, list, after->order, after->key_high, after->key_low, most), view,
      version);
}

Result<> SqliteReader::all_rows(uint16_t view, uint16_t version,
                                const std::function<bool(const Row&)>& visit) {
  return stream(
      "SELECT list, ord, key_high, key_low, changed, bytes FROM rows WHERE view = ? AND version = ?"
      " ORDER BY list, ord, key_high, key_low",
      [&](const Query& row) { return visit(row_of(row, view, version)); }, view, version);
}

// From list to list over the key's own order, without touching the rows in between.
constexpr const char* lists_sql =
    "WITH RECURSIVE one(list) AS (SELECT min(list) FROM rows WHERE view = ?1 AND version = ?2 UNION ALL"
    " SELECT (SELECT min(list) FROM rows WHERE view = ?1 AND version = ?2 AND list > one.list) FROM one"
    " WHERE one.list IS NOT NULL) SELECT list FROM one WHERE list IS NOT NULL";

Result<std::vector<uint64_t>> SqliteReader::lists(uint16_t view, uint16_t version) {
  std::vector<uint64_t> found;
  auto read = stream(
      lists_sql, [&](const Query& row) { return found.push_back(row.number(0)), true; }, view, version);
  if (!read) return read.problem();
  return found;
}

Result<> SqliteReader::points(uint8_t space, const std::function<bool(uint64_t, uint64_t)>& visit) {
  return stream(
      "SELECT key, value FROM points WHERE space = ? ORDER BY key",
      [&](const Query& row) { return visit(row.number(0), row.number(1)); }, space);
}

Result<std::optional<Snapshot>> SqliteReader::snapshot(uint64_t citizen) {
  Query query(db_, snapshot_, citizen);
  auto row = query.next();
  if (!row) return row.problem();
  if (!*row) return std::optional<Snapshot>();
  return std::optional<Snapshot>({citizen, query.number(0), Bytes(query.bytes(1))});
}

Result<std::optional<Bytes>> SqliteReader::meta(const std::string& name) {
  return one_value(meta_, View(name));
}

Result<> SqliteReader::begin() {
  if (auto begun = db_.run("BEGIN"); !begun) return begun;
  // SQLite takes its snapshot at the first read, not at BEGIN.
  if (auto read = last_position(); !read) {
    end();
    return read.problem();
  }
  return Done{};
}

void SqliteReader::end() {
  if (!sqlite3_get_autocommit(db_.handle())) (void)db_.run("COMMIT");
}

// --- Writing -------------------------------------------------------------------------------------------

// The connection that writes, and its statements.
struct Writer {
  explicit Writer(Database opened) : db(std::move(opened)) {
    sqlite3_wal_hook(
        db.handle(),
        [](void* self, sqlite3*, const char*, int pages) {
          static_cast<Writer*>(self)->log_pages = pages;
          return SQLITE_OK;
        },
        this);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  Result<> write(const Batch& batch);
  template <class... Values>
  bool step(Statement& statement, const Values&... values);

  Database db;
  Position last = 0;
  int log_pages = 0;
  Result<> failed = Done{};
  Statement put_entry{"INSERT INTO journal VALUES (?, ?)"};
  Statement put_body{"INSERT OR REPLACE INTO bodies VALUES (?, ?)"};
  Statement drop_body{"DELETE FROM bodies WHERE place BETWEEN ? AND ?"};
  Statement put_row{"INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
  Statement drop_row{
      "DELETE FROM rows WHERE view = ? AND version = ? AND list = ? AND ord = ? AND key_high = ? AND key_low "
      "= ?"};
  Statement put_point{"INSERT OR REPLACE INTO points VALUES (?, ?, ?)"};
  Statement put_name{"INSERT OR REPLACE INTO names VALUES (?, ?, ?)"};
  Statement drop_name{"DELETE FROM names WHERE space = ? AND key = ?"};
  Statement drop_names_of{"DELETE FROM names WHERE space = ? AND value = ?"};
  Statement put_snapshot{"INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)"};
  Statement drop_snapshot{"DELETE FROM snapshots WHERE citizen = ?"};
  Statement put_meta{"INSERT OR REPLACE INTO meta VALUES (CAST(? AS TEXT), ?)"};
};

// False when the statement failed; `failed` then says why. Keeps the loops below one line each.
template <class... Values>
bool Writer::step(Statement& statement, const Values&... values) {
  failed = Query(db, statement, values...).run();
  return failed.ok();
}

Result<> Writer::write(const Batch& b) {
  failed = Done{};
  const auto each = [](const auto& list, auto&& write_one) { return std::ranges::all_of(list, write_one); };
  (void)(each(b.entries, [&](const Entry& e) { return step(put_entry, e.position, e.bytes); }) &&
         each(b.drop_bodies,
              [&](Position p) { return step(drop_body, place_of(p, 0), place_of(p, part_max)); }) &&
         each(b.bodies,
              [&](const Body& o) { return step(put_body, place_of(o.position, o.part), o.bytes); }) &&
         each(b.drop_rows,
              [&](const RowKey& k) {
                return step(drop_row, k.view, k.version, k.list, k.order, k.key_high, k.key_low);
              }) &&
         each(b.rows,
              [&](const Row& r) {
                const RowKey& k = r.key;
                return step(put_row, k.view, k.version, k.list, k.order, k.key_high, k.key_low, r.changed,
                            r.bytes);
              }) &&
         each(b.points, [&](const Point& p) { return step(put_point, p.space, p.key, p.value); }) &&
         each(b.drop_names, [&](const auto& n) { return step(drop_name, n.first, n.second); }) &&
         each(b.drop_names_of, [&](const auto& n) { return step(drop_names_of, n.first, n.second); }) &&
         each(b.names, [&](const Name& n) { return step(put_name, n.space, n.key, n.value); }) &&
         each(b.drop_snapshots, [&](uint64_t citizen) { return step(drop_snapshot, citizen); }) &&
         each(b.snapshots,
              [&](const Snapshot& s) { return step(put_snapshot, s.citizen, s.position, s.bytes); }) &&
         each(b.meta, [&](const auto& m) { return step(put_meta, m.first, m.second); }));
  return std::exchange(failed, Done{});
}

// Held for the life of a store that writes. The file itself stays; a lock on it ends with its process.
class FolderLock {
 public:
  FolderLock() = default;
  FolderLock(FolderLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FolderLock& operator=(FolderLock&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~FolderLock() {
    if (fd_ >= 0) ::close(fd_);
  }

  static Result<FolderLock> write(const std::string& directory);
  // For a reader of a folder nobody can write in: keeps a writer of another account away, where it can.
  static Result<FolderLock> read(const std::string& directory);

 private:
  int fd_ = -1;
};

Problem machine_problem(const std::string& path, View doing, int error) {
  return not_now(path, std::string(doing) + ": " + std::strerror(error));
}

Result<FolderLock> FolderLock::write(const std::string& directory) {
  const std::string path = directory + "/lock";
  FolderLock lock;
  lock.fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock.fd_ < 0) return machine_problem(path, "open", errno);
  if (::flock(lock.fd_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return machine_problem(path, "lock", errno);
    char digits[24] = {};
    const ssize_t count = ::pread(lock.fd_, digits, sizeof digits - 1, 0);
    const std::string process(digits, static_cast<size_t>(std::max<ssize_t>(count, 0)));
    return not_now(directory,
                   "another Klynge (process " + process.substr(0, process.find('\n')) + ") has this folder");
  }
  const std::string process = std::to_string(::getpid()) + "\n";
  if (::ftruncate(lock.fd_, 0) != 0 || ::pwrite(lock.fd_, process.data(), process.size(), 0) < 0) {
    // The lock holds all the same; on a full disk the number is what is missing, and that is no reason to
    // stop.
  }
  return lock;
}

Result<FolderLock> FolderLock::read(const std::string& directory) {
  FolderLock lock;
  lock.fd_ = ::open((directory + "/lock").c_str(), O_RDONLY | O_CLOEXEC);
  if (lock.fd_ < 0) return lock;
  if (::flock(lock.fd_, LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK) return lock;
  return not_now(directory,
                 "a Klynge of another account has this folder, and its files cannot be opened here");
}

class SqliteStore final : public Store {
 public:
  SqliteStore(std::string directory, const SqliteOptions& options, Database::Mode mode, FolderLock lock)
      : directory_(std::move(directory)), options_(options), mode_(mode), lock_(std::move(lock)) {}

  ~SqliteStore() override {
    if (failed_) let_go();
  }
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

  Result<> start(bool create, bool* made);  // opens the writer, or proves that the folder can be read
  Result<> commit(const Batch& batch) override;
  Result<> reopen() override;
  Result<std::unique_ptr<Reader>> reader() override;
  Result<std::unique_ptr<Reader>> writers_reader() override;
  Result<> scrub() override;

 private:
  std::string path() const { return directory_ + "/" + ledger_file.file_name; }
  Result<> open_writer(bool create, bool* made);
  Result<> check_writable() const;
  Result<> fail(Problem problem);
  void let_go();

  const std::string directory_;
  const SqliteOptions options_;
  const Database::Mode mode_;
  FolderLock lock_;
  bool failed_ = false;  // since the last reopen()
  std::unique_ptr<Writer> writer_;
  // Reads nothing. Beside it SQLite keeps the index of the log while the writer is opened anew; what a failed
  // commit left in the log is not in it, so no reader ever takes that for committed.
  std::optional<Database> witness_;
  std::unique_ptr<Checkpoint> checkpoint_;
};

Result<> SqliteStore::start(bool create, bool* made) {
  if (mode_ != Database::Mode::write) {
    auto tried = reader();
    return tried ? Result<>(Done{}) : Result<>(tried.problem());
  }
  if (auto opened = open_writer(create, made); !opened) return opened;
  auto witness = Database::open_kind(ledger_file, directory_, options_.vfs, Database::Mode::read);
  if (!witness) return witness.problem();
  witness_ = std::move(*witness);
  checkpoint_ = std::make_unique<Checkpoint>(directory_, options_);
  return Done{};
}

Result<> SqliteStore::open_writer(bool create, bool* made) {
  auto db = Database::open_writer(ledger_file, directory_, options_.vfs, create, made);
  if (!db) return db.problem();
  const std::string settings = "PRAGMA journal_size_limit = " + std::to_string(options_.wal_limit_bytes) +
                               "; PRAGMA cache_size = -131072";
  if (auto set = db->run(settings.c_str()); !set) return set;
  auto last = db->number(last_position_sql);
  if (!last) return last.problem();
  writer_ = std::make_unique<Writer>(std::move(*db));
  writer_->last = static_cast<Position>(*last);
  return Done{};
}

Result<> SqliteStore::check_writable() const {
  if (mode_ != Database::Mode::write) return refused(path(), "this folder was opened for reading only");
  if (!failed_) return Done{};
  return not_now(path(), "an earlier commit failed; the writer must be opened anew first");
}

Result<> SqliteStore::fail(Problem problem) {
  failed_ = true;
  return problem;
}

// Whoever closes last copies the log in passing. After a failure that must not be: a sync that fails there is
// seen by nobody, and what had been answered was lost with it (the simulation found it).
void SqliteStore::let_go() {
  if (writer_) sqlite3_db_config(writer_->db.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  writer_.reset();
}

Result<> SqliteStore::commit(const Batch& batch) {
  if (auto writable = check_writable(); !writable) return writable;
  if (auto checked = check_batch(batch, writer_->last, path()); !checked) return fail(checked.problem());
  if (batch.empty()) return Done{};
  auto done = transaction(writer_->db, [&] { return writer_->write(batch); });
  if (!done) return fail(done.problem());
  writer_->last += batch.entries.size();
  checkpoint_->committed(writer_->db, writer_->log_pages);
  return Done{};
}

Result<> SqliteStore::reopen() {
  if (mode_ != Database::Mode::write) return refused(path(), "this folder was opened for reading only");
  const auto pause = checkpoint_->pause();
  failed_ = true;
  let_go();
  if (auto opened = open_writer(false, nullptr); !opened) return opened;
  failed_ = false;
  return Done{};
}

Result<std::unique_ptr<Reader>> SqliteStore::reader() {
  const auto mode = mode_ == Database::Mode::immutable ? mode_ : Database::Mode::read;
  auto db = Database::open_kind(ledger_file, directory_, options_.vfs, mode);
  if (!db) return db.problem();
  return std::unique_ptr<Reader>(std::make_unique<SqliteReader>(std::move(*db)));
}

Result<std::unique_ptr<Reader>> SqliteStore::writers_reader() {
  if (!writer_) return reader();
  return std::unique_ptr<Reader>(std::make_unique<SqliteReader>(&writer_->db));
}

// secure_delete overwrites what is dropped, but when SQLite shares a page's rows out among its neighbours,
// bytes may stay behind in the page they left (measured: 1 key in 5,000). So the names, which must not be
// found again, are written anew; the old pages are freed whole, and thereby overwritten whole. Bodies and
// snapshots come sealed, and their keys are gone.
constexpr const char* rewrite_names_sql =
    "CREATE TABLE names_anew (space INTEGER NOT NULL, key BLOB NOT NULL, value INTEGER NOT NULL,"
    " PRIMARY KEY (space, key)) STRICT, WITHOUT ROWID;"
    "INSERT INTO names_anew SELECT space, key, value FROM names ORDER BY space, key;"
    "DROP TABLE names;"
    "ALTER TABLE names_anew RENAME TO names";

Result<> SqliteStore::scrub() {
  constexpr int reader_patience_ms = 2000;
  if (auto writable = check_writable(); !writable) return writable;
  const auto pause = checkpoint_->pause();
  auto done = transaction(writer_->db, [&] { return writer_->db.run(rewrite_names_sql); });
  if (!done) return fail(done.problem());
  return empty_log(writer_->db, reader_patience_ms);
}

// --- The folder ----------------------------------------------------------------------------------------

Result<> make_directory(const std::string& directory) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::is_directory(directory, error)) return Done{};
  if (!fs::create_directories(directory, error) && error) {
    return machine_problem(directory, "make the folder", error.value());
  }
  fs::permissions(directory, fs::perms::owner_all, error);
  // The folder's own name must survive a power cut too; SQLite takes care of the names within it.
  const fs::path parent = fs::absolute(directory, error).parent_path();
  const int fd = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool is_synced = fd >= 0 && ::fsync(fd) == 0;
  const int why = errno;
  if (fd >= 0) ::close(fd);
  if (!is_synced) return machine_problem(parent.string(), "sync the folder", why);
  return Done{};
}

Result<Folder> open_to_write(const std::string& directory, const SqliteOptions& options) {
  FolderLock lock;
  if (!options.vfs) {  // a VFS of the tests has no folders, and no other process
    if (auto made = make_directory(directory); !made) return made.problem();
    auto taken = FolderLock::write(directory);
    if (!taken) return taken.problem();
    lock = std::move(*taken);
  }
  // klynge.db is made last: where it is, the others have been. One that is missing then was lost, and a new
  // one in its place would hide that.
  const std::string ledger_path = directory + "/" + ledger_file.file_name;
  const std::string keys_path = directory + "/" + keys_file.file_name;
  if (exists(ledger_path, options.vfs) && !exists(keys_path, options.vfs)) {
    return refused(keys_path, "this folder has a ledger but no keys; put the keys back from their backup");
  }
  Folder folder;
  auto keys = open_keys(directory, options.vfs, Database::Mode::write);
  if (!keys) return keys.problem();
  auto access = open_access(directory, options.vfs, true);
  if (!access) return access.problem();
  auto store = std::make_unique<SqliteStore>(directory, options, Database::Mode::write, std::move(lock));
  if (auto started = store->start(true, &folder.is_new); !started) return started.problem();
  folder.store = std::move(store);
  folder.keys = std::move(*keys);
  folder.access = std::move(*access);
  if (!options.vfs) folder.contents = open_contents(directory);
  return folder;
}

// Read-only media: SQLite's log needs a file beside the database, so where none can be made the files are
// read as they are. That is right only when the log is empty and nobody writes.
Result<Database::Mode> choose_mode(const std::string& directory, const SqliteOptions& options,
                                   FolderLock* lock) {
  auto tried = Database::open_kind(ledger_file, directory, options.vfs, Database::Mode::read);
  if (tried) return Database::Mode::read;
  const bool is_writable = ::access(directory.c_str(), W_OK) == 0;
  if (options.vfs || is_writable) return tried.problem();
  std::error_code error;
  const auto log_bytes = std::filesystem::file_size(directory + "/" + ledger_file.file_name + "-wal", error);
  if (!error && log_bytes > 0) return tried.problem();
  auto taken = FolderLock::read(directory);
  if (!taken) return taken.problem();
  *lock = std::move(*taken);
  return Database::Mode::immutable;
}

Result<Folder> open_to_read(const std::string& directory, const SqliteOptions& options) {
  if (!exists(directory + "/" + ledger_file.file_name, options.vfs)) {
    return refused(directory, "there is no Klynge folder here: it has no klynge.db");
  }
  FolderLock lock;
  auto mode = choose_mode(directory, options, &lock);
  if (!mode) return mode.problem();
  auto store = std::make_unique<SqliteStore>(directory, options, *mode, std::move(lock));
  if (auto started = store->start(false, nullptr); !started) return started.problem();
  auto keys = open_keys(directory, options.vfs, *mode);
  if (!keys) return keys.problem();
  auto access = open_access(directory, options.vfs, false);
  if (!access) return access.problem();
  return Folder{std::move(store), std::move(*keys), std::move(*access),
                options.vfs ? nullptr : open_contents(directory), false};
}

}  // namespace

Result<Folder> open_sqlite(const std::string& directory, Open how, const SqliteOptions& options) {
  return how == Open::write ? open_to_write(directory, options) : open_to_read(directory, options);
}

}  // namespace klynge::store
