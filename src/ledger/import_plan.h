#pragma once
// What a roster or a log would change here, before anything is: planned against the committed records by
// whoever may read, applied by whoever has the writer (`klynge import`, `POST /api/import/...`). Applying
// decides again, so that a plan that has grown old harms nothing: what is here already is not written twice.
// One thread at a time.
#include <map>

#include "ledger/import_file.h"
#include "ledger/lookup.h"

namespace klynge {

struct ImportPlace {
  Lookup* lookup = nullptr;  // none: there is no folder yet, so nothing is here
  const seal::Secrets& secrets;
  const Setting& setting;
  const LedgerOptions& options;
};

struct ImportPlan {
  size_t rows = 0, citizens = 0;
  uint64_t gps = 0;                             // citizens whose GP is named, or another than before
  uint64_t opened = 0, changed = 0, ended = 0;  // cases; opened: rows of a log to be applied
  uint64_t same = 0;                            // rows that say what is here already
  uint64_t without_basis = 0;                   // rows of a log
  size_t requests = 0;                          // 0: nothing to apply
  FileImported file;                            // is taken before the requests, and gives them their source
  std::function<Request(size_t number, Position source)> request;
};
struct RosterPlan : ImportPlan {
  std::map<std::pair<size_t, Party>, uint64_t> by_kind_and_desk;
};
struct LogPlan : ImportPlan {
  std::map<std::pair<StayEvent, NoteForm>, uint64_t> by_type;
};

// `file` must outlive the plan. `content_hash` is the SHA-256 of its octets; `complete`: cases that are not
// in it have ended; `history`: of the time before Klynge; `told` is called with rows done. Problem: not now.
Result<RosterPlan> plan_roster(const RosterFile& file, const ImportPlace& place, std::string content_hash,
                               bool complete, Instant now, const Told& told);
Result<LogPlan> plan_log(const LogFile& file, const ImportPlace& place, std::string content_hash,
                         bool history, const Told& told);

// The words of both doors: complaints line by line, and the sums that they end with.
void write_json(const FileComplaint& complaint, json::Writer& out);
// The members of the sums, into an object that is already open.
void write_sums(const ImportFile& file, const ImportPlan& plan, bool applied, json::Writer& out);

}  // namespace klynge
