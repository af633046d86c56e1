#include "core/area/area.h"

#include <algorithm>

namespace klynge {

Areas::Areas(std::vector<Municipality> municipalities, std::vector<Area> areas,
             std::vector<Membership> members)
    : municipalities_(std::move(municipalities)), areas_(std::move(areas)), members_(std::move(members)) {
  std::ranges::stable_sort(municipalities_, {}, &Municipality::code);
  std::ranges::stable_sort(areas_, {}, &Area::kind);
  std::ranges::stable_sort(members_, {}, &Membership::municipality);
}

const Municipality* Areas::municipality(std::string_view name_or_code) const {
  const auto found = std::ranges::find_if(municipalities_, [&](const Municipality& one) {
    return one.code == name_or_code || one.name == name_or_code;
  });
  return found != municipalities_.end() ? &*found : nullptr;
}

const Area* Areas::area(std::string_view id) const {
  const auto found = std::ranges::find(areas_, id, &Area::id);
  return found != areas_.end() ? &*found : nullptr;
}

const Area* Areas::counted_as(const Area* area, Clusters count) const {
  return count == Clusters::politics_21 && !area->counted_with.empty() ? this->area(area->counted_with)
                                                                       : area;
}

std::vector<const Area*> Areas::on(AreaKind kind, Instant day, Clusters count) const {
  std::vector<const Area*> found;
  for (const Area& area : areas_) {
    if (area.kind == kind && area.exists(day) && counted_as(&area, count) == &area) found.push_back(&area);
  }
  return found;
}

std::vector<Areas::Place> Areas::areas_of(const Municipality& municipality, Instant day,
                                          Clusters count) const {
  std::vector<Place> found;
  for (const Membership& membership : members_) {
    if (membership.municipality != municipality.code) continue;
    const Area* area = this->area(membership.area);
    if (area->exists(day)) found.push_back({counted_as(area, count), &membership});
  }
  std::ranges::stable_sort(
      found, {}, [](const Place& place) { return std::pair(place.area->kind, place.membership->secondary); });
  return found;
}

std::vector<Areas::Member> Areas::municipalities_of(const Area& area, Instant day, Clusters count) const {
  std::vector<Member> found;
  for (const Membership& membership : members_) {
    const Area* of = this->area(membership.area);
    if (!of->exists(day) || counted_as(of, count) != &area) continue;
    found.push_back({municipality(membership.municipality), &membership});
  }
  return found;
}

uint64_t Areas::population_of(const Area& area, Instant day, Clusters count) const {
  uint64_t sum = 0;
  for (const Member& member : municipalities_of(area, day, count)) {
    if (!member.membership->secondary) sum += member.municipality->population;
  }
  return sum;
}

std::string_view word(AreaKind kind) {
  switch (kind) {
    case AreaKind::region:
      return "region";
    case AreaKind::cluster:
      return "cluster";
    case AreaKind::health_council:
      return "health-council";
  }
  return "";
}

}  // namespace klynge
