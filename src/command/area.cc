// klynge area: which areas there are on a day, and which municipalities each has; or the areas of one
// municipality. Reads the data that comes with Klynge; needs no folder.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "base/json.h"
#include "command/tools.h"
#include "core/area/read.h"
#include "server/words.h"

namespace klynge::command {
namespace {

using server::Tongue;

std::string_view say(Tongue tongue, AreaKind kind) {
  switch (kind) {
    case AreaKind::region:
      return server::say(tongue, "region", "region");
    case AreaKind::cluster:
      return server::say(tongue, "klynge", "cluster");
    case AreaKind::health_council:
      return server::say(tongue, "sundhedsråd", "health council");
  }
  return "";
}

std::string date_of(Instant day) {
  return format_denmark(day).substr(0, 10);
}

std::string region_of(const Areas& areas, const Area& area) {
  const Area* region = areas.area(area.region);
  return region == nullptr ? "" : region->name;
}

struct Asked {
  const Areas& areas;
  Instant day;
  Clusters count;
  Tongue tongue;
  std::string& out;

  std::string_view say(std::string_view danish, std::string_view english) const {
    return server::say(tongue, danish, english);
  }
};

json::Writer& head_of(const Area& area, json::Writer& to) {
  to.field("id", area.id)
      .field("kind", word(area.kind))
      .field("name", area.name)
      .field("region", area.region);
  to.field("from", date_of(area.from));
  if (!area.to.none()) to.field("to", date_of(area.to));
  return to;
}

void write_json(const Asked& asked, const Area& area) {
  json::Writer to(asked.out);
  head_of(area, to.begin_object()).field("hospital", area.hospital);
  to.key("population").unsigned_number(asked.areas.population_of(area, asked.day, asked.count));
  to.key("municipalities").begin_array();
  for (const auto& [municipality, membership] : asked.areas.municipalities_of(area, asked.day, asked.count)) {
    to.begin_object().field("code", municipality->code).field("name", municipality->name);
    to.field("role", membership->secondary ? "secondary" : "primary");
    to.field("source", membership->source).field("confidence", membership->confidence).end_object();
  }
  to.end_array().field("source", area.source).field("confidence", area.confidence).end_object();
  asked.out += '\n';
}

void write_json(const Asked& asked, const Municipality& municipality, const Areas::Place& place) {
  json::Writer to(asked.out);
  to.begin_object().field("code", municipality.code).field("municipality", municipality.name);
  head_of(*place.area, to).field("role", place.membership->secondary ? "secondary" : "primary");
  to.field("source", place.membership->source).field("confidence", place.membership->confidence).end_object();
  asked.out += '\n';
}

// "Byen, Frederiksberg (deltager)"; what is not sure is marked.
std::string named(const Asked& asked, const std::vector<Areas::Member>& members) {
  std::string all;
  for (const auto& [municipality, membership] : members) {
    all += (all.empty() ? "" : ", ") + municipality->name;
    if (membership->secondary) all += asked.say(" (deltager)", " (takes part)");
    if (membership->confidence.ends_with("low")) all += asked.say(" (usikkert)", " (unsure)");
  }
  return all;
}

void write_kind(const Asked& asked, AreaKind kind) {
  const auto found = asked.areas.on(kind, asked.day, asked.count);
  if (found.empty()) return;
  uint64_t people = 0;
  size_t towns = 0;
  for (const Area* area : found) {
    const auto members = asked.areas.municipalities_of(*area, asked.day, asked.count);
    const auto primary =
        std::ranges::count_if(members, [](const auto& one) { return !one.membership->secondary; });
    const uint64_t here = asked.areas.population_of(*area, asked.day, asked.count);
    asked.out += fmt::format("{:<15} {:<22} {:<20} {:>3} {:>10}  {}\n", say(asked.tongue, kind), area->name,
                             region_of(asked.areas, *area), primary, here, named(asked, members));
    people += here;
    towns += static_cast<size_t>(primary);
  }
  asked.out += fmt::format("{:<15} {:<22} {:<20} {:>3} {:>10}\n\n", asked.say("i alt", "in all"),
                           found.size(), "", towns, people);
}

void write_all(const Asked& asked) {
  asked.out += fmt::format("{:<15} {:<22} {:<20} {:>3} {:>10}  {}\n", asked.say("slags", "kind"),
                           asked.say("navn", "name"), "region", "", asked.say("borgere", "people"),
                           asked.say("kommuner", "municipalities"));
  for (const AreaKind kind : {AreaKind::region, AreaKind::cluster, AreaKind::health_council})
    write_kind(asked, kind);
  asked.out +=
      asked.say("Borgere pr. 1. januar 2020. Et område har ingen opgaver: det er til tal og møder.\n",
                "People on 1 January 2020. An area holds no duty: it is for figures and forums.\n");
}

void write_one(const Asked& asked, const Municipality& municipality,
               const std::vector<Areas::Place>& places) {
  asked.out += fmt::format("{} ({}), {} {} {}\n", municipality.name, municipality.code,
                           municipality.population, asked.say("borgere", "people"), municipality.counted_on);
  for (const auto& [area, membership] : places) {
    const std::string until = area->to.none() ? std::string("-") : date_of(area->to - days(1));
    asked.out += fmt::format("  {:<15} {:<22} {:<20} {} – {:<10}  {}{}; {}\n", say(asked.tongue, area->kind),
                             area->name, region_of(asked.areas, *area), date_of(area->from), until,
                             membership->secondary ? asked.say("deltager; ", "takes part; ") : "",
                             membership->confidence, membership->source);
  }
}

}  // namespace

int area(const Common& common, const AreaOptions& options, Streams& streams) {
  const auto day = day_given(options.on);
  if (!day) return report(day.problem(), streams), exit_usage;
  const auto areas = load_areas(common);
  if (!areas) return report(areas.problem(), streams);
  std::string text;
  const Asked asked{*areas, *day, options.clusters == 21 ? Clusters::politics_21 : Clusters::all_22,
                    options.english ? Tongue::english : Tongue::danish, text};
  if (!options.municipality.empty()) {
    const Municipality* municipality = areas->municipality(options.municipality);
    if (municipality == nullptr) {
      report(refused("--municipality",
                     "no municipality has this name or code; names are written as \"Høje-Taastrup\""),
             streams);
      return exit_findings;
    }
    const auto places = areas->areas_of(*municipality, *day, asked.count);
    if (!common.json) write_one(asked, *municipality, places);
    for (const Areas::Place& place : places)
      if (common.json) write_json(asked, *municipality, place);
  } else if (common.json) {
    for (const AreaKind kind : {AreaKind::region, AreaKind::cluster, AreaKind::health_council})
      for (const Area* one : areas->on(kind, *day, asked.count)) write_json(asked, *one);
  } else {
    write_all(asked);
  }
  streams.out << text;
  return exit_ok;
}

}  // namespace klynge::command
