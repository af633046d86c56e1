#pragma once
// Case kinds: what a municipality can have a case about (data/case-kinds.yaml), and which of them are the
// legal basis for keeping a hospital's notification about the citizen, from when until when. Law moves, so
// this is dated data and not code. Source of the kinds that are there now: retssikkerhedsloven § 12 c.
//
// Their order is a rule: of two kinds that a citizen has, the one that stands first names the desk that acts.
#include "base/result.h"
#include "core/pathway/pathway.h"

namespace klynge {

struct CaseKind {
  std::string id;                 // "home-nursing"
  Words name;                     // as people say it; a roster may use either
  std::vector<std::string> also;  // what record systems call it
  std::string law;                // with its paragraph
  std::vector<PartyKind> desks;   // who may have such a case
  bool gives_basis = false;       // for the days from basis_from until basis_to
  Instant basis_from, basis_to;   // to none: until further notice
  bool is_basis(Instant at) const {
    return gives_basis && basis_from <= at && (basis_to.none() || at < basis_to);
  }
};

// A mistake is refused with file, line and column, what was found and what was expected. Pure; any thread.
Result<std::vector<CaseKind>> read_case_kinds(std::string_view text, std::string file_name);

}  // namespace klynge
