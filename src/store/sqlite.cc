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
#include <memory>
#include <string>
#include <utility>

#include "store/batch.h"
#include "store/contents.h"
#include "store/sqlite_checkpoint.h"
#include "store/sqlite_db.h"
#include "store/sqlite_reader.h"
#include "store/store.h"
#include "store/waiting.h"

namespace klynge::store {

// What commits have changed of rows and names, until it is in its place: see waiting.h.
#define WAITING_SQL "CREATE TABLE waiting (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT"

const FileKind ledger_file = {
    .file_name = "klynge.db",
    .application_id = 0x4b4c594e,  // KLYN
    .format = 2,
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
        "CREATE TABLE meta (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;" WAITING_SQL,
    .since_before = WAITING_SQL,
};

namespace {

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

  // What a batch does to rows and names, in the order in which it counts.
  Result<std::vector<Waiting::Change>> changes_of(const Batch& batch, const Waiting& waiting);
  // All else that is in a batch, written to where it stays.
  Result<> write(const Batch& batch);
  // Appends the changes under their number, puts a slice in its places, and removes what has come to its own.
  Result<> write(Waiting::Number number, View changes, const Waiting::Slice& slice, Waiting::Number in_place);
  Result<> put_in_place(const Waiting::Slice& slice);
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
  Statement names_of_value{"SELECT key FROM names WHERE space = ? AND value = ?"};
  Statement put_snapshot{"INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)"};
  Statement drop_snapshot{"DELETE FROM snapshots WHERE citizen = ?"};
  Statement put_meta{"INSERT OR REPLACE INTO meta VALUES (CAST(? AS TEXT), ?)"};
  Statement put_waiting{"INSERT INTO waiting VALUES (?, ?)"};
  // A few with each commit, so that no commit has to remove many at once.
  Statement drop_waiting{
      "DELETE FROM waiting WHERE number IN"
      " (SELECT number FROM waiting WHERE number <= ? ORDER BY number LIMIT 4)"};
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
         each(b.points, [&](const Point& p) { return step(put_point, p.space, p.key, p.value); }) &&
         each(b.drop_snapshots, [&](uint64_t citizen) { return step(drop_snapshot, citizen); }) &&
         each(b.snapshots,
              [&](const Snapshot& s) { return step(put_snapshot, s.citizen, s.position, s.bytes); }) &&
         each(b.meta, [&](const auto& m) { return step(put_meta, m.first, m.second); }));
  return std::exchange(failed, Done{});
}

Result<std::vector<Waiting::Change>> Writer::changes_of(const Batch& b, const Waiting& waiting) {
  std::vector<Waiting::Change> changes;
  const auto drop = [&](Bytes place) { changes.push_back({std::move(place), std::nullopt}); };
  for (const RowKey& key : b.drop_rows) drop(place_of(key));
  for (const Row& row : b.rows) changes.push_back(change_of(row));
  for (const auto& [space, name] : b.drop_names) drop(place_of(space, name));
  for (const auto& [space, value] : b.drop_names_of) {
    for (const Waiting::Change& one : waiting.within(names_prefix(space), {}, waiting.newest()))
      if (one.value && name_of(one.key, *one.value).value == value) drop(one.key);
    Query query(db, names_of_value, space, value);
    while (true) {
      auto row = query.next();
      if (!row) return row.problem();
      if (!*row) break;
      Bytes place = place_of(space, query.bytes(0));
      if (!waiting.find(place, waiting.newest())) drop(std::move(place));
    }
  }
  for (const Name& name : b.names) changes.push_back(change_of(name));
  return changes;
}

Result<> Writer::write(Waiting::Number number, View changes, const Waiting::Slice& slice,
                       Waiting::Number in_place) {
  failed = Done{};
  if (step(put_waiting, number, changes)) (void)step(drop_waiting, in_place);
  if (!failed) return std::exchange(failed, Done{});
  return put_in_place(slice);
}

Result<> Writer::put_in_place(const Waiting::Slice& slice) {
  failed = Done{};
  (void)slice.all_of([&](View place, const std::optional<Bytes>& value) {
    if (!is_row(place)) {
      const Name name = name_of(place, value.value_or(Bytes()));
      return value ? step(put_name, name.space, name.key, name.value) : step(drop_name, name.space, name.key);
    }
    const RowKey k = row_key_of(place);
    if (!value) return step(drop_row, k.view, k.version, k.list, k.order, k.key_high, k.key_low);
    const View row = *value;
    return step(put_row, k.view, k.version, k.list, k.order, k.key_high, k.key_low, changed_of(row),
                bytes_of(row));
  });
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
  std::shared_ptr<Waiting> waiting_;  // none where this process does not write
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
  if (!waiting_) waiting_ = std::make_shared<Waiting>();
  auto changes = waiting_after(*db, waiting_->newest());
  if (!changes) return changes.problem();
  waiting_->settle(std::move(*changes));
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
  const Waiting::Number number = waiting_->newest() + 1;
  Waiting::Slice slice;
  bool has_changes = false;
  auto done = transaction(writer_->db, [&]() -> Result<> {
    if (auto written = writer_->write(batch); !written) return written;
    auto changes = writer_->changes_of(batch, *waiting_);
    if (!changes) return changes.problem();
    has_changes = !changes->empty();
    if (!has_changes) return Done{};
    const Bytes piece = encode(*changes);
    const size_t twice = 2 * changes->size();
    waiting_->add(number, std::move(*changes));
    // The sweep goes twice as fast as changes come, until no more than may are waiting.
    slice = waiting_->next(waiting_->size() > options_.waiting_keys ? twice : 0);
    return writer_->write(number, piece, slice, waiting_->in_place());
  });
  if (!done) return fail(done.problem());
  if (has_changes) waiting_->done(number, slice);
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
  return make_reader(std::move(*db), waiting_);
}

Result<std::unique_ptr<Reader>> SqliteStore::writers_reader() {
  if (!writer_) return reader();
  return make_writers_reader(&writer_->db, waiting_);
}

// Whatever waits is put in its place, and what it waited in is thrown away.
constexpr const char* empty_waiting_sql = "DROP TABLE waiting;" WAITING_SQL;

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
  const Waiting::Number number = waiting_->newest() + 1;
  const Waiting::Slice slice = waiting_->all();
  auto done = transaction(writer_->db, [&] {
    auto written = writer_->put_in_place(slice);
    if (written) written = writer_->db.run(empty_waiting_sql);
    if (written) written = writer_->write(number, {}, {}, 0);
    if (written) written = writer_->db.run(rewrite_names_sql);
    return written;
  });
  if (!done) return fail(done.problem());
  waiting_->done(number, slice);
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
