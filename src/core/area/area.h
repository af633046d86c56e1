#pragma once
// Areas: regions, clusters (klynger) and health councils (sundhedsråd), each with the days it exists and the
// municipalities it has. For figures and forums. An area is no authority and never a Party: nothing that can
// hold a duty can be made of one, and nothing here names one.
//
// Made from data/areas/*.csv by read.h. Immutable once made; shared between threads by const reference.
#include <string>
#include <vector>

#include "core/words.h"

namespace klynge {

enum class AreaKind : uint8_t { region = 1, cluster = 2, health_council = 3 };

struct Municipality {
  std::string code;  // four digits, the national code: "0101"
  std::string name;
  uint32_t population = 0;
  std::string counted_on;  // "2020-01-01"
  std::string source, confidence;
};

struct Area {
  std::string id;  // "cluster-hovedstaden-midt": names alone are not enough, three clusters are called Midt
  AreaKind kind{};
  std::string name;
  std::string region;  // id of the region a cluster or council lies in
  Instant from, to;    // exists from that day until that day; to none: until further notice
  std::string hospital;
  uint16_t council_members = 0;
  std::string counted_with;  // where 21 clusters are counted, this one is part of that one
  std::string source, confidence;

  bool exists(Instant on) const { return from <= on && (to.none() || on < to); }
};

struct Membership {
  std::string municipality, area;
  bool secondary = false;  // takes part, and is counted elsewhere
  std::string source, confidence;
};

// 22 clusters meet; the agreement of 2021 and national quality figures speak of 21.
enum class Clusters : uint8_t { all_22, politics_21 };

class Areas {
 public:
  Areas(std::vector<Municipality> municipalities, std::vector<Area> areas, std::vector<Membership> members);

  const std::vector<Municipality>& municipalities() const { return municipalities_; }
  const std::vector<Membership>& memberships() const { return members_; }
  const Municipality* municipality(std::string_view name_or_code) const;
  const Area* area(std::string_view id) const;

  std::vector<const Area*> on(AreaKind kind, Instant day, Clusters count = Clusters::all_22) const;

  struct Place {
    const Area* area = nullptr;
    const Membership* membership = nullptr;
  };
  // Of a municipality: regions first, then clusters, then councils; secondary ones after the primary.
  std::vector<Place> areas_of(const Municipality& municipality, Instant day,
                              Clusters count = Clusters::all_22) const;

  struct Member {
    const Municipality* municipality = nullptr;
    const Membership* membership = nullptr;
  };
  // Of an area that exists that day, by code; none of one that does not. Each counts towards the population
  // of one area of a kind only: where it is primary.
  std::vector<Member> municipalities_of(const Area& area, Instant day,
                                        Clusters count = Clusters::all_22) const;
  uint64_t population_of(const Area& area, Instant day, Clusters count = Clusters::all_22) const;

 private:
  const Area* counted_as(const Area* area, Clusters count) const;

  std::vector<Municipality> municipalities_;  // by code
  std::vector<Area> areas_;                   // as the file has them
  std::vector<Membership> members_;           // by municipality
};

std::string_view word(AreaKind);

}  // namespace klynge
