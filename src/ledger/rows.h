#pragma once
// Where things stand among the store's rows. The worklist; and the parties learned from messages (a ward that
// the directory does not have yet is known by what the hospital said of it).
#include "core/setting.h"
#include "core/view/post_list.h"
#include "core/view/tally.h"
#include "core/view/worklist.h"
#include "ledger/ledger.h"

namespace klynge {

// A list lies by citizen: what a letter changes stands on few pages, and stays where it is when a deadline
// moves. Whoever reads a list puts it in order.
inline store::RowKey worklist_key(const WorkRow& row) {
  return {worklist_view, worklist_version,
          row.list,      0,
          row.citizen,   static_cast<uint64_t>(row.part) << 16 | row.duty};
}

inline std::optional<WorkRow> read_work_row(const store::Row& row) {
  return decode_work_row(row.key.list, row.key.key_high, static_cast<uint16_t>(row.key.key_low & 0xffff),
                         static_cast<WorkPart>(row.key.key_low >> 16), row.bytes);
}

inline store::RowKey course_key(const CourseRow& row) {
  return {course_view, course_version, row.citizen, 0, row.course, 0};
}

// A course is found by each outside id that it has come with.
inline constexpr uint16_t course_names_version = 1;
inline std::vector<store::Name> course_names(const message::JournalEntry& entry) {
  std::vector<store::Name> names;
  for (const Fact& fact : entry.facts)
    if (const auto* learned = std::get_if<CourseKeyLearned>(&fact))
      names.push_back({space::course, Bytes(octets_of(learned->key)), entry.header.citizen});
  return names;
}

inline store::RowKey post_key(const PostRow& row) {
  return {post_view, post_version, row.to.sor, row.sent.us, row.citizen, row.letter};
}

inline std::optional<PostRow> read_post_row(const store::Row& row) {
  return decode_post_row(row.key.list, row.key.order, row.key.key_high, row.key.key_low, row.bytes);
}

inline store::RowKey tally_key(const TallyKey& key) {
  return {tally_view, tally_version, key.party.sor, key.day, 0, 0};
}

// Of one party, the days from and to, both included. Days on which nothing happened have no row.
inline Result<Tallies> read_tallies(store::Reader& reader, Party party, int64_t from, int64_t to) {
  store::RowKey before = tally_key({from - 1, party});
  before.key_high = before.key_low = UINT64_MAX >> 1;
  auto rows = reader.rows(tally_view, tally_version, party.sor, before, static_cast<size_t>(to - from + 1));
  if (!rows) return rows.problem();
  Tallies read;
  for (const store::Row& row : *rows) {
    if (row.key.order > to) break;
    auto tally = decode_tally(row.bytes);
    if (!tally) return not_understood("rows", "a row of the tally cannot be read; run klynge verify");
    read[{row.key.order, party}] = *tally;
  }
  return read;
}

inline PartyInfo read_party_row(const store::Row& row) {
  PartyInfo info;
  info.party = Party{row.key.key_high};
  FieldReader fields(row.bytes);
  while (fields.next()) {
    if (fields.number() == 1) info.kind = static_cast<PartyKind>(fields.as_number());
    if (fields.number() == 2) info.gln = fields.as_text();
    if (fields.number() == 3) info.name = fields.as_text();
  }
  return info;
}

inline store::Row party_row(const PartyInfo& info, Position changed) {
  store::Row row;
  row.key = {party_view, 1, 0, 0, info.party.sor, 0};
  row.changed = changed;
  FieldWriter fields(row.bytes);
  fields.number(1, static_cast<uint64_t>(info.kind));
  fields.text(2, info.gln);
  fields.text(3, info.name);
  return row;
}

}  // namespace klynge
