#pragma once
// Reads data/areas: municipalities.csv, areas.csv, members.csv. A mistake is refused with file, line and
// column, what was found and what was expected. Checks beside the form: codes, names and ids stand there
// once; what is referred to exists; and on every day on which areas of a kind exist, each municipality is
// primary in exactly one of them, so that figures by area sum to the country. Pure; any thread.
#include "base/result.h"
#include "core/area/area.h"

namespace klynge {

struct AreaFile {
  std::string name;
  std::string text;
};
struct AreaFiles {
  AreaFile municipalities, areas, members;
};

Result<Areas> read_areas(const AreaFiles& files);

}  // namespace klynge
