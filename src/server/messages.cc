#include "server/messages.h"

#include <algorithm>
#include <charconv>

#include "base/csv.h"
#include "message/findings.h"
#include "server/api.h"
#include "server/door.h"
#include "server/gzip.h"
#include "server/picture.h"

namespace klynge::server {
namespace {

constexpr size_t rows_max = 200;

template <class T>
bool read_number(const std::string& text, T& into, T low, T high) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc{} && end == text.data() + text.size() && into >= low && into <= high;
}

void write_party(View name, Party party, const Setting& setting, json::Writer& out) {
  if (party.none()) return;
  out.key(name);
  write_json(picture_of(party, setting), out);
}

void write_note(const message::MessageNote& note, const Setting& setting, json::Writer& out) {
  out.field("type", note.type);
  write_party("from", note.sender, setting, out);
  write_party("to", note.receiver, setting, out);
  if (!note.sent.none()) out.field("sent", format_utc(note.sent));
  if (!note.issues.empty()) message::write_issues(note.issues, out.key("issues"));
}

// Whose letter it is may send it again, and therefore know which one it is. Nobody else is told.
bool may_send_again(const Caller& caller, const Setting& setting, const MessageRow& row) {
  return row.is_out && row.citizen != 0 && may_open_list(caller, setting, row.note.sender);
}

void write_row(const MessageRow& row, const Caller& caller, const Setting& setting, json::Writer& out) {
  out.begin_object().key("position").unsigned_number(row.position);
  out.field("direction", row.is_out ? "out" : "in").field("at", format_utc(row.at));
  out.field("state", word(row.state));
  write_note(row.note, setting, out);
  if (row.first != 0) out.key("first").unsigned_number(row.first);
  if (row.missing != 0) out.key("missing").unsigned_number(row.missing);
  if (may_send_again(caller, setting, row))
    out.key("citizen").unsigned_number(row.citizen).key("letter").unsigned_number(row.letter);
  out.end_object();
}

// As text, whatever it was: what is no UTF-8 shows as that.
std::string shown_text(View bytes) {
  std::string text(bytes);
  if (csv::is_utf8(bytes)) return text;
  std::ranges::replace_if(text, [](char octet) { return static_cast<unsigned char>(octet) > 127; }, '?');
  return text;
}

}  // namespace

Result<MessagesQuery> read_messages_query(std::string_view query) {
  MessagesQuery wanted;
  if (const std::string state = query_value(query, "state"); !state.empty()) {
    const auto* found =
        std::ranges::find(all_message_states, state, [](MessageState one) { return word(one); });
    if (found == std::end(all_message_states))
      return not_understood("state",
                            "applied, listened, refused, no-basis, duplicate, waiting, awaiting, "
                            "acknowledged, in-error or written was expected");
    wanted.asked.state = *found;
  }
  if (const std::string gaps = query_value(query, "gaps"); !gaps.empty()) {
    if (gaps != "true" && gaps != "false") return not_understood("gaps", "true or false was expected");
    wanted.asked.with_gaps = gaps == "true";
  }
  if (const std::string party = query_value(query, "party"); !party.empty())
    if (!read_number<uint64_t>(party, wanted.party.sor, 1, UINT64_MAX))
      return not_understood("party", "a SOR number was expected");
  if (const std::string before = query_value(query, "before"); !before.empty())
    if (!read_number<Position>(before, wanted.asked.before, 1, UINT64_MAX))
      return not_understood("before", "the `next` of this list was expected");
  if (const std::string limit = query_value(query, "limit"); !limit.empty())
    if (!read_number<size_t>(limit, wanted.asked.limit, 1, rows_max))
      return not_understood("limit", "a number from 1 to " + std::to_string(rows_max) + " was expected");
  return wanted;
}

void answer_messages(Desk& desk, MessagesQuery query, const Viewer& viewer, std::string accept_encoding,
                     Respond respond) {
  const auto answer = std::make_shared<Respond>(std::move(respond));
  const bool taken =
      desk.ask([answer, query = std::move(query), caller = viewer.caller,
                accept = std::move(accept_encoding)](Lookup& lookup, const Setting& setting) mutable {
        query.asked.shown = [&](Party from, Party to) {
          const bool wanted = query.party.none() || from == query.party || to == query.party;
          return wanted && may_see_messages(caller, setting, from, to);
        };
        auto seen = lookup.messages(query.asked);
        if (!seen) return (*answer)(problem(seen.problem()));
        std::string body;
        json::Writer out(body);
        out.begin_object().key("messages").begin_array();
        for (const MessageRow& row : seen->rows) write_row(row, caller, setting, out);
        out.end_array();
        if (seen->next > 1) out.key("next").unsigned_number(seen->next);
        if (!seen->back_to.none()) out.field("back_to", format_utc(seen->back_to));
        out.end_object();
        Response response{200, "application/json", std::move(body), {{"Cache-Control", "no-store"}}};
        pack(response, accept);
        (*answer)(std::move(response));
      });
  if (!taken) (*answer)(not_now("Too much is waiting."));
}

void answer_refused(Desk& desk, Position entry, const Viewer& viewer, Instant now, Respond respond) {
  const auto answer = std::make_shared<Respond>(std::move(respond));
  const bool taken = desk.ask([answer, entry, viewer, now](Lookup& lookup, const Setting& setting) {
    auto seen = lookup.refused_message(entry, viewer, setting, now);
    if (!seen) return (*answer)(problem(seen.problem()));
    if (!*seen) return (*answer)(problem({404, "no-such-message", "No message was refused there", "", ""}));
    const RefusedSeen& refused = **seen;
    std::string body;
    json::Writer out(body);
    out.begin_object().key("position").unsigned_number(entry).field("at", format_utc(refused.at));
    out.field("answer", message::word(refused.note.answer));
    write_note(refused.note, setting, out);
    if (refused.content) out.field("content", shown_text(*refused.content));
    if (refused.destroyed) out.key("destroyed").boolean(true);
    out.end_object();
    (*answer)({200, "application/json", std::move(body), {{"Cache-Control", "no-store"}}});
  });
  if (!taken) (*answer)(not_now("Too much is waiting."));
}

Response look_at_message(View bytes) {
  const message::Reading reading = message::read(bytes);
  std::string body;
  json::Writer out(body);
  out.begin_object();
  message::write_findings(reading.type, reading.answer, reading.issues, out);
  out.end_object();
  return {200, "application/json", std::move(body), {{"Cache-Control", "no-store"}}};
}

}  // namespace klynge::server
