#pragma once
// The messages that came and went, for those who see to it that systems understand each other: which, between
// whom, what became of them and what was wrong. And a message looked at that is not kept. No state; any
// thread.
#include "server/desk.h"
#include "server/http.h"

namespace klynge::server {

// What the query of `GET /api/messages` asks for; `shown` is left to who knows the caller. Problem: which
// member is wrong, and what was expected.
struct MessagesQuery {
  MessagesAsked asked;
  Party party{};  // only those from or to that one; none: all
};
Result<MessagesQuery> read_messages_query(std::string_view query);

// REQUIRES: the caller may see messages (core/access.h): those that each may see are found here.
void answer_messages(Desk& desk, MessagesQuery query, const Viewer& viewer, std::string accept_encoding,
                     Respond respond);
// One that was refused, with what it said for whoever may read that.
void answer_refused(Desk& desk, Position entry, const Viewer& viewer, Instant now, Respond respond);
// What is wrong with a message, as `klynge validate --json` says it. Nothing of it is kept or logged.
Response look_at_message(View bytes);

}  // namespace klynge::server
