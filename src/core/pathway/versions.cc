#include "core/pathway/versions.h"

#include <fmt/format.h>

#include "core/pathway/form.h"

namespace klynge {
namespace {

std::string date_of(Instant day) {
  return format_denmark(day).substr(0, 10);
}

// Of two versions of one pathway, the lower first.
std::optional<Problem> clash_of(const PathwayFile& low, const PathwayFile& high) {
  const auto complain = [](const PathwayFile& file, std::string_view key, const std::string& expected) {
    Complaint complaint(file.name);
    if (const auto root = yaml::parse(file.text, file.name); root && yaml::find(*root, key) != nullptr)
      complaint.expected(*yaml::find(*root, key), expected);
    return complaint.problem();
  };
  const Pathway &first = low.pathway, &second = high.pathway;
  if (first.version == second.version)
    return complain(high, "version", fmt::format("a version that no other file has: {} has it", low.name));
  if (second.valid_from <= first.valid_from)
    return complain(high, "valid_from",
                    fmt::format("a day after {}, when version {} begins ({})", date_of(first.valid_from),
                                first.version, low.name));
  if (!first.valid_to.none() && first.valid_to > second.valid_from)
    return complain(low, "valid_to",
                    fmt::format("{} at the latest, when version {} begins ({})", date_of(second.valid_from),
                                second.version, high.name));
  return std::nullopt;
}

}  // namespace

std::optional<Problem> clash_of(std::span<const PathwayFile> files) {
  for (size_t i = 0; i < files.size(); ++i) {
    for (size_t j = i + 1; j < files.size(); ++j) {
      if (files[i].pathway.id != files[j].pathway.id) continue;
      const bool rising = files[i].pathway.version <= files[j].pathway.version;
      auto problem = rising ? clash_of(files[i], files[j]) : clash_of(files[j], files[i]);
      if (problem) return problem;
    }
  }
  return std::nullopt;
}

}  // namespace klynge
