#include "store/sqlite_db.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace klynge::store {
namespace {

constexpr int busy_patience_ms = 5000;

bool bytes_are_wrong(int code) {
  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_FORMAT || code == SQLITE_TOOBIG;
}

Problem sqlite_problem(const std::string& path, View doing, int extended_code, const std::string& words,
                       int machine_error) {
  std::string what(doing);
  what += ": " + words;
  const std::string code_words = sqlite3_errstr(extended_code & 0xff);
  if (words != code_words) what += " (" + code_words + ")";
  if (machine_error != 0) what += std::string(": ") + std::strerror(machine_error);
  if (bytes_are_wrong(extended_code & 0xff)) return not_understood(path, what);
  return not_now(path, what);
}

// "file:" names are needed for immutable; what has a meaning in them is escaped.
std::string immutable_name(const std::string& path) {
  std::string name = "file:";
  for (char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      name += "%" + to_hex(View(&c, 1));
    } else {
      name += c;
    }
  }
  return name + "?immutable=1";
}

}  // namespace

Result<Database> Database::open(const std::string& path, const char* vfs, Mode mode, bool create) {
  const std::string name = mode == Mode::immutable ? immutable_name(path) : path;
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= mode == Mode::write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  if (create) flags |= SQLITE_OPEN_CREATE;
  if (mode == Mode::immutable) flags |= SQLITE_OPEN_URI;

  Database db;
  db.path_ = path;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &handle, flags, vfs);
  db.handle_.reset(handle);
  if (!handle) return not_now(path, "open: no memory for a connection");
  if (code != SQLITE_OK) return db.problem("open");
  sqlite3_busy_timeout(handle, busy_patience_ms);
  if (mode != Mode::write) sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  // No mmap: an I/O error through it is a signal, and no Problem can carry that.
  if (auto set = db.run("PRAGMA synchronous = FULL;"
                        "PRAGMA secure_delete = ON;"
                        "PRAGMA temp_store = MEMORY;"
                        "PRAGMA mmap_size = 0;"
                        "PRAGMA cache_size = -65536;"
                        "PRAGMA trusted_schema = OFF");
      !set) {
    return set.problem();
  }
  return db;
}

Result<Database> Database::open_kind(const FileKind& kind, const std::string& directory, const char* vfs,
                                     Mode mode, bool create, bool* made) {
  auto db = open(directory + "/" + kind.file_name, vfs, mode, create);
  if (!db) return db;
  if (auto checked = db->check_kind(kind, create, made); !checked) return checked.problem();
  return db;
}

Result<> Database::check_kind(const FileKind& kind, bool create, bool* made) {
  auto application_id = number("PRAGMA application_id");
  if (!application_id) return application_id.problem();
  auto format = number("PRAGMA user_version");
  if (!format) return format.problem();
  if (*application_id == kind.application_id) {
    format_ = *format;
    if (*format == kind.format || (kind.since_before && *format == kind.format - 1)) return Done{};
    const std::string formats =
        "(format " + std::to_string(*format) + ", this program knows " + std::to_string(kind.format) + ")";
    if (*format > kind.format) {
      return refused(path_, "this folder was written by a newer Klynge " + formats);
    }
    return not_understood(path_, "this file has a format that never was " + formats);
  }
  auto tables = number("SELECT count(*) FROM sqlite_schema");
  if (!tables) return tables.problem();
  const bool is_blank = *application_id == 0 && *format == 0 && *tables == 0;
  if (!is_blank) return not_understood(path_, "this is a database of another program, not of Klynge");
  if (!create) return not_understood(path_, "this file is empty: it is not a Klynge folder yet");
  if (made) *made = true;
  format_ = kind.format;
  return make(kind);
}

Result<> Database::make(const FileKind& kind) {
  const std::string before = "PRAGMA page_size = " + std::to_string(kind.page_size_bytes) + ";" +
                             "PRAGMA auto_vacuum = NONE; PRAGMA journal_mode = WAL";
  if (auto set = run(before.c_str()); !set) return set;
  const std::string within = "PRAGMA application_id = " + std::to_string(kind.application_id) + ";" +
                             "PRAGMA user_version = " + std::to_string(kind.format) + ";" + kind.tables;
  return transaction(*this, [&]() -> Result<> {
    // Another process may have made the file since it was looked at.
    auto application_id = number("PRAGMA application_id");
    if (!application_id) return application_id.problem();
    return *application_id == kind.application_id ? Done{} : run(within.c_str());
  });
}

Result<> Database::run(const char* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK) return Done{};
  const View all(sql);
  return problem(all.substr(0, all.find_first_of(" ;(\n", std::min<size_t>(all.size(), 7))));
}

Result<int64_t> Database::number(const char* sql) {
  Statement statement(sql);
  Query query(*this, statement);
  auto row = query.next();
  if (!row) return row.problem();
  return *row ? query.number<int64_t>(0) : 0;
}

Problem Database::problem(View doing) const {
  return sqlite_problem(path_, doing, sqlite3_extended_errcode(handle_.get()), sqlite3_errmsg(handle_.get()),
                        sqlite3_system_errno(handle_.get()));
}

sqlite3_stmt* Statement::ready(Database& db) {
  if (!prepared_) {
    sqlite3_stmt* made = nullptr;
    sqlite3_prepare_v3(db.handle(), sql_, -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr);
    prepared_.reset(made);
  }
  return prepared_.get();
}

void Query::bind(int at, View value) {
  // A null pointer would be bound as NULL; an empty value is a blob of no bytes.
  sqlite3_bind_blob64(use_, at, value.data() ? value.data() : "", value.size(), SQLITE_STATIC);
}

Result<bool> Query::next() {
  if (!use_) return db_.problem("prepare");
  const int code = sqlite3_step(use_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return db_.problem(sqlite3_stmt_readonly(use_) ? "read" : "write");
}

Result<> Query::run() {
  while (true) {
    auto row = next();
    if (!row) return row.problem();
    if (!*row) return Done{};
  }
}

View Query::bytes(int column) const {
  const void* data = sqlite3_column_blob(use_, column);
  const int size_bytes = sqlite3_column_bytes(use_, column);
  return data ? View(static_cast<const char*>(data), static_cast<size_t>(size_bytes)) : View();
}

// SQLite counts in shared memory how many pages of the log lie in the file, and copies only later ones.
// Beside a reader it copies a part, counts it, and leaves the sync to the copy that completes it. When that
// sync fails, the earlier part may be lost with it: the kernel takes its pages for clean, and SQLite for
// copied. So the count goes back to nothing, as after a restart; the log still has every page. The place of
// the count is part of SQLite's documented format (walformat.html, 2.2).
void copy_log_again(Database& db) {
  constexpr int checkpoint_lock = 1;
  constexpr size_t count_at = 96 / sizeof(uint32_t);
  constexpr uint32_t known_version = 3007000;
  sqlite3_file* file = nullptr;
  sqlite3_file_control(db.handle(), "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file));
  if (!file || !file->pMethods || file->pMethods->iVersion < 2) return;
  const sqlite3_io_methods& methods = *file->pMethods;
  if (methods.xShmLock(file, checkpoint_lock, 1, SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE) != SQLITE_OK) return;
  void volatile* memory = nullptr;
  if (methods.xShmMap(file, 0, 32 << 10, 0, &memory) == SQLITE_OK && memory) {
    auto* words = static_cast<uint32_t volatile*>(memory);
    if (words[0] == known_version) words[count_at] = 0;
    methods.xShmBarrier(file);
  }
  methods.xShmLock(file, checkpoint_lock, 1, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE);
}

int checkpoint(Database& db, int mode, int patience_ms, int* left_pages) {
  int log_pages = 0, copied_pages = 0;
  sqlite3_busy_timeout(db.handle(), patience_ms);
  const int code = sqlite3_wal_checkpoint_v2(db.handle(), nullptr, mode, &log_pages, &copied_pages);
  if (left_pages != nullptr) *left_pages = code == SQLITE_OK ? log_pages - copied_pages : log_pages;
  sqlite3_busy_timeout(db.handle(), busy_patience_ms);
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) copy_log_again(db);
  return code;
}

Result<> empty_log(Database& db, int patience_ms) {
  const int code = checkpoint(db, SQLITE_CHECKPOINT_TRUNCATE, patience_ms);
  if (code == SQLITE_OK) return Done{};
  if ((code & 0xff) == SQLITE_BUSY) {
    return not_now(db.path(), "the log cannot be emptied while a reader reads from it; ask again");
  }
  return db.problem("checkpoint");
}

bool exists(const std::string& path, const char* vfs_name) {
  sqlite3_vfs* vfs = sqlite3_vfs_find(vfs_name);
  int found = 0;
  return vfs && vfs->xAccess(vfs, path.c_str(), SQLITE_ACCESS_EXISTS, &found) == SQLITE_OK && found != 0;
}

namespace {

// A file opened through the VFS itself, below any connection.
class RawFile {
 public:
  explicit RawFile(sqlite3_vfs* vfs) : room_(static_cast<size_t>(vfs->szOsFile)), vfs_(vfs) {}
  ~RawFile() {
    if (file()->pMethods) file()->pMethods->xClose(file());
  }
  RawFile(const RawFile&) = delete;
  RawFile& operator=(const RawFile&) = delete;
  int open(const char* name, int flags) { return vfs_->xOpen(vfs_, name, file(), flags, nullptr); }
  int rewrite_and_sync();

 private:
  sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(room_.data()); }
  std::vector<char> room_;
  sqlite3_vfs* vfs_;
};

int RawFile::rewrite_and_sync() {
  constexpr sqlite3_int64 chunk_bytes = 64 << 10;  // SQLite writes no more than 128 kB at a time
  const sqlite3_io_methods* methods = file()->pMethods;
  sqlite3_int64 size = 0;
  int code = methods->xFileSize(file(), &size);
  std::vector<char> chunk(static_cast<size_t>(std::min(size, chunk_bytes)));
  for (sqlite3_int64 at = 0; code == SQLITE_OK && at < size; at += chunk_bytes) {
    const int count = static_cast<int>(std::min(size - at, chunk_bytes));
    code = methods->xRead(file(), chunk.data(), count, at);
    if (code == SQLITE_OK) code = methods->xWrite(file(), chunk.data(), count, at);
  }
  return code == SQLITE_OK ? methods->xSync(file(), SQLITE_SYNC_NORMAL) : code;
}

// Writes the log's bytes once more and syncs them. After a sync that failed, the kernel holds the pages as
// clean though the disk never got them, and a later sync would answer Done for them; writing them again is
// the only way to be sure. REQUIRES: nobody writes to the log meanwhile.
Result<> settle_log(const std::string& directory, const FileKind& kind, const char* vfs_name) {
  const std::string path = directory + "/" + kind.file_name;
  const std::string log = path + "-wal";
  if (!exists(log, vfs_name)) return Done{};
  sqlite3_vfs* vfs = sqlite3_vfs_find(vfs_name);
  std::unique_ptr<const char, void (*)(const char*)> names(
      sqlite3_create_filename(path.c_str(), "", log.c_str(), 0, nullptr),
      [](const char* name) { sqlite3_free_filename(const_cast<char*>(name)); });
  RawFile file(vfs);
  int code = file.open(sqlite3_filename_wal(names.get()), SQLITE_OPEN_READWRITE | SQLITE_OPEN_WAL);
  if (code == SQLITE_OK) code = file.rewrite_and_sync();
  if (code == SQLITE_OK) return Done{};
  return sqlite_problem(log, "write the log again", code, sqlite3_errstr(code), 0);
}

}  // namespace

// A commit that failed, or that the power cut short, may have left its pages in the log. Whether they count,
// readers that are open decide: beside them (a store that writes keeps one) the log's index is kept, without
// those pages; alone it is made anew, with them. Then the first commit of our own settles it: it lies after
// what counts, and on top of what does not.
Result<Database> Database::open_writer(const FileKind& kind, const std::string& directory, const char* vfs,
                                       bool create, bool* made) {
  if (auto settled = settle_log(directory, kind, vfs); !settled) return settled.problem();
  auto db = open_kind(kind, directory, vfs, Mode::write, create, made);
  if (!db) return db;
  std::string settle = "PRAGMA user_version = " + std::to_string(kind.format) + ";";
  if (db->format_ < kind.format) settle += kind.since_before;
  auto settled = transaction(*db, [&] { return db->run(settle.c_str()); });
  if (!settled) return settled.problem();
  db->format_ = kind.format;
  return db;
}

}  // namespace klynge::store
