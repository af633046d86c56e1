#include "server/people.h"

#include <algorithm>
#include <charconv>

#include "core/pathway/form.h"
#include "core/view/standing.h"

namespace klynge::server {
namespace {

constexpr std::array<Term<CallerRole>, 4> roles = {{{"person", CallerRole::person},
                                                    {"operations", CallerRole::operations},
                                                    {"forum", CallerRole::forum},
                                                    {"administrator", CallerRole::administrator}}};
constexpr View citizen_start = "citizen-", relative_start = "relative-";

Played read_one(const yaml::Node& node, const Setting& setting, Complaint& complaint) {
  const Fields fields(node, {"id", "name", "title", "role", "party", "health_person"}, complaint);
  Played played;
  played.person.id = "demonstration:" + identifier_of(fields.need("id"), complaint);
  played.person.name = text_of(fields.need("name"), complaint);
  played.title = words_of(fields.need("title"), complaint);
  played.caller.role = term_of(fields.need("role"), roles, complaint);
  const yaml::Node* const health = fields.find("health_person");
  if (played.caller.role != CallerRole::person) {
    if (health != nullptr || fields.find("party") != nullptr)
      complaint.add(node, "only a person has a party and is a health person or not");
    if (played.caller.role != CallerRole::forum) played.caller.party = setting.operations;
    return played;
  }
  played.caller.lay = health == nullptr || !truth_of(*health, complaint);
  const yaml::Node& party = fields.need("party");
  played.caller.party = {number_of(party, 1, UINT64_MAX, complaint)};
  if (!complaint.problem() && setting.directory.find(played.caller.party) == nullptr)
    complaint.add(party, "this party is not in the directory");
  return played;
}

}  // namespace

Result<std::vector<Played>> read_people(View text, const std::string& file_name, const Setting& setting) {
  const auto root = yaml::parse(text, file_name);
  if (!root) return root.problem();
  Complaint complaint(file_name);
  const Fields fields(*root, {"people"}, complaint);
  std::vector<Played> people;
  for (const yaml::Node& node : items_of(fields.need("people"), complaint)) {
    Played played = read_one(node, setting, complaint);
    const bool is_twice =
        std::ranges::any_of(people, [&](const Played& other) { return other.person.id == played.person.id; });
    if (is_twice) complaint.add(node, "this id stands here twice");
    people.push_back(std::move(played));
  }
  if (complaint.problem()) return *complaint.problem();
  return people;
}

uint16_t voice_in(const Record& record, Instant at) {
  uint16_t told = 0;
  for (const Voice& voice : standing_of(record, {}, at).voices) {
    if (voice.circumstance == 0) continue;
    if (voice.acts) return voice.circumstance;
    if (told == 0) told = voice.circumstance;
  }
  return told;
}

std::string id_of(CallerRole role, CitizenNumber number) {
  return std::string(role == CallerRole::relative ? relative_start : citizen_start) + std::to_string(number);
}

std::optional<Caller> citizen_of(View id) {
  const bool is_relative = id.starts_with(relative_start);
  if (!is_relative && !id.starts_with(citizen_start)) return std::nullopt;
  id.remove_prefix(is_relative ? relative_start.size() : citizen_start.size());
  CitizenNumber number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (error != std::errc{} || end != id.data() + id.size() || number == 0) return std::nullopt;
  return Caller{.party = {},
                .role = is_relative ? CallerRole::relative : CallerRole::citizen,
                .lay = false,
                .self = number};
}

}  // namespace klynge::server
