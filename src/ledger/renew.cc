#include "ledger/renew.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "core/evolve.h"
#include "ledger/rows.h"
#include "message/journal/entry.h"

namespace klynge {
namespace {

constexpr std::string_view meta_name = "views";
constexpr size_t rows_in_a_batch = 5000;

using Versions = std::array<uint16_t, 6>;
constexpr Versions ours{worklist_version, course_version, message::record_version,
                        post_version,     tally_version,  course_names_version};
constexpr std::string_view by_a_newer = "this folder was written by a newer Klynge (";

Result<Versions> kept(store::Reader& reader) {
  auto bytes = reader.meta(std::string(meta_name));
  if (!bytes) return bytes.problem();
  Versions versions{};  // none: from before they were kept
  const size_t count = bytes->has_value() ? (*bytes)->size() / 2 : 0;
  // A list that we do not know would be left behind by what we write, without a word.
  if (count > versions.size())
    return refused("klynge.db", std::string(by_a_newer) + "it has " + std::to_string(count) +
                                    " kinds of lists, this program knows " + std::to_string(versions.size()) +
                                    ")");
  for (size_t i = 0; i < count; ++i) versions[i] = get_u16(**bytes, 2 * i);
  return versions;
}

Bytes written(const Versions& versions) {
  Bytes bytes;
  for (const uint16_t version : versions) put_u16(bytes, version);
  return bytes;
}

// Rows of every version there has been, and all snapshots.
Result<> collect_old(store::Reader& reader, const Versions& from, store::Batch& batch) {
  const std::array views{std::pair{worklist_view, std::max(from[0], ours[0])},
                         std::pair{course_view, std::max(from[1], ours[1])},
                         std::pair{post_view, std::max(from[3], ours[3])},
                         std::pair{tally_view, std::max(from[4], ours[4])}};
  for (const auto& [view, newest] : views) {
    for (uint16_t version = 0; version <= newest; ++version) {
      auto read = reader.all_rows(view, version, [&](const store::Row& row) {
        batch.drop_rows.push_back(row.key);
        return true;
      });
      if (!read) return read;
    }
  }
  return Done{};
}

struct Folded {
  std::map<CitizenNumber, Record> records;
  std::map<CitizenNumber, std::vector<store::Name>> names;  // of courses; none of an erased citizen
  Tallies tallies;
};

Result<Folded> folded(store::Reader& reader,
                      const std::function<void(store::Position, store::Position)>& told) {
  auto last = reader.last_position();
  if (!last) return last.problem();
  Folded all;
  std::optional<Problem> fault;
  auto read = reader.entries(1, [&](store::Position at, View bytes) {
    auto entry = message::decode(bytes);
    if (!entry) {
      fault = entry.problem();
      return false;
    }
    const message::EntryHeader& header = entry->header;
    for (const Fact& fact : entry->facts)
      if (const auto* gone = std::get_if<CitizenErased>(&fact); gone != nullptr && gone->entry == 0)
        all.names.erase(gone->citizen);
    if (header.citizen == 0) return true;
    std::ranges::move(course_names(*entry), std::back_inserter(all.names[header.citizen]));
    Record& record = all.records[header.citizen];
    record.citizen = header.citizen;
    const Held before = held(record);
    evolve(record, entry->facts, Stamp{header.stamp, header.position});
    for (const auto& [party, change] : tally_changes(before, held(record)))
      add(all.tallies[{tally_day(header.stamp), party}], change);
    told(at, *last);
    return true;
  });
  if (!read) return read.problem();
  if (fault) return *fault;
  return all;
}

}  // namespace

Result<Views> views_of(store::Reader& reader) {
  auto versions = kept(reader);
  if (!versions) return versions.problem();
  for (size_t i = 0; i < ours.size(); ++i)
    if ((*versions)[i] > ours[i])
      return refused("klynge.db", std::string(by_a_newer) + "its lists are of version " +
                                      std::to_string((*versions)[i]) + ", this program knows " +
                                      std::to_string(ours[i]) + ")");
  return *versions == ours ? Views::current : Views::older;
}

Result<> renew_views(store::Store& store, store::Reader& reader,
                     const std::function<void(store::Position done, store::Position of)>& told) {
  auto views = views_of(reader);
  if (!views) return views.problem();
  if (*views == Views::current) return Done{};
  auto from = kept(reader);
  if (!from) return from.problem();
  auto all = folded(reader, told);
  if (!all) return all.problem();

  store::Batch batch;
  if (auto done = collect_old(reader, *from, batch); !done) return done;
  for (const auto& [citizen, record] : all->records) batch.drop_snapshots.push_back(citizen);
  for (const auto& [citizen, record] : all->records) {
    for (const WorkRow& row : worklist(record))
      batch.rows.push_back({worklist_key(row), record.last, encode(row)});
    for (const CourseRow& row : course_rows(record))
      batch.rows.push_back({course_key(row), record.last, encode(row)});
    for (const PostRow& row : post_rows(record))
      batch.rows.push_back({post_key(row), record.last, encode(row)});
    std::ranges::move(all->names[citizen], std::back_inserter(batch.names));
    if (batch.rows.size() < rows_in_a_batch) continue;
    if (auto done = store.commit(batch); !done) return done;
    batch = {};
  }
  auto last = reader.last_position();
  if (!last) return last.problem();
  for (const auto& [key, tally] : all->tallies) batch.rows.push_back({tally_key(key), *last, encode(tally)});
  batch.meta.emplace_back(meta_name, written(ours));
  return store.commit(batch);
}

}  // namespace klynge
