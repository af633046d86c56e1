#pragma once
// What was found in a message, for people and their machines: as `klynge validate --json` and the pages have
// it.
#include "message/message.h"

namespace klynge::message {

// Complaints as a list; and with type and answer, as members of an object that has begun.
void write_issues(const std::vector<Issue>& issues, json::Writer& out);
void write_findings(View type, Answer answer, const std::vector<Issue>& issues, json::Writer& out);

}  // namespace klynge::message
