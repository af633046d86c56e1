#include "server/door.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <span>

#include "server/answer_door.h"
#include "server/attachment.h"
#include "server/bring.h"
#include "server/directory_json.h"
#include "server/first_rows.h"
#include "server/gzip.h"
#include "server/letters.h"
#include "server/messages.h"
#include "server/metrics.h"
#include "server/need_list.h"
#include "server/openapi.h"
#include "server/take_along.h"
#include "server/web.h"

namespace klynge::server {
namespace {

template <class T>
std::optional<T> number(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> out;
  for (size_t at = 1; at < path.size();) {
    const size_t end = std::min(path.find('/', at), path.size());
    out.emplace_back(path.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string_view media_type(std::string_view content_type) {
  std::string_view type = content_type.substr(0, std::min(content_type.find(';'), content_type.size()));
  while (type.ends_with(' ')) type.remove_suffix(1);
  return type;
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  });
}

constexpr std::string_view fhir_json = "application/fhir+json", fhir_xml = "application/fhir+xml";
constexpr std::string_view message_types[] = {fhir_json, "application/json", fhir_xml, "application/xml",
                                              "text/xml"};

std::string fhir_type(bool is_xml) {
  return std::string(is_xml ? fhir_xml : fhir_json);
}

Response outcome(int status, const std::vector<message::Issue>& issues, bool is_xml = false) {
  Response response{
      status, fhir_type(is_xml), message::write_outcome(issues, is_xml), {{"Cache-Control", "no-store"}}};
  if (status == 503) response.headers.emplace_back("Retry-After", "2");
  return response;
}

Response outcome(int status, std::string rule, std::string text, std::string type) {
  return outcome(status,
                 {{message::Severity::error, "", std::move(rule), std::move(text), std::move(type), ""}});
}

// 200 with the acknowledgement, whatever it says: the sender's system reads the message, not the status. 202
// when we only listen, with what was found; 400 when there is nobody to address an acknowledgement to.
// In the form that it came in.
Response answer_to_message(const Reply& reply, bool is_xml) {
  if (reply.how != Reply::How::answered)
    return outcome(503, {{message::Severity::error, "", "not-now", reply.why, "transient", ""}}, is_xml);
  if (reply.acknowledge)
    return {200, fhir_type(is_xml), reply.acknowledgement(), {{"Cache-Control", "no-store"}}};
  const bool error = std::ranges::any_of(
      reply.issues, [](const message::Issue& issue) { return issue.severity == message::Severity::error; });
  if (error && reply.message_answer == message::Answer::none) return outcome(400, reply.issues, is_xml);
  if (reply.issues.empty()) return {202, "", "", {{"Cache-Control", "no-store"}}};
  return outcome(202, reply.issues, is_xml);
}

bool is_gzip(const Request& request) {
  return same_ignoring_case(request.content_encoding, "gzip");
}

Result<> unpack_body(Request& request) {
  if (request.content_encoding.empty() || same_ignoring_case(request.content_encoding, "identity"))
    return Done{};
  if (!is_gzip(request)) return not_understood("Content-Encoding", "only gzip is unpacked here");
  // Never more than it says itself: that much memory there is for it.
  const size_t limit = request.share ? message_bytes_max : large_message_bytes;
  auto body = gunzip(request.body, std::min(gzip_claims(request.body), limit));
  if (!body) return body.problem();
  request.body = std::move(*body);
  return Done{};
}

bool is_message(std::string_view content_type, std::span<const std::string_view> types) {
  return std::ranges::any_of(
      types, [&](std::string_view one) { return same_ignoring_case(media_type(content_type), one); });
}

const Wrong not_json{415, "content-type", "The body must be application/json", "", "Content-Type"};

bool is_json(const Request& request) {
  return same_ignoring_case(media_type(request.content_type), "application/json");
}

// Empty: it is not there, or the body is no JSON.
std::string text_of_body(const Request& request, std::string_view name) {
  auto document = json::Document::parse(request.body);
  return document ? std::string(json::text_of(&document->root(), name)) : std::string();
}

Response too_large() {
  return outcome(413, "too-large",
                 "The message is too large: the limit is 100 MB (" + std::to_string(message_bytes_max) +
                     " octets) with its envelope, unpacked",
                 "too-long");
}

Response json_response(std::string body) {
  return {200, "application/json", std::move(body), {{"Cache-Control", "no-store"}}};
}

Viewer viewer_of(const Bearer& bearer) {
  return {bearer.caller, bearer.person.name};
}

Response no_such_citizen() {
  return problem({404, "no-such-citizen", "There is no such citizen here", "", ""});
}

constexpr size_t looks_at_most = 500;
constexpr size_t course_octets_max = 200;
constexpr size_t rows_default = 200, rows_max = 1000;
constexpr size_t import_bytes_max = 1u << 20;  // larger files by `klynge import`
constexpr size_t large_waiting_max = 1024;     // each has its share of the memory
constexpr int large_niceness = 10;             // small ones go before

}  // namespace

struct Door::Visit {
  Request request;
  Respond respond;
  std::string path;                // decoded
  std::vector<std::string> parts;  // of `path`
  Bearer bearer;
  std::optional<Session> session = {};  // of the bearer; none: by a token, or a demonstration's
};

// One line a route. Whoever adds one describes it in data/openapi.yaml too: openapi_test.cc compares them.
struct Door::Route {
  enum class For : uint8_t { everybody, caller, person_on_page };

  std::string_view method;
  std::string_view path;  // a part in braces fits any one part
  For whom;
  void (Door::*go)(Visit);
  std::vector<std::string_view> (*verbs)() = nullptr;  // what `{verb}` may be

  bool fits(const std::vector<std::string>& parts) const {
    const auto pattern = segments_of(path);
    return std::ranges::equal(pattern, parts, [](const std::string& want, const std::string& have) {
      return want == have || want.starts_with('{');
    });
  }
};

const Door::Route Door::routes[] = {
    {"POST", "/fhir/$process-message", Route::For::caller, &Door::message},
    {"POST", "/api/duties/{citizen}/{duty}/{verb}", Route::For::caller, &Door::verb, verb_names},
    {"POST", "/api/citizens/find", Route::For::caller, &Door::find},
    {"POST", "/api/citizens/break-glass", Route::For::caller, &Door::break_glass},
    {"POST", "/api/courses/find", Route::For::caller, &Door::find_course},
    {"GET", "/api/citizens/{citizen}/looks", Route::For::caller, &Door::looks},
    {"POST", "/api/citizens/{citizen}/duties", Route::For::caller, &Door::open_duty},
    {"POST", "/api/citizens/{citizen}/tell/{verb}", Route::For::caller, &Door::tell, telling_names},
    {"POST", "/api/citizens/{citizen}/letters/{verb}", Route::For::caller, &Door::letter, letter_verb_names},
    {"GET", "/api/citizens/{citizen}/messages/{position}", Route::For::caller, &Door::raw_message},
    {"GET", "/api/citizens/{citizen}", Route::For::caller, &Door::citizen},
    {"GET", "/api/parties/{party}/duties", Route::For::caller, &Door::party_duties},
    {"GET", "/api/parties/{party}/list", Route::For::caller, &Door::party_needs},
    {"POST", "/api/me/pocket", Route::For::caller, &Door::pocket},
    {"POST", "/api/me/pocket/key", Route::For::caller, &Door::pocket_key},
    {"GET", "/api/events", Route::For::caller, &Door::events},
    {"GET", "/api/directory", Route::For::caller, &Door::directory},
    {"GET", "/api/area", Route::For::caller, &Door::area},
    {"GET", "/api/messages", Route::For::caller, &Door::messages},
    {"GET", "/api/messages/{position}", Route::For::caller, &Door::refused_message},
    {"POST", "/api/messages/look", Route::For::caller, &Door::look_at_message},
    {"POST", "/api/import/roster", Route::For::caller, &Door::import_roster},
    {"POST", "/api/import/log", Route::For::caller, &Door::import_log},
    {"GET", "/api/post", Route::For::caller, &Door::post},
    {"POST", "/api/citizens/{citizen}/letters/{letter}/send-again", Route::For::caller, &Door::send_again},
    {"GET", "/api/citizens/{citizen}/letters/{letter}/attachments/{number}", Route::For::caller,
     &Door::attachment},
    {"POST", "/api/clock/confirm", Route::For::caller, &Door::confirm_clock},
    {"GET", "/health", Route::For::everybody, &Door::health},
    {"GET", "/metrics", Route::For::caller, &Door::metrics},
    {"GET", "/openapi.yaml", Route::For::everybody, &Door::openapi_yaml},
    {"GET", "/openapi.json", Route::For::everybody, &Door::openapi_json},
    {"GET", "/style.css", Route::For::everybody, &Door::style},
    {"GET", "/answer/{token}", Route::For::everybody, &Door::answer_link},
    {"POST", "/answer/{token}", Route::For::everybody, &Door::answer_given},
    {"GET", "/sign-in", Route::For::everybody, &Door::sign_in},
    {"POST", "/sign-in", Route::For::everybody, &Door::sign_in},
    {"GET", "/sign-in/{provider}", Route::For::everybody, &Door::sign_in},
    {"GET", "/sign-in/{provider}/back", Route::For::everybody, &Door::sign_in},
    {"POST", "/sign-out", Route::For::everybody, &Door::sign_in},
    {"GET", "/me", Route::For::everybody, &Door::sign_in},
    {"POST", "/me/party", Route::For::everybody, &Door::sign_in},
    {"GET", "/api/me", Route::For::everybody, &Door::sign_in},
    {"POST", "/api/me/party", Route::For::everybody, &Door::sign_in},
    {"GET", "/api/sessions", Route::For::everybody, &Door::sign_in},
    {"POST", "/api/sessions/revoke", Route::For::everybody, &Door::sign_in},
    {"POST", "/oauth/token", Route::For::everybody, &Door::sign_in},
    {"GET", "/.well-known/oauth-authorization-server", Route::For::everybody, &Door::sign_in},
    {"GET", "/fhir/.well-known/smart-configuration", Route::For::everybody, &Door::sign_in},
    // The screens: the browser reads the rest of the path, and fetches what the page shows as whoever looks.
    {"GET", "/assets/{file}", Route::For::everybody, &Door::asset},
    {"GET", "/service-worker.js", Route::For::everybody, &Door::service_worker},
    {"GET", "/api/about", Route::For::everybody, &Door::about},
    {"GET", "/", Route::For::person_on_page, &Door::screen},
    {"GET", "/party/{party}", Route::For::person_on_page, &Door::screen},
    {"GET", "/citizen/{citizen}", Route::For::person_on_page, &Door::screen},
    {"GET", "/road", Route::For::person_on_page, &Door::screen},
    {"GET", "/directory", Route::For::person_on_page, &Door::screen},
    {"GET", "/my", Route::For::person_on_page, &Door::screen},
    {"GET", "/find", Route::For::person_on_page, &Door::screen},
    {"GET", "/area", Route::For::person_on_page, &Door::screen},
    {"GET", "/area/{area}", Route::For::person_on_page, &Door::screen},
    {"GET", "/messages", Route::For::person_on_page, &Door::screen},
    {"GET", "/in", Route::For::everybody, &Door::screen},
    {"GET", "/settings", Route::For::everybody, &Door::screen},
    {"GET", "/help", Route::For::everybody, &Door::screen},
    {"GET", "/accessibility", Route::For::everybody, &Door::screen},
};

std::vector<std::string> Door::served() {
  std::vector<std::string> out;
  for (const Route& route : routes) {
    const std::string line = std::string(route.method) + " " + std::string(route.path);
    if (route.verbs == nullptr) {
      out.push_back(line);
      continue;
    }
    const std::string start = line.substr(0, line.find("{verb}"));
    for (const std::string_view verb : route.verbs()) out.push_back(start + std::string(verb));
  }
  return out;
}

Door::Door(DoorParts parts) : parts_(std::move(parts)), large_(large_waiting_max, large_niceness) {
  if (parts_.survey != nullptr && parts_.areas != nullptr) area_.emplace(*parts_.survey, *parts_.areas);
}

void Door::handle(Request request, Respond respond) {
  auto path = percent_decoded(request.path);
  if (!path || !path->starts_with('/'))
    return respond(problem({400, "bad-path", "The path is not well formed", "", ""}));
  Visit visit{std::move(request), std::move(respond), std::move(*path), {}, {}};
  visit.parts = segments_of(visit.path);

  std::string allowed;
  for (const Route& route : routes) {
    if (!route.fits(visit.parts)) continue;
    if (route.method != visit.request.method) {
      if (!allowed.contains(route.method))
        allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
      continue;
    }
    if (route.whom != Route::For::everybody) {
      const bool page = route.whom == Route::For::person_on_page;
      Asked asked = who_asks(visit.request, page);
      if (asked.no) return visit.respond(std::move(*asked.no));
      if (!asked.bearer) return not_let_in(visit, page);
      visit.bearer = std::move(*asked.bearer);
      if (!visit.bearer.person.id.empty())
        visit.bearer.caller.person = seal::keyed(parts_.secrets, "person", visit.bearer.person.id);
      visit.session = std::move(asked.session);
    }
    return (this->*route.go)(std::move(visit));
  }
  if (allowed.empty())
    return visit.respond(problem({404, "no-such-path", "There is nothing at this path", "", ""}));
  Response response = problem({405, "method", "This method is not for this path", "Allowed: " + allowed, ""});
  response.headers.emplace_back("Allow", allowed);
  visit.respond(std::move(response));
}

// A token is said in so many words, and goes before a cookie, which a browser sends by itself.
Asked Door::who_asks(const Request& request, bool page) const {
  const auto token = token_of(request.authorization);
  SignIn* const sign_in = parts_.sign_in;
  if (sign_in == nullptr) return {bearer_of(request), std::nullopt, std::nullopt};
  if (!token) {
    Asked asked = sign_in->who(request, page);
    return asked.bearer || asked.no ? asked : Asked{bearer_of(request), std::nullopt, std::nullopt};
  }
  Asked asked = sign_in->who_has(*token, request);
  if (asked.no) return asked;
  if (!asked.bearer) asked.bearer = bearer_of(request);
  // A message door is slowed down by the writer's queue and the memory, which is 503, and by nothing else.
  const bool is_counted = asked.bearer && asked.bearer->caller.role != CallerRole::door;
  const int seconds = is_counted ? sign_in->wait_for(*token) : 0;
  if (seconds != 0) asked.no = too_often(seconds);
  return asked;
}

// With a token file: whose token it is. Without one, in the demonstration on this machine alone: operations,
// or the party that is asked for.
std::optional<Bearer> Door::bearer_of(const Request& request) const {
  if (parts_.tokens) {
    const auto token = token_of(request.authorization);
    // A browser sends Basic by itself, also from a page elsewhere: good for reading, not for acting.
    const bool basic = same_ignoring_case(std::string_view(request.authorization).substr(0, 6), "basic ");
    if (!token || (basic && request.method != "GET")) return std::nullopt;
    const Bearer* bearer = parts_.tokens->find(*token);
    return bearer == nullptr ? std::nullopt : std::optional(*bearer);
  }
  if (!open_demonstration() || !is_loopback_name(request.host)) return std::nullopt;
  const std::string chosen =
      request.acting_party.empty() ? query_value(request.query, "as") : request.acting_party;
  if (chosen.empty()) return Bearer{{parts_.setting.operations, CallerRole::operations}, {}};
  const auto sor = number<uint64_t>(chosen);
  if (!sor || *sor == 0) return std::nullopt;
  return Bearer{{{*sor}, CallerRole::person}, {}};
}

void Door::not_let_in(Visit& visit, bool page) const {
  const bool no_file = !parts_.tokens && !(parts_.sign_in != nullptr && parts_.sign_in->is_set_up());
  parts_.log("event=not_let_in");
  const Words text =
      no_file ? Words{"Der er ingen adgang uden adgangsnøgler eller indlogning (indstillingerne tokens og sign_in).",
                      "There is no access without a token file or sign-in (the settings `tokens` and `sign_in`)."}
              : Words{"Adgangsnøglen mangler eller kendes ikke.", "The token is missing or not known."};
  if (page && parts_.sign_in != nullptr && parts_.sign_in->is_open() && visit.request.authorization.empty())
    return visit.respond(parts_.sign_in->to_sign_in(visit.request));
  Response response = page ? error_page(frame_of(visit), 401, {"Ingen adgang", "No access"}, text)
                           : problem({401, "no-access", "No access", text.en, "Authorization"});
  response.headers.emplace_back(
      "WWW-Authenticate", page ? "Basic realm=\"Klynge\", charset=\"UTF-8\"" : "Bearer realm=\"Klynge\"");
  visit.respond(std::move(response));
}

PageFrame Door::frame_of(const Visit& visit) const {
  PageFrame frame;
  if (query_value(visit.request.query, "lang") == "en") frame.tongue = Tongue::english;
  frame.path = visit.path;
  frame.query = visit.request.query;
  if (parts_.clockwork) frame.clockwork = parts_.clockwork();
  frame.now = parts_.now();
  if (visit.session) frame.signed_in = {visit.session->person.name, visit.session->csrf};
  frame.may_sign_in = parts_.sign_in != nullptr && parts_.sign_in->is_open();
  frame.demonstration = parts_.demonstration;
  frame.approved = std::ranges::all_of(parts_.setting.pathways, &Pathway::approved);
  return frame;
}

bool Door::may_see_list(const Caller& caller, Party party) const {
  return may_open_list(caller, parts_.setting, party);
}

void Door::sign_in(Visit visit) {
  if (parts_.sign_in == nullptr)
    return visit.respond(problem({404, "no-such-path", "Nobody signs in here", "", ""}));
  PageFrame frame = frame_of(visit);
  frame.may_sign_in = false;  // one is there already
  SignInVisit asked{std::move(visit.request), std::move(visit.respond), std::move(frame), std::nullopt};
  asked.request.path.clear();
  for (const std::string& part : visit.parts) asked.request.path += "/" + part;
  if (!asked.request.authorization.empty()) {
    Asked by_token = who_asks(asked.request, false);
    if (by_token.no) return asked.respond(std::move(*by_token.no));
    if (!by_token.session) asked.by_token = std::move(by_token.bearer);
  }
  parts_.sign_in->handle(std::move(asked));
}

// --- at once -------------------------------------------------------------------------------------------

void Door::health(Visit visit) {
  const std::string trouble = parts_.writer.trouble();
  const bool ready = trouble.empty() && parts_.writer.state().can_write.load();
  std::string body;
  json::Writer out(body);
  out.begin_object().field("status", ready ? "ready" : "not ready");
  if (!ready) out.field("reason", trouble.empty() ? "the ledger cannot write" : trouble);
  out.key("position").unsigned_number(parts_.writer.state().position.load()).end_object();
  Response response = json_response(std::move(body));
  response.status = ready ? 200 : 503;
  visit.respond(std::move(response));
}

void Door::metrics(Visit visit) {
  if (visit.bearer.caller.role != CallerRole::operations)
    return visit.respond(problem({403, "not-allowed", "Metrics are for operations", "", ""}));
  static const HttpCounters none;
  static const MemoryBudget nothing_large;
  visit.respond({200,
                 "text/plain; version=0.0.4; charset=utf-8",
                 metrics_text(parts_.writer.state(), counters_ == nullptr ? none : *counters_,
                              parts_.memory == nullptr ? nothing_large : *parts_.memory, parts_.post),
                 {}});
}

// Somebody has looked at the machine's clock and says that it is right.
void Door::confirm_clock(Visit visit) {
  if (visit.bearer.caller.role != CallerRole::operations)
    return visit.respond(problem({403, "not-allowed", "Confirming the clock is for operations", "", ""}));
  parts_.writer.confirm_clock();
  parts_.log("event=clock_confirmed");
  visit.respond({204, "", "", {}});
}

void Door::about(Visit visit) {
  std::string body;
  json::Writer out(body);
  out.begin_object().key("demonstration").boolean(parts_.demonstration);
  out.key("pathways_approved").boolean(std::ranges::all_of(parts_.setting.pathways, &Pathway::approved));
  out.key("open").boolean(open_demonstration()).end_object();
  visit.respond(json_response(std::move(body)));
}

void Door::asset(Visit visit) {
  visit.respond(web_asset(visit.request, visit.parts[1]));
}

// In a demonstration that is open, who has not signed in is not known before the page says who looks.
void Door::screen(Visit visit) {
  std::vector<std::string> asks;
  const Caller& caller = visit.bearer.caller;
  if (!visit.session && (caller.party.none() || open_demonstration()))
    return visit.respond(web_page(visit.request, asks));
  if (visit.path == "/" && caller.role == CallerRole::person && !caller.party.none())
    return visit.respond(go_to(fmt::format("/party/{}{}{}", caller.party.sor,
                                           visit.request.query.empty() ? "" : "?", visit.request.query)));
  asks = {"/api/about", "/api/me"};
  const bool is_list =
      caller.role == CallerRole::person && visit.parts.size() == 2 && visit.parts[0] == "party";
  const auto party = is_list ? number<uint64_t>(visit.parts[1]) : std::nullopt;
  if (!party) return visit.respond(web_page(visit.request, asks));
  asks.push_back(fmt::format("/api/parties/{}/list?limit=100", *party));  // web/early.ts
  if (*party == 0 || !may_see_list(caller, {*party})) return visit.respond(web_page(visit.request, asks));
  list_screen(std::move(visit), {*party}, asks);
}

// A list's page has its first rows in it. Where they cannot be had, the page says so itself, as it has to
// later too.
void Door::list_screen(Visit visit, Party party, const std::vector<std::string>& asks) {
  PageFrame frame = frame_of(visit);
  frame.tongue = tongue_of(visit.request);
  std::string group = query_value(visit.request.query, "group");
  if (group.empty()) group = cookie_of(visit.request.cookie, "klynge-group").value_or("");  // List.svelte
  auto asked = read_needs(party, "group=" + percent_encoded(group));
  if (!asked) asked = NeedsAsked{.list = party};
  const auto waits = std::make_shared<Visit>(std::move(visit));
  const bool taken = parts_.desk.ask([waits, asks, asked = *asked, frame, viewer = viewer_of(waits->bearer)](
                                         Lookup& lookup, const Setting& setting) {
    const auto seen = lookup.needs(asked, viewer, setting, frame.now);
    waits->respond(seen ? web_page(waits->request, asks, first_rows(asked, *seen, setting, frame))
                        : web_page(waits->request, asks));
  });
  if (!taken) waits->respond(web_page(waits->request, asks));
}

void Door::service_worker(Visit visit) {
  visit.respond(web_service_worker(visit.request));
}

void Door::style(Visit visit) {
  visit.respond(style_sheet());
}

void Door::openapi_yaml(Visit visit) {
  visit.respond({200, "application/yaml", Bytes(server::openapi_yaml()), {}});
}

void Door::openapi_json(Visit visit) {
  visit.respond({200, "application/json", server::openapi_json(), {}});
}

// --- to the writer -------------------------------------------------------------------------------------

void Door::message(Visit visit) {
  if (auto no = refused_before_reading(visit.request, visit.bearer)) return visit.respond(std::move(*no));
  if (!visit.request.share) return read_message(std::move(visit));
  const auto respond = std::make_shared<Visit>(std::move(visit));
  if (!large_.take([this, respond] { read_message(std::move(*respond)); }))
    respond->respond(outcome(503, "not-now", "Too much is waiting; send it again soon", "transient"));
}

std::optional<Response> Door::refused_before_reading(const Request& request, const Bearer& bearer) const {
  if (!is_message(request.content_type, message_types))
    return outcome(415, "content-type",
                   "Messages are taken as application/fhir+json or application/fhir+xml.", "not-supported");
  const bool plays = open_demonstration() && bearer.person.id.empty();
  if (!plays && bearer.caller.role != CallerRole::door)
    return outcome(403, "not-a-door", "Messages are handed in by a message door", "forbidden");
  return std::nullopt;
}

// Only messages may be large, and only of those who may send any; nothing is read before that is known.
Admission Door::admit(const Request& request, std::optional<uint64_t> length) const {
  const auto path = percent_decoded(request.path);
  if (path != "/fhir/$process-message" || request.method != "POST") {
    if (!request.body.empty()) return {request.body.size(), 0, std::nullopt};
    const bool is_file = path && path->starts_with("/api/import/") && who_asks(request, false).bearer;
    return {is_file ? import_bytes_max : 0, 0, std::nullopt};
  }
  const auto bearer = who_asks(request, false).bearer;
  if (!bearer)
    return {0, 0,
            problem({401, "no-access", "No access", "The token is missing or not known.", "Authorization"})};
  if (auto no = refused_before_reading(request, *bearer)) return {0, 0, std::move(no)};
  const size_t wire = length.value_or(message_bytes_max);
  const bool is_packed = is_gzip(request);
  const size_t unpacked = !is_packed             ? wire
                          : request.body.empty() ? message_bytes_max
                                                 : gzip_claims(request.body);
  if (wire > message_bytes_max || unpacked > message_bytes_max) return {0, 0, too_large()};
  if (wire <= large_message_bytes && unpacked <= large_message_bytes) return {wire, 0, std::nullopt};
  const bool is_xml = media_type(request.content_type).find("xml") != std::string_view::npos;
  return {message_bytes_max, memory_for_message(unpacked, is_xml) + (is_packed ? wire : 0), std::nullopt};
}

// On the server's thread; a large one on its own.
void Door::read_message(Visit visit) {
  if (auto unpacked = unpack_body(visit.request); !unpacked) {
    const bool is_too_large = unpacked.problem().kind == Problem::Kind::refused;
    return visit.respond(outcome(is_too_large ? 413 : 400, is_too_large ? "too-large" : "content-encoding",
                                 unpacked.problem().what, is_too_large ? "too-long" : "structure"));
  }
  Prepared prepared = prepare(visit.request.body, parts_.secrets);
  const bool is_xml = prepared.reading.is_xml;
  if (visit.bearer.caller.role == CallerRole::door && prepared.reading.header) {
    const auto sender = number<uint64_t>(prepared.reading.header->sender.sor).value_or(0);
    if (!visit.bearer.may_speak_for(sender)) {
      parts_.log("event=sender_refused door=" + std::to_string(visit.bearer.caller.party.sor));
      return visit.respond(
          outcome(403, "not-its-sender", "This door may not speak for that sender", "forbidden"));
    }
  }
  std::string content;
  if (prepared.is_large()) {
    auto kept = keep_when_wanted(
        prepared, visit.request.body, [this](const AskWhetherKept& ask) { return parts_.writer.wanted(ask); },
        parts_.contents, parts_.random);
    if (!kept) return visit.respond(outcome(503, "not-now", kept.problem().what, "transient"));
    if (prepared.kept) content = prepared.kept->name;
    visit.request.body = {};
  }
  const Caller door{visit.bearer.caller.party, CallerRole::door};
  const auto respond = std::make_shared<Respond>(std::move(visit.respond));
  const bool taken = parts_.writer.submit(
      Receive{std::move(prepared), door}, Writer::Lane::interactive,
      [respond, is_xml, content, share = std::move(visit.request.share), this](Reply reply) {
        // Kept in vain. Of what was not answered nobody knows: the next start sees to it.
        if (!content.empty() && (reply.repeated || reply.without_basis))
          (void)parts_.contents->remove(content).ok();
        (*respond)([reply = std::move(reply), is_xml] { return answer_to_message(reply, is_xml); });
      });
  if (!taken) (*respond)(outcome(503, "not-now", "Too much is waiting; send it again soon", "transient"));
}

// What every act has in common: who, about whom, and under which key. It is answered here when it is none.
std::optional<Act> Door::act_of(Visit& visit, CitizenNumber citizen) {
  const Request& request = visit.request;
  const Caller caller = visit.bearer.caller;
  const auto no = [&](const Wrong& wrong) {
    visit.respond(problem(wrong));
    return std::nullopt;
  };
  if (caller.role == CallerRole::door)
    return no({403, "not-allowed", "A message door cannot act on duties", "", ""});
  if (!is_json(request)) return no(not_json);
  if (request.idempotency_key.empty() || request.idempotency_key.size() > 255)
    return no({400, "idempotency-key-missing", "The header Idempotency-Key is required",
               "Send one new key, 1 to 255 octets, for each new request, and the same key when you "
               "send it again.",
               "Idempotency-Key"});
  const std::string whose = std::to_string(caller.party.sor) + " " +
                            std::to_string(static_cast<int>(caller.role)) + " " +
                            std::to_string(caller.self) + Bytes(octets_of(caller.person)) + " ";
  const auto seen = request.seen.empty() ? std::optional<Position>(0) : number<Position>(request.seen);
  if (!seen || *seen > parts_.writer.state().position.load())
    return no({400, "not-understood", "A position of this journal was expected", "", "X-Klynge-Seen"});
  Act act;
  act.seen = *seen;
  act.citizen = citizen;
  act.caller = caller;
  act.id = seal::keyed(parts_.secrets, "api-id", whose + request.idempotency_key);
  act.request = seal::keyed(parts_.secrets, "api-request", visit.path + "\n" + request.body);
  return act;
}

void Door::submit(Act act, Respond respond_to, bool opened) {
  const auto respond = std::make_shared<Respond>(std::move(respond_to));
  const auto* link = std::get_if<MakeLink>(&act.ask);
  const Instant link_until = link == nullptr ? Instant{} : link->until;
  const bool taken = parts_.writer.submit(
      std::move(act), Writer::Lane::interactive, [respond, opened, link_until, this](Reply reply) {
        (*respond)(link_until.none() ? answer_of(reply, opened, parts_.setting.directory)
                                     : answer_of_link(reply, link_until, parts_));
      });
  if (!taken) (*respond)(not_now("Too much is waiting."));
}

void Door::act(Visit visit, Result<VerbAsk> ask, CitizenNumber citizen, bool opened) {
  std::optional<Act> act = act_of(visit, citizen);
  if (!act) return;
  if (!ask) return visit.respond(problem(ask.problem()));
  act->ask = std::move(ask->ask);
  act->texts = std::move(ask->texts);
  submit(std::move(*act), std::move(visit.respond), opened);
}

void Door::letter(Visit visit) {
  const auto citizen = number<uint64_t>(visit.parts[2]);
  if (!citizen || *citizen == 0) return visit.respond(no_such_citizen());
  if (!known_letter_verb(visit.parts[4]))
    return visit.respond(problem({404, "no-such-path", "There is nothing at this path",
                                  "Expected: /api/citizens/{citizen}/letters/{verb}", ""}));
  std::optional<Act> act = act_of(visit, *citizen);
  if (!act) return;
  if (visit.parts[4] == "send") return send_letter(std::move(visit), std::move(*act));
  auto ask = read_letter(visit.parts[4], visit.request.body);
  if (!ask) return visit.respond(problem(ask.problem()));
  act->ask = std::move(ask->ask);
  act->body = std::move(ask->content);
  submit(std::move(*act), std::move(visit.respond), false);
}

// What the letter is made of is opened at the desk, where looking is written down; the ledger then sees
// whether it may be sent, and gives it its ids.
void Door::send_letter(Visit visit, Act act) {
  auto signer = read_signer(visit.request.body);
  if (!signer) return visit.respond(problem(signer.problem()));
  act.ask = SendLetter{.draft = signer->draft, .message = {}, .thread = {}};
  const auto respond = std::make_shared<Respond>(std::move(visit.respond));
  const bool taken = parts_.desk.ask([this, respond, act = std::move(act), signer = std::move(*signer),
                                      viewer = viewer_of(visit.bearer),
                                      now = parts_.now()](Lookup& lookup, const Setting& setting) mutable {
    auto seen = lookup.citizen(act.citizen, viewer, setting, now);
    if (!seen) return (*respond)(problem(seen.problem()));
    if (!*seen || !(*seen)->permission.scope.own) return (*respond)(no_such_citizen());
    auto letter = compose(**seen, lookup, signer, act.caller.party, setting);
    if (!letter) return (*respond)(problem(letter.problem()));
    act.letter = std::move(*letter);
    submit(std::move(act), std::move(*respond), false);
  });
  if (!taken) (*respond)(not_now("Too much is waiting."));
}

void Door::verb(Visit visit) {
  const auto citizen = number<uint64_t>(visit.parts[2]);
  const auto duty = number<uint16_t>(visit.parts[3]);
  if (!citizen || *citizen == 0 || !duty || *duty == 0 || !known_verb(visit.parts[4]))
    return visit.respond(problem({404, "no-such-path", "There is nothing at this path",
                                  "Expected: /api/duties/{citizen}/{duty}/{verb}", ""}));
  auto ask = read_verb(visit.parts[4], *duty, visit.request.body);
  act(std::move(visit), std::move(ask), *citizen, false);
}

void Door::open_duty(Visit visit) {
  const auto citizen = number<uint64_t>(visit.parts[2]);
  if (!citizen || *citizen == 0) return visit.respond(no_such_citizen());
  auto ask = read_open(visit.request.body);
  act(std::move(visit), std::move(ask), *citizen, true);
}

void Door::tell(Visit visit) {
  const auto citizen = number<uint64_t>(visit.parts[2]);
  if (!citizen || *citizen == 0) return visit.respond(no_such_citizen());
  if (!known_telling(visit.parts[4]))
    return visit.respond(problem({404, "no-such-path", "There is nothing at this path",
                                  "Expected: /api/citizens/{citizen}/tell/{verb}", ""}));
  auto ask = read_telling(visit.parts[4], visit.request.body, visit.bearer.person.name);
  act(std::move(visit), std::move(ask), *citizen, false);
}

// --- to the desk ---------------------------------------------------------------------------------------

namespace {

bool hides_places(const Caller& caller, const CitizenPicture& picture) {
  return caller.role == CallerRole::relative && !picture.standing.relatives_see_places;
}

// Out to the viewer's own record system, from each course that is open.
Result<> put_record_links(CitizenPicture& picture, const CitizenSeen& seen, const RecordSystem& system,
                          const Viewer& viewer, Lookup& lookup, const Setting& setting) {
  if (viewer.caller.role != CallerRole::person) return Done{};
  for (CoursePicture& course : picture.courses) {
    if (!course.closed.none()) continue;
    auto id = lookup.outside_id(seen, course.number, viewer.caller.party, setting);
    if (!id) return id.problem();
    course.record_url = record_url(system, *id);
    if (!course.record_url.empty()) course.record_name = system.name;
  }
  return Done{};
}

// Citizens and relatives are told whom they themselves are to call, and nobody else.
std::optional<Asker> asker_for(const Caller& caller, std::optional<Asker> asked) {
  if (caller.role == CallerRole::citizen) return Asker::citizen;
  return caller.role == CallerRole::relative ? Asker::relative : asked;
}

}  // namespace

// Not involved and not known look the same from outside.
Response Door::seen_by(Lookup& lookup, const Setting& setting, CitizenNumber citizen, const Viewer& viewer,
                       std::optional<Asker> asker, bool to_act, Instant now) const {
  auto seen = lookup.citizen(citizen, viewer, setting, now, to_act);
  if (!seen) return problem(seen.problem());
  if (!*seen || (*seen)->permission.scope.none()) return no_such_citizen();
  CitizenPicture picture = picture_of(**seen, setting);
  const RecordSystem* const system =
      record_system_of(viewer.caller.party, parts_.record_systems, setting.directory, now);
  if (system != nullptr)
    if (auto put = put_record_links(picture, **seen, *system, viewer, lookup, setting); !put)
      return problem(put.problem());
  if (asker) answer(picture, **seen, setting, *asker, now);
  if (hides_places(viewer.caller, picture)) withhold_places(picture);
  std::string body;
  json::Writer out(body);
  write_json(picture, now, out);
  return json_response(std::move(body));
}

void Door::show_citizen(Visit visit, CitizenNumber number_of) {
  const std::string asker_text = query_value(visit.request.query, "asker");
  const auto asker = asker_for(visit.bearer.caller, asker_of(asker_text));
  if (!asker_text.empty() && !asker)
    return visit.respond(
        problem({400, "not-understood", "asker must be nurse, gp, citizen or relative", "", "asker"}));
  const auto respond = std::make_shared<Respond>(std::move(visit.respond));
  const bool taken = parts_.desk.ask([this, respond, number_of, asker, viewer = viewer_of(visit.bearer),
                                      to_act = query_value(visit.request.query, "may") == "1",
                                      accept = std::move(visit.request.accept_encoding),
                                      now = parts_.now()](Lookup& lookup, const Setting& setting) {
    Response response = seen_by(lookup, setting, number_of, viewer, asker, to_act, now);
    pack(response, accept);
    (*respond)(std::move(response));
  });
  if (!taken) (*respond)(not_now("Too much is waiting."));
}

void Door::citizen(Visit visit) {
  const auto citizen = number<uint64_t>(visit.parts[2]);
  if (!citizen || *citizen == 0) return visit.respond(no_such_citizen());
  show_citizen(std::move(visit), *citizen);
}

// The CPR number comes in the body: a path or a query ends in logs.
void Door::find(Visit visit) {
  if (!is_json(visit.request)) return visit.respond(problem(not_json));
  std::string cpr = text_of_body(visit.request, "cpr");
  std::erase(cpr, '-');
  if (!message::valid_cpr(cpr) && !message::valid_replacement_cpr(cpr))
    return visit.respond(
        problem({400, "not-understood", "A CPR number of ten digits was expected", "", "cpr"}));

  open_found(std::move(visit), [cpr = std::move(cpr)](Lookup& lookup) { return lookup.find(cpr); });
}

// By the id that a record system knows the course by: it comes in the body too, out of a fragment that no
// server is sent (docs/operate/record-system.md).
void Door::find_course(Visit visit) {
  if (!is_json(visit.request)) return visit.respond(problem(not_json));
  std::string course = text_of_body(visit.request, "course");
  if (course.empty() || course.size() > course_octets_max)
    return visit.respond(problem({400, "not-understood", "The id of a course was expected", "", "course"}));
  open_found(std::move(visit),
             [course = std::move(course)](Lookup& lookup) { return lookup.find_course(course); });
}

void Door::open_found(Visit visit, std::function<Result<std::optional<CitizenNumber>>(Lookup&)> find) {
  const auto respond = std::make_shared<Respond>(std::move(visit.respond));
  const bool taken = parts_.desk.ask([this, respond, find = std::move(find), viewer = viewer_of(visit.bearer),
                                      now = parts_.now()](Lookup& lookup, const Setting& setting) {
    auto found = find(lookup);
    if (!found) return (*respond)(problem(found.problem()));
    (*respond)(*found ? seen_by(lookup, setting, **found, viewer, std::nullopt, false, now)
                      : no_such_citizen());
  });
  if (!taken) (*respond)(not_now("Too much is waiting."));
}

// Somebody who has no part in the citizen needs to look, and says why: by number, because nobody may know
// here who there is. What is opened then is seen by GET, as any citizen is.
void Door::break_glass(Visit visit) {
  std::optional<Act> act = act_of(visit, 1);
  if (!act) return;
  auto document = json::Document::parse(visit.request.body);
  std::string cpr, reason;
  if (document) {
    cpr = json::text_of(&document->root(), "cpr");
    reason = json::text_of(&document->root(), "reason");
  }
  std::erase(cpr, '-');
  if (!message::valid_cpr(cpr) && !message::valid_replacement_cpr(cpr))
    return visit.respond(
        problem({400, "not-understood", "A CPR number of ten digits was expected", "", "cpr"}));
  act->ask = BreakGlass{reason.empty() ? uint8_t{0} : uint8_t{1}};
  if (!reason.empty()) act->texts = {std::move(reason)};
  const auto respond = std::make_shared<Respond>(std::move(visit.respond));
  const bool taken = parts_.desk.ask(
      [this, respond, cpr = std::move(cpr), act = std::move(*act)](Lookup& lookup, const Setting&) mutable {
        auto found = lookup.find(cpr);
        if (!found) return (*respond)(problem(found.problem()));
        if (!*found) return (*respond)(no_such_citizen());
        act.citizen = **found;
        submit(std::move(act), std::move(*respond), false);
      });
  if (!taken) (*respond)(not_now("Too much is waiting."));
}

// The citizen, and who acts for the citizen, may know who has looked.
void Door::looks(Visit visit) {
  const auto citizen = number<uint64_t>(visit.parts[2]);
  const Caller caller = visit.bearer.caller;
  const bool own = caller.role == CallerRole::citizen || caller.role == CallerRole::relative;
  if (!citizen || !own) return visit.respond(no_such_citizen());
  const auto respond = std::make_shared<Respond>(std::move(visit.respond));
  const bool taken = parts_.desk.ask(
      [respond, citizen = *citizen, caller, now = parts_.now()](Lookup& lookup, const Setting& setting) {
        auto record = lookup.fold(citizen);
        if (!record) return (*respond)(problem(record.problem()));
        if (!may(caller, Action::read, *record, setting, now).scope.all) return (*respond)(no_such_citizen());
        auto looks = lookup.looks(citizen, looks_at_most);
        if (!looks) return (*respond)(problem(looks.problem()));
        std::string body;
        json::Writer out(body);
        out.begin_object().key("looks").begin_array();
        for (const Look& look : *looks) write_json(look, setting, out);
        out.end_array().end_object();
        (*respond)(json_response(std::move(body)));
      });
  if (!taken) (*respond)(not_now("Too much is waiting."));
}

void Door::party_duties(Visit visit) {
  const auto sor = number<uint64_t>(visit.parts[2]);
  if (!sor)
    return visit.respond(problem({404, "no-such-party", "A party is named by its SOR number", "", ""}));
  const Caller caller = visit.bearer.caller;
  if (!may_see_list(caller, {*sor}))
    return visit.respond(problem({403, "not-allowed", "This list is another organisation's", "", ""}));
  const std::string limit_text = query_value(visit.request.query, "limit");
  const auto limit = limit_text.empty() ? std::optional(rows_default) : number<size_t>(limit_text);
  if (!limit || *limit == 0 || *limit > rows_max)
    return visit.respond(problem({400, "not-understood", "limit must be 1 to 1000", "", "limit"}));
  const std::string after_text = query_value(visit.request.query, "after");
  const auto after = read_cursor(after_text);
  if (!after_text.empty() && (!after || after->list != *sor))
    return visit.respond(
        problem({400, "not-understood", "after must be the `next` of this list", "", "after"}));

  const auto respond = std::make_shared<Respond>(std::move(visit.respond));
  const bool taken =
      parts_.desk.ask([respond, party = Party{*sor}, viewer = viewer_of(visit.bearer), limit = *limit, after,
                       now = parts_.now()](Lookup& lookup, const Setting& setting) {
        auto rows = lookup.list(party, viewer, limit, after, setting, now);
        if (!rows) return (*respond)(problem(rows.problem()));
        std::string body;
        json::Writer out(body);
        out.begin_object().key("duties").begin_array();
        for (const ListedRow& row : *rows) write_json(picture_of(row, setting), now, out);
        out.end_array();
        if (rows->size() == limit) out.field("next", write_cursor(rows->back().key));
        out.end_object();
        (*respond)(json_response(std::move(body)));
      });
  if (!taken) (*respond)(not_now("Too much is waiting."));
}

void Door::party_needs(Visit visit) {
  const auto sor = number<uint64_t>(visit.parts[2]);
  if (!sor || *sor == 0)
    return visit.respond(problem({404, "no-such-party", "A party is named by its SOR number", "", ""}));
  const Caller caller = visit.bearer.caller;
  if (!may_see_list(caller, {*sor}))
    return visit.respond(problem({403, "not-allowed", "This list is another organisation's", "", ""}));
  auto asked = read_needs({*sor}, visit.request.query);
  if (!asked) return visit.respond(problem(asked.problem()));
  answer_needs(parts_.desk, *asked, viewer_of(visit.bearer), parts_.now(),
               std::move(visit.request.accept_encoding), std::move(visit.respond));
}

// Whoever treats takes the own unit's list along, and nobody another's.
bool Door::may_take_along(Visit& visit) const {
  const Caller caller = visit.bearer.caller;
  const bool may = visit.session && caller.role == CallerRole::person && !caller.lay;
  if (!may)
    visit.respond(
        problem({403, "not-allowed", "A list is taken along by a health person who is signed in", "", ""}));
  else if (!is_json(visit.request))
    visit.respond(problem(not_json));
  return may && is_json(visit.request);
}

void Door::pocket(Visit visit) {
  if (!may_take_along(visit)) return;
  auto asked = read_along(visit.request.body);
  if (!asked) return visit.respond(problem(asked.problem()));
  if (asked->party != visit.bearer.caller.party)
    return visit.respond(
        problem({403, "not-allowed", "Only the own unit's list is taken along", "", "party"}));
  const Pocket pocket = parts_.sign_in->take_pocket(visit.request, *visit.session, asked->pocket);
  Viewer viewer = viewer_of(visit.bearer);
  // What was sealed with another key cannot be read there any more.
  if (pocket.id != asked->pocket) asked->has.clear();
  take_along(parts_.desk,
             {.pocket = pocket,
              .list = asked->party,
              .viewer = std::move(viewer),
              .has = std::move(asked->has),
              .since = asked->since,
              .now = parts_.now(),
              .seconds = parts_.sign_in->seconds_left(pocket),
              .accept_encoding = std::move(visit.request.accept_encoding)},
             std::move(visit.respond));
}

void Door::pocket_key(Visit visit) {
  if (!may_take_along(visit)) return;
  auto asked = read_along(visit.request.body);
  if (!asked) return visit.respond(problem(asked.problem()));
  const auto pocket = parts_.sign_in->pocket_of(visit.request, *visit.session, asked->pocket);
  if (!pocket)
    return visit.respond(problem({404, "no-such-pocket", "There is no such pocket of yours", "", ""}));
  std::string body;
  json::Writer out(body);
  out.begin_object().field("pocket", pocket->id).field("key", pocket->key);
  out.key("seconds").number(parts_.sign_in->seconds_left(*pocket)).end_object();
  visit.respond(json_response(std::move(body)));
}

// Parties that a message has told of are known to the desk alone.
void Door::directory(Visit visit) {
  const std::string on = query_value(visit.request.query, "on");
  const auto day = on.empty() ? std::optional(OutsideTime{.at = parts_.now()}) : parse_time(on);
  if (!day || parts_.areas == nullptr)
    return visit.respond(problem({400, "not-understood", "A date was expected: 2027-01-01", "", "on"}));
  const auto respond = std::make_shared<Respond>(std::move(visit.respond));
  const bool taken = parts_.desk.ask([this, respond, at = day->at](const Lookup&, const Setting& setting) {
    Response response = json_response(directory_json(*parts_.areas, setting, at));
    response.headers = {{"Cache-Control", "private, max-age=300"}};
    (*respond)(std::move(response));
  });
  if (!taken) (*respond)(not_now("Too much is waiting."));
}

// --- to the desk for what reads much --------------------------------------------------------------------

void Door::area(Visit visit) {
  const std::string on = query_value(visit.request.query, "on");
  const auto day = on.empty() ? std::optional(OutsideTime{.at = parts_.now()}) : parse_time(on);
  if (!day || !area_)
    return visit.respond(problem({400, "not-understood", "A date was expected: 2027-01-01", "", "on"}));
  if (!may_see_figures(visit.bearer.caller))
    return visit.respond(problem({403, "not-allowed", "Figures are for those who work here", "", ""}));
  area_->answer({query_value(visit.request.query, "area"), day->at, parts_.now(), visit.bearer.caller,
                 std::move(visit.request.accept_encoding)},
                std::move(visit.respond));
}

namespace {

// Whose messages is asked of each; a citizen, a door and a forum have none.
bool has_messages(const Caller& caller) {
  return caller.role == CallerRole::person || caller.role == CallerRole::operations ||
         caller.role == CallerRole::administrator;
}

Response no_messages() {
  return problem({403, "not-allowed", "Messages are for those who work here", "", ""});
}

}  // namespace

void Door::messages(Visit visit) {
  if (!has_messages(visit.bearer.caller) || parts_.survey == nullptr) return visit.respond(no_messages());
  auto query = read_messages_query(visit.request.query);
  if (!query) return visit.respond(problem(query.problem()));
  answer_messages(*parts_.survey, std::move(*query), viewer_of(visit.bearer),
                  std::move(visit.request.accept_encoding), std::move(visit.respond));
}

void Door::refused_message(Visit visit) {
  if (!has_messages(visit.bearer.caller) || parts_.survey == nullptr) return visit.respond(no_messages());
  const auto position = number<Position>(visit.parts[2]);
  answer_refused(*parts_.survey, position.value_or(0), viewer_of(visit.bearer), parts_.now(),
                 std::move(visit.respond));
}

void Door::look_at_message(Visit visit) {
  const CallerRole role = visit.bearer.caller.role;
  if (role == CallerRole::citizen || role == CallerRole::relative) return visit.respond(no_messages());
  if (!is_message(visit.request.content_type, message_types))
    return visit.respond(
        problem({415, "content-type", "The body must be application/fhir+json or application/fhir+xml", "",
                 "Content-Type"}));
  visit.respond(server::look_at_message(visit.request.body));
}

// --- what goes on being told ---------------------------------------------------------------------------

namespace {

// Ends with the session that asked for it.
class WhileSignedIn : public Events {
 public:
  WhileSignedIn(std::shared_ptr<Events> events, std::function<bool()> ended)
      : events_(std::move(events)), ended_(std::move(ended)) {}
  std::string take() override { return events_->take(); }
  bool over() const override { return ended_(); }

 private:
  std::shared_ptr<Events> events_;
  std::function<bool()> ended_;
};

// `ended`: empty where nobody has signed in.
Response told(std::shared_ptr<Events> events, std::function<bool()> ended) {
  if (!events) return not_now("Too many pages are open.");
  if (ended) events = std::make_shared<WhileSignedIn>(std::move(events), std::move(ended));
  Response response{200, "text/event-stream", "", {{"Cache-Control", "no-store"}}};
  response.events = std::move(events);
  return response;
}

}  // namespace

void Door::events(Visit visit) {
  const auto party = number<uint64_t>(query_value(visit.request.query, "party"));
  const auto citizen = number<uint64_t>(query_value(visit.request.query, "citizen"));
  if (!parts_.live || party.has_value() == citizen.has_value())
    return visit.respond(
        problem({400, "not-understood", "One of party and citizen was expected, as a number", "", "party"}));
  if (citizen) return events_of_citizen(std::move(visit), *citizen);
  if (*party == 0 || !may_see_list(visit.bearer.caller, {*party}))
    return visit.respond(problem({403, "not-allowed", "This list is another organisation's", "", ""}));
  auto ended = visit.session ? parts_.sign_in->ended(visit.request) : std::function<bool()>();
  visit.respond(
      told(parts_.live->of_list({*party}, parts_.writer.state().position.load()), std::move(ended)));
}

void Door::events_of_citizen(Visit visit, CitizenNumber citizen) {
  const auto respond = std::make_shared<Respond>(std::move(visit.respond));
  auto ended = visit.session ? parts_.sign_in->ended(visit.request) : std::function<bool()>();
  const bool taken =
      parts_.desk.ask([this, respond, citizen, caller = visit.bearer.caller, ended = std::move(ended),
                       now = parts_.now()](Lookup& lookup, const Setting& setting) mutable {
        auto record = lookup.fold(citizen);
        if (!record) return (*respond)(problem(record.problem()));
        if (record->last == 0 || may(caller, Action::read, *record, setting, now).scope.none())
          return (*respond)(no_such_citizen());
        (*respond)(
            told(parts_.live->of_citizen(citizen, parts_.writer.state().position.load()), std::move(ended)));
      });
  if (!taken) (*respond)(not_now("Too much is waiting."));
}

// --- files ---------------------------------------------------------------------------------------------

void Door::import_roster(Visit visit) {
  import_file(std::move(visit), true);
}
void Door::import_log(Visit visit) {
  import_file(std::move(visit), false);
}

void Door::import_file(Visit visit, bool is_roster) {
  if (visit.bearer.caller.role != CallerRole::operations)
    return visit.respond(problem({403, "not-allowed", "Files are taken in by operations", "", ""}));
  if (!same_ignoring_case(media_type(visit.request.content_type), "text/csv"))
    return visit.respond(problem({415, "content-type", "The body must be text/csv", "", "Content-Type"}));
  Brought brought;
  brought.is_roster = is_roster;
  for (const auto& [name, into] : {std::pair{"dry-run", &brought.dry_run},
                                   {"complete", &brought.complete},
                                   {"history", &brought.history}}) {
    const std::string value = query_value(visit.request.query, name);
    if (!value.empty() && value != "true" && value != "false")
      return visit.respond(problem({400, "not-understood", "true or false was expected", "", name}));
    *into = value == "true";
  }
  brought.bytes = std::move(visit.request.body);
  brought.now = parts_.now();
  const auto respond = std::make_shared<Respond>(std::move(visit.respond));
  const bool taken =
      parts_.desk.ask([this, respond, brought = std::move(brought)](Lookup& lookup, const Setting&) mutable {
        bring(std::move(brought), lookup, {parts_.secrets, parts_.setting, parts_.options, parts_.writer},
              [respond](Response response) { (*respond)(std::move(response)); });
      });
  if (!taken) (*respond)(not_now("Too much is waiting."));
}

void Door::answer_link(Visit visit) {
  show_answer_link(parts_, std::move(visit.request), std::move(visit.respond), visit.parts[1]);
}
void Door::answer_given(Visit visit) {
  take_answer(parts_, std::move(visit.request), std::move(visit.respond), visit.parts[1]);
}

void Door::post(Visit visit) {
  const Caller caller = visit.bearer.caller;
  if (caller.role == CallerRole::door)
    return visit.respond(problem({403, "not-allowed", "A message door does not see the post", "", ""}));
  const std::string state = query_value(visit.request.query, "state");
  if (!state.empty() && state != "waiting" && state != "awaiting" && state != "in-error")
    return visit.respond(
        problem({400, "not-understood", "state must be waiting, awaiting or in-error", "", "state"}));
  const auto respond = std::make_shared<Respond>(std::move(visit.respond));
  const bool taken = parts_.desk.ask([respond, caller, state](Lookup& lookup, const Setting& setting) {
    auto rows = lookup.posted();
    if (!rows) return (*respond)(problem(rows.problem()));
    std::string body;
    json::Writer out(body);
    out.begin_object().key("letters").begin_array();
    for (const PostRow& row : *rows) {
      const bool own = caller.role == CallerRole::operations || caller.party == row.from ||
                       setting.directory.same_organisation(caller.party, row.from);
      if (own && (state.empty() || word(state_of(row.post)) == state)) write_json(row, out);
    }
    out.end_array().end_object();
    (*respond)(json_response(std::move(body)));
  });
  if (!taken) (*respond)(not_now("Too much is waiting."));
}

void Door::send_again(Visit visit) {
  const auto citizen = number<uint64_t>(visit.parts[2]);
  const auto letter = number<uint16_t>(visit.parts[4]);
  if (!citizen || *citizen == 0) return visit.respond(no_such_citizen());
  if (!letter || *letter == 0)
    return visit.respond(problem({404, "no-such-letter", "There is no such letter", "", ""}));
  if (visit.request.body.empty()) visit.request.body = "{}";
  act(std::move(visit), VerbAsk{SendLetterAgain{*letter}, {}}, *citizen, false);
}

namespace {

// What is large has its share of the memory from before it is read until it is on its way. The desk does not
// stand in line for it: whoever asks may ask again.
struct Room {
  MemoryBudget* memory;  // none: there is no room
  std::shared_ptr<MemoryShare> share = {};

  std::function<bool(size_t bytes)> taker() {
    return [this](size_t bytes) {
      if (memory == nullptr) return false;
      const uint64_t place = memory->stand_in_line();
      share = memory->take(place, memory_for_message(bytes, true));  // in what form is not known yet
      if (!share) memory->leave_line(place);
      return share != nullptr;
    };
  }
  Response with(Response response) {
    if (share) share->shrink_to(response.body.size());
    response.share = std::move(share);
    return response;
  }
};

}  // namespace

// As it came, for whoever sees all of the citizen's record: a look of its own.
void Door::raw_message(Visit visit) {
  const auto citizen = number<uint64_t>(visit.parts[2]);
  const auto position = number<Position>(visit.parts[4]);
  static const Wrong missing{404, "no-such-message", "There is no such message here", "", ""};
  if (!citizen || *citizen == 0 || !position) return visit.respond(problem(missing));
  const auto respond = std::make_shared<Respond>(std::move(visit.respond));
  const bool taken = parts_.desk.ask([this, respond, citizen = *citizen, position = *position,
                                      viewer = viewer_of(visit.bearer),
                                      now = parts_.now()](Lookup& lookup, const Setting& setting) {
    Room room{parts_.memory};
    auto seen = lookup.raw_message(citizen, position, viewer, setting, now, room.taker());
    if (!seen && seen.problem().kind == Problem::Kind::refused)
      return (*respond)(problem({410, "erased", "What this message said has been erased", "", ""}));
    if (!seen) return (*respond)(problem(seen.problem()));
    if (!*seen) return (*respond)(problem(missing));
    (*respond)(room.with(file_of(std::move(**seen), position)));
  });
  if (!taken) (*respond)(not_now("Too much is waiting."));
}

void Door::attachment(Visit visit) {
  const auto citizen = number<uint64_t>(visit.parts[2]);
  const auto letter = number<uint16_t>(visit.parts[4]);
  const auto segment = number<uint16_t>(visit.parts[6]);
  static const Wrong missing{404, "no-such-attachment", "There is no such attachment here", "", ""};
  if (!citizen || !letter || !segment) return visit.respond(problem(missing));
  const auto respond = std::make_shared<Respond>(std::move(visit.respond));
  const bool taken = parts_.desk.ask([this, respond, citizen = *citizen, letter = *letter, segment = *segment,
                                      viewer = viewer_of(visit.bearer),
                                      now = parts_.now()](Lookup& lookup, const Setting& setting) {
    Room room{parts_.memory};
    auto seen = lookup.attachment(citizen, letter, segment, viewer, setting, now, room.taker());
    if (!seen && seen.problem().kind == Problem::Kind::refused)
      return (*respond)(problem({410, "erased", "What this letter said has been erased", "", ""}));
    if (!seen) return (*respond)(problem(seen.problem()));
    if (!*seen) return (*respond)(problem(missing));
    (*respond)(room.with(file_of(std::move(**seen))));
  });
  if (!taken) (*respond)(not_now("Too much is waiting."));
}

// --- small things --------------------------------------------------------------------------------------

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const auto octet = from_hex(text.substr(i + 1, 2));
    if (!octet || octet->size() != 1) return std::nullopt;
    out += *octet;
    i += 2;
  }
  return out;
}

// A page from elsewhere that was made to point at this machine names itself in Host: only our own names are
// let in where there are no tokens.
bool is_loopback_name(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1) == "[::1]";
  const std::string_view name = host.substr(0, std::min(host.rfind(':'), host.size()));
  return same_ignoring_case(name, "localhost") || name == "127.0.0.1";
}

std::string query_value(std::string_view query, std::string_view name) {
  for (size_t at = 0; at <= query.size();) {
    const size_t end = std::min(query.find('&', at), query.size());
    const std::string_view pair = query.substr(at, end - at);
    const size_t equals = std::min(pair.find('='), pair.size());
    if (pair.substr(0, equals) == name && equals < pair.size())
      return percent_decoded(pair.substr(equals + 1)).value_or("");
    at = end + 1;
  }
  return {};
}

}  // namespace klynge::server
