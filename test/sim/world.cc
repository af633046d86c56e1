#include "sim/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/case_kind.h"
#include "core/directory_file.h"
#include "core/pathway/read.h"

namespace klynge::sim {
namespace {

std::string content_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

Result<World> load_world(const std::string& source) {
  World world;
  auto pathway = read_pathway(content_of(source + "/data/pathways/hospital-stay.yaml"), "hospital-stay.yaml");
  if (!pathway) return pathway.problem();
  world.pathways.push_back(std::move(*pathway));
  auto letters = read_pathway(content_of(source + "/data/pathways/letters.yaml"), "letters.yaml");
  if (!letters) return letters.problem();
  world.letters = std::move(*letters);
  auto kinds = read_case_kinds(content_of(source + "/data/case-kinds.yaml"), "case-kinds.yaml");
  if (!kinds) return kinds.problem();
  world.case_kinds = std::move(*kinds);
  auto parties =
      read_directory(content_of(source + "/data/directory/demonstration.yaml"), "demonstration.yaml");
  if (!parties) return parties.problem();
  world.parties = std::move(*parties);

  Dice dice(20'261'102);
  world.secrets = seal::make_secrets([&](size_t n) { return dice.bytes(n); });
  for (const PartyInfo& info : world.parties) {
    const Unit unit{info.party.sor, info.gln, info.name};
    if (info.kind == PartyKind::hospital && !info.gln.empty()) world.wards.push_back(unit);
    if (info.kind == PartyKind::municipality && !info.gln.empty()) world.municipalities.push_back(unit);
    if (info.kind == PartyKind::operations) world.operations = info.party;
    if (info.kind == PartyKind::gp) world.outsider = info.party;
    world.people.push_back(info.party);
  }
  world.wards.push_back({99900901000016001, make_gln(90), "Nyt ambulatorium"});
  world.people.push_back(Party{99900901000016001});
  world.nobody = {99900991000016009, make_gln(99), "Ukendt enhed"};
  if (world.wards.size() < 3 || world.municipalities.size() < 2 || world.operations.none())
    return not_understood("demonstration.yaml", "expected two wards, two municipal units and operations");
  return world;
}

Setting make_setting(const World& world, Dice& dice) {
  Setting setting;
  setting.pathways = world.pathways;
  setting.case_kinds = world.case_kinds;
  setting.operations = world.operations;
  const bool hospitals_answer = dice.one_in(2), practice_answers = dice.one_in(2);
  const bool is_syddanmark = dice.one_in(3);  // where a call to 112 suspends the 72 hours
  const bool somebody_unseen = dice.one_in(6), somebody_barred = dice.one_in(6);
  for (PartyInfo info : world.parties) {
    if (info.kind == PartyKind::operations) info.answers_here_from = parse_time("2022-07-01T00:00:00Z")->at;
    if (info.kind == PartyKind::hospital && hospitals_answer)
      info.answers_here_from = parse_time("2022-07-01T00:00:00Z")->at;
    if (info.kind == PartyKind::hospital && is_syddanmark) info.region = "Syddanmark";
    if (info.kind == PartyKind::gp && practice_answers)
      info.answers_here_from = parse_time("2022-07-01T00:00:00Z")->at;
    if (info.kind == PartyKind::municipality && somebody_unseen && dice.one_in(3))
      info.answers_here_from = {};
    if (info.kind != PartyKind::operations && somebody_barred && dice.one_in(5)) info.barred = true;
    setting.directory.add(info);
  }
  const size_t answered = dice.below(10);
  for (size_t i = 0; i < world.municipalities.size(); ++i)
    if (answered < 7 || (answered == 7 && i == 0)) setting.acts_for.push_back(world.municipalities[i].sor);
  std::sort(setting.acts_for.begin(), setting.acts_for.end());
  return setting;
}

std::vector<SettingPart> parts_of(const Setting& setting) {
  std::string directory;
  for (const PartyInfo& info : setting.directory.all())
    directory +=
        fmt::format("{} {} {} {} {} {} {}\n", info.party.sor, info.region, info.to.us, info.successor.sor,
                    info.answers_here_from.us, info.answers_here_to.us, info.barred);
  std::vector<SettingPart> parts{{"directory", "directory", directory}};
  for (const Pathway& pathway : setting.pathways)
    parts.push_back({"pathway", fmt::format("{}/{}", pathway.id, pathway.version), pathway.id});
  return parts;
}

}  // namespace klynge::sim
