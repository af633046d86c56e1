#pragma once
// Reads a directory file (YAML; data/directory/demonstration.yaml is one): the parties, whom to call, and
// since when their answers are visible here. A mistake is refused with file, line and column, what was found
// and what was expected. Checks beside the form: a SOR id is there once; a GLN's check digit; a successor, an
// on-call, a leader and whoever a task is handed over to are parties of the same file; no task comes back.
// Pure; any thread.
#include "base/result.h"
#include "core/setting.h"

namespace klynge {

Result<std::vector<PartyInfo>> read_directory(std::string_view text, std::string file_name);

}  // namespace klynge
