#include "simulate/cluster.h"

#include <algorithm>
#include <map>

namespace klynge::simulate {
namespace {

std::string_view unit_name(const PartyInfo& party) {
  const size_t comma = party.name.rfind(", ");
  return comma == std::string::npos ? std::string_view() : std::string_view(party.name).substr(comma + 2);
}

void take_in(Hospital& hospital, const PartyInfo& unit) {
  const std::string_view name = unit_name(unit);
  if (name == "akutmodtagelse")
    hospital.reception = unit.party;
  else if (!unit.gln.empty())
    hospital.wards.push_back(unit.party);
}

void take_in(Municipality& municipality, const PartyInfo& unit) {
  const std::string_view name = unit_name(unit);
  if (name == "visitation") municipality.visitation = unit.party;
  if (name == "hjemmesygepleje") municipality.nursing = unit.party;
  if (name == "akutteam") municipality.acute_team = unit.party;
}

// By the clock, and whether also on days off. Around the clock: 0 to 24.
struct Hours {
  Duration opens, closes;
  bool every_day;
};

Hours hours_of(Desk desk) {
  switch (desk) {
    case Desk::ward:
    case Desk::acute_team:
      return {hours(0), hours(24), true};
    case Desk::nursing:
      return {hours(7), hours(23), true};
    case Desk::visitation:
      return {minutes(7 * 60 + 30), minutes(15 * 60 + 30), false};
    case Desk::practice:
      return {hours(8), hours(16), false};
    case Desk::operations:
      return {hours(8), hours(15), false};
  }
  return {};
}

}  // namespace

Cluster cluster_of(const Directory& directory) {
  std::map<uint64_t, Hospital> hospitals;
  std::map<uint64_t, Municipality> municipalities;
  Cluster cluster;
  for (const PartyInfo& party : directory.all()) {
    if (party.kind == PartyKind::hospital) take_in(hospitals[party.organisation], party);
    if (party.kind == PartyKind::municipality) take_in(municipalities[party.organisation], party);
    if (party.kind == PartyKind::gp) cluster.practices.push_back(party.party);
  }
  for (auto& [organisation, hospital] : hospitals)
    if (!hospital.reception.none() && !hospital.wards.empty())
      cluster.hospitals.push_back(std::move(hospital));
  for (const auto& [organisation, one] : municipalities)
    if (!one.visitation.none() && !one.nursing.none() && !one.acute_team.none())
      cluster.municipalities.push_back(one);
  return cluster;
}

Desk desk_of(const PartyInfo& party) {
  switch (party.kind) {
    case PartyKind::municipality:
      if (unit_name(party) == "hjemmesygepleje") return Desk::nursing;
      return unit_name(party) == "visitation" || unit_name(party) == "ledelse" ? Desk::visitation
                                                                               : Desk::acute_team;
    case PartyKind::gp:
      return Desk::practice;
    case PartyKind::operations:
    case PartyKind::region:
      return Desk::operations;
    case PartyKind::hospital:
    case PartyKind::unknown:
      return Desk::ward;
  }
  return Desk::ward;
}

bool at_work(Desk desk, Instant at) {
  const Hours open = hours_of(desk);
  const Duration clock = denmark_clock(at);
  return (open.every_day || working_day(denmark_date(at))) && clock >= open.opens && clock < open.closes;
}

Instant between(Instant from, Instant to, Dice& dice) {
  return to <= from ? from : from + minutes(dice.between(0, (to - from).us / minutes(1).us));
}

Instant day_at(Instant day, int days_later, Duration clock) {
  return denmark_time(plus_days(denmark_date(day), days_later), clock);
}

Instant gets_to_it(Desk desk, Instant came, Duration at_least, Duration at_most, Dice& dice) {
  const Duration clock = denmark_clock(came);
  const bool night = desk == Desk::ward && (clock >= hours(23) || clock < hours(7));
  const int64_t slowly = night ? 2 : 1;
  const Instant when =
      between(came + Duration{at_least.us * slowly}, came + Duration{at_most.us * slowly}, dice);
  if (at_work(desk, when)) return when;
  for (int later = 0;; ++later) {
    const Instant opens = day_at(when, later, hours_of(desk).opens);
    if (opens > when && at_work(desk, opens)) return between(opens + minutes(5), opens + minutes(80), dice);
  }
}

}  // namespace klynge::simulate
