#pragma once
// The roster: which cases a municipality has about the citizen, at which desk, from when until when. It
// decides what may be kept (retssikkerhedsloven § 12 c), which desk acts, and to whom the record is open.
// Pure; any thread.
#include "core/command.h"
#include "core/fact.h"
#include "core/setting.h"

namespace klynge {

// May a hospital's notification of what happened `at` be kept?
bool has_basis(const Record& record, const std::vector<CaseKind>& kinds, Instant at);

// The desk that acts for that municipality: of the cases that run and are a basis, the one whose kind stands
// first in the data; of the same kind, the oldest. The municipality itself where the roster names no desk of
// it.
Party acting_desk(const Record& record, const Setting& setting, Party municipality, Instant at);
// Has the desk a case that is a basis, now?
bool has_case(const Record& record, const Setting& setting, Party desk, Instant at);

// What the roster says that the record does not have: CaseOpened, CaseChanged, CaseClosed; none when it says
// the same. A case is the same when kind, desk and first day are, else when kind and desk are and the days
// overlap.
std::vector<Fact> case_changes(const Record& record, const StateCases& said, Instant at);

}  // namespace klynge
