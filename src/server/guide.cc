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

// "Prøvekøbing Sygehus, medicinsk afdeling" -> "Medicinsk afdeling", which stands under its house.
std::string unit_of(const std::string& name) {
  const size_t comma = name.find(", ");
  if (comma == std::string::npos) return name;
  std::string unit = name.substr(comma + 2);
  if (unit[0] >= 'a' && unit[0] <= 'z') unit[0] = static_cast<char>(unit[0] - 'a' + 'A');
  return unit;
}

class GuidePage {
 public:
  GuidePage(const PageFrame& frame, const WorthSeeing& worth, const Setting& setting, Lookup& lookup)
      : frame_(frame), worth_(worth), setting_(setting), lookup_(lookup) {}

  Response write() {
    p(words(
        "En klynge, der lever: tre sygehuse, fire kommuner, tolv praksis og 204 borgere. Alle er opdigtede. "
        "Beskederne læses og opgaverne fordeles, som Klynge gør det alle andre steder.",
        "A cluster that lives: three hospitals, four municipalities, twelve practices and 204 citizens, all "
        "made "
        "up. Messages are read, and duties find their holders, as Klynge does it anywhere."));
    html_ += "<h2 id=\"worth\">" +
             escape(words("Fem ting at se på lige nu", "Five things to look at just now")) +
             "</h2>\n<ol class=\"worth\" aria-labelledby=\"worth\">\n";
    oldest_silence();
    coming_home();
    refused();
    inside_window();
    never_told();
    html_ += "</ol>\n";
    be_somebody();
    return framed_page(frame_, words("Hvem har borgeren?", "Who has the citizen?"), std::move(html_));
  }

 private:
  std::string words(std::string_view danish, std::string_view english) const {
    return std::string(say(frame_.tongue, danish, english));
  }
  void p(const std::string& text) { html_ += "<p class=\"sum\">" + escape(text) + "</p>\n"; }
  std::string party(Party party) const { return picture_of(party, setting_).name; }
  std::string with_phone(Party party) const {
    const PartyPicture picture = picture_of(party, setting_);
    return picture.name + (picture.phone.empty() ? "" : words(", tlf. ", ", phone ") + picture.phone);
  }
  std::string ago(Instant at) const { return say_length(frame_.tongue, frame_.now - at); }
  // "i dag kl. 14.00": the day by its name where that is near.
  std::string time(Instant at) const {
    const bool danish = frame_.tongue == Tongue::danish;
    const std::string whole = format_person(at, danish);
    const std::string clock = danish ? whole.substr(whole.find("kl. ")) : whole.substr(whole.size() - 5);
    const int64_t off = days_from_civil(denmark_date(at)) - days_from_civil(denmark_date(frame_.now));
    if (off == -1) return words("i går ", "yesterday at ") + clock;
    if (off == 0) return words("i dag ", "today at ") + clock;
    if (off == 1) return words("i morgen ", "tomorrow at ") + clock;
    return whole;
  }
  std::string task(const Worth& worth) const {
    const Pathway* pathway = setting_.pathway(worth.course.pathway, worth.course.version);
    const Task* found = pathway == nullptr ? nullptr : pathway->task(worth.duty.task);
    return found == nullptr ? worth.duty.task : say(frame_.tongue, found->name);
  }
  // Looked up as the party that looks: it has a part in the citizen.
  std::string name(const Worth& worth) {
    auto seen = lookup_.citizen(worth.citizen, {worth.as, CallerRole::person}, setting_, frame_.now);
    const std::string found = seen && *seen ? say_name((*seen)->identity) : "";
    return found.empty() ? words("Borger ", "Citizen ") + std::to_string(worth.citizen) : found;
  }

  void item(const Worth& worth, bool list, std::string_view title, const std::string& text,
            std::string_view nothing) {
    html_ += "<li>";
    if (worth.citizen == 0) {
      html_ += "<strong>" + escape(title) + "</strong><span>" + escape(nothing) + "</span></li>\n";
      return;
    }
    const std::string as = std::to_string(worth.as.sor);
    const std::string path = list ? "/party/" + as : "/citizen/" + std::to_string(worth.citizen);
    html_ += "<a href=\"" + link_of(frame_, path, as) + "\">" + escape(title) + "</a><span>" + escape(text) +
             "</span></li>\n";
  }
  std::string_view nothing_now() const {
    return say(frame_.tongue, "Intet af den slags lige nu. Gå en time frem.",
               "Nothing of that kind just now. Step an hour.");
  }

  void oldest_silence() {
    const Worth& worth = worth_.silence;
    std::string text;
    if (worth.citizen != 0) {
      text = party(worth.as) + words(": intet svar i ", ": no answer for ") + ago(worth.duty.silent_since) +
             words(" på »", " on “") + task(worth) + words("« for ", "” for ") + name(worth) + ".";
    }
    item(worth, true, words("Den ældste tavshed i en kommune", "The oldest silence of a municipality"), text,
         nothing_now());
  }

  void coming_home() {
    const Worth& worth = worth_.coming_home;
    std::string text;
    if (worth.citizen != 0)
      text =
          name(worth) + words(" ventes hjem ", " is expected home ") + time(worth.course.discharge_expected) +
          words(" fra ", " from ") + party(worth.course.ward) +
          words(". Hvem har hvilket spor, og hvad mangler?", ". Who has which strand, and what is missing?");
    item(worth, false, words("På vej hjem", "Coming home"), text, nothing_now());
  }

  void refused() {
    const Worth& worth = worth_.refused;
    std::string text;
    if (worth.citizen != 0) {
      const std::string times = std::to_string(worth.duty.declines);
      text = words("»", "“") + task(worth) + words("« for ", "” for ") + name(worth) +
             (worth.duty.declines == 1
                  ? words(" er afvist én gang. ", " was refused once. ")
                  : words(" er afvist ", " was refused ") + times + words(" gange. ", " times. ")) +
             party(worth.duty.holder) + words(" har den stadig.", " still has it.");
    }
    item(worth, false, words("Tilbudt og afvist", "Offered and refused"), text, nothing_now());
  }

  void inside_window() {
    const Worth& worth = worth_.in_window;
    std::string text;
    if (worth.citizen != 0)
      text = name(worth) +
             words(" er hjemme. Hjemmesygeplejen kan ringe til ", " is at home. The home nurse may call ") +
             with_phone(worth.duty.holder) + words(", indtil ", ", until ") + time(worth.duty.coming->at) +
             ".";
    item(worth, false,
         words("Inden for de 72 timer: hvem ringer man til?", "Inside the 72 hours: whom to call?"), text,
         nothing_now());
  }

  void never_told() {
    const Worth& worth = worth_.never_told;
    std::string text;
    if (worth.citizen != 0)
      text = name(worth) + words(" skulle være hjemme ", " was to be home ") +
             time(worth.course.discharge_expected) +
             words(". Intet advis om udskrivning er kommet, og ",
                   ". No notification of discharge has come, and ") +
             party(worth.duty.holder) + words(" er spurgt.", " has been asked.");
    item(worth, false,
         words("Mellem to stole: udskrivningen, der aldrig blev meldt",
               "Between two chairs: the discharge nobody told of"),
         text, nothing_now());
  }

  void be_somebody() {
    html_ += "<h2>" + escape(words("Vær en af dem", "Be one of them")) + "</h2>\n";
    p(words(
        "Vælg en part, og se dens liste: det, den har, det, den bliver spurgt om, og hvem den kan ringe til.",
        "Choose a party and see its list: what it holds, what it is asked for, and whom it may call."));
    html_ += "<div class=\"parties\">\n";
    for (const PartyKind kind : {PartyKind::hospital, PartyKind::municipality, PartyKind::gp}) group(kind);
    html_ += "</div>\n<p><a href=\"" + link_of(frame_, "/", "", "list=everybody") + "\">" +
             escape(words("Alle åbne opgaver i klyngen", "All open duties of the cluster")) + "</a></p>\n";
  }

  void group(PartyKind kind) {
    std::map<uint64_t, std::vector<const PartyInfo*>> organisations;
    for (const PartyInfo& info : setting_.directory.all())
      if (info.kind == kind) organisations[kind == PartyKind::gp ? 0 : info.organisation].push_back(&info);
    for (const auto& [organisation, units] : organisations) {
      const std::string& first = units.front()->name;
      const std::string title = kind == PartyKind::gp ? words("Almen praksis", "General practices")
                                                      : first.substr(0, first.find(", "));
      html_ += "<section><h3>" + escape(title) + "</h3><ul>\n";
      for (const PartyInfo* unit : units) one(*unit);
      html_ += "</ul></section>\n";
    }
  }

  void one(const PartyInfo& info) {
    const std::string sor = std::to_string(info.party.sor);
    html_ += "<li><a href=\"" + link_of(frame_, "/party/" + sor, sor) + "\">" + escape(unit_of(info.name)) +
             "</a>";
    const auto burden = worth_.burdens.find(info.party);
    if (burden != worth_.burdens.end() && burden->second.silent > 0)
      html_ += " <span class=\"badge silent\">" + std::to_string(burden->second.silent) +
               escape(words(" uden svar", " unanswered")) + "</span>";
    html_ += "</li>\n";
  }

  const PageFrame& frame_;
  const WorthSeeing& worth_;
  const Setting& setting_;
  Lookup& lookup_;
  std::string html_;
};

// --- the same for a page that is made elsewhere ---

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
    auto seen = lookup_.citizen(worth.citizen, {worth.as, CallerRole::person}, setting_, now_);
    const Pathway* pathway = setting_.pathway(worth.course.pathway, worth.course.version);
    const Task* task = pathway == nullptr ? nullptr : pathway->task(worth.duty.task);
    out_.begin_object().field("kind", kind).key("citizen").unsigned_number(worth.citizen);
    if (seen && *seen) out_.field("name", say_name((*seen)->identity));
    party("as", worth.as);
    party("holder", worth.duty.holder);
    party("ward", worth.course.ward);
    if (!at.none()) out_.field("at", format_utc(at));
    out_.key("declines").number(worth.duty.declines);
    if (task != nullptr) {
      out_.key("task").begin_object().field("da", task->name.da).field("en", task->name.en).end_object();
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
  if (request.path == worth_path || request.path == clockwork_path) return request.method == "GET";
  return request.method == "GET" && request.path == "/" && query_value(request.query, "list").empty() &&
         query_value(request.query, "after").empty();
}

void Guide::handle(Request request, Respond respond) {
  if (!from_here(request))
    return respond(
        problem({403, "not-allowed", "The demonstration is turned from its own pages", "", "Origin"}));
  if (request.path == clockwork_path) return clockwork(std::move(respond));
  if (request.path == worth_path) return worth_json(std::move(respond));
  if (request.method == "GET") return first_page(request, std::move(respond));
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

void Guide::first_page(const Request& request, Respond respond) {
  PageFrame frame;
  if (query_value(request.query, "lang") == "en") frame.tongue = Tongue::english;
  frame.path = "/";
  frame.demonstration = true;
  frame.approved = std::ranges::all_of(parts_.setting.pathways, &Pathway::approved);
  frame.clockwork = parts_.clockwork();
  frame.now = frame.clockwork->now;
  frame.may_sign_in = true;
  const auto answer = std::make_shared<Respond>(std::move(respond));
  const bool taken = parts_.desk.ask([this, answer, frame](Lookup& lookup, const Setting& setting) {
    const WorthSeeing worth = worth_seeing_now(parts_.writer, setting, frame.now);
    (*answer)(GuidePage(frame, worth, setting, lookup).write());
  });
  if (!taken)
    (*answer)(error_page(frame, 503, {"Ikke lige nu", "Not now"}, {"Prøv igen om lidt.", "Try again soon."}));
}

}  // namespace klynge::server
