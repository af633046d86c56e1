#include "store/memory.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "store/batch.h"

namespace klynge::store {
namespace {

constexpr const char* place = "memory";

int64_t as_signed(uint64_t value) {
  return static_cast<int64_t>(value);
}

// Something opened on a disk in one of its lives.
class Opened {
 public:
  explicit Opened(std::shared_ptr<MemoryDisk> disk) : disk_(std::move(disk)), life_(disk_->life) {}

 protected:
  // Call with the lock held. `failures` is the knob that may refuse this call.
  Result<> ready(int* failures) const {
    if (life_ != disk_->life) return not_now(place, "the power was cut, or the store was opened anew");
    if (failures == &disk_->fail_reads && disk_->spare_reads > 0) {
      --disk_->spare_reads;
      return Done{};
    }
    if (failures && *failures > 0) {
      --*failures;
      return not_now(place, "the disk refuses");
    }
    return Done{};
  }

  const std::shared_ptr<MemoryDisk> disk_;
  const uint64_t life_;
};

class MemoryReader final : public Reader, Opened {
 public:
  explicit MemoryReader(std::shared_ptr<MemoryDisk> disk) : Opened(std::move(disk)) {}

  Result<Position> last_position() override {
    return look([](const MemoryLedger& now) -> Position { return now.journal.size(); });
  }
  Result<std::optional<Bytes>> entry(Position position) override {
    return look([&](const MemoryLedger& now) -> std::optional<Bytes> {
      if (position == 0 || position > now.journal.size()) return std::nullopt;
      return now.journal[position - 1];
    });
  }
  Result<> entries(Position from, const std::function<bool(Position, View)>& visit) override {
    return look([&](const MemoryLedger& now) {
      Position at = std::max<Position>(from, 1);
      while (at <= now.journal.size() && visit(at, now.journal[at - 1])) ++at;
      return Done{};
    });
  }
  Result<std::optional<Bytes>> body(Position position, uint32_t part) override {
    return look([&](const MemoryLedger& now) { return found(now.bodies, std::pair(position, part)); });
  }
  Result<> bodies(Position from, const std::function<bool(const Body&)>& visit) override {
    return look([&](const MemoryLedger& now) {
      auto at = now.bodies.lower_bound({from, 0});
      while (at != now.bodies.end() && visit({at->first.first, at->first.second, at->second})) ++at;
      return Done{};
    });
  }
  Result<std::vector<Row>> rows(uint16_t view, uint16_t version, uint64_t list,
                                const std::optional<RowKey>& after, size_t limit) override;
  Result<> all_rows(uint16_t view, uint16_t version, const std::function<bool(const Row&)>& visit) override;
  Result<std::vector<uint64_t>> lists(uint16_t view, uint16_t version) override {
    std::vector<uint64_t> found;
    auto read = all_rows(view, version, [&](const Row& row) {
      if (found.empty() || found.back() != row.key.list) found.push_back(row.key.list);
      return true;
    });
    if (!read) return read.problem();
    return found;
  }
  Result<std::optional<uint64_t>> point(uint8_t space, uint64_t key) override {
    return look([&](const MemoryLedger& now) { return found(now.points, std::pair(space, as_signed(key))); });
  }
  Result<> points(uint8_t space, const std::function<bool(uint64_t, uint64_t)>& visit) override {
    return look([&](const MemoryLedger& now) {
      auto at = now.points.lower_bound({space, INT64_MIN});
      while (at != now.points.end() && at->first.first == space &&
             visit(static_cast<uint64_t>(at->first.second), at->second)) {
        ++at;
      }
      return Done{};
    });
  }
  Result<std::optional<uint64_t>> name(uint8_t space, View key) override {
    return look([&](const MemoryLedger& now) { return found(now.names, std::pair(space, Bytes(key))); });
  }
  Result<std::optional<Snapshot>> snapshot(uint64_t citizen) override {
    return look([&](const MemoryLedger& now) -> std::optional<Snapshot> {
      auto at = now.snapshots.find(citizen);
      if (at == now.snapshots.end()) return std::nullopt;
      return Snapshot{citizen, at->second.first, at->second.second};
    });
  }
  Result<std::optional<Bytes>> meta(const std::string& name) override {
    return look([&](const MemoryLedger& now) { return found(now.meta, name); });
  }
  Result<> begin() override {
    std::lock_guard hold(disk_->mutex);
    if (auto fit = ready(&disk_->fail_reads); !fit) return fit;
    moment_ = disk_->ledger;
    return Done{};
  }
  void end() override { moment_.reset(); }

 private:
  template <class Map, class Key>
  static std::optional<typename Map::mapped_type> found(const Map& map, const Key& key) {
    auto at = map.find(key);
    return at == map.end() ? std::nullopt : std::optional(at->second);
  }
  // Holds what is committed now while `see` looks at it; a visitor may read and commit meanwhile.
  template <class See>
  auto look(See&& see) -> Result<decltype(see(std::declval<const MemoryLedger&>()))> {
    std::shared_ptr<const MemoryLedger> now;
    {
      std::lock_guard hold(disk_->mutex);
      if (auto fit = ready(&disk_->fail_reads); !fit) return fit.problem();
      now = moment_ ? moment_ : disk_->ledger;
    }
    return see(*now);
  }

  std::shared_ptr<const MemoryLedger> moment_;  // from begin() to end()
};

Result<std::vector<Row>> MemoryReader::rows(uint16_t view, uint16_t version, uint64_t list,
                                            const std::optional<RowKey>& after, size_t limit) {
  return look([&](const MemoryLedger& now) {
    const RowKey first{view, version, list, INT64_MIN, 1ull << 63, 1ull << 63};
    const RowKey last_seen{view,
                           version,
                           list,
                           after ? after->order : 0,
                           after ? after->key_high : 0,
                           after ? after->key_low : 0};
    auto at = after ? now.rows.upper_bound(last_seen) : now.rows.lower_bound(first);
    std::vector<Row> rows;
    for (; at != now.rows.end() && rows.size() < limit; ++at) {
      const RowKey& key = at->first;
      if (key.view != view || key.version != version || key.list != list) break;
      rows.push_back({key, at->second.first, at->second.second});
    }
    return rows;
  });
}

Result<> MemoryReader::all_rows(uint16_t view, uint16_t version,
                                const std::function<bool(const Row&)>& visit) {
  return look([&](const MemoryLedger& now) {
    auto at = now.rows.lower_bound({view, version, 1ull << 63, INT64_MIN, 1ull << 63, 1ull << 63});
    while (at != now.rows.end() && at->first.view == view && at->first.version == version &&
           visit({at->first, at->second.first, at->second.second})) {
      ++at;
    }
    return Done{};
  });
}

class MemoryStore final : public Store, Opened {
 public:
  explicit MemoryStore(std::shared_ptr<MemoryDisk> disk) : Opened(std::move(disk)) {}

  Result<> commit(const Batch& batch) override;
  Result<> reopen() override;
  Result<std::unique_ptr<Reader>> writers_reader() override { return reader(); }
  Result<std::unique_ptr<Reader>> reader() override {
    std::lock_guard hold(disk_->mutex);
    if (auto fit = ready(nullptr); !fit) return fit.problem();
    return std::unique_ptr<Reader>(std::make_unique<MemoryReader>(disk_));
  }
  Result<> scrub() override {
    std::lock_guard hold(disk_->mutex);
    return ready(nullptr);
  }

 private:
  void write(const Batch& batch);

  bool failed_ = false;  // since the last reopen()
};

Result<> MemoryStore::commit(const Batch& batch) {
  std::lock_guard hold(disk_->mutex);
  if (auto alive = ready(nullptr); !alive) return alive;
  if (failed_) return not_now(place, "an earlier commit failed; the writer must be opened anew first");
  auto fit = check_batch(batch, disk_->ledger->journal.size(), place);
  if (fit) fit = ready(&disk_->fail_commits);
  failed_ = !fit;
  if (!fit) return fit;
  write(batch);
  fit = ready(&disk_->lose_commit_answers);
  failed_ = !fit;
  return fit;
}

void MemoryStore::write(const Batch& batch) {
  if (disk_->ledger.use_count() > 1) disk_->ledger = std::make_shared<MemoryLedger>(*disk_->ledger);
  MemoryLedger& now = *disk_->ledger;
  for (const Entry& entry : batch.entries) now.journal.push_back(entry.bytes);
  for (Position position : batch.drop_bodies) {
    now.bodies.erase(now.bodies.lower_bound({position, 0}), now.bodies.upper_bound({position, UINT32_MAX}));
  }
  for (const Body& body : batch.bodies) now.bodies[{body.position, body.part}] = body.bytes;
  for (const RowKey& key : batch.drop_rows) now.rows.erase(key);
  for (const Row& row : batch.rows) now.rows[row.key] = {row.changed, row.bytes};
  for (const Point& point : batch.points) now.points[{point.space, as_signed(point.key)}] = point.value;
  for (const auto& name : batch.drop_names) now.names.erase(name);
  for (const auto& [space, value] : batch.drop_names_of)
    std::erase_if(now.names,
                  [&](const auto& name) { return name.first.first == space && name.second == value; });
  for (const Name& name : batch.names) now.names[{name.space, name.key}] = name.value;
  for (uint64_t citizen : batch.drop_snapshots) now.snapshots.erase(citizen);
  for (const Snapshot& s : batch.snapshots) now.snapshots[s.citizen] = {s.position, s.bytes};
  for (const auto& [name, bytes] : batch.meta) now.meta[name] = bytes;
}

Result<> MemoryStore::reopen() {
  std::lock_guard hold(disk_->mutex);
  failed_ = true;
  auto fit = ready(&disk_->fail_reopens);
  failed_ = !fit;
  return fit;
}

class MemoryKeys final : public Keys, Opened {
 public:
  explicit MemoryKeys(std::shared_ptr<MemoryDisk> disk) : Opened(std::move(disk)) {}

  Result<> put(const std::vector<KeyRow>& rows) override {
    std::lock_guard hold(disk_->mutex);
    auto fit = ready(&disk_->fail_key_writes);
    if (fit) write(rows);
    return fit;
  }
  Result<std::vector<KeyRow>> get(uint64_t controller, uint64_t citizen) override {
    std::lock_guard hold(disk_->mutex);
    if (auto fit = ready(nullptr); !fit) return fit.problem();
    std::vector<KeyRow> rows;
    for (auto at = disk_->keys.lower_bound({controller, citizen, 0, 0}); at != disk_->keys.end(); ++at) {
      const auto& [whose, who, generation, position] = at->first;
      if (whose != controller || who != citizen) break;
      rows.push_back({controller, citizen, generation, position, at->second});
    }
    return rows;
  }
  Result<> erase(uint64_t controller, uint64_t citizen, const std::vector<KeyRow>& only,
                 const std::vector<KeyRow>& instead) override {
    std::lock_guard hold(disk_->mutex);
    if (auto fit = ready(&disk_->fail_key_writes); !fit) return fit;
    for (const KeyRow& row : only) disk_->keys.erase({controller, citizen, row.generation, row.position});
    if (only.empty()) {
      disk_->keys.erase(disk_->keys.lower_bound({controller, citizen, 0, 0}),
                        disk_->keys.upper_bound({controller, citizen, UINT32_MAX, UINT64_MAX}));
    }
    write(instead);
    return Done{};
  }
  Result<std::optional<Bytes>> meta(const std::string& name) override {
    std::lock_guard hold(disk_->mutex);
    if (auto fit = ready(nullptr); !fit) return fit.problem();
    auto at = disk_->keys_meta.find(name);
    return at == disk_->keys_meta.end() ? std::nullopt : std::optional(at->second);
  }
  Result<> set_meta(const std::string& name, View value) override {
    std::lock_guard hold(disk_->mutex);
    auto fit = ready(&disk_->fail_key_writes);
    if (fit) disk_->keys_meta[name] = value;
    return fit;
  }

 private:
  void write(const std::vector<KeyRow>& rows) {
    for (const KeyRow& row : rows) {
      disk_->keys[{row.controller, row.citizen, row.generation, row.position}] = row.wrapped;
    }
  }
};

class MemoryAccess final : public Access, Opened {
 public:
  explicit MemoryAccess(std::shared_ptr<MemoryDisk> disk) : Opened(std::move(disk)) {}

  Result<Position> append(const std::function<Bytes(Position, View)>& make,
                          const std::vector<uint64_t>& about) override {
    std::lock_guard hold(disk_->mutex);
    if (auto fit = ready(&disk_->fail_appends); !fit) return fit.problem();
    const Position position = disk_->access.size() + 1;
    const Bytes hash = position == 1 ? Bytes(32, '\0') : sha256(disk_->access.back());
    disk_->access.push_back(make(position, hash));
    for (const uint64_t one : about) disk_->access_about.emplace(one, position);
    return position;
  }
  Result<> entries_about(uint64_t about, const std::function<bool(Position, View)>& visit) override {
    std::vector<std::pair<Position, Bytes>> found;
    {
      std::lock_guard hold(disk_->mutex);
      if (auto fit = ready(nullptr); !fit) return fit;
      const auto [begin, end] = disk_->access_about.equal_range(about);
      for (auto one = begin; one != end; ++one)
        found.emplace_back(one->second, disk_->access[one->second - 1]);
    }
    for (const auto& [position, bytes] : found)
      if (!visit(position, bytes)) break;
    return Done{};
  }
  Result<> entries(Position from, const std::function<bool(Position, View)>& visit) override {
    for (Position at = std::max<Position>(from, 1);; ++at) {
      Bytes bytes;  // the visitor is called without the lock: it may append
      {
        std::lock_guard hold(disk_->mutex);
        if (auto fit = ready(nullptr); !fit) return fit;
        if (at > disk_->access.size()) return Done{};
        bytes = disk_->access[at - 1];
      }
      if (!visit(at, bytes)) return Done{};
    }
  }
  Result<bool> noted(View mark, int64_t now_us, int64_t since_us) override {
    std::lock_guard hold(disk_->mutex);
    if (auto fit = ready(nullptr); !fit) return fit.problem();
    auto [at, is_new] = disk_->noted.try_emplace(Bytes(mark), now_us);
    if (!is_new && at->second >= since_us) return true;
    at->second = now_us;
    return false;
  }
};

class MemoryContents final : public Contents, Opened {
 public:
  explicit MemoryContents(std::shared_ptr<MemoryDisk> disk) : Opened(std::move(disk)) {}

  Result<> put(const std::string& name, const std::function<Result<Bytes>()>& next) override {
    Bytes whole;
    for (;;) {
      auto piece = next();
      if (!piece) return piece.problem();
      if (piece->empty()) break;
      whole += *piece;
    }
    std::lock_guard hold(disk_->mutex);
    auto fit = ready(&disk_->fail_contents);
    if (fit) disk_->contents[name] = std::move(whole);
    return fit;
  }
  Result<> read(const std::string& name, size_t piece_bytes,
                const std::function<bool(View)>& visit) override {
    Bytes whole;
    {
      std::lock_guard hold(disk_->mutex);
      if (auto fit = ready(nullptr); !fit) return fit;
      const auto at = disk_->contents.find(name);
      if (at == disk_->contents.end()) return refused(place, "that content is not there");
      whole = at->second;
    }
    for (View rest = whole; !rest.empty(); rest.remove_prefix(std::min(piece_bytes, rest.size())))
      if (!visit(rest.substr(0, piece_bytes))) break;
    return Done{};
  }
  Result<> remove(const std::string& name) override {
    std::lock_guard hold(disk_->mutex);
    auto fit = ready(nullptr);
    if (fit) disk_->contents.erase(name);
    return fit;
  }
  Result<std::vector<std::string>> names() override {
    std::lock_guard hold(disk_->mutex);
    if (auto fit = ready(nullptr); !fit) return fit.problem();
    std::vector<std::string> names;
    for (const auto& [name, bytes] : disk_->contents) names.push_back(name);
    return names;
  }
};

}  // namespace

bool RowKeyOrder::operator()(const RowKey& a, const RowKey& b) const {
  const auto in_order = [](const RowKey& key) {
    return std::tuple(key.view, key.version, as_signed(key.list), key.order, as_signed(key.key_high),
                      as_signed(key.key_low));
  };
  return in_order(a) < in_order(b);
}

Folder open_memory(const std::shared_ptr<MemoryDisk>& disk) {
  disk->cut();
  Folder folder;
  folder.store = std::make_unique<MemoryStore>(disk);
  folder.keys = std::make_unique<MemoryKeys>(disk);
  folder.access = std::make_unique<MemoryAccess>(disk);
  folder.contents = std::make_unique<MemoryContents>(disk);
  folder.is_new = !std::exchange(disk->is_made, true);
  return folder;
}

Folder open_memory() {
  return open_memory(std::make_shared<MemoryDisk>());
}

}  // namespace klynge::store
