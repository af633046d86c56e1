// klynge cutover: what is open for the tasks that change authority on a day, who has it today and who the day
// after. Reads the lists; changes nothing. That the lists were read is written down.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <map>

#include "base/json.h"
#include "command/tools.h"
#include "core/view/cutover.h"
#include "server/words.h"

namespace klynge::command {
namespace {

using server::Tongue;
using Unknown = CutOver::Unknown;

constexpr size_t page = 50'000;  // a page is a walk through all lists

struct Moving {
  WorkRow row;
  CutOver cut;
};

struct Found {
  std::vector<Moving> moving;  // in the order of the lists
  size_t open = 0;             // all open duties of the folder
  size_t unknown = 0;
};

std::string_view say(Tongue t, Unknown why) {
  switch (why) {
    case Unknown::nothing:
      return "";
    case Unknown::no_such_holder:
      return server::say(t, "den, der har opgaven, står ikke i partsregistret",
                         "who holds it is not in the directory");
    case Unknown::no_unit_named:
      return server::say(t, "partsregistret nævner ingen enhed hos den nye myndighed (hands_over)",
                         "the directory names no unit of the new authority (hands_over)");
    case Unknown::successor_absent:
      return server::say(t, "den enhed, der er nævnt, findes ikke den dag",
                         "the unit that is named does not exist that day");
    case Unknown::wrong_authority:
      return server::say(t, "den enhed, der er nævnt, er ikke af den myndighed, loven nævner",
                         "the unit that is named is not of the authority the law names");
    case Unknown::nobody_after:
      return server::say(t, "den, der har opgaven, ophører, og ingen er nævnt som efterfølger",
                         "who holds it ceases, and nobody is named as successor");
  }
  return "";
}

std::string_view word(Unknown why) {
  static constexpr std::array<std::string_view, 6> words = {
      "", "holder-not-in-directory", "no-unit-named", "successor-absent", "wrong-authority", "nobody-after"};
  return words[static_cast<size_t>(why)];
}

Result<Found> find_moving(Desk& desk, const std::vector<LegalTask>& tasks, Instant day, Instant now,
                          Streams& streams) {
  Found found;
  Progress progress(streams, "reading open duties");
  std::optional<store::RowKey> after;
  for (;;) {
    auto rows = desk.lookup->list({}, desk.app.operations(), page, after, desk.app.setting, now);
    if (!rows) return rows.problem();
    for (ListedRow& listed : *rows) {
      if (listed.row.part != WorkPart::holds) continue;
      ++found.open;
      auto cut = cut_over(listed.row, day, desk.setting.directory, tasks);
      if (!cut) continue;
      found.unknown += cut->why != Unknown::nothing;
      found.moving.push_back({std::move(listed.row), std::move(*cut)});
    }
    progress.at(found.open, found.open);
    if (rows->size() < page) return found;
    after = rows->back().key;
  }
}

struct Names {
  const Setting& setting;
  const std::vector<LegalTask>& tasks;
  const Areas& areas;
  Instant day;

  std::string party(Party party) const { return server::Naming{&setting}.party(party); }
  // The region that the holder's municipality lies in that day: the new authority, where no unit of it is
  // named.
  std::string region_after(Party holder) const {
    const Municipality* municipality = areas.municipality(setting.directory.municipality_of(holder));
    if (municipality == nullptr) return {};
    for (const Areas::Place& place : areas.areas_of(*municipality, day))
      if (place.area->kind == AreaKind::region) return place.area->name;
    return {};
  }
  // Who has it the day after: the unit, else the authority that the unit must be found in, else a question.
  std::string after(const CutOver& cut) const {
    if (!cut.after.none()) return party(cut.after);
    const std::string region = cut.authority_after == PartyKind::region ? region_after(cut.before) : "";
    return region.empty() ? "?" : region + ": ?";
  }
  std::string task(Tongue t, const std::string& id) const {
    const auto found = std::ranges::find(tasks, id, &LegalTask::id);
    return found == tasks.end() ? id : server::say(t, found->name);
  }
};

void write_json(const Moving& moving, const Names& names, std::string& out) {
  const auto& [row, cut] = moving;
  json::Writer to(out);
  to.begin_object().key("citizen").unsigned_number(row.citizen).key("duty").unsigned_number(row.duty);
  to.field("task", row.task);
  const auto party = [&](const char* key, Party who, PartyKind authority) {
    to.key(key).begin_object();
    if (!who.none()) to.field("sor", std::to_string(who.sor)).field("name", names.party(who));
    if (who.none()) to.field("region", names.region_after(cut.before));
    to.field("authority", klynge::word(authority)).end_object();
  };
  party("today", cut.before, cut.authority_before);
  party("after", cut.after, cut.authority_after);
  if (cut.performer_after != PartyKind::unknown) to.field("performer", klynge::word(cut.performer_after));
  to.key("same_performer").boolean(cut.same_performer).field("rule", cut.rule);
  if (cut.why != Unknown::nothing) to.field("unknown", word(cut.why));
  to.end_object();
  out += '\n';
}

// How many go from whom to whom; what cannot be told first.
void write_sums(const Found& found, const Names& names, Tongue t, std::string& out) {
  struct Way {
    bool known;
    std::string task;
    Party before, after;
    auto operator<=>(const Way&) const = default;
  };
  std::map<Way, std::pair<size_t, const CutOver*>> ways;
  for (const auto& [row, cut] : found.moving) {
    auto& [count, example] = ways[{cut.why == Unknown::nothing, row.task, cut.before, cut.after}];
    ++count;
    example = &cut;
  }
  for (const auto& [way, sum] : ways) {
    const auto& [count, cut] = sum;
    out += fmt::format("{:>6}  {}: {} ({}) → ", count, names.task(t, way.task), names.party(way.before),
                       say(t, cut->authority_before));
    out += names.after(*cut);
    out += fmt::format(" ({})", say(t, cut->authority_after));
    if (cut->same_performer) out += server::say(t, ", samme udfører", ", same performer");
    if (!way.known) out += fmt::format("\n        !! {}", say(t, cut->why));
    out += fmt::format("\n        {}\n", cut->rule);
  }
}

void write_text(const Found& found, const Names& names, Tongue t, Instant day, std::string& out) {
  const std::string date = format_denmark(day).substr(0, 10);
  out += t == Tongue::danish ? fmt::format("{}: {} åbne opgaver, {} flytter den dag; {} kan ikke siges\n",
                                           date, found.open, found.moving.size(), found.unknown)
                             : fmt::format("{}: {} open duties, {} move that day; {} cannot be told\n", date,
                                           found.open, found.moving.size(), found.unknown);
  write_sums(found, names, t, out);
  if (!found.moving.empty()) out += '\n';
  for (const auto& [row, cut] : found.moving) {
    out += fmt::format("{}  {} {}, {} {}: {}: {} → {}\n", cut.why == Unknown::nothing ? "  " : "!!",
                       server::say(t, "borger", "citizen"), row.citizen, server::say(t, "opgave", "duty"),
                       row.duty, names.task(t, row.task), names.party(cut.before), names.after(cut));
  }
}

}  // namespace

int cutover(const Common& common, const CutoverOptions& options, Streams& streams) {
  const auto day = day_given(options.on);
  if (!day) return report(day.problem(), streams), exit_usage;
  const auto now = moment_of(common.at);
  if (!now) return report(now.problem(), streams), exit_usage;
  const std::string file = shipped_data_files(common.place.data_files) + "/directory/tasks.yaml";
  const auto text = read_file(file);
  if (!text) return report(text.problem(), streams);
  const auto tasks = read_authorities(*text, file);
  if (!tasks) return report(tasks.problem(), streams);
  const auto areas = load_areas(common);
  if (!areas) return report(areas.problem(), streams);
  auto desk = open_desk(common, streams);
  if (!desk) return report(desk.problem(), streams);
  const auto found = find_moving(**desk, *tasks, *day, *now, streams);
  if (!found) return report(found.problem(), streams);

  const Names names{(*desk)->setting, *tasks, *areas, *day};
  std::string out;
  if (common.json) {
    for (const Moving& moving : found->moving) write_json(moving, names, out);
  } else {
    write_text(*found, names, options.english ? Tongue::english : Tongue::danish, *day, out);
  }
  streams.out << out;
  return found->unknown == 0 ? exit_ok : exit_findings;
}

}  // namespace klynge::command
