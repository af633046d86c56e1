#pragma once
// What all lives have in common: the project's own pathway, the demonstration's directory, one set of keys.
// And what a life's dice make of them: who can be seen, who is barred, whom we answer for.
#include "core/setting.h"
#include "ledger/ledger.h"
#include "simulate/letter.h"

namespace klynge::sim {

using simulate::Dice, simulate::Letter, simulate::Person, simulate::Stay, simulate::Unit;
using simulate::make_gln, simulate::make_uuid;

struct World {
  std::vector<Pathway> pathways;
  Pathway letters;  // only lives of letters have it
  std::vector<CaseKind> case_kinds;
  std::vector<PartyInfo> parties;
  seal::Secrets secrets;
  std::vector<Unit> wards,
      municipalities;         // as they stand in messages; the last ward is not in the directory
  std::vector<Party> people;  // whoever may turn up with a wish
  Party operations, outsider;
  Unit nobody;  // a receiver nobody knows
};

Result<World> load_world(const std::string& source);  // the folder that holds data/

// The directory is a part of the setting that changes between restarts.
Setting make_setting(const World& world, Dice& dice);
std::vector<SettingPart> parts_of(const Setting& setting);

}  // namespace klynge::sim
