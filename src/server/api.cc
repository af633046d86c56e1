#include "server/api.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "message/codes.h"
#include "message/home_care_observation.h"

namespace klynge::server {
namespace {

constexpr size_t measurements_at_most = 40;

// Reads the members of a body one by one and remembers which were known, so that a misspelt one is refused
// instead of silently left out.
class Body {
 public:
  // `by`: the name of who asks; may be empty.
  static Result<Body> read(View bytes, View by = {}) {
    auto document = json::Document::parse(bytes.empty() ? View("{}") : bytes);
    if (!document) return not_understood(document.problem().where, document.problem().what);
    if (!document->root().is_object()) return not_understood("", "a JSON object was expected");
    return Body(std::move(*document), by);
  }

  Party party(View name, bool required = true) {
    const View digits = string(name, required);
    uint64_t sor = 0;
    if (digits.empty()) return {};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), sor);
    if (error != std::errc{} || end != digits.data() + digits.size() || sor == 0)
      fail(name, "a SOR number was expected, as a string of digits");
    return {sor};
  }
  Instant time(View name, bool required = false) {
    const View text = string(name, required);
    if (text.empty()) return {};
    const auto time = parse_time(text);
    if (!time || time->precision < Precision::minute) {
      fail(name, "a time with its zone was expected, such as 2026-03-01T08:00:00+01:00");
      return {};
    }
    return time->at;
  }
  std::string word(View name) { return std::string(string(name, true)); }
  bool truth(View name) {
    const json::Node* node = member(name);
    if (node == nullptr) return false;
    if (node->kind != json::Kind::boolean) fail(name, "true or false was expected");
    return node->truth;
  }
  uint16_t small_number(View name) { return number<uint16_t>(name); }
  CitizenNumber citizen(View name) { return number<CitizenNumber>(name); }
  // Free text is sealed; the ask carries its place among the texts plus one.
  uint8_t text() {
    const View value = string("text", false);
    if (value.empty()) return 0;
    if (value.size() > 4000) fail("text", "at most 4000 octets are kept");
    texts_.emplace_back(value);
    return static_cast<uint8_t>(texts_.size());
  }
  // What was measured, in the words that a message of it would leave (message/home_care_observation.h).
  uint8_t measurements() {
    message::HomeCareObservation said;
    const json::Node* lines = member("lines");
    if (lines != nullptr && !lines->is_array()) fail("lines", "a list was expected");
    for (const json::Node* line = lines == nullptr ? nullptr : lines->first; line != nullptr;
         line = line->next)
      said.measurements.push_back(measurement(line));
    if (const View score = string("tobs", false); !score.empty())
      said.measurements.push_back({.code = "MCS88125",
                                   .name = "TOBS score;Pt",
                                   .value = std::string(score),
                                   .unit = "1",
                                   .at = {},
                                   .comment = {}});
    if (said.measurements.size() > measurements_at_most) fail("lines", "at most 40 are kept at a time");
    if (said.measurements.empty()) fail("lines", "a measurement or a TOBS score was expected");
    said.by = by_;
    said.conclusion = std::string(string("text", false));
    std::string kept = lines_of(said);
    if (kept.size() > 4000) fail("lines", "at most 4000 octets are kept");
    texts_.push_back(std::move(kept));
    return static_cast<uint8_t>(texts_.size());
  }
  template <class Enum, size_t n>
  Enum one_of(View name, const std::array<Enum, n>& choices) {
    const View value = string(name, true);
    std::string known;
    for (const Enum choice : choices) {
      if (klynge::word(choice) == value) return choice;
      known += (known.empty() ? "" : ", ") + std::string(klynge::word(choice));
    }
    fail(name, "one of these was expected: " + known);
    return {};
  }

  Result<VerbAsk> done(Ask ask) {
    for (const json::Node* node = document_.root().first; node != nullptr && !problem_; node = node->next)
      if (std::ranges::find(asked_, node->key) == asked_.end())
        fail(json::path_of(node, ""), "this member is not known here");
    if (problem_) return *problem_;
    return VerbAsk{std::move(ask), std::move(texts_)};
  }

 private:
  Body(json::Document document, View by) : document_(std::move(document)), by_(by) {}
  // {code or name, value, unit?}
  message::Measurement measurement(const json::Node* line) {
    message::Measurement said;
    for (const json::Node* node = line->first; node != nullptr; node = node->next) {
      std::string* part = node->key == "code"    ? &said.code
                          : node->key == "name"  ? &said.name
                          : node->key == "value" ? &said.value
                          : node->key == "unit"  ? &said.unit
                                                 : nullptr;
      if (part == nullptr)
        fail("lines", "code, name, value and unit are known here");
      else if (!node->is_string() || node->text.size() > 200)
        fail("lines", "strings of at most 200 octets were expected");
      else
        *part = node->text;
    }
    if (!line->is_object() || said.value.empty() || (said.code.empty() && said.name.empty()))
      fail("lines", "each with a value, and a code or a name");
    if (said.name.empty()) said.name = message::short_name_of(said.code);
    return said;
  }
  const json::Node* member(View name) {
    asked_.emplace_back(name);
    return json::find(&document_.root(), name);
  }
  template <class Number>
  Number number(View name) {
    const json::Node* node = member(name);
    if (node == nullptr) return 0;
    Number value = 0;
    const auto [end, error] =
        std::from_chars(node->text.data(), node->text.data() + node->text.size(), value);
    if (node->kind != json::Kind::number || error != std::errc{} ||
        end != node->text.data() + node->text.size())
      fail(name, "a whole number was expected");
    return value;
  }
  View string(View name, bool required) {
    const json::Node* node = member(name);
    if (node == nullptr || (node->is_string() && node->text.empty())) {
      if (required) fail(name, "this member is required");
      return {};
    }
    if (!node->is_string()) fail(name, "a string was expected");
    return node->is_string() ? node->text : View{};
  }
  void fail(View where, std::string what) {
    if (!problem_) problem_ = not_understood(std::string(where), std::move(what));
  }

  json::Document document_;
  std::string by_;
  std::vector<std::string> asked_;
  std::vector<std::string> texts_;
  std::optional<Problem> problem_;
};

constexpr std::array decline_reasons{DeclineReason::not_our_citizen, DeclineReason::no_capacity,
                                     DeclineReason::information_missing, DeclineReason::wrong_level,
                                     DeclineReason::other};
constexpr std::array void_reasons{VoidReason::death,      VoidReason::annulled,  VoidReason::wrong_citizen,
                                  VoidReason::not_needed, VoidReason::duplicate, VoidReason::other};

struct Verb {
  std::string_view name;
  Ask (*read)(Body&, uint16_t duty);
};

constexpr Verb verbs[] = {
    {"offer",
     [](Body& b, uint16_t d) -> Ask { return OfferDuty{d, b.party("to"), b.time("answer_by"), b.text()}; }},
    {"accept", [](Body&, uint16_t d) -> Ask { return AcceptOffer{d}; }},
    {"accept-by-phone",
     [](Body& b, uint16_t d) -> Ask { return AcceptByPhone{d, b.party("accepted_by"), b.text()}; }},
    {"contest", [](Body& b, uint16_t d) -> Ask { return ContestAcceptance{d, b.text()}; }},
    {"decline",
     [](Body& b, uint16_t d) -> Ask {
       return DeclineOffer{d, b.one_of("reason", decline_reasons), b.party("instead", false), b.text()};
     }},
    {"decline-by-phone",
     [](Body& b, uint16_t d) -> Ask {
       return DeclineByPhone{d, b.party("declined_by"), b.one_of("reason", decline_reasons),
                             b.party("instead", false), b.text()};
     }},
    {"link", [](Body& b, uint16_t d) -> Ask { return MakeLink{d, b.time("until", true)}; }},
    {"withdraw", [](Body&, uint16_t d) -> Ask { return WithdrawOffer{d}; }},
    {"take", [](Body& b, uint16_t d) -> Ask { return TakeDuty{d, b.text()}; }},
    {"assign", [](Body& b, uint16_t d) -> Ask { return AssignDuty{d, b.party("unit"), b.text()}; }},
    {"leave-to-citizen",
     [](Body& b, uint16_t d) -> Ask { return LeaveToCitizen{d, b.time("check_by", true), b.text()}; }},
    {"complete",
     [](Body& b, uint16_t d) -> Ask { return CompleteDuty{d, b.text(), b.truth("marked"), b.time("date")}; }},
    {"void",
     [](Body& b, uint16_t d) -> Ask { return VoidDuty{d, b.one_of("reason", void_reasons), b.text()}; }},
    {"reopen", [](Body& b, uint16_t d) -> Ask { return ReopenDuty{d, b.text()}; }},
    {"note", [](Body& b, uint16_t d) -> Ask { return NoteDuty{d, b.text()}; }},
    {"review", [](Body&, uint16_t d) -> Ask { return ReviewDuty{d}; }},
};

constexpr std::array closed_because{ClosedBecause::seen_at_home, ClosedBecause::told_by_ward,
                                    ClosedBecause::told_by_citizen, ClosedBecause::other};
constexpr std::array circumstances{CircumstanceKind::no_residence, CircumstanceKind::protected_address,
                                   CircumstanceKind::guardian,     CircumstanceKind::mandate,
                                   CircumstanceKind::relative,     CircumstanceKind::custody};
constexpr std::array gp_bases{GpBasis::consent, GpBasis::section_41};

struct Telling {
  std::string_view name;
  Ask (*read)(Body&);
};

template <StayEvent event>
Ask read_stay_event(Body& b) {
  return TellStay{b.small_number("course"), event, b.time("at", event == StayEvent::discharge_expected),
                  b.text()};
}

constexpr Telling tellings[] = {
    {"expect-stay",
     [](Body& b) -> Ask {
       return ExpectStay{b.small_number("course"), b.party("ward"), b.party("municipality", false),
                         b.time("at", true), b.text()};
     }},
    {"call-off-stay", [](Body& b) -> Ask { return CallOffStay{b.small_number("course"), b.text()}; }},
    {"expect-discharge", read_stay_event<StayEvent::discharge_expected>},
    {"ready", read_stay_event<StayEvent::ready>},
    {"not-ready", read_stay_event<StayEvent::not_ready>},
    {"terminal", read_stay_event<StayEvent::terminal>},
    {"emergency-call", read_stay_event<StayEvent::emergency_call>},
    {"emergency-over", read_stay_event<StayEvent::emergency_over>},
    {"prolong",
     [](Body& b) -> Ask { return ProlongWindow{b.small_number("course"), b.time("until", true), b.text()}; }},
    {"name-gp", [](Body& b) -> Ask { return NameGp{b.party("gp")}; }},
    {"break-glass", [](Body& b) -> Ask { return BreakGlass{b.text()}; }},
    {"bar", [](Body& b) -> Ask { return BarUnit{b.party("unit"), false, b.text()}; }},
    {"bar-no-more", [](Body& b) -> Ask { return BarUnit{b.party("unit"), true, b.text()}; }},
    {"write-goals", [](Body& b) -> Ask { return WriteGoals{b.text()}; }},
    {"ask", [](Body& b) -> Ask { return AskQuestion{b.text()}; }},
    {"measure",
     [](Body& b) -> Ask {
       const Instant at = b.time("at");
       return Measure{at, b.measurements()};
     }},
    {"object", [](Body& b) -> Ask { return StateObjection{false, b.text()}; }},
    {"object-no-more", [](Body& b) -> Ask { return StateObjection{true, b.text()}; }},
    {"tell-gp",
     [](Body& b) -> Ask { return TellGp{b.small_number("course"), b.one_of("basis", gp_bases), b.text()}; }},
    {"close-stay",
     [](Body& b) -> Ask {
       return CloseStay{b.small_number("course"), b.one_of("because", closed_because), b.time("at"),
                        b.text()};
     }},
    {"state",
     [](Body& b) -> Ask {
       return StateCircumstance{b.small_number("number"), b.one_of("kind", circumstances),
                                b.time("from"),           b.time("to"),
                                b.party("where", false),  b.text()};
     }},
    {"move", [](Body& b) -> Ask { return MoveCitizen{b.party("municipality"), b.time("from")}; }},
    {"join", [](Body& b) -> Ask { return JoinRecords{b.citizen("other"), b.text(), nullptr}; }},
};

int status_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::none:
      return 200;
    case Refusal::no_such_duty:
    case Refusal::no_such_course:
    case Refusal::no_such_citizen:
    case Refusal::no_such_circumstance:
    case Refusal::no_such_letter:
      return 404;
    case Refusal::not_yours:
    case Refusal::not_offered_to_you:
    case Refusal::not_allowed:
    case Refusal::kind_may_not_take:
      return 403;
    case Refusal::no_such_party:
    case Refusal::no_such_task:
    case Refusal::reason_required:
    case Refusal::time_is_past:
    case Refusal::wrong_time:
    case Refusal::same_party:
    case Refusal::barred:
    case Refusal::no_location_number:
    case Refusal::not_switched_on:
      return 422;
    case Refusal::already_offered:
    case Refusal::not_offered:
    case Refusal::ended:
    case Refusal::not_ended:
    case Refusal::accepted_by_other:
    case Refusal::contact_must_stay:
    case Refusal::answered_otherwise:
    case Refusal::frozen:
    case Refusal::no_open_stay:
    case Refusal::joined_with_other:
    case Refusal::too_late_to_contest:
    case Refusal::dead:
    case Refusal::objected:
    case Refusal::other_state:
    case Refusal::not_the_latest:
    case Refusal::link_over:
    case Refusal::link_locked:
    case Refusal::changed_since:
      return 409;
  }
  return 409;
}

void party_json(Party party, const Directory& directory, json::Writer& out) {
  const PartyInfo* info = directory.find(party);
  PartyPicture picture{party, info == nullptr ? "" : info->name, info == nullptr ? "" : info->phone};
  write_json(picture, out);
}

void begin_problem(const Wrong& wrong, json::Writer& out) {
  out.begin_object().field("type", "urn:klynge:problem:" + wrong.type).field("title", wrong.title);
  out.key("status").number(wrong.status);
  if (!wrong.detail.empty()) out.field("detail", wrong.detail);
  if (!wrong.where.empty()) out.field("where", wrong.where);
}

Response problem_response(int status, std::string body) {
  Response response{status, "application/problem+json", std::move(body), {{"Cache-Control", "no-store"}}};
  if (status == 503) response.headers.emplace_back("Retry-After", "2");
  return response;
}

Response refusal_of(const klynge::Answer& answer, const Directory& directory) {
  const auto id = std::string(klynge::word(answer.refusal));
  std::string body;
  json::Writer out(body);
  const int status = status_of(answer.refusal);
  begin_problem({status, id, std::string(say(Tongue::english, answer.refusal)),
                 std::string(say(Tongue::danish, answer.refusal)), ""},
                out);
  out.field("refusal", id);
  if (!answer.party.none()) {
    out.key("holder");
    party_json(answer.party, directory, out);
  }
  if (!answer.at.none()) out.field("since", format_utc(answer.at));
  out.end_object();
  return problem_response(status, std::move(body));
}

}  // namespace

std::vector<std::string_view> verb_names() {
  std::vector<std::string_view> names;
  for (const Verb& verb : verbs) names.push_back(verb.name);
  return names;
}

std::vector<std::string_view> telling_names() {
  std::vector<std::string_view> names;
  for (const Telling& telling : tellings) names.push_back(telling.name);
  return names;
}

bool known_verb(std::string_view verb) {
  return std::ranges::find(verbs, verb, &Verb::name) != std::end(verbs);
}

Result<VerbAsk> read_verb(std::string_view name, uint16_t duty, View body) {
  const auto* verb = std::ranges::find(verbs, name, &Verb::name);
  if (verb == std::end(verbs)) return not_understood("", "this verb is not known");
  auto read = Body::read(body);
  if (!read) return read.problem();
  Ask ask = verb->read(*read, duty);
  return read->done(std::move(ask));
}

bool known_telling(std::string_view verb) {
  return std::ranges::find(tellings, verb, &Telling::name) != std::end(tellings);
}

Result<VerbAsk> read_telling(std::string_view name, View body, View by) {
  const auto* telling = std::ranges::find(tellings, name, &Telling::name);
  if (telling == std::end(tellings)) return not_understood("", "this verb is not known");
  auto read = Body::read(body, by);
  if (!read) return read.problem();
  Ask ask = telling->read(*read);
  return read->done(std::move(ask));
}

Result<VerbAsk> read_open(View body) {
  auto read = Body::read(body);
  if (!read) return read.problem();
  OpenDuty open;
  open.task = read->word("task");
  open.course = read->small_number("course");
  open.holder = read->party("holder", false);
  open.due = read->time("due");
  open.answer_by = read->time("answer_by");
  open.text = read->text();
  return read->done(std::move(open));
}

Response problem(const Wrong& wrong) {
  std::string body;
  json::Writer out(body);
  begin_problem(wrong, out);
  out.end_object();
  return problem_response(wrong.status, std::move(body));
}

Response problem(const Problem& problem_found) {
  switch (problem_found.kind) {
    case Problem::Kind::not_now:
      return not_now(problem_found.what);
    case Problem::Kind::not_understood:
      return problem(
          {400, "not-understood", "The request was not understood", problem_found.what, problem_found.where});
    case Problem::Kind::refused:
      return problem({409, "refused", "The request was refused", problem_found.what, problem_found.where});
  }
  return not_now("");
}

Response not_now(std::string detail) {
  return problem({503, "not-now", "Not now. Nothing was kept; send it again soon", std::move(detail), ""});
}

Response answer_of(const Reply& reply, bool opened, const Directory& directory) {
  switch (reply.how) {
    case Reply::How::not_now:
      return not_now(reply.why);
    case Reply::How::other_request:
      return problem({422, "idempotency-key-reused", "This Idempotency-Key was used for another request",
                      "Use a new key for a new request.", "Idempotency-Key"});
    case Reply::How::no_such_citizen:
      return problem({404, "no-such-citizen", "There is no such citizen here", "", ""});
    case Reply::How::refused:
      return problem(refused("", reply.why));
    case Reply::How::answered:
      break;
  }
  if (!reply.answer.ok()) return refusal_of(reply.answer, directory);
  std::string body;
  json::Writer out(body);
  out.begin_object().field("answer", "ok").key("position").unsigned_number(reply.position);
  out.key("citizen").unsigned_number(reply.citizen).key("duty").number(reply.answer.duty);
  if (reply.answer.course != 0) out.key("course").number(reply.answer.course);
  if (!reply.answer.party.none()) {
    out.key("holder");
    party_json(reply.answer.party, directory, out);
  }
  if (!reply.answer.at.none()) out.field("since", format_utc(reply.answer.at));
  if (!reply.answer.due.none()) out.field("due", format_utc(reply.answer.due));
  if (reply.answer.letter != 0) out.key("letter").number(reply.answer.letter);
  if (reply.answer.thread != 0) out.key("thread").number(reply.answer.thread);
  out.key("repeated").boolean(reply.repeated).end_object();
  return {opened ? 201 : 200, "application/json", std::move(body), {{"Cache-Control", "no-store"}}};
}

void write_json(const PostRow& row, json::Writer& out) {
  const auto time = [&](View name, Instant at) {
    if (!at.none()) out.field(name, format_utc(at));
  };
  out.begin_object().key("citizen").unsigned_number(row.citizen).key("letter").unsigned_number(row.letter);
  out.key("thread").unsigned_number(row.thread);
  out.field("from", std::to_string(row.from.sor)).field("to", std::to_string(row.to.sor));
  out.field("state", word(state_of(row.post))).key("sendings").unsigned_number(row.post.sendings);
  time("sent", row.sent);
  time("delivered", row.post.delivered);
  time("sent_last", row.post.sent_last);
  if (row.post.answer != PostAnswer::none) out.field("answer", word(row.post.answer));
  time("answered", row.post.answered);
  time("given_up", row.post.given_up);
  time("not_taken", row.post.not_taken);
  if (row.post.status != 0) out.key("status").unsigned_number(row.post.status);
  out.end_object();
}

}  // namespace klynge::server
