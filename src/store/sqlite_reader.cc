#include "store/sqlite_reader.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <string>

#include "store/batch.h"

namespace klynge::store {

// --- Places: octets that sort as the tables do ----------------------------------------------------------

namespace {

constexpr char row_mark = 'r', name_mark = 'n';
constexpr uint64_t sign_bit = 1ull << 63;  // numbers sort signed in SQLite, and octets do not

Bytes view_prefix(uint16_t view, uint16_t version) {
  Bytes out(1, row_mark);
  put_u16(out, view);
  put_u16(out, version);
  return out;
}

Bytes list_prefix(uint16_t view, uint16_t version, uint64_t list) {
  Bytes out = view_prefix(view, version);
  put_u64(out, list ^ sign_bit);
  return out;
}

}  // namespace

Bytes names_prefix(uint8_t space) {
  return {name_mark, static_cast<char>(space)};
}

Bytes place_of(const RowKey& key) {
  Bytes out = list_prefix(key.view, key.version, key.list);
  for (const uint64_t number : {static_cast<uint64_t>(key.order), key.key_high, key.key_low})
    put_u64(out, number ^ sign_bit);
  return out;
}

Bytes place_of(uint8_t space, View name) {
  return names_prefix(space).append(name);
}

Waiting::Change change_of(const Row& row) {
  Bytes value;
  put_u64(value, row.changed);
  return {place_of(row.key), value.append(row.bytes)};
}

Waiting::Change change_of(const Name& name) {
  Bytes value;
  put_u64(value, name.value);
  return {place_of(name.space, name.key), std::move(value)};
}

bool is_row(View place) {
  return place.starts_with(row_mark);
}

RowKey row_key_of(View place) {
  const auto number = [&](size_t at) { return get_u64(place, at) ^ sign_bit; };
  return {get_u16(place, 1), get_u16(place, 3), number(5), static_cast<int64_t>(number(13)),
          number(21),        number(29)};
}

Row row_of(View place, View value) {
  return {row_key_of(place), changed_of(value), Bytes(bytes_of(value))};
}

Position changed_of(View row_value) {
  return get_u64(row_value, 0);
}

View bytes_of(View row_value) {
  return row_value.substr(sizeof(Position));
}

Name name_of(View place, View value) {
  return {static_cast<uint8_t>(place[1]), Bytes(place.substr(2)), value.empty() ? 0 : get_u64(value, 0)};
}

// --- Table `waiting` -------------------------------------------------------------------------------------

// Length and octets of the place, then length + 1 and octets of the value; 0 when it is dropped.
Bytes encode(const std::vector<Waiting::Change>& changes) {
  Bytes out;
  for (const Waiting::Change& change : changes) {
    put_u32(out, static_cast<uint32_t>(change.key.size()));
    out += change.key;
    put_u32(out, change.value ? static_cast<uint32_t>(change.value->size()) + 1 : 0);
    if (change.value) out += *change.value;
  }
  return out;
}

namespace {

std::optional<std::vector<Waiting::Change>> decode(View in) {
  constexpr size_t length_bytes = 4, row_bytes = 37, number_bytes = 8;
  std::vector<Waiting::Change> changes;
  const auto take = [&](size_t size) -> std::optional<View> {
    if (in.size() < size) return std::nullopt;
    const View taken = in.substr(0, size);
    in.remove_prefix(size);
    return taken;
  };
  while (!in.empty()) {
    const auto key_size = take(length_bytes);
    const auto key = key_size ? take(get_u32(*key_size, 0)) : std::nullopt;
    const auto value_size = key ? take(length_bytes) : std::nullopt;
    if (!value_size) return std::nullopt;
    const bool is_place =
        is_row(*key) ? key->size() == row_bytes : key->size() > 1 && key->front() == name_mark;
    if (!is_place) return std::nullopt;
    const uint32_t size = get_u32(*value_size, 0);
    Waiting::Change change{Bytes(*key), std::nullopt};
    if (size > 0) {
      const auto value = take(size - 1);
      if (!value || value->size() < number_bytes) return std::nullopt;
      change.value = Bytes(*value);
    }
    changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace

Result<std::vector<std::pair<Waiting::Number, std::vector<Waiting::Change>>>> waiting_after(
    Database& db, Waiting::Number after) {
  Statement statement("SELECT number, bytes FROM waiting WHERE number > ? ORDER BY number");
  Query query(db, statement, after);
  std::vector<std::pair<Waiting::Number, std::vector<Waiting::Change>>> all;
  while (true) {
    auto row = query.next();
    if (!row) return row.problem();
    if (!*row) return all;
    auto changes = decode(query.bytes(1));
    if (!changes)
      return not_understood(db.path(), "table waiting, number " + std::to_string(query.number(0)));
    all.emplace_back(query.number(0), std::move(*changes));
  }
}

// --- The reader ------------------------------------------------------------------------------------------

uint64_t place_of(Position position, uint32_t part) {
  return position << part_bits | part;
}

namespace {

class SqliteReader final : public Reader {
 public:
  SqliteReader(Database own, std::shared_ptr<Waiting> waiting)
      : own_(std::move(own)), db_(*own_), shared_(std::move(waiting)) {}
  SqliteReader(Database* writers, std::shared_ptr<Waiting> waiting)
      : db_(*writers), shared_(std::move(waiting)) {}
  ~SqliteReader() override { let_go(); }
  SqliteReader(const SqliteReader&) = delete;
  SqliteReader& operator=(const SqliteReader&) = delete;

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
  Result<std::optional<uint64_t>> name(uint8_t space, View key) override;
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

  // What `read` reads is as of one moment: that of begin(), or one of its own. Answers what it answers.
  template <class Read>
  auto at_one_moment(Read&& read) -> decltype(read());
  Result<> find_moment();
  void let_go();
  Waiting& waiting() { return shared_ ? *shared_ : *own_waiting_; }
  Result<std::vector<Row>> rows_now(uint16_t view, uint16_t version, uint64_t list,
                                    const std::optional<RowKey>& after, size_t limit);

  std::optional<Database> own_;
  Database& db_;
  std::shared_ptr<Waiting> shared_;       // the writer's, in its own process
  std::unique_ptr<Waiting> own_waiting_;  // else what the disk says
  bool has_begun_ = false;
  Waiting::Number now_ = 0;  // the last commit that this moment sees
  std::optional<Waiting::Number> held_;
  Statement last_{last_position_sql};
  Statement newest_{"SELECT max(number) FROM waiting"};
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

Row row_at(const Query& query, uint16_t view, uint16_t version) {
  return {{view, version, query.number(0), query.number<int64_t>(1), query.number(2), query.number(3)},
          query.number(4),
          Bytes(query.bytes(5))};
}

// Rows that come from their places, in order, and changes that wait, in order: together what there is.
// `visit` answers false when it has had enough, and so do these.
template <class Visit>
class Together {
 public:
  Together(std::vector<Waiting::Change> changes, Visit visit)
      : changes_(std::move(changes)), visit_(std::move(visit)) {}

  bool in_place(const Row& row) {
    if (next_ == changes_.size()) return visit_(row);
    const Bytes place = place_of(row.key);
    while (next_ < changes_.size() && changes_[next_].key < place)
      if (!next_change()) return false;
    const bool is_changed = next_ < changes_.size() && changes_[next_].key == place;
    return is_changed ? next_change() : visit_(row);
  }
  bool rest() {
    while (next_ < changes_.size())
      if (!next_change()) return false;
    return true;
  }

 private:
  bool next_change() {
    const Waiting::Change& change = changes_[next_++];
    return !change.value || visit_(row_of(change.key, *change.value));
  }

  std::vector<Waiting::Change> changes_;
  Visit visit_;
  size_t next_ = 0;
};

Result<std::vector<Row>> SqliteReader::rows(uint16_t view, uint16_t version, uint64_t list,
                                            const std::optional<RowKey>& after, size_t limit) {
  return at_one_moment([&] { return rows_now(view, version, list, after, limit); });
}

Result<std::vector<Row>> SqliteReader::rows_now(uint16_t view, uint16_t version, uint64_t list,
                                                const std::optional<RowKey>& after, size_t limit) {
  std::vector<Row> rows;
  if (limit == 0) return rows;
  Bytes last_seen;
  if (after) last_seen = place_of({view, version, list, after->order, after->key_high, after->key_low});
  std::vector<Waiting::Change> changes =
      waiting().within(list_prefix(view, version, list), last_seen, now_, limit);
  // A change hides one row at most.
  constexpr size_t all = std::numeric_limits<int64_t>::max();
  const auto most = static_cast<int64_t>(limit < all - changes.size() ? limit + changes.size() : all);
  Together together(std::move(changes), [&](Row row) {
    rows.push_back(std::move(row));
    return rows.size() < limit;
  });
  const auto read = [&](Query&& query) -> Result<> {
    while (true) {
      auto row = query.next();
      if (!row) return row.problem();
      if (!*row) return together.rest(), Done{};
      if (!together.in_place(row_at(query, view, version))) return Done{};
    }
  };
  auto done = after ? read(Query(db_, next_rows_, view, version, list, after->order, after->key_high,
                                 after->key_low, most))
                    : read(Query(db_, first_rows_, view, version, list, most));
  if (!done) return done.problem();
  return rows;
}

Result<> SqliteReader::all_rows(uint16_t view, uint16_t version,
                                const std::function<bool(const Row&)>& visit) {
  return at_one_moment([&]() -> Result<> {
    Together together(waiting().within(view_prefix(view, version), {}, now_), std::cref(visit));
    bool goes_on = true;
    auto read = stream(
        "SELECT list, ord, key_high, key_low, changed, bytes FROM rows WHERE view = ? AND version = ?"
        " ORDER BY list, ord, key_high, key_low",
        [&](const Query& row) { return goes_on = together.in_place(row_at(row, view, version)); }, view,
        version);
    if (read && goes_on) (void)together.rest();
    return read;
  });
}

// From list to list over the key's own order, without touching the rows in between.
constexpr const char* lists_sql =
    "WITH RECURSIVE one(list) AS (SELECT min(list) FROM rows WHERE view = ?1 AND version = ?2 UNION ALL"
    " SELECT (SELECT min(list) FROM rows WHERE view = ?1 AND version = ?2 AND list > one.list) FROM one"
    " WHERE one.list IS NOT NULL) SELECT list FROM one WHERE list IS NOT NULL";

Result<std::vector<uint64_t>> SqliteReader::lists(uint16_t view, uint16_t version) {
  return at_one_moment([&]() -> Result<std::vector<uint64_t>> {
    std::set<int64_t> found, in_doubt;
    auto read = stream(
        lists_sql, [&](const Query& row) { return found.insert(row.number<int64_t>(0)), true; }, view,
        version);
    if (!read) return read.problem();
    for (const Waiting::Change& change : waiting().within(view_prefix(view, version), {}, now_)) {
      const auto list = static_cast<int64_t>(row_key_of(change.key).list);
      (change.value ? found : in_doubt).insert(list);
    }
    for (const int64_t list : in_doubt) {
      auto one = rows_now(view, version, static_cast<uint64_t>(list), {}, 1);
      if (!one) return one.problem();
      if (one->empty()) found.erase(list);
    }
    return std::vector<uint64_t>(found.begin(), found.end());
  });
}

Result<std::optional<uint64_t>> SqliteReader::name(uint8_t space, View key) {
  return at_one_moment([&]() -> Result<std::optional<uint64_t>> {
    auto change = waiting().find(place_of(space, key), now_);
    if (!change) return one_number(name_, space, key);
    if (!change->value) return std::optional<uint64_t>();
    return std::optional(name_of(change->key, *change->value).value);
  });
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
  if (shared_ && own_) held_ = shared_->hold();
  auto begun = db_.run("BEGIN");
  // SQLite takes its snapshot at the first read, not at BEGIN.
  if (begun) begun = find_moment();
  has_begun_ = true;
  if (!begun) end();
  return begun;
}

void SqliteReader::end() {
  if (!sqlite3_get_autocommit(db_.handle())) (void)db_.run("COMMIT");
  has_begun_ = false;
  let_go();
}

void SqliteReader::let_go() {
  if (held_) shared_->release(*std::exchange(held_, std::nullopt));
}

Result<> SqliteReader::find_moment() {
  if (auto read = last_position(); !read) return read.problem();
  // The file of an earlier Klynge has nothing that waits.
  const bool has_waiting = db_.format() >= ledger_file.format;
  Waiting::Number newest = 0;
  if (has_waiting) {
    Query query(db_, newest_);
    auto row = query.next();
    if (!row) return row.problem();
    newest = query.number(0);
  }
  if (!shared_ && (!own_waiting_ || newest != now_)) {
    own_waiting_ = std::make_unique<Waiting>();
    if (has_waiting) {
      auto changes = waiting_after(db_, 0);
      if (!changes) return changes.problem();
      own_waiting_->settle(std::move(*changes));
    }
  }
  now_ = newest;
  return Done{};
}

template <class Read>
auto SqliteReader::at_one_moment(Read&& read) -> decltype(read()) {
  if (!own_) {  // between two commits of the writer nothing changes
    now_ = shared_->newest();
    return read();
  }
  if (has_begun_) return read();
  if (auto begun = begin(); !begun) return begun.problem();
  auto answer = read();
  end();
  return answer;
}

}  // namespace

std::unique_ptr<Reader> make_reader(Database own, std::shared_ptr<Waiting> waiting) {
  return std::make_unique<SqliteReader>(std::move(own), std::move(waiting));
}

std::unique_ptr<Reader> make_writers_reader(Database* writers, std::shared_ptr<Waiting> waiting) {
  return std::make_unique<SqliteReader>(writers, std::move(waiting));
}

}  // namespace klynge::store
