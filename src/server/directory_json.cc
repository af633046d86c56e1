#include "server/directory_json.h"

#include "base/json.h"
#include "core/draft.h"

namespace klynge::server {
namespace {

std::string day_of(Instant at) {
  return format_denmark(at).substr(0, 10);
}

void text(json::Writer& out, View name, const std::string& value) {
  if (!value.empty()) out.field(name, value);
}

void party(json::Writer& out, View name, Party one) {
  if (!one.none()) out.field(name, std::to_string(one.sor));
}

void area_json(const Areas& areas, const Area& area, Instant day, json::Writer& out) {
  out.begin_object().field("id", area.id).field("kind", word(area.kind)).field("name", area.name);
  text(out, "region", area.region);
  text(out, "hospital", area.hospital);
  out.field("from", day_of(area.from));
  if (!area.to.none()) out.field("to", day_of(area.to));
  out.key("population").unsigned_number(areas.population_of(area, day)).end_object();
}

void municipality_json(const Areas& areas, const Municipality& one, Instant day, json::Writer& out) {
  out.begin_object().field("code", one.code).field("name", one.name);
  out.key("population").unsigned_number(one.population).key("areas").begin_array();
  for (const Areas::Place& place : areas.areas_of(one, day)) {
    out.begin_object().field("id", place.area->id);
    if (place.membership->secondary) out.key("secondary").boolean(true);
    out.end_object();
  }
  out.end_array().end_object();
}

void party_json(const PartyInfo& info, bool takes_letters, json::Writer& out) {
  out.begin_object();
  party(out, "sor", info.party);
  out.field("name", info.name).field("kind", word(info.kind));
  text(out, "phone", info.phone);
  text(out, "gln", info.gln);
  if (info.organisation != 0) party(out, "organisation", Party{info.organisation});
  text(out, "municipality", info.municipality);
  text(out, "region", info.region);
  text(out, "specialty", info.specialty);
  party(out, "on_call", info.on_call);
  party(out, "leader", info.leader);
  if (!info.from.none()) out.field("from", day_of(info.from));
  if (!info.to.none()) out.field("to", day_of(info.to));
  party(out, "successor", info.successor);
  if (info.barred) out.key("barred").boolean(true);
  if (takes_letters) out.key("letters").boolean(true);
  out.end_object();
}

}  // namespace

std::string directory_json(const Areas& areas, const Setting& setting, Instant day) {
  std::string body;
  json::Writer out(body);
  out.begin_object().field("on", day_of(day)).key("areas").begin_array();
  for (const AreaKind kind : {AreaKind::region, AreaKind::cluster, AreaKind::health_council})
    for (const Area* area : areas.on(kind, day)) area_json(areas, *area, day, out);
  out.end_array().key("municipalities").begin_array();
  for (const Municipality& one : areas.municipalities()) municipality_json(areas, one, day, out);
  out.end_array().key("parties").begin_array();
  for (const PartyInfo& info : setting.directory.all())
    if (setting.directory.exists(info.party, day))
      party_json(info, takes_no_letters(setting, info.party, day) == Refusal::none, out);
  out.end_array().end_object();
  return body;
}

}  // namespace klynge::server
