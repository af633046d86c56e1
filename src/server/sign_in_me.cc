// Who one is, which of one's organisations one works for, and whose sessions operations and administrators
// end.
#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "server/api.h"
#include "server/door.h"
#include "server/sign_in.h"
#include "server/sign_in_page.h"

namespace klynge::server {
namespace {

bool is_json(const Request& request) {
  return request.content_type.starts_with("application/json");
}

std::string utc(Instant at) {  // in whole seconds
  return format_utc({at.us - at.us % seconds(1).us});
}

using Called = std::map<CitizenNumber, std::string>;

void write_choice(const Caller& choice, const Called& called, const Setting& setting, json::Writer& out) {
  const PartyPicture party = picture_of(choice.party, setting);
  out.begin_object().field("role", word(choice.role));
  if (choice.role == CallerRole::relative) out.key("citizen").unsigned_number(choice.self);
  if (const auto name = called.find(choice.self); choice.role == CallerRole::relative && name != called.end())
    out.field("name", name->second);
  if (!choice.party.none()) out.field("sor", std::to_string(choice.party.sor)).field("name", party.name);
  if (const PartyInfo* info = setting.directory.find(choice.party)) out.field("kind", word(info->kind));
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

}  // namespace

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
      !sessions_->choose(*cookie_of(visit.request.cookie, cookie_name()), choice, parts_.now()))
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
  for (const Caller& choice : session.choices) write_choice(choice, session.called, parts_.setting, out);
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
    write_choice(visit.by_token->caller, {}, parts_.setting, out);
    out.end_array().key("demonstration").boolean(visit.frame.demonstration).end_object();
    return visit.respond(json_answer(std::move(body)));
  }
  if (const auto session = session_of(visit, false))
    visit.respond(me_of(*session, visit.frame.demonstration));
}

std::optional<size_t> SignIn::choice_of(const Session& session, const Wanted& wanted) const {
  for (size_t i = 0; i < session.choices.size(); ++i) {
    const Caller& choice = session.choices[i];
    const bool same_party =
        std::to_string(choice.party.sor) == wanted.party || (wanted.party.empty() && choice.party.none());
    const bool same_citizen = wanted.citizen.empty() || std::to_string(choice.self) == wanted.citizen;
    if (same_party && same_citizen && (wanted.role.empty() || word(choice.role) == wanted.role)) return i;
  }
  return std::nullopt;
}

// {"party":"99910121000016002"}; with "role", and the "citizen" of a mandate, where that alone does not say
// which.
void SignIn::choose(SignInVisit visit) {
  const auto session = session_of(visit, false);
  if (!session) return;
  auto document = json::Document::parse(visit.request.body);
  if (!is_json(visit.request) || !document || !document->root().is_object())
    return visit.respond(
        problem({400, "not-understood", "A JSON object with `party` was expected", "", "party"}));
  const json::Node* const citizen = json::find(&document->root(), "citizen");
  const auto choice = choice_of(
      *session, {json::text_of(&document->root(), "party"), json::text_of(&document->root(), "role"),
                 citizen == nullptr ? View() : citizen->text});
  if (!choice)
    return visit.respond(
        problem({403, "not-allowed", "You do not work for that party", "GET /api/me lists yours.", "party"}));
  const std::string id = *cookie_of(visit.request.cookie, cookie_name());
  sessions_->choose(id, *choice, parts_.now());
  const auto now_is = sessions_->find(id, parts_.now(), true);
  if (now_is) visit.respond(me_of(*now_is, visit.frame.demonstration));
}

// --- what one takes along ------------------------------------------------------------------------------

Pockets::Owner SignIn::owner_of(const Request& request, const Session& session) const {
  return {sha256(cookie_of(request.cookie, cookie_name()).value_or("")), session.person.id,
          session.choices[session.chosen.value_or(0)].party};
}

Pocket SignIn::take_pocket(const Request& request, const Session& session, View id) {
  return pockets_.take(id, owner_of(request, session), session.until, parts_.now());
}

std::optional<Pocket> SignIn::pocket_of(const Request& request, const Session& session, View id) {
  return pockets_.find(id, owner_of(request, session), parts_.now());
}

int64_t SignIn::seconds_left(const Pocket& pocket) const {
  return std::max<int64_t>(0, (pocket.until - parts_.now()).us / seconds(1).us);
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
  for (const Session& each : sessions_->all(parts_.now())) {
    const Caller* const caller = each.chosen ? &each.choices[*each.chosen] : nullptr;
    const bool is_citizen = std::ranges::any_of(
        each.choices, [](const Caller& one) { return one.self != 0; });  // who looks here sees no citizen
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
  const size_t ended = sessions_->end_all_of(person);
  pockets_.end_all_of(person);
  parts_.log("event=sessions_revoked count=" + std::to_string(ended));
  std::string body;
  json::Writer out(body);
  out.begin_object().key("ended").unsigned_number(ended).end_object();
  visit.respond(json_answer(std::move(body)));
}

}  // namespace klynge::server
