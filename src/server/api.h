#pragma once
// The JSON API's words: bodies into asks, refusals into problem details (RFC 9457). No I/O; any thread.
#include <optional>
#include <string>
#include <vector>

#include "ledger/ledger.h"
#include "server/http.h"
#include "server/picture.h"

namespace klynge::server {

struct VerbAsk {
  Ask ask;
  std::vector<std::string> texts;
};

// "offer" "accept" "accept-by-phone" "contest" "decline" "withdraw" "take" "assign" "leave-to-citizen"
// "complete" "void" "reopen" "review". Problem: unknown verb (where is empty), or a member of the body that
// is unknown, missing or wrong (where names it).
Result<VerbAsk> read_verb(std::string_view verb, uint16_t duty, View body);
Result<VerbAsk> read_open(View body);
// What no message carries: "expect-stay" "call-off-stay" "expect-discharge" "ready" "not-ready" "terminal"
// "emergency-call" "prolong" "name-gp" "object" "object-no-more" "tell-gp".
Result<VerbAsk> read_telling(std::string_view verb, View body);
bool known_telling(std::string_view verb);
bool known_verb(std::string_view verb);

struct Wrong {
  int status = 400;
  std::string type;  // last part of the problem's type: "idempotency-key-missing"
  std::string title;
  std::string detail;
  std::string where;  // path, header or empty
};
Response problem(const Wrong& wrong);
Response problem(const Problem& problem);  // 503 for not now, 400 for not understood, 409 for refused
Response not_now(std::string detail);

// The reply to somebody's verb: 200 or 201 with the answer, else a problem that says who has it.
Response answer_of(const Reply& reply, bool opened, const Directory& directory);

}  // namespace klynge::server
