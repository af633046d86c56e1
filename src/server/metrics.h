#pragma once
// Prometheus text: how the installation is, as numbers. No personal data, no ids of anybody.
#include <string>

#include "ledger/ledger.h"
#include "server/http.h"
#include "server/post_office.h"

namespace klynge::server {

std::string metrics_text(const LedgerState& state, const HttpCounters& counters, const MemoryBudget& memory,
                         const PostCounters* post);

}  // namespace klynge::server
