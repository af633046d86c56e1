#include "server/area_desk.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/api.h"
#include "server/gzip.h"
#include "server/picture.h"

namespace klynge::server {
namespace {

constexpr int64_t days_drawn = 42;
constexpr int counting_one_in = 20;  // at most so much of the time goes with counting
constexpr size_t silences_shown = 10;

struct Measure {
  std::string_view name;
  uint32_t PartyNow::* of;
  Overlap overlap = Overlap::none;
  bool adds_up() const { return overlap != Overlap::in_each_sector; }  // over sectors too
};
constexpr std::array<Measure, 11> measures{{
    {"open", &PartyNow::open},
    {"asked", &PartyNow::asked},
    {"overdue", &PartyNow::overdue, Overlap::within_another},
    {"silent", &PartyNow::silent, Overlap::within_another},
    {"ready", &PartyNow::ready, Overlap::in_each_sector},
    {"home_before", &PartyNow::home_before, Overlap::in_each_sector},
    {"home_today", &PartyNow::home_today, Overlap::in_each_sector},
    {"home_tomorrow", &PartyNow::home_tomorrow, Overlap::in_each_sector},
    {"home_later", &PartyNow::home_later, Overlap::in_each_sector},
    {"unplanned_in_hospital", &PartyNow::unplanned_in_hospital, Overlap::within_another},
    {"unplanned_at_home", &PartyNow::unplanned_at_home, Overlap::within_another},
}};

// Single practices are not lined up against each other: of those whose list the viewer may not open, only the
// sum is shown. Whoever is none of the sectors of care has no place in a picture of them.
constexpr std::array sectors{PartyKind::hospital, PartyKind::municipality, PartyKind::gp, PartyKind::region};

struct Member {
  const PartyInfo* info = nullptr;
  const PartyNow* now = nullptr;
  bool open = false;    // the viewer may open its list
  bool listed = false;  // is shown by itself
};

struct Sector {
  PartyKind kind;
  std::vector<const Member*> members;
  std::vector<SectorFigures> figures;  // of each measure
};

void write(const Figure& figure, json::Writer& out) {
  switch (figure.form) {
    case Figure::Form::exact:
      out.unsigned_number(figure.value);
      return;
    case Figure::Form::under:
      out.begin_object().key("under").unsigned_number(figure.value).end_object();
      return;
    case Figure::Form::at_least:
      out.begin_object().key("at_least").unsigned_number(figure.value).end_object();
      return;
  }
}

std::string day_of(Instant at) {
  return format_denmark(at).substr(0, 10);
}

class Written {
 public:
  Written(const Areas& areas, const Setting& setting, const Lookup::Counted& counted, const AreaAsked& asked,
          json::Writer& out)
      : areas_(areas), setting_(setting), counted_(counted), asked_(asked), out_(out) {}

  void write(const Area* area) {
    out_.begin_object().key("position").unsigned_number(counted_.position);
    if (!counted_.at.none()) out_.field("counted", format_utc(counted_.at));
    out_.field("on", day_of(asked_.on));
    choices();
    if (area != nullptr) one(*area);
    out_.end_object();
  }

 private:
  void choices() {
    std::vector<const Area*> there;
    for (const PartyInfo& info : setting_.directory.all())
      for (const Area* area : areas_of(areas_, setting_.directory, info.party, asked_.on))
        if (std::ranges::find(there, area) == there.end()) there.push_back(area);
    std::ranges::sort(there, {}, [](const Area* area) { return std::pair(area->region, area->name); });
    out_.key("areas").begin_array();
    for (const Area* area : there) named(*area);
    out_.end_array();
  }

  void head(const Area& area) {
    const Area* region = areas_.area(area.region);
    out_.begin_object().field("id", area.id).field("kind", word(area.kind)).field("name", area.name);
    if (region != nullptr) out_.field("region", region->name);
  }
  void named(const Area& area) {
    head(area);
    out_.end_object();
  }

  void one(const Area& area) {
    out_.key("area");
    head(area);
    out_.field("from", day_of(area.from));
    if (!area.to.none()) out_.field("to", day_of(area.to));
    out_.end_object();
    const std::vector<Member> members = members_of(area);
    const std::vector<Sector> all = sectors_of(members);
    out_.key("sectors").begin_array();
    for (const Sector& each : all) sector(each);
    out_.end_array().key("sum").begin_object();
    for (size_t i = 0; i < measures.size(); ++i) {
      std::vector<Figure> sums;
      for (const Sector& each : all) sums.push_back(each.figures[i].sum);
      if (measures[i].adds_up()) server::write(sum_of(sums), out_.key(measures[i].name));
    }
    out_.end_object();
    silences(members);
    days(all);
  }

  std::vector<Member> members_of(const Area& area) const {
    static const PartyNow nothing{};
    std::vector<Member> members;
    for (const PartyInfo& info : setting_.directory.all()) {
      const auto of = areas_of(areas_, setting_.directory, info.party, asked_.on);
      if (std::ranges::find(of, &area) == of.end()) continue;
      const auto now = counted_.parties.find(info.party);
      const bool open = may_open_list(asked_.caller, setting_, info.party);
      members.push_back({&info, now == counted_.parties.end() ? &nothing : &now->second, open,
                         open || info.kind != PartyKind::gp});
    }
    std::ranges::sort(members, {}, [](const Member& one) { return View(one.info->name); });
    return members;
  }

  static std::vector<Sector> sectors_of(const std::vector<Member>& members) {
    std::vector<Sector> all;
    for (const PartyKind kind : sectors) {
      Sector one{kind, {}, {}};
      for (const Member& member : members)
        if (member.info->kind == kind) one.members.push_back(&member);
      if (!one.members.empty()) all.push_back(std::move(one));
    }
    for (const Measure& measure : measures) {
      std::vector<std::vector<Part>> parts;
      for (const Sector& one : all) {
        std::vector<Part>& of = parts.emplace_back();
        for (const Member* member : one.members)
          of.push_back({(*member->now).*measure.of, member->open, member->listed});
      }
      std::vector<SectorFigures> said = figures_of(parts, measure.overlap);
      for (size_t i = 0; i < all.size(); ++i) all[i].figures.push_back(std::move(said[i]));
    }
    return all;
  }

  void sector(const Sector& one) {
    out_.begin_object().field("kind", word(one.kind)).key("count").unsigned_number(one.members.size());
    for (size_t i = 0; i < measures.size(); ++i)
      server::write(one.figures[i].sum, out_.key(measures[i].name));
    out_.key("parties").begin_array();
    for (size_t at = 0; at < one.members.size(); ++at)
      if (one.members[at]->listed && *one.members[at]->now != PartyNow{}) party(one, at);
    out_.end_array().end_object();
  }

  void party(const Sector& sector, size_t at) {
    const Member& one = *sector.members[at];
    out_.begin_object().field("sor", std::to_string(one.info->party.sor)).field("name", one.info->name);
    out_.key("may_open").boolean(one.open);
    for (size_t i = 0; i < measures.size(); ++i)
      server::write(sector.figures[i].parts[at], out_.key(measures[i].name));
    out_.end_object();
  }

  // Of each party its oldest. Who may not open the list is told in whole days, and only where there are more
  // of them than a few.
  void silences(std::vector<Member> members) {
    std::erase_if(members, [](const Member& one) {
      return one.now->silent == 0 || !one.listed || (!one.open && one.now->silent < small_numbers_under);
    });
    std::ranges::sort(members, {}, [](const Member& one) { return one.now->oldest.since; });
    if (members.size() > silences_shown) members.resize(silences_shown);
    out_.key("silences").begin_array();
    for (const Member& one : members) {
      const Silence& silence = one.now->oldest;
      out_.begin_object().field("sor", std::to_string(one.info->party.sor)).field("name", one.info->name);
      out_.key("may_open").boolean(one.open);
      out_.key("days").unsigned_number(
          static_cast<uint64_t>(std::max<int64_t>(0, (asked_.now - silence.since).us) / days_us));
      if (one.open) said(silence);
      out_.end_object();
    }
    out_.end_array();
  }

  void said(const Silence& silence) {
    out_.field("since", format_utc(silence.since));
    const Pathway* pathway = setting_.pathway(silence.pathway, silence.version);
    const Task* task = pathway == nullptr ? nullptr : pathway->task(silence.task);
    if (task != nullptr)
      out_.key("task").begin_object().field("da", task->name.da).field("en", task->name.en).end_object();
  }

  void days(const std::vector<Sector>& all) {
    const int64_t today = tally_day(counted_.at);
    int64_t first = today;
    for (const auto& [key, tally] : counted_.days) first = std::min(first, key.day);
    first = std::max(first, first_day_drawn(counted_.at));
    out_.key("history").begin_object().key("days").begin_array();
    for (int64_t day = first; day < today; ++day)
      out_.string(day_of(denmark_time(civil_from_days(day), hours(12))));
    out_.end_array().key("sectors").begin_array();
    for (const Sector& one : all) history(one, first, today);
    out_.end_array().end_object();
  }

  // What each held at the end of a day is what it holds now, less what came since. It is told as it would
  // have been that evening.
  void history(const Sector& sector, int64_t first, int64_t today) {
    struct Level {
      int64_t open = 0, silent = 0;
    };
    std::map<Party, Level> levels;
    for (const Member* one : sector.members) levels[one->info->party] = {one->now->open, one->now->silent};
    const bool all_open = std::ranges::all_of(sector.members, [](const Member* one) { return one->open; });
    const auto sum = [&](int64_t Level::* of, bool within_another = false) {
      std::vector<Part> parts;
      for (const Member* one : sector.members)
        parts.push_back({static_cast<uint32_t>(std::max<int64_t>(0, levels[one->info->party].*of)), one->open,
                         one->listed});
      return sum_of(parts, within_another);
    };
    std::array<std::vector<Figure>, 4> lines;  // open, came, went, silent: the newest first
    Figure open = sum(&Level::open);
    for (int64_t day = today; day >= first; --day) {
      const Figure silent = sum(&Level::silent, true);
      Tally whole;
      for (auto& [party, level] : levels) {
        const auto tally = counted_.days.find({day, party});
        if (tally == counted_.days.end()) continue;
        add(whole, tally->second);
        level.open -= tally->second.more_open();
        level.silent -= tally->second.more_silent();
      }
      const Figure after = std::exchange(open, sum(&Level::open));
      if (day == today) continue;
      const Flow flow = flow_of(whole.opened + whole.came, whole.ended + whole.went, open, after, all_open);
      lines[0].push_back(after);
      lines[1].push_back(flow.came);
      lines[2].push_back(flow.went);
      lines[3].push_back(silent);
    }
    out_.begin_object().field("kind", word(sector.kind));
    constexpr std::array<std::string_view, 4> names{"open", "came", "went", "silent"};
    for (size_t i = 0; i < names.size(); ++i) {
      out_.key(names[i]).begin_array();
      for (auto value = lines[i].rbegin(); value != lines[i].rend(); ++value) server::write(*value, out_);
      out_.end_array();
    }
    out_.end_object();
  }

  static constexpr int64_t days_us = klynge::days(1).us;
  const Areas& areas_;
  const Setting& setting_;
  const Lookup::Counted& counted_;
  const AreaAsked& asked_;
  json::Writer& out_;
};

}  // namespace

int64_t first_day_drawn(Instant now) {
  return tally_day(now) - days_drawn;
}

std::vector<const Area*> areas_of(const Areas& areas, const Directory& directory, Party party, Instant on) {
  std::vector<const Area*> found;
  if (const Municipality* municipality = areas.municipality(directory.municipality_of(party))) {
    for (const Areas::Place& place : areas.areas_of(*municipality, on))
      if (place.area->kind != AreaKind::region && !place.membership->secondary) found.push_back(place.area);
    return found;
  }
  for (const std::string& id : directory.areas_of(party)) {
    const Area* area = areas.area(id);
    if (area != nullptr && area->kind != AreaKind::region && area->exists(on)) found.push_back(area);
  }
  return found;
}

std::string area_json(const Area* area, const Areas& areas, const Setting& setting,
                      const Lookup::Counted& counted, const AreaAsked& asked) {
  std::string body;
  json::Writer out(body);
  Written(areas, setting, counted, asked, out).write(area);
  return body;
}

// Where counting is dear, what is shown is some minutes old, and says so.
Result<> AreaDesk::count(Last& last, Lookup& lookup, Instant now) {
  const auto began = std::chrono::steady_clock::now();
  const bool is_dear = began - last.at < last.took * counting_one_in;
  if (!last.counted.at.none() && is_dear && tally_day(last.counted.at) == tally_day(now)) return Done{};
  auto counted = lookup.counted(now, first_day_drawn(now));
  if (!counted) return counted.problem();
  last.counted = std::move(*counted);
  last.at = std::chrono::steady_clock::now();
  last.took = last.at - began;
  return Done{};
}

void AreaDesk::answer(AreaAsked asked, Respond respond) {
  const auto answer = std::make_shared<Respond>(std::move(respond));
  const bool taken = desk_.ask([&areas = areas_, last = last_, answer, asked = std::move(asked)](
                                   Lookup& lookup, const Setting& setting) {
    const Area* area = areas.area(asked.id);
    const bool is_one = area != nullptr && area->kind != AreaKind::region && area->exists(asked.on);
    if (!asked.id.empty() && !is_one)
      return (*answer)(problem({404, "no-such-area", "There is no such area on that day", "", "area"}));
    if (asked.id.empty()) {
      const auto own = areas_of(areas, setting.directory, asked.caller.party, asked.on);
      if (!own.empty()) area = own.front();
    }
    if (area != nullptr)
      if (auto done = count(*last, lookup, asked.now); !done) return (*answer)(problem(done.problem()));
    static const Lookup::Counted nothing{};
    Response response{200,
                      "application/json",
                      area_json(area, areas, setting, area == nullptr ? nothing : last->counted, asked),
                      {{"Cache-Control", "no-store"}}};
    pack(response, asked.accept_encoding);
    (*answer)(std::move(response));
  });
  if (!taken) (*answer)(not_now("Too much is waiting."));
}

}  // namespace klynge::server
