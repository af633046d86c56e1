#pragma once
// A thin layer over SQLite for the three files of a folder: a connection, a statement that prepares itself
// when first used, and one use of it. Nothing here knows what a table is for.
//
// Errors: every SQLite error becomes a Problem with the file and SQLite's own words: not_now when the
// machine is in the way (disk, lock), not_understood when the bytes are wrong. No exceptions.
// Threads: a Database and its Statements belong to one thread at a time.
//
// Numbers are kept as SQLite keeps them, signed in 64 bits; an unsigned one is the same 64 bits. Equality
// is what matters for them, so that the top half sorts before the lower one disturbs nobody.
#include <sqlite3.h>

#include <concepts>
#include <memory>
#include <string>
#include <utility>

#include "base/bytes.h"
#include "base/result.h"
#include "store/store.h"

namespace klynge::store {

// What a file is: SQLite's application id and our format number in its header, and the tables of that format.
struct FileKind {
  const char* file_name;
  int application_id;
  int format;
  int page_size_bytes;
  const char* tables;
  const char* since_before = nullptr;  // what makes a file of the format before into one of this
};
extern const FileKind ledger_file;  // klynge.db, in sqlite.cc
extern const FileKind keys_file;    // keys.db, in sqlite_keys.cc
extern const FileKind access_file;  // access.db, in sqlite_access.cc

class Statement;

class Database {
 public:
  enum class Mode : uint8_t {
    write,      // may write; makes the file when `create` is asked for
    read,       // never writes
    immutable,  // read-only media: no lock and no log is looked for
  };

  static Result<Database> open(const std::string& path, const char* vfs, Mode mode, bool create = false);
  // Opens `kind` in `directory` and checks that it is one. In Mode::write with `create`, a file that is
  // absent or was only half made is made; `made` tells whether it was.
  static Result<Database> open_kind(const FileKind& kind, const std::string& directory, const char* vfs,
                                    Mode mode, bool create = false, bool* made = nullptr);

  // Opens `kind` for its one writer, so that what is read then is what a power cut leaves: see sqlite_db.cc.
  static Result<Database> open_writer(const FileKind& kind, const std::string& directory, const char* vfs,
                                      bool create, bool* made = nullptr);

  Result<> run(const char* sql);
  Result<int64_t> number(const char* sql);  // the first column of the first row; 0 when there is none
  Problem problem(View doing) const;        // from SQLite's last error
  const std::string& path() const { return path_; }
  int64_t format() const { return format_; }  // of the file, as it was when it was opened
  sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  Result<> check_kind(const FileKind& kind, bool create, bool* made);
  Result<> make(const FileKind& kind);

  std::unique_ptr<sqlite3, Close> handle_;
  std::string path_;
  int64_t format_ = 0;
};

class Statement {
 public:
  explicit Statement(const char* sql) : sql_(sql) {}

 private:
  friend class Query;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  sqlite3_stmt* ready(Database& db);

  const char* sql_;
  std::unique_ptr<sqlite3_stmt, Finalize> prepared_;
};

// One use of a statement, from binding to reset; a statement left standing would hold its snapshot. Bytes
// that are bound must outlive the Query.
class Query {
 public:
  template <class... Values>
  Query(Database& db, Statement& statement, const Values&... values) : db_(db), use_(statement.ready(db)) {
    [[maybe_unused]] int at = 0;
    if (use_) (bind(++at, values), ...);
  }
  ~Query() { sqlite3_reset(use_); }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  Result<bool> next();  // true: there is a row
  Result<> run();       // to the end
  template <std::integral Number = uint64_t>
  Number number(int column) const {
    return static_cast<Number>(sqlite3_column_int64(use_, column));
  }
  View bytes(int column) const;  // valid until next()

 private:
  template <std::integral Number>
  void bind(int at, Number value) {
    sqlite3_bind_int64(use_, at, static_cast<sqlite3_int64>(value));
  }
  void bind(int at, View value);

  Database& db_;
  sqlite3_stmt* use_;
};

// Writes everything that `body` writes as one transaction. When it fails, nothing of it is kept as far as
// this connection knows; what the disk kept is known when the file is opened anew.
template <class Body>
Result<> transaction(Database& db, Body&& body) {
  if (auto begun = db.run("BEGIN IMMEDIATE"); !begun) return begun;
  Result<> done = body();
  if (done) done = db.run("COMMIT");
  if (!done && !sqlite3_get_autocommit(db.handle())) (void)db.run("ROLLBACK");
  return done;
}

// Copies the log into the file, `mode` being one of SQLite's; answers SQLite's code. After a sync that
// failed, the copying begins at the log's first page again. `left_pages`: how many are not copied yet.
int checkpoint(Database& db, int mode, int patience_ms, int* left_pages = nullptr);
// Moves the whole log into the file and cuts the log to nothing. Not_now when a reader stood in the way for
// `patience_ms`; nothing is lost then.
Result<> empty_log(Database& db, int patience_ms);
// Lets the copying of the log begin at its first page again: see sqlite_db.cc.
void copy_log_again(Database& db);

bool exists(const std::string& path, const char* vfs);

// The parts of a folder that have files of their own.
Result<std::unique_ptr<Keys>> open_keys(const std::string& directory, const char* vfs, Database::Mode mode);
// With `must_open`, a file that cannot be opened is a Problem now, otherwise at the first append().
Result<std::unique_ptr<Access>> open_access(const std::string& directory, const char* vfs, bool must_open);

}  // namespace klynge::store
