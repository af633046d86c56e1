#pragma once
// Facts, answers and worklists in plain words.
#include <functional>

#include "core/command.h"
#include "core/fact.h"
#include "core/view/worklist.h"

namespace klynge::story {

using NameOf = std::function<std::string(Party)>;

std::string said(Instant at);  // "2026-11-02 08:00", Danish time
// What a fact says, looking at the record as it was just before. Empty for what a reader need not see.
std::string said(const Fact& fact, const Record& before, const NameOf& name);
std::string said(const Answer& answer, const NameOf& name);  // of a refusal
std::string said(const WorkRow& row, const NameOf& name);

}  // namespace klynge::story
