#pragma once
// The contract of a store: bytes, rows and numbers, kept. It knows no care and opens nothing that is sealed.
//
// One writer commits whole batches; a batch is there entirely or not at all, and when commit() answers
// Done it survives a power cut. Readers see committed batches only, on connections of their own, and never
// wait for the writer. Implementations: sqlite.cc (a folder), memory.cc (tests, with power cuts). Both
// pass the same contract test, contract_test.h.
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace klynge::store {

using Position = uint64_t;  // 1, 2, 3 ... without gaps; 0 means none. Fits 48 bits.

struct Entry {  // one journal entry, encoded by message/journal; never changed, never removed
  Position position = 0;
  Bytes bytes;
};

struct Body {  // sealed message or letter; may be removed, the chain stays whole
  Position position = 0;
  uint32_t part = 0;  // below 65,536
  Bytes bytes;
};

// Rows are what lists are read from. One table for all views; rows of one list come in `order`, then `key`.
// Stores keep all numbers signed: a list, key or point of 2^63 or more comes before 0, in every store alike.
struct RowKey {
  uint16_t view = 0;
  uint16_t version = 0;
  uint64_t list = 0;
  int64_t order = 0;
  uint64_t key_high = 0, key_low = 0;  // e.g. citizen number, duty number
  auto operator<=>(const RowKey&) const = default;
};
struct Row {
  RowKey key;
  Position changed = 0;
  Bytes bytes;
};

// Number to number, in numbered spaces (message hash -> position, citizen -> latest position).
struct Point {
  uint8_t space = 0;
  uint64_t key = 0;
  uint64_t value = 0;
};

// Bytes to number, in numbered spaces (keyed hash of a CPR number -> citizen). Removable; when removed,
// no copy of the key stays in the file or its log.
struct Name {
  uint8_t space = 0;
  Bytes key;
  uint64_t value = 0;
};

struct Snapshot {  // canonical record of a citizen as of a position; only the latest is kept
  uint64_t citizen = 0;
  Position position = 0;
  Bytes bytes;
};

// Within a batch, what is dropped is dropped before anything is put.
struct Batch {
  std::vector<Entry> entries = {};  // positions continue the journal without a gap
  std::vector<Body> bodies = {};
  std::vector<Position> drop_bodies = {};  // all parts
  std::vector<RowKey> drop_rows = {};      // dropped before rows are put; unknown keys are ignored
  std::vector<Row> rows = {};
  std::vector<Point> points = {};  // last one wins
  std::vector<std::pair<uint8_t, Bytes>> drop_names = {};
  std::vector<std::pair<uint8_t, uint64_t>> drop_names_of =
      {};  // every name of that value in a space: rare, scans
  std::vector<Name> names = {};
  std::vector<Snapshot> snapshots = {};
  std::vector<uint64_t> drop_snapshots = {};
  std::vector<std::pair<std::string, Bytes>> meta = {};  // few and small: format, head, cursors
  bool empty() const;
};

class Reader {
 public:
  virtual ~Reader() = default;
  // A Problem means the disk could not be read; "not there" is an empty optional. One thread at a time.
  virtual Result<Position> last_position() = 0;
  virtual Result<std::optional<Bytes>> entry(Position position) = 0;
  // Entries from `from` on, in order, until the visitor answers false or the end.
  virtual Result<> entries(Position from, const std::function<bool(Position, View)>& visit) = 0;
  virtual Result<std::optional<Bytes>> body(Position position, uint32_t part) = 0;
  virtual Result<> bodies(Position from, const std::function<bool(const Body&)>& visit) = 0;
  // Rows of one list in order, strictly after `after` when given, at most `limit`.
  virtual Result<std::vector<Row>> rows(uint16_t view, uint16_t version, uint64_t list,
                                        const std::optional<RowKey>& after, size_t limit) = 0;
  // All rows of a view, all lists, in key order.
  virtual Result<> all_rows(uint16_t view, uint16_t version,
                            const std::function<bool(const Row&)>& visit) = 0;
  // The lists of a view that have rows, rising.
  virtual Result<std::vector<uint64_t>> lists(uint16_t view, uint16_t version) = 0;
  virtual Result<std::optional<uint64_t>> point(uint8_t space, uint64_t key) = 0;
  virtual Result<> points(uint8_t space, const std::function<bool(uint64_t key, uint64_t value)>& visit) = 0;
  virtual Result<std::optional<uint64_t>> name(uint8_t space, View key) = 0;
  virtual Result<std::optional<Snapshot>> snapshot(uint64_t citizen) = 0;
  virtual Result<std::optional<Bytes>> meta(const std::string& name) = 0;
  // Everything read between begin() and end() is as of one moment.
  virtual Result<> begin() = 0;
  virtual void end() = 0;
};

class Store {
 public:
  virtual ~Store() = default;
  // Durable when it answers Done. After a Problem nothing is known about the batch until reopen() has
  // answered Done; until then every commit() is refused. Called from one thread.
  virtual Result<> commit(const Batch& batch) = 0;
  // Forgets the writer's connection and opens it anew, as after a crash. Readers stay valid.
  virtual Result<> reopen() = 0;
  virtual Result<std::unique_ptr<Reader>> reader() = 0;  // any thread
  // For the thread that commits, between commits: reads over the writer's own connection, which has in memory
  // what it has just written. Let it go before reopen().
  virtual Result<std::unique_ptr<Reader>> writers_reader() = 0;
  // Leaves no removed byte behind in the files or their logs (called after an erasure).
  virtual Result<> scrub() = 0;
};

// --- Wrapped keys: a file of their own, with their own backup and retention -----------------------------

struct KeyRow {
  uint64_t controller = 0;
  uint64_t citizen = 0;
  uint32_t generation = 0;
  Position position = 0;  // 0: the key of a whole generation; else the key of that one entry only
  Bytes wrapped;
};

class Keys {
 public:
  virtual ~Keys() = default;
  virtual Result<> put(const std::vector<KeyRow>& rows) = 0;  // durable when Done; all or nothing
  // All rows of one citizen at one controller, by generation, then position.
  virtual Result<std::vector<KeyRow>> get(uint64_t controller, uint64_t citizen) = 0;
  // Removes those rows (all of the citizen's when `only` is empty), puts `instead` in the same transaction,
  // and leaves no byte of what was removed in the file or its log.
  virtual Result<> erase(uint64_t controller, uint64_t citizen, const std::vector<KeyRow>& only,
                         const std::vector<KeyRow>& instead) = 0;
  virtual Result<std::optional<Bytes>> meta(const std::string& name) = 0;
  virtual Result<> set_meta(const std::string& name, View value) = 0;  // durable when Done
};

// --- Look-ups: who has looked at whom; a stream of its own, with its own chain -------------------------

class Access {
 public:
  virtual ~Access() = default;
  // Appends what `make(position, hash of the previous entry)` answers, durably, as one step even among
  // several processes. The hash of an entry is SHA-256 of its bytes; 32 zero bytes before the first. Any
  // thread. `make` may be called on another thread, and must not come back here.
  // `about`: the numbers it is found by again.
  virtual Result<Position> append(const std::function<Bytes(Position, View)>& make,
                                  const std::vector<uint64_t>& about = {}) = 0;
  virtual Result<> entries(Position from, const std::function<bool(Position, View)>& visit) = 0;
  // All entries about that number, in order; there may be others among them: those from before they were
  // found by it.
  virtual Result<> entries_about(uint64_t about, const std::function<bool(Position, View)>& visit) = 0;
  // Has `mark` been noted since `since_us`? If not, notes it at `now_us` and answers false: the one entry
  // a viewer and list in 10 minutes.
  virtual Result<bool> noted(View mark, int64_t now_us, int64_t since_us) = 0;
};

// --- Contents: what is too large for a row, sealed before it comes here; one file each -----------------

class Contents {
 public:
  virtual ~Contents() = default;
  // Writes what `next` gives, piece by piece, until it gives nothing. Durable when Done: the file and its
  // name are synced, a little at a time, so that nobody else's sync waits for all of it. Any thread.
  virtual Result<> put(const std::string& name, const std::function<Result<Bytes>()>& next) = 0;
  // In pieces of `piece_bytes`, the last may be shorter, until the visitor answers false. Problem: refused
  // when it is not there.
  virtual Result<> read(const std::string& name, size_t piece_bytes,
                        const std::function<bool(View)>& visit) = 0;
  virtual Result<> remove(const std::string& name) = 0;  // one that is not there is removed
  // All that are there, and halves of such that a stop left behind, rising.
  virtual Result<std::vector<std::string>> names() = 0;
};

// --- A folder ------------------------------------------------------------------------------------------

enum class Open : uint8_t {
  write,  // the one writer: takes the lock, makes the folder and files when they are absent
  read,   // beside a writer or alone: changes nothing but the access file
};

struct Folder {
  std::unique_ptr<Store> store;
  std::unique_ptr<Keys> keys;
  std::unique_ptr<Access> access;
  std::unique_ptr<Contents> contents;  // none over a VFS of the tests, which has no folders
  bool is_new = false;                 // made by this call
};

struct SqliteOptions {
  // Name of the SQLite VFS, for tests that cut the power; nullptr for the machine's own.
  const char* vfs = nullptr;
  uint64_t wal_limit_bytes = 32ull << 20;  // past this the writer itself checkpoints between batches
  bool checkpoint_thread = true;           // false in tests and the simulation: the writer checkpoints
  size_t waiting_keys = 100'000;           // so many changed rows and names wait in memory for their places
};

// klynge.db, keys.db, access.db, content/, lock. Problems: another process has the folder (Kind::not_now,
// says so and which process), not a Klynge folder, a newer format (refused), disk.
Result<Folder> open_sqlite(const std::string& directory, Open how, const SqliteOptions& options = {});

// In memory. `cut()` in memory.h forgets what was not committed.
Folder open_memory();

}  // namespace klynge::store
