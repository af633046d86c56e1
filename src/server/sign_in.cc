#include "server/sign_in.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "server/api.h"
#include "server/door.h"
#include "server/sign_in_page.h"

namespace klynge::server {
namespace {

constexpr size_t form_octets_max = 8192;

std::string return_of(View wanted) {
  return is_own_path(wanted) && !wanted.starts_with("/sign-") ? std::string(wanted) : "/";
}

Response go_to(std::string where) {
  return {303, "", "", {{"Location", std::move(where)}, {"Cache-Control", "no-store"}}};
}

Response too_often(int seconds) {
  Response response =
      problem({429, "too-many-requests", "Too many requests", "Wait as Retry-After says.", ""});
  response.headers.emplace_back("Retry-After", std::to_string(seconds));
  return response;
}

Response nobody() {
  return problem({401, "signed-out", "Nobody is signed in", "Sign in at /sign-in.", "Cookie"});
}

std::string here(const Request& request) {
  return request.path + (request.query.empty() ? "" : "?" + request.query);
}

bool same_secret(View a, View b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool is_form(const Request& request) {
  return request.content_type.starts_with("application/x-www-form-urlencoded");
}

bool is_json(const Request& request) {
  return request.content_type.starts_with("application/json");
}

// The forms of our own pages carry the token as a field: a form sets no header.
bool is_own_form(const Request& request) {
  return is_form(request) && (request.path == "/sign-out" || request.path == "/me/party");
}

View word(CallerRole role) {
  switch (role) {
    case CallerRole::person:
      return "person";
    case CallerRole::door:
      return "door";
    case CallerRole::clock:
      return "clock";
    case CallerRole::operations:
      return "operations";
    case CallerRole::citizen:
      return "citizen";
    case CallerRole::relative:
      return "relative";
    case CallerRole::forum:
      return "forum";
    case CallerRole::administrator:
      return "administrator";
  }
  return "";
}

std::string utc(Instant at) {  // in whole seconds
  return format_utc({at.us - at.us % seconds(1).us});
}

void write_choice(const Caller& choice, const Setting& setting, json::Writer& out) {
  const PartyPicture party = picture_of(choice.party, setting);
  out.begin_object().field("role", word(choice.role));
  if (!choice.party.none()) out.field("sor", std::to_string(choice.party.sor)).field("name", party.name);
  if (!party.phone.empty()) out.field("phone", party.phone);
  out.end_object();
}

void write_party(const Caller* caller, const Setting& setting, json::Writer& out) {
  out.key("party");
  if (caller == nullptr || caller->party.none())
    out.null();
  else
    write_json(picture_of(caller->party, setting), out);
}

void write_caller(const Caller* caller, const Setting& setting, json::Writer& out) {
  out.key("role");
  if (caller == nullptr)
    out.null();
  else
    out.string(word(caller->role));
  write_party(caller, setting, out);
  if (caller != nullptr && caller->self != 0) out.key("citizen").unsigned_number(caller->self);
}

void write_person(const Person& person, json::Writer& out) {
  out.key("person").begin_object().field("id", person.id).field("name", person.name).end_object();
}

Response json_answer(std::string body) {
  return {200, "application/json", std::move(body), {{"Cache-Control", "no-store"}}};
}

}  // namespace

struct SignIn::Way {
  View method, path;
  void (SignIn::*go)(SignInVisit);
};

const SignIn::Way SignIn::ways[] = {
    {"GET", "/sign-in", &SignIn::show},
    {"POST", "/sign-in", &SignIn::play},
    {"POST", "/sign-out", &SignIn::sign_out},
    {"GET", "/me", &SignIn::me_page},
    {"POST", "/me/party", &SignIn::me_chosen},
    {"GET", "/api/me", &SignIn::me},
    {"POST", "/api/me/party", &SignIn::choose},
    {"GET", "/api/sessions", &SignIn::sessions},
    {"POST", "/api/sessions/revoke", &SignIn::revoke},
};

SignIn::SignIn(SignInParts parts)
    : parts_(std::move(parts)),
      is_secure_(parts_.public_address.starts_with("https://")),
      sessions_(parts_.limits, parts_.random),
      attempts_(parts_.attempts) {}
SignIn::~SignIn() = default;

void SignIn::handle(SignInVisit visit) {
  for (const Way& way : ways)
    if (way.method == visit.request.method && way.path == visit.request.path)
      return (this->*way.go)(std::move(visit));
  visit.respond(problem({404, "no-such-path", "There is nothing at this path", "", ""}));
}

// --- who asks ------------------------------------------------------------------------------------------

// The session, or why it may not go on. Whether there is something to choose first is not asked here.
Asked SignIn::checked(const Request& request, bool page) {
  Asked asked;
  const auto id = cookie_of(request.cookie, cookie_name());
  if (!id) return asked;
  const Instant now = parts_.now();
  // Asking how long there is left does not make it longer.
  const bool goes_on = request.path != "/api/me";
  asked.session = sessions_.find(*id, now, goes_on);
  if (!asked.session) {
    asked.no = page ? to_sign_in(request) : nobody();
    asked.no->headers.emplace_back("Set-Cookie", cookie("", "; Max-Age=0"));
  } else if (const int seconds = sessions_.wait(*id, now)) {
    asked.no = too_often(seconds);
  } else if (request.method != "GET" &&
             !(comes_from_us(request) && is_right_token(request, *asked.session))) {
    parts_.log("event=csrf_refused");
    asked.no = problem({403, "csrf", "This does not come from a page of ours",
                        "The header X-Klynge-CSRF carries what GET /api/me says, and Origin is our own.",
                        "X-Klynge-CSRF"});
  }
  return asked;
}

Asked SignIn::who(const Request& request, bool page) {
  Asked asked = checked(request, page);
  if (!asked.session || asked.no) return asked;
  const Session& session = *asked.session;
  if (session.chosen)
    asked.bearer =
        Bearer{.caller = session.choices[*session.chosen], .senders = {}, .person = session.person};
  else
    asked.no = page ? go_to("/me?return=" + percent_encoded(here(request)))
                    : problem({403, "choose-party", "Choose first which of your organisations you work for",
                               "POST /api/me/party", ""});
  return asked;
}

bool SignIn::has_session(const Request& request) {
  const auto id = cookie_of(request.cookie, cookie_name());
  return id && sessions_.find(*id, parts_.now(), false);
}

// To see who one is, to choose and to leave needs a session, not a choice.
std::optional<Session> SignIn::session_of(SignInVisit& visit, bool page) {
  Asked asked = checked(visit.request, page);
  if (!asked.session && !asked.no) asked.no = page ? to_sign_in(visit.request) : nobody();
  if (!asked.no) return asked.session;
  visit.respond(std::move(*asked.no));
  return std::nullopt;
}

// A browser says where a request comes from, as Origin, as Sec-Fetch-Site or as both.
bool SignIn::comes_from_us(const Request& request) const {
  if (!request.fetch_site.empty() && request.fetch_site != "same-origin") return false;
  if (!request.origin.empty()) return request.origin == origin_of(request);
  return request.fetch_site == "same-origin";
}

// Without an address of its own it is served to this machine alone, under any of its names.
std::string SignIn::origin_of(const Request& request) const {
  if (!parts_.public_address.empty()) return parts_.public_address;
  return is_loopback_name(request.host) ? "http://" + request.host : std::string();
}

bool SignIn::is_right_token(const Request& request, const Session& session) const {
  const std::string given =
      request.csrf.empty() && is_own_form(request) ? form_value(request.body, "csrf") : request.csrf;
  return same_secret(given, session.csrf);
}

int SignIn::wait_of(const Request& request) {
  std::string from = request.peer;
  if (!parts_.proxy.empty() && request.peer == parts_.proxy) {  // the last one is what our proxy has seen
    from = request.forwarded_for.substr(request.forwarded_for.rfind(',') + 1);
    std::erase(from, ' ');
  }
  return attempts_.wait(network_of(from), parts_.now());
}

// --- the cookie ----------------------------------------------------------------------------------------

// __Host-: a browser takes it only when it is Secure, of this host alone and for the whole of it, so that no
// neighbour can put one in its place. Plain HTTP to this machine itself cannot have that.
std::string SignIn::cookie_name() const {
  return is_secure_ ? "__Host-klynge" : "klynge";
}

// Lax, not Strict: a link from a record system leads into a citizen's page, and the way back from the
// provider comes from elsewhere too; Strict would show both as signed out. Nothing is changed by GET, and
// what changes anything needs the token as well.
std::string SignIn::cookie(View value, View more) const {
  return cookie_name() + "=" + std::string(value) + "; Path=/; HttpOnly; SameSite=Lax" +
         (is_secure_ ? "; Secure" : "") + std::string(more);
}

Response SignIn::to_sign_in(const Request& request) const {
  const bool english = query_value(request.query, "lang") == "en";
  return go_to(std::string("/sign-in?") + (english ? "lang=en&" : "") +
               "return=" + percent_encoded(here(request)));
}

// --- signing in and out --------------------------------------------------------------------------------

void SignIn::show(SignInVisit visit) {
  SignInPage page;
  page.back = return_of(query_value(visit.request.query, "return"));
  page.signed_out = !query_value(visit.request.query, "out").empty();
  page.people = &parts_.people;
  visit.frame.has_form = true;
  if (!parts_.citizens) return visit.respond(sign_in_page(visit.frame, page, parts_.setting));
  const auto respond = std::make_shared<Respond>(std::move(visit.respond));
  const bool taken = parts_.desk.ask(
      [this, respond, page = std::move(page), frame = visit.frame](Lookup&, const Setting& setting) mutable {
        page.citizens = parts_.citizens();
        (*respond)(sign_in_page(frame, page, setting));
      });
  if (!taken) (*respond)(not_now("Too much is waiting."));
}

void SignIn::let_in(SignInVisit& visit, SignedIn who) {
  if (const auto old = cookie_of(visit.request.cookie, cookie_name())) sessions_.end(*old);
  const bool has_to_choose = who.choices.size() > 1;
  parts_.log(
      "event=signed_in role=" + std::string(has_to_choose ? "several" : word(who.choices.front().role)) +
      (who.provider.empty() ? "" : " provider=" + who.provider));
  const std::string back = return_of(form_value(visit.request.body, "return"));
  Response response = go_to(has_to_choose ? "/me?return=" + percent_encoded(back) : back);
  response.headers.emplace_back("Set-Cookie", cookie(sessions_.begin(std::move(who), parts_.now()), ""));
  visit.respond(std::move(response));
}

// In a demonstration: to be one of its people.
void SignIn::play(SignInVisit visit) {
  if (parts_.people.empty())
    return visit.respond(problem({404, "no-such-path", "Nobody is played here", "", ""}));
  if (const int seconds = wait_of(visit.request)) return visit.respond(too_often(seconds));
  if (!comes_from_us(visit.request) || !is_form(visit.request) || visit.request.body.size() > form_octets_max)
    return visit.respond(problem({403, "not-allowed", "One signs in from our own page", "", "Origin"}));
  const std::string id = form_value(visit.request.body, "person");
  if (const auto caller = citizen_of(id)) return play_citizen(std::move(visit), *caller, id);
  for (const Played& one : parts_.people)
    if (one.person.id == "demonstration:" + id) return let_in(visit, {one.person, {one.caller}});
  visit.respond(error_page(visit.frame, 404, {"Findes ikke", "Not found"},
                           {"Der er ingen sådan person her.", "There is no such person here."}));
}

void SignIn::play_citizen(SignInVisit visit, const Caller& caller, std::string id) {
  const auto shared = std::make_shared<SignInVisit>(std::move(visit));
  const bool taken =
      parts_.desk.ask([this, shared, caller, id = std::move(id)](Lookup& lookup, const Setting& setting) {
        SignedIn who;
        who.person.id = "demonstration:" + id;
        who.choices = {caller};
        const auto last = lookup.last_citizen();
        if (!last) return shared->respond(problem(last.problem()));
        if (caller.self > *last)
          return shared->respond(
              error_page(shared->frame, 404, {"Findes ikke", "Not found"},
                         {"Der er ingen sådan borger her.", "There is no such citizen here."}));
        const std::string number = std::to_string(caller.self);
        const bool is_relative = caller.role == CallerRole::relative;
        who.person.name =
            std::string(say(shared->frame.tongue, is_relative ? "Pårørende til borger " : "Borger ",
                            is_relative ? "Relative of citizen " : "Citizen ")) +
            number;
        if (!is_relative) {  // his or her own name, which looking at oneself shows
          const auto seen = lookup.citizen(caller.self, caller, setting, shared->frame.now);
          if (seen && *seen && !say_name((*seen)->identity).empty())
            who.person.name = say_name((*seen)->identity);
        }
        let_in(*shared, std::move(who));
      });
  if (!taken) shared->respond(not_now("Too much is waiting."));
}

void SignIn::sign_out(SignInVisit visit) {
  const auto session = session_of(visit, true);
  if (!session) return;
  sessions_.end(*cookie_of(visit.request.cookie, cookie_name()));
  parts_.log("event=signed_out");
  const bool english = visit.frame.tongue == Tongue::english;
  Response response = is_own_form(visit.request)
                          ? go_to(english ? "/sign-in?lang=en&out=yes" : "/sign-in?out=yes")
                          : json_answer("{}");
  response.headers.emplace_back("Set-Cookie", cookie("", "; Max-Age=0"));
  visit.respond(std::move(response));
}

// --- who one is ----------------------------------------------------------------------------------------

void SignIn::me_page(SignInVisit visit) {
  const auto session = session_of(visit, true);
  if (!session) return;
  visit.frame.signed_in = {session->person.name, session->csrf};
  visit.respond(server::me_page(visit.frame, *session, parts_.setting,
                                return_of(query_value(visit.request.query, "return"))));
}

void SignIn::me_chosen(SignInVisit visit) {
  const auto session = session_of(visit, true);
  if (!session) return;
  const std::string text = form_value(visit.request.body, "choice");
  size_t choice = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), choice);
  if (error != std::errc{} || end != text.data() + text.size() ||
      !sessions_.choose(*cookie_of(visit.request.cookie, cookie_name()), choice, parts_.now()))
    return visit.respond(error_page(visit.frame, 400, {"Findes ikke", "Not found"},
                                    {"Det kan du ikke vælge.", "You cannot choose that."}));
  visit.respond(go_to(return_of(form_value(visit.request.body, "return"))));
}

Response SignIn::me_of(const Session& session, bool demonstration) const {
  const Caller* const caller = session.chosen ? &session.choices[*session.chosen] : nullptr;
  std::string body;
  json::Writer out(body);
  out.begin_object();
  write_person(session.person, out);
  write_caller(caller, parts_.setting, out);
  out.key("parties").begin_array();
  for (const Caller& choice : session.choices) write_choice(choice, parts_.setting, out);
  out.end_array().field("csrf", session.csrf);
  out.field("signed_in_at", utc(session.signed_in_at));
  out.field("idle_until", utc(session.idle_until)).field("until", utc(session.until));
  out.key("demonstration").boolean(demonstration).end_object();
  return json_answer(std::move(body));
}

void SignIn::me(SignInVisit visit) {
  if (visit.by_token) {
    std::string body;
    json::Writer out(body);
    out.begin_object();
    write_person(visit.by_token->person, out);
    write_caller(&visit.by_token->caller, parts_.setting, out);
    out.key("parties").begin_array();
    write_choice(visit.by_token->caller, parts_.setting, out);
    out.end_array().key("demonstration").boolean(visit.frame.demonstration).end_object();
    return visit.respond(json_answer(std::move(body)));
  }
  if (const auto session = session_of(visit, false))
    visit.respond(me_of(*session, visit.frame.demonstration));
}

std::optional<size_t> SignIn::choice_of(const Session& session, View party, View role) const {
  for (size_t i = 0; i < session.choices.size(); ++i) {
    const Caller& choice = session.choices[i];
    const bool same_party =
        std::to_string(choice.party.sor) == party || (party.empty() && choice.party.none());
    if (same_party && (role.empty() || word(choice.role) == role)) return i;
  }
  return std::nullopt;
}

// {"party":"99910121000016002"}; with "role" where that alone does not say which.
void SignIn::choose(SignInVisit visit) {
  const auto session = session_of(visit, false);
  if (!session) return;
  auto document = json::Document::parse(visit.request.body);
  if (!is_json(visit.request) || !document || !document->root().is_object())
    return visit.respond(
        problem({400, "not-understood", "A JSON object with `party` was expected", "", "party"}));
  const auto choice = choice_of(*session, json::text_of(&document->root(), "party"),
                                json::text_of(&document->root(), "role"));
  if (!choice)
    return visit.respond(
        problem({403, "not-allowed", "You do not work for that party", "GET /api/me lists yours.", "party"}));
  const std::string id = *cookie_of(visit.request.cookie, cookie_name());
  sessions_.choose(id, *choice, parts_.now());
  const auto now_is = sessions_.find(id, parts_.now(), true);
  if (now_is) visit.respond(me_of(*now_is, visit.frame.demonstration));
}

// --- whom operations and administrators sign out -------------------------------------------------------

namespace {

bool may_revoke(const Session& session) {
  if (!session.chosen) return false;
  const CallerRole role = session.choices[*session.chosen].role;
  return role == CallerRole::operations || role == CallerRole::administrator;
}

}  // namespace

void SignIn::sessions(SignInVisit visit) {
  const bool by_token = visit.by_token && visit.by_token->caller.role == CallerRole::operations;
  if (!by_token) {
    const auto session = session_of(visit, false);
    if (!session) return;
    if (!may_revoke(*session))
      return visit.respond(
          problem({403, "not-allowed", "Sessions are for operations and administrators", "", ""}));
  }
  std::string body;
  json::Writer out(body);
  out.begin_object().key("sessions").begin_array();
  for (const Session& each : sessions_.all(parts_.now())) {
    const Caller* const caller = each.chosen ? &each.choices[*each.chosen] : nullptr;
    const bool is_citizen = caller != nullptr && caller->self != 0;  // who looks here sees no citizen
    out.begin_object();
    write_person({each.person.id, is_citizen ? "" : each.person.name}, out);
    out.key("role");
    if (caller == nullptr)
      out.null();
    else
      out.string(word(caller->role));
    write_party(caller, parts_.setting, out);
    out.field("signed_in_at", utc(each.signed_in_at)).field("idle_until", utc(each.idle_until));
    out.end_object();
  }
  out.end_array().end_object();
  visit.respond(json_answer(std::move(body)));
}

// {"person":"…"}: all sessions of that one; one's own by anybody.
void SignIn::revoke(SignInVisit visit) {
  std::string own;
  bool may = visit.by_token && visit.by_token->caller.role == CallerRole::operations;
  if (!may) {
    const auto session = session_of(visit, false);
    if (!session) return;
    own = session->person.id;
    may = may_revoke(*session);
  }
  auto document = json::Document::parse(visit.request.body);
  const std::string person =
      is_json(visit.request) && document ? std::string(json::text_of(&document->root(), "person")) : "";
  if (person.empty())
    return visit.respond(problem({400, "not-understood", "The id of a person was expected", "", "person"}));
  if (!may && person != own)
    return visit.respond(problem(
        {403, "not-allowed", "Others are signed out by operations and administrators", "", "person"}));
  const size_t ended = sessions_.end_all_of(person);
  parts_.log("event=sessions_revoked count=" + std::to_string(ended));
  std::string body;
  json::Writer out(body);
  out.begin_object().key("ended").unsigned_number(ended).end_object();
  visit.respond(json_answer(std::move(body)));
}

// --- small things --------------------------------------------------------------------------------------

bool is_own_path(View text) {
  return text.starts_with('/') && !text.starts_with("//") &&
         std::ranges::all_of(text, [](unsigned char c) { return c > ' ' && c < 127 && c != '\\'; });
}

std::string form_value(View body, View name) {
  std::string text(body);
  std::ranges::replace(text, '+', ' ');
  return query_value(text, name);
}

}  // namespace klynge::server
