#pragma once
// Reads a pathway file (YAML; docs/format/pathway.md). A mistake is refused with file, line and column,
// what was found and what was expected. Checks beside the form: every citation, ladder and role named
// exists; `contact` is there and in force in every state; each strand is held in every state it is in force
// in, along every order of events; ids are used once. Pure; any thread.
#include "base/result.h"
#include "core/pathway/pathway.h"

namespace klynge {

Result<Pathway> read_pathway(std::string_view text, std::string file_name);

}  // namespace klynge
