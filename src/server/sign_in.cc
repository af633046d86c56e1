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
constexpr View under_way = "-sign-in";  // of the cookie that binds a sign-in to its browser

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

// The forms of our own pages carry the token as a field: a form sets no header.
bool is_own_form(const Request& request) {
  return is_form(request) && (request.path == "/sign-out" || request.path == "/me/party");
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
    {"POST", "/oauth/token", &SignIn::token},
    {"GET", "/.well-known/oauth-authorization-server", &SignIn::configuration},
    {"GET", "/fhir/.well-known/smart-configuration", &SignIn::configuration},
};

SignIn::SignIn(SignInParts parts)
    : parts_(std::move(parts)),
      is_secure_(parts_.public_address.starts_with("https://")),
      sessions_(std::make_shared<Sessions>(parts_.limits, parts_.random)),
      pockets_(parts_.random),
      attempts_(parts_.attempts),
      of_token_(parts_.of_token),
      systems_({.address = parts_.public_address,
                .clients = std::move(parts_.systems),
                .random = parts_.random,
                .now = parts_.now,
                .log = parts_.log}) {
  for (ProviderOptions& options : parts_.providers)
    lines_.push_back(std::make_unique<Line>(std::move(options), &ending_));
}

SignIn::~SignIn() {
  sessions_->end_all();
  ending_ = true;
}

SignIn::Line* SignIn::line_of(View id) {
  for (const auto& line : lines_)
    if (line->provider.options().id == id) return line.get();
  return nullptr;
}

void SignIn::handle(SignInVisit visit) {
  for (const Way& way : ways)
    if (way.method == visit.request.method && way.path == visit.request.path)
      return (this->*way.go)(std::move(visit));
  constexpr View start = "/sign-in/", end = "/back";
  View id = visit.request.path;
  const bool is_back = id.ends_with(end);
  id.remove_prefix(std::min(start.size(), id.size()));
  if (is_back) id.remove_suffix(std::min(end.size(), id.size()));
  Line* const line = line_of(id);
  if (line != nullptr && is_back) return back(std::move(visit), *line);
  if (line != nullptr) return begin(std::move(visit), *line);
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
  const bool goes_on = request.path != "/api/me" && !request.by_itself;
  asked.session = sessions_->find(*id, now, goes_on);
  if (!asked.session) {
    asked.no = page ? to_sign_in(request) : nobody();
    asked.no->headers.emplace_back("Set-Cookie", cookie("", "; Max-Age=0"));
  } else if (const int seconds = sessions_->wait(*id, now)) {
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
  return id && sessions_->find(*id, parts_.now(), false);
}

std::function<bool()> SignIn::ended(const Request& request) const {
  return [sessions = sessions_, id = cookie_of(request.cookie, cookie_name()).value_or("")] {
    return !sessions->is_kept(id);
  };
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
std::string SignIn::cookie_name(View more) const {
  return (is_secure_ ? "__Host-klynge" : "klynge") + std::string(more);
}

// Lax, not Strict: a link from a record system leads into a citizen's page, and the way back from the
// provider comes from elsewhere too; Strict would show both as signed out. Nothing is changed by GET, and
// what changes anything needs the token as well.
std::string SignIn::cookie(View value, View more, View name_more) const {
  return cookie_name(name_more) + "=" + std::string(value) + "; Path=/; HttpOnly; SameSite=Lax" +
         (is_secure_ ? "; Secure" : "") + std::string(more);
}

Response SignIn::to_sign_in(const Request& request) const {
  const bool english = query_value(request.query, "lang") == "en";
  return go_to(std::string("/sign-in?") + (english ? "lang=en&" : "") +
               "return=" + percent_encoded(here(request)));
}

// --- signing in and out --------------------------------------------------------------------------------

namespace {

// Who of a demonstration's citizens has a relative whom one may be; when none has, one more who has.
void find_relatives(std::vector<CitizenThere>& citizens, Lookup& lookup, Instant now) {
  const auto voice_of = [&](CitizenNumber number) {
    const auto record = lookup.fold(number);
    return record ? voice_in(*record, now) : uint16_t{0};
  };
  for (CitizenThere& one : citizens) one.voice = voice_of(one.number);
  const auto last = lookup.last_citizen();
  const auto has_one = [](const CitizenThere& one) { return one.voice != 0; };
  for (CitizenNumber number = 1; last && number <= *last && std::ranges::none_of(citizens, has_one); ++number)
    if (const uint16_t voice = voice_of(number); voice != 0)
      citizens.push_back({number, {"har givet en fuldmagt", "has given a mandate"}, voice});
}

}  // namespace

void SignIn::show(SignInVisit visit) {
  SignInPage page;
  page.back = return_of(query_value(visit.request.query, "return"));
  const std::string out = query_value(visit.request.query, "out");
  page.signed_out = !out.empty();
  if (Line* const line = line_of(out)) page.end_session = line->provider.end_session();
  for (const auto& line : lines_)
    page.providers.emplace_back(line->provider.options().id, line->provider.options().name);
  page.people = &parts_.people;
  visit.frame.has_form = true;
  if (!parts_.citizens) return visit.respond(sign_in_page(visit.frame, page, parts_.setting));
  const auto respond = std::make_shared<Respond>(std::move(visit.respond));
  const bool taken = parts_.desk.ask([this, respond, page = std::move(page), frame = visit.frame](
                                         Lookup& lookup, const Setting& setting) mutable {
    page.citizens = parts_.citizens();
    find_relatives(page.citizens, lookup, frame.now);
    (*respond)(sign_in_page(frame, page, setting));
  });
  if (!taken) (*respond)(not_now("Too much is waiting."));
}

void SignIn::let_in(SignInVisit& visit, SignedIn who, const std::string& back) {
  if (const auto old = cookie_of(visit.request.cookie, cookie_name())) {
    const auto was = sessions_->find(*old, parts_.now(), false);
    if (was && was->person.id != who.person.id) pockets_.end(sha256(*old));
    sessions_->end(*old);
  }
  const bool has_to_choose = who.choices.size() > 1;
  parts_.log(
      "event=signed_in role=" + std::string(has_to_choose ? "several" : word(who.choices.front().role)) +
      (who.provider.empty() ? "" : " provider=" + who.provider));
  Response response = go_to(has_to_choose ? "/me?return=" + percent_encoded(back) : back);
  response.headers.emplace_back("Set-Cookie", cookie(sessions_->begin(std::move(who), parts_.now()), ""));
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
    if (one.person.id == "demonstration:" + id)
      return let_in(visit, {one.person, {one.caller}}, return_of(form_value(visit.request.body, "return")));
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
        if (const auto record = lookup.fold(caller.self); record && is_relative)
          who.choices.front().voice = voice_in(*record, shared->frame.now);
        who.person.name =
            std::string(say(shared->frame.tongue, is_relative ? "Pårørende til borger " : "Borger ",
                            is_relative ? "Relative of citizen " : "Citizen ")) +
            number;
        if (!is_relative) {  // his or her own name, which looking at oneself shows
          const auto seen = lookup.citizen(caller.self, caller, setting, shared->frame.now);
          if (seen && *seen && !say_name((*seen)->identity).empty())
            who.person.name = say_name((*seen)->identity);
        }
        let_in(*shared, std::move(who), return_of(form_value(shared->request.body, "return")));
      });
  if (!taken) shared->respond(not_now("Too much is waiting."));
}

void SignIn::sign_out(SignInVisit visit) {
  const auto session = session_of(visit, true);
  if (!session) return;
  const std::string id = *cookie_of(visit.request.cookie, cookie_name());
  sessions_->end(id);
  pockets_.end(sha256(id));
  parts_.log("event=signed_out");
  // Where the provider has a session of its own, one is led to its end by a link or by the page's script: a
  // browser lets no form of ours end up at another address.
  Line* const line = line_of(session->provider);
  Response response;
  if (is_own_form(visit.request)) {
    const bool english = visit.frame.tongue == Tongue::english;
    response = go_to(std::string("/sign-in?") + (english ? "lang=en&" : "") +
                     "out=" + (line == nullptr ? "yes" : session->provider));
  } else {
    std::string body;
    json::Writer out(body);
    out.begin_object();
    const std::string end = line == nullptr ? "" : line->provider.end_session();
    if (!end.empty()) out.field("end_session", end);
    out.end_object();
    response = json_answer(std::move(body));
  }
  response.headers.emplace_back("Set-Cookie", cookie("", "; Max-Age=0"));
  visit.respond(std::move(response));
}

// --- by a provider -------------------------------------------------------------------------------------

void SignIn::begin(SignInVisit visit, Line& line) {
  if (const int seconds = wait_of(visit.request)) return visit.respond(too_often(seconds));
  const auto bound = cookie_of(visit.request.cookie, cookie_name(under_way));
  const std::string browser = bound && underways_.knows(*bound) ? *bound : to_base64url(parts_.random(32));
  Underway underway{.browser = sha256(browser),
                    .provider = line.provider.options().id,
                    .state = to_base64url(parts_.random(32)),
                    .nonce = to_base64url(parts_.random(32)),
                    .verifier = to_base64url(parts_.random(32)),
                    .back = return_of(query_value(visit.request.query, "return")),
                    .began = parts_.now()};
  const auto shared = std::make_shared<SignInVisit>(std::move(visit));
  const bool taken =
      line.thread.take([this, shared, &line, browser, underway = std::move(underway)]() mutable {
        auto where = line.provider.begin(underway, parts_.now());
        if (!where) return not_let_in(*shared, underway.provider, where.problem());
        underways_.put(std::move(underway), parts_.now());
        Response response = go_to(std::move(*where));
        const std::string lasts = "; Max-Age=" + std::to_string(Underways::lasts.us / seconds(1).us);
        response.headers.emplace_back("Set-Cookie", cookie(browser, lasts, under_way));
        shared->respond(std::move(response));
      });
  if (!taken) not_let_in(*shared, line.provider.options().id, klynge::not_now("busy", "too much is waiting"));
}

void SignIn::back(SignInVisit visit, Line& line) {
  const std::string& id = line.provider.options().id;
  if (const int seconds = wait_of(visit.request)) return visit.respond(too_often(seconds));
  const auto browser = cookie_of(visit.request.cookie, cookie_name(under_way));
  const auto given = [&](View name) { return form_value(visit.request.query, name); };
  auto underway = underways_.take(given("state"), browser.value_or(""), id, parts_.now());
  if (!browser || !underway)
    return not_let_in(visit, id, not_understood("state", "no sign-in of this browser waits for it"));
  if (auto done = line.provider.came_from_it(given("iss")); !done)
    return not_let_in(visit, id, done.problem());
  std::string code = given("code");
  if (!given("error").empty() || code.empty())
    return not_let_in(visit, id, refused("provider", "the provider did not sign the person in"));
  const auto shared = std::make_shared<SignInVisit>(std::move(visit));
  const bool taken = line.thread.take([this, shared, &line, underway = std::move(*underway),
                                       code = std::move(code)] { came_back(*shared, line, underway, code); });
  if (!taken) not_let_in(*shared, id, klynge::not_now("busy", "too much is waiting"));
}

void SignIn::came_back(SignInVisit& visit, Line& line, const Underway& underway, const std::string& code) {
  auto mapped = line.provider.finish(code, underway, parts_.setting, parts_.now(), parts_.random);
  if (!mapped) return not_let_in(visit, underway.provider, mapped.problem());
  if (!mapped->cpr.empty() || !mapped->mandates.empty())
    return find_citizens(visit, std::move(*mapped), underway);
  let_in(visit, {std::move(mapped->person), std::move(mapped->choices), underway.provider}, underway.back);
}

namespace {

// The number that the citizen has here; the CPR number is gone.
Result<std::optional<CitizenNumber>> found_by(std::string& cpr, Lookup& lookup) {
  auto citizen = lookup.find(cpr);
  OPENSSL_cleanse(cpr.data(), cpr.size());
  return citizen;
}

// Who has mandates of several is to know which is whose. That is a look, as any other is.
Result<> put_names(SignedIn& who, Lookup& lookup, const Setting& setting, Instant now) {
  if (who.choices.size() < 2) return Done{};
  for (const Caller& choice : who.choices) {
    if (choice.role != CallerRole::relative) continue;
    auto seen = lookup.citizen(choice.self, {choice, who.person.name}, setting, now);
    if (!seen) return seen.problem();
    if (*seen) who.called[choice.self] = say_name((*seen)->identity);
  }
  return Done{};
}

}  // namespace

// A mandate whose end the provider does not say is proved for as long as the session lasts.
Result<> SignIn::add_mandates(std::vector<Mandate>& mandates, Lookup& lookup, SignedIn& who) const {
  for (Mandate& one : mandates) {
    auto citizen = found_by(one.cpr, lookup);
    if (!citizen) return citizen.problem();
    const bool is_there = std::ranges::any_of(who.choices, [&](const Caller& other) {
      return other.self != 0 && other.self == citizen->value_or(0);
    });
    if (!*citizen || is_there) continue;
    Caller caller{.party = {}, .role = CallerRole::relative, .self = **citizen};
    caller.mandate_until = one.until.none() ? parts_.now() + parts_.limits.absolute : one.until;
    who.choices.push_back(caller);
  }
  return Done{};
}

// CPR numbers go to the desk, become the numbers that the citizens have here, and are gone.
void SignIn::find_citizens(SignInVisit& visit, Mapped mapped, const Underway& underway) {
  const auto shared = std::make_shared<SignInVisit>(std::move(visit));
  const bool taken = parts_.desk.ask([this, shared, mapped = std::move(mapped), provider = underway.provider,
                                      where = underway.back](Lookup& lookup, const Setting& setting) mutable {
    const bool has_mandates = !mapped.mandates.empty();
    SignedIn who{std::move(mapped.person), std::move(mapped.choices), provider};
    const auto add = [&]() -> Result<> {
      if (!mapped.cpr.empty()) {
        auto citizen = found_by(mapped.cpr, lookup);
        if (!citizen) return citizen.problem();
        if (*citizen)
          who.choices.push_back({.party = {}, .role = CallerRole::citizen, .lay = false, .self = **citizen});
      }
      if (auto added = add_mandates(mapped.mandates, lookup, who); !added) return added;
      if (who.choices.empty())
        return refused(has_mandates ? "mandate" : "citizen", "nothing is kept here about the person");
      return put_names(who, lookup, setting, parts_.now());
    };
    if (auto added = add(); !added) return not_let_in(*shared, provider, added.problem());
    let_in(*shared, std::move(who), where);
  });
  if (!taken) not_let_in(*shared, underway.provider, klynge::not_now("busy", "too much is waiting"));
}

void SignIn::not_let_in(SignInVisit& visit, View provider, const Problem& why) {
  parts_.log("event=sign_in_failed provider=" + std::string(provider) + " where=" + why.where + " why=\"" +
             why.what + "\"");
  const PageFrame& frame = visit.frame;
  if (why.where == "citizen")
    return visit.respond(error_page(frame, 403, {"Intet om dig", "Nothing about you"},
                                    {"Klynge har ingen forløb om dig. Der er ikke noget at vise.",
                                     "Klynge has no course about you. There is nothing to show."}));
  if (why.where == "mandate")
    return visit.respond(
        error_page(frame, 403, {"Intet om den, du handler for", "Nothing about whom you act for"},
                   {"Klynge har ingen forløb om den, der har givet dig fuldmagt. Der er ikke noget at vise.",
                    "Klynge has no course about who has given you the mandate. There is nothing to show."}));
  switch (why.kind) {
    case Problem::Kind::refused:
      return visit.respond(error_page(
          frame, 403, {"Ingen adgang", "No access"},
          {"Du er ikke logget ind. Udbyderen kender dig måske, men ingen regel her giver dig adgang til "
           "Klynge. "
           "Spørg din leder eller driften.",
           "You are not signed in. The provider may know you, but no rule here gives you access to "
           "Klynge. Ask your manager or operations."}));
    case Problem::Kind::not_understood:
      return visit.respond(error_page(
          frame, 400, {"Log ind igen", "Sign in again"},
          {"Svaret passer ikke til en begyndt indlogning her. Begynd forfra på forsiden.",
           "The answer does not fit a sign-in that was begun here. Begin again from the front page."}));
    case Problem::Kind::not_now:
      return visit.respond(error_page(frame, 503, {"Ikke lige nu", "Not now"},
                                      {"Den, der logger dig ind, svarer ikke. Prøv igen om lidt.",
                                       "Who signs you in does not answer. Try again soon."}));
  }
}

// --- systems -------------------------------------------------------------------------------------------

void SignIn::token(SignInVisit visit) {
  if (const int seconds = wait_of(visit.request)) return visit.respond(too_often(seconds));
  systems_.give_token(std::move(visit.request), std::move(visit.respond));
}

void SignIn::configuration(SignInVisit visit) {
  visit.respond(systems_.configuration());
}

Asked SignIn::who_has(View token, const Request& request) {
  Asked asked;
  auto found = systems_.who(token, request);
  if (!found) return asked;
  asked.bearer = std::move(found->bearer);
  asked.no = std::move(found->no);
  return asked;
}

int SignIn::wait_for(View token) {
  return of_token_.wait(sha256(token), parts_.now());
}

// --- small things --------------------------------------------------------------------------------------

Response go_to(std::string where) {
  return {303, "", "", {{"Location", std::move(where)}, {"Cache-Control", "no-store"}}};
}

std::string return_of(View wanted) {
  return is_own_path(wanted) && !wanted.starts_with("/sign-") ? std::string(wanted) : "/";
}

Response json_answer(std::string body) {
  return {200, "application/json", std::move(body), {{"Cache-Control", "no-store"}}};
}

Response too_often(int seconds) {
  Response response =
      problem({429, "too-many-requests", "Too many requests", "Wait as Retry-After says.", ""});
  response.headers.emplace_back("Retry-After", std::to_string(seconds));
  return response;
}

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
