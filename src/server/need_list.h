#pragma once
// A list by what needs a person now: `GET /api/parties/{party}/list`. No state; any thread.
#include "server/desk.h"
#include "server/http.h"

namespace klynge::server {

// The query's members, read: group, limit, after. Problem: which one is wrong, and what was expected.
Result<NeedsAsked> read_needs(Party list, std::string_view query);
void write_json(const NeedsSeen& seen, Party list, const Setting& setting, Instant now, json::Writer& out);
// Looks at the desk and answers. REQUIRES: the caller may see that list.
void answer_needs(Desk& desk, NeedsAsked asked, const Caller& viewer, Instant now, Respond respond);

}  // namespace klynge::server
