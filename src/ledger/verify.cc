// verify: reads the whole folder once more, as if nobody could be trusted.
#include <algorithm>
#include <map>
#include <set>

#include "base/hash.h"
#include "ledger/body.h"
#include "ledger/content.h"
#include "ledger/lookup.h"
#include "ledger/records.h"
#include "ledger/renew.h"
#include "ledger/rows.h"

namespace klynge {
namespace {

constexpr size_t faults_max = 100;

struct Faults {
  VerifyReport& report;
  size_t more = 0;
  void add(std::string fault) {
    if (report.faults.size() < faults_max)
      report.faults.push_back(std::move(fault));
    else
      ++more;
  }
};

std::string at_entry(Position position) {
  return "entry " + std::to_string(position) + ": ";
}

// Every chunk is opened: its seal is what proves it. What was erased since has no key, and is no fault.
Result<> check_content(store::Folder& folder, seal::Sealer& sealer, const seal::Place& place, View body) {
  auto plain = sealer.open(place, 1, body);
  if (!plain && plain.problem().what == "erased") return Done{};
  if (!plain) return plain.problem();
  auto content = decode_content(*plain);
  if (!content) return content.problem();
  if (!folder.contents) return refused("content", "there is no place for contents here");
  return read_content(*content, *folder.contents, [](View) {});
}

}  // namespace

Result<VerifyReport> verify(store::Folder& folder, const seal::Secrets& secrets, const Progress& progress) {
  VerifyReport report;
  Faults faults{report};
  auto made = folder.store->reader();
  if (!made) return made.problem();
  store::Reader& reader = **made;
  if (auto begun = reader.begin(); !begun) return begun.problem();
  auto last = reader.last_position();
  if (!last) return last.problem();

  seal::Sealer sealer(secrets, *folder.keys, [](size_t) { return Bytes{}; });
  std::map<CitizenNumber, Record> records;
  Tallies tallies;
  std::set<CitizenNumber> erased_citizens;
  std::set<Position> erased_entries;
  std::map<Position, Bytes> body_hashes;
  std::map<Bytes, CitizenNumber> named;      // whose course has that outside id
  std::map<Position, seal::Place> contents;  // where the body says which content it is
  Bytes head(32, '\0');
  std::optional<Problem> stop;
  uint32_t epoch = 0;
  Instant stamp;

  auto scanned = reader.entries(1, [&](Position position, View bytes) {
    auto entry = message::decode(bytes);
    if (!entry) {
      faults.add(at_entry(position) + entry.problem().what);
      head = sha256(bytes);
      report.entries = position;
      return true;
    }
    const message::EntryHeader& header = entry->header;
    if (header.position != position || position != report.entries + 1)
      faults.add(at_entry(position) + "the position is not the next");
    if (header.previous_hash != head) faults.add(at_entry(position) + "the chain is broken before it");
    if (header.installation != secrets.installation)
      faults.add(at_entry(position) + "belongs to another installation");
    if (header.epoch < epoch) faults.add(at_entry(position) + "the writer's epoch went back");
    if (header.stamp < stamp) faults.add(at_entry(position) + "time went back");
    epoch = header.epoch;
    stamp = header.stamp;
    head = sha256(bytes);
    report.entries = position;

    if (header.citizen != 0) {
      Record& record = records[header.citizen];
      record.citizen = header.citizen;
      if (header.previous_of_citizen != record.last)
        faults.add(at_entry(position) + "does not follow the citizen's previous entry");
      const Held before = held(record);
      evolve(record, entry->facts, Stamp{header.stamp, position});
      for (const store::Name& name : course_names(*entry)) named[name.key] = name.value;
      for (const auto& [party, change] : tally_changes(before, held(record)))
        add(tallies[{tally_day(header.stamp), party}], change);
    }
    for (const Fact& fact : entry->facts) {
      if (const auto* gone = std::get_if<CitizenErased>(&fact)) {
        if (gone->entry == 0)
          erased_citizens.insert(gone->citizen);
        else
          erased_entries.insert(gone->entry);
      }
      if (const auto* gone = std::get_if<QuarantineDestroyed>(&fact)) erased_entries.insert(gone->entry);
    }
    if (!entry->sealed.empty()) {
      auto plain = sealer.open({header.controller, header.citizen, header.epoch, header.position,
                                message::associated_data(header)},
                               0, entry->sealed);
      if (!plain && plain.problem().what != "erased")
        faults.add(at_entry(position) + "the sealed texts were changed");
      if (!plain && plain.problem().what == "erased") erased_entries.insert(position);
    }
    if (!entry->body_hash.empty()) body_hashes[position] = entry->body_hash;
    if (entry->body_parts == message::body_is_content) contents[position] = place_of_body(*entry);
    if (progress && position % 10'000 == 0) progress(position, *last);
    return true;
  });
  if (!scanned) return scanned.problem();
  if (report.entries != *last)
    faults.add("the journal ends at " + std::to_string(report.entries) + ", the store says " +
               std::to_string(*last));
  report.head = head;
  report.citizens = records.size();

  std::set<Position> bodies;
  auto read = reader.bodies(1, [&](const store::Body& body) {
    ++report.bodies;
    bodies.insert(body.position);
    auto expected = body_hashes.find(body.position);
    if (expected == body_hashes.end())
      faults.add(at_entry(body.position) + "has a body that it does not name");
    else if (sha256(body.bytes) != expected->second)
      faults.add(at_entry(body.position) + "the body was changed");
    else if (const auto content = contents.find(body.position); content != contents.end())
      if (auto sound = check_content(folder, sealer, content->second, body.bytes); !sound)
        faults.add(at_entry(body.position) + "its content: " + sound.problem().what);
    return true;
  });
  if (!read) return read.problem();

  // A body may be missing only where an erasure is written down.
  std::map<Position, CitizenNumber> owner;
  for (const auto& [position, hash] : body_hashes) {
    if (bodies.contains(position)) continue;
    if (erased_entries.contains(position)) {
      ++report.erased;
      continue;
    }
    auto bytes = reader.entry(position);
    if (!bytes) return bytes.problem();
    auto header = message::decode_header(**bytes);
    if (header && erased_citizens.contains(header->citizen)) {
      ++report.erased;
      continue;
    }
    faults.add(at_entry(position) + "the body is missing and no erasure says so");
  }

  // Rows are a function of the records, and snapshots are the records; those of an earlier Klynge are made
  // anew when the folder is opened for writing, and say nothing until then.
  auto views = views_of(reader);
  if (!views) return views.problem();
  const bool current = *views == Views::current;
  std::map<store::RowKey, Bytes> expected;
  for (const auto& [citizen, record] : records) {
    if (!current) break;
    for (const WorkRow& row : worklist(record)) expected[worklist_key(row)] = encode(row);
    for (const CourseRow& row : course_rows(record)) expected[course_key(row)] = encode(row);
    for (const PostRow& row : post_rows(record)) expected[post_key(row)] = encode(row);
    auto snapshot = reader.snapshot(citizen);
    if (!snapshot) return snapshot.problem();
    if (snapshot->has_value() && (*snapshot)->position == record.last &&
        (*snapshot)->bytes != message::encode_record(record))
      faults.add("citizen " + std::to_string(citizen) + ": the snapshot is not what the facts say");
  }
  if (current)
    for (const auto& [key, tally] : tallies) expected[tally_key(key)] = encode(tally);
  for (const auto& [key, citizen] : named) {
    if (!current || erased_citizens.contains(citizen)) continue;
    auto found = reader.name(space::course, key);
    if (!found) return found.problem();
    if (*found != citizen)
      faults.add("citizen " + std::to_string(citizen) + ": a course is not found by its outside id");
  }
  const auto whose = [](const store::RowKey& key) {
    if (key.view == tally_view) return "party " + std::to_string(key.list);
    return "citizen " + std::to_string(key.view == course_view ? key.list : key.key_high);
  };
  const auto compare = [&](const store::Row& row) {
    ++report.rows;
    auto it = expected.find(row.key);
    if (it == expected.end())
      faults.add(whose(row.key) + ": a row that the facts do not give");
    else {
      if (it->second != row.bytes) faults.add(whose(row.key) + ": a row differs from the facts");
      expected.erase(it);
    }
    return true;
  };
  for (const auto& [view, version] :
       {std::pair{worklist_view, worklist_version}, std::pair{course_view, course_version},
        std::pair{post_view, post_version}, std::pair{tally_view, tally_version}})
    if (auto rows = current ? reader.all_rows(view, version, compare) : Result<>(Done{}); !rows)
      return rows.problem();
  for (const auto& [key, bytes] : expected) faults.add(whose(key) + ": a row is missing");
  reader.end();

  Bytes previous(32, '\0');
  auto looked = folder.access->entries(1, [&](Position position, View bytes) {
    ++report.access_entries;
    FieldReader fields(bytes.substr(std::min<size_t>(1, bytes.size())));
    Position stated = 0;
    Bytes stated_previous;
    while (fields.next()) {
      if (fields.number() == 1) stated = fields.as_number();
      if (fields.number() == 2) stated_previous = fields.as_text();
      if (fields.number() == 2) continue;
    }
    if (!fields.ok() || stated != position || stated_previous != previous)
      faults.add("look-up " + std::to_string(position) + ": the chain is broken before it");
    previous = sha256(bytes);
    return true;
  });
  if (!looked) return looked.problem();
  if (faults.more > 0) report.faults.push_back("and " + std::to_string(faults.more) + " more");
  return report;
}

Result<std::string> head_text(store::Store& store, const seal::Secrets& secrets) {
  auto reader = store.reader();
  if (!reader) return reader.problem();
  auto last = (*reader)->last_position();
  if (!last) return last.problem();
  Bytes head(32, '\0');
  if (*last != 0) {
    auto bytes = (*reader)->entry(*last);
    if (!bytes) return bytes.problem();
    if (bytes->has_value()) head = sha256(**bytes);
  }
  return "klynge head " + std::to_string(secrets.installation) + " " + std::to_string(*last) + " " +
         to_hex(head);
}

}  // namespace klynge
