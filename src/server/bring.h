#pragma once
// What somebody brings in a file over HTTP: read and compared at the reading desk, applied by the writer in
// parts that leave its queue room for messages, and answered when all of it is on disk.
#include "ledger/import_plan.h"
#include "ledger/writer.h"
#include "server/api.h"

namespace klynge::server {

struct Brought {
  bool is_roster = false;  // else a log
  bool dry_run = false, complete = false, history = false;
  Bytes bytes;
  Instant now;
};
struct BringParts {  // must outlive the answer
  const seal::Secrets& secrets;
  const Setting& setting;
  const LedgerOptions& options;
  Writer& writer;
};

// Called at the desk; `answer` is called once, here or on the writer's thread.
void bring(Brought brought, Lookup& lookup, const BringParts& parts, std::function<void(Response)> answer);

}  // namespace klynge::server
