#include "server/guide.h"

#include <algorithm>

#include "server/door.h"

namespace klynge::server {
namespace {

constexpr std::string_view turn_path = "/demonstration/";
constexpr std::string_view worth_path = "/api/worth-seeing", clockwork_path = "/api/clockwork";

std::optional<Turn> turn_of(std::string_view path) {
  if (!path.starts_with(turn_path)) return std::nullopt;
  const std::string_view name = path.substr(turn_path.size());
  if (name == "pause") return Turn::pause;
  if (name == "go-on") return Turn::go_on;
  if (name == "hour") return Turn::hour;
  if (name == "next") return Turn::next;
  if (name == "anew") return Turn::anew;
  return std::nullopt;
}

// A page elsewhere may not turn our time: a browser says where a form stands.
bool from_here(const Request& request) {
  return is_loopback_name(request.host) &&
         (request.origin.empty() || request.origin == "http://" + request.host);
}

// Back to the page on which the button was: a path of ours, and nothing else.
std::string back_of(const Request& request, Turn turn) {
  std::string back = query_value(request.query, "back");
  if (turn == Turn::anew || !is_own_path(back)) back = back.ends_with("lang=en") ? "/?lang=en" : "/";
  return back;
}

class WorthJson {
 public:
  WorthJson(Instant now, const WorthSeeing& worth, const Setting& setting, Lookup& lookup, json::Writer& out)
      : now_(now), worth_(worth), setting_(setting), lookup_(lookup), out_(out) {}

  void write() {
    out_.begin_object().field("now", format_utc(now_)).key("worth").begin_array();
    one("silence", worth_.silence, worth_.silence.duty.silent_since);
    one("coming-home", worth_.coming_home, worth_.coming_home.course.discharge_expected);
    one("refused", worth_.refused, {});
    one("in-window", worth_.in_window,
        worth_.in_window.duty.coming ? worth_.in_window.duty.coming->at : Instant{});
    one("never-told", worth_.never_told, worth_.never_told.course.discharge_expected);
    out_.end_array().key("parties").begin_array();
    for (const PartyInfo& info : setting_.directory.all()) {
      const auto burden = worth_.burdens.find(info.party);
      out_.begin_object().field("sor", std::to_string(info.party.sor));
      out_.field("name", info.name).field("kind", word(info.kind));
      if (info.organisation != 0) out_.field("organisation", std::to_string(info.organisation));
      out_.key("open").unsigned_number(burden == worth_.burdens.end() ? 0 : burden->second.open);
      out_.key("silent").unsigned_number(burden == worth_.burdens.end() ? 0 : burden->second.silent);
      out_.end_object();
    }
    out_.end_array().end_object();
  }

 private:
  void party(View name, Party one) {
    if (one.none()) return;
    out_.key(name);
    write_json(picture_of(one, setting_), out_);
  }
  // Looked up as the party that looks: it has a part in the citizen.
  void one(std::string_view kind, const Worth& worth, Instant at) {
    if (worth.citizen == 0) return;
    auto seen = lookup_.citizen(worth.citizen, Caller{worth.as, CallerRole::person}, setting_, now_);
    out_.begin_object().field("kind", kind).key("citizen").unsigned_number(worth.citizen);
    if (seen && *seen) out_.field("name", say_name((*seen)->identity));
    party("as", worth.as);
    party("holder", worth.duty.holder);
    party("ward", worth.course.ward);
    if (!at.none()) out_.field("at", format_utc(at));
    out_.key("declines").number(worth.duty.declines);
    if (seen && *seen && worth.duty.number != 0) {
      const Words task = picture_of((*seen)->record, worth.duty, setting_).name;
      out_.key("task").begin_object().field("da", task.da).field("en", task.en).end_object();
    }
    out_.end_object();
  }

  Instant now_;
  const WorthSeeing& worth_;
  const Setting& setting_;
  Lookup& lookup_;
  json::Writer& out_;
};

Response json_of(std::string body) {
  return {200, "application/json", std::move(body), {{"Cache-Control", "no-store"}}};
}

}  // namespace

WorthSeeing worth_seeing_now(Writer& writer, const Setting& setting, Instant now) {
  WorthSeeing worth;
  writer.between_batches([&](Ledger& ledger) {
    std::vector<Record> records;
    for (CitizenNumber number = 1;; ++number) {
      auto record = ledger.record(number);
      if (!record || record->last == 0) break;
      records.push_back(std::move(*record));
    }
    worth = worth_seeing(records, setting, now);
  });
  return worth;
}

bool Guide::is_for(const Request& request) {
  if (request.method == "POST") return turn_of(request.path).has_value();
  return request.method == "GET" && (request.path == worth_path || request.path == clockwork_path);
}

void Guide::handle(Request request, Respond respond) {
  if (!from_here(request))
    return respond(
        problem({403, "not-allowed", "The demonstration is turned from its own pages", "", "Origin"}));
  if (request.path == clockwork_path) return clockwork(std::move(respond));
  if (request.path == worth_path) return worth_json(std::move(respond));
  const Turn turn = *turn_of(request.path);
  const auto answer = std::make_shared<Respond>(std::move(respond));
  parts_.turn(turn, [answer, to = back_of(request, turn)] {
    (*answer)(Response{303, "", "", {{"Location", to}, {"Cache-Control", "no-store"}}});
  });
}

void Guide::clockwork(Respond respond) {
  const Clockwork clock = parts_.clockwork();
  std::string body;
  json::Writer out(body);
  out.begin_object().field("now", format_utc(clock.now)).key("times").number(clock.times);
  out.key("paused").boolean(clock.paused).end_object();
  respond(json_of(std::move(body)));
}

void Guide::worth_json(Respond respond) {
  const auto answer = std::make_shared<Respond>(std::move(respond));
  const bool taken = parts_.desk.ask([this, answer](Lookup& lookup, const Setting& setting) {
    const Instant now = parts_.clockwork().now;
    const WorthSeeing worth = worth_seeing_now(parts_.writer, setting, now);
    std::string body;
    json::Writer out(body);
    WorthJson(now, worth, setting, lookup, out).write();
    (*answer)(json_of(std::move(body)));
  });
  if (!taken) (*answer)(not_now("Too much is waiting."));
}

}  // namespace klynge::server
