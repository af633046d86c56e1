#pragma once
// The JSON API's words: bodies into asks, refusals into problem details (RFC 9457). No I/O; any thread.
#include <optional>
#include <string>
#include <vector>

#include "core/view/post_list.h"
#include "ledger/ledger.h"
#include "server/http.h"
#include "server/picture.h"

namespace klynge::server {

struct VerbAsk {
  Ask ask;
  std::vector<std::string> texts;
};

// `verb` is one of verb_names(). Problem: unknown verb (where is empty), or a member of the body that
// is unknown, missing or wrong (where names it).
Result<VerbAsk> read_verb(std::string_view verb, uint16_t duty, View body);
Result<VerbAsk> read_open(View body);
// What no message carries, by one of telling_names(). `by`: the name of who tells; may be empty.
Result<VerbAsk> read_telling(std::string_view verb, View body, View by = {});
bool known_telling(std::string_view verb);
bool known_verb(std::string_view verb);
std::vector<std::string_view> verb_names();
std::vector<std::string_view> telling_names();

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

// A letter that the post has in hand, as one JSON object. Numbers and times only.
void write_json(const PostRow& row, json::Writer& out);

// The reply to somebody's verb: 200 or 201 with the answer, else a problem that says who has it.
Response answer_of(const Reply& reply, bool opened, const Directory& directory);

}  // namespace klynge::server
