// klynge export-journal: the journal as JSON lines, for people and other programs. Sealed unless --open,
// which is a look-up of every citizen in it and written down as such before anything is shown.
#include <iostream>
#include <set>

#include "base/json.h"
#include "command/tools.h"
#include "ledger/seal/seal.h"
#include "message/journal/entry.h"

namespace klynge::command {
namespace {

// Opens sealed texts. Every citizen is noted as looked up, durably, before the first of them is opened.
class Opener {
 public:
  Opener(Desk& desk, Instant now)
      : desk_(desk), now_(now), sealer_(desk.app.secrets, *desk.folder.keys, seal::random_of_machine()) {}

  // Empty when they were erased.
  Result<std::vector<std::string>> texts(const message::JournalEntry& entry) {
    const message::EntryHeader& header = entry.header;
    if (!noted_.contains(header.citizen)) {
      auto seen = desk_.lookup->citizen(header.citizen, desk_.app.operations(), desk_.setting, now_);
      if (!seen) return seen.problem();
      noted_.insert(header.citizen);
    }
    auto plain = sealer_.open(
        {header.controller, header.citizen, header.epoch, header.position, message::associated_data(header)},
        0, entry.sealed);
    if (plain) return message::decode_texts(*plain);
    if (plain.problem().kind == Problem::Kind::refused) return std::vector<std::string>{};
    return plain.problem();
  }

 private:
  Desk& desk_;
  Instant now_;
  seal::Sealer sealer_;
  std::set<CitizenNumber> noted_;
};

Result<std::string> line_of(View bytes, Opener* opener) {
  auto entry = message::decode(bytes);
  if (!entry) return entry.problem();
  std::string text;
  json::Writer out(text);
  message::write_json(*entry, out);
  if (opener == nullptr || entry->header.citizen == 0 || entry->sealed.empty()) return text;
  auto texts = opener->texts(*entry);
  if (!texts) return texts.problem();
  std::string more;
  json::Writer list(more);
  list.begin_array();
  for (const std::string& one : *texts) list.string(one);
  list.end_array();
  text.insert(text.size() - 1, ",\"texts\":" + more);
  return text;
}

}  // namespace

int export_journal(const Common& common, const ExportOptions& options, Streams& streams) {
  const auto now = moment_of(common.at);
  if (!now) return report(now.problem(), streams), exit_usage;
  auto desk = open_desk(common, streams);
  if (!desk) return report(desk.problem(), streams);
  auto reader = (*desk)->folder.store->reader();
  if (!reader) return report(reader.problem(), streams);
  auto last = (*reader)->last_position();
  if (!last) return report(last.problem(), streams);

  Opener opener(**desk, *now);
  Progress progress(streams, "entry");
  std::optional<Problem> fault;
  auto read = (*reader)->entries(options.from, [&](Position position, View bytes) {
    progress.at(position, *last);
    auto line = line_of(bytes, options.open ? &opener : nullptr);
    if (!line) {
      fault = line.problem();
      fault->where = "entry " + std::to_string(position) + (fault->where.empty() ? "" : ", " + fault->where);
      return false;
    }
    streams.out << *line << '\n';
    return static_cast<bool>(streams.out);
  });
  if (!read) return report(read.problem(), streams);
  if (fault) return report(*fault, streams);
  return exit_ok;
}

}  // namespace klynge::command
