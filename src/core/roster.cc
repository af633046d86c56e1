#include "core/roster.h"

#include <algorithm>

#include "core/draft.h"

namespace klynge {
namespace {

constexpr size_t nobody = SIZE_MAX;

// Where the case's kind stands among those that are a basis; `nobody` when it is none.
size_t rank_of(const Case& one, const std::vector<CaseKind>& kinds, Instant at) {
  const auto kind = std::ranges::find(kinds, one.kind, &CaseKind::id);
  const bool counts = kind != kinds.end() && kind->is_basis(at) && one.runs(at);
  return counts ? static_cast<size_t>(kind - kinds.begin()) : nobody;
}

bool overlap(const Case& one, const CaseStated& other) {
  return (one.to.none() || other.from < one.to) && (other.to.none() || one.from < other.to);
}

bool same_place(const Case& one, const CaseStated& other) {
  return one.kind == other.kind && one.desk == other.desk;
}

}  // namespace

bool has_basis(const Record& record, const std::vector<CaseKind>& kinds, Instant at) {
  return std::ranges::any_of(record.cases,
                             [&](const Case& one) { return rank_of(one, kinds, at) != nobody; });
}

bool has_case(const Record& record, const Setting& setting, Party desk, Instant at) {
  return std::ranges::any_of(record.cases, [&](const Case& one) {
    return one.desk == desk && rank_of(one, setting.case_kinds, at) != nobody;
  });
}

Party acting_desk(const Record& record, const Setting& setting, Party municipality, Instant at) {
  Party desk = municipality;
  size_t best = nobody;
  for (const Case& one : record.cases) {
    const bool is_of_it =
        setting.directory.same_organisation(one.desk, municipality) && setting.directory.exists(one.desk, at);
    const size_t rank = is_of_it ? rank_of(one, setting.case_kinds, at) : nobody;
    if (rank >= best) continue;
    best = rank;
    desk = one.desk;
  }
  return desk;
}

std::vector<Fact> case_changes(const Record& record, const StateCases& said, Instant at) {
  std::vector<Fact> facts;
  std::vector<bool> met(record.cases.size(), false), known(said.cases.size(), false);
  const auto meet = [&](auto&& same) {
    for (size_t i = 0; i < said.cases.size(); ++i) {
      const CaseStated& now = said.cases[i];
      for (size_t k = 0; k < record.cases.size() && !known[i]; ++k) {
        const Case& before = record.cases[k];
        if (met[k] || !same_place(before, now) || !same(before, now)) continue;
        met[k] = known[i] = true;
        if (before.from == now.from && before.to == now.to) continue;
        facts.push_back(CaseChanged{before.number, now.from, now.to, said.source});
      }
    }
  };
  meet([](const Case& before, const CaseStated& now) { return before.from == now.from; });
  meet(overlap);
  auto number = static_cast<uint16_t>(record.cases.empty() ? 0 : record.cases.back().number);
  for (size_t i = 0; i < said.cases.size(); ++i) {
    if (known[i]) continue;
    const CaseStated& now = said.cases[i];
    facts.push_back(CaseOpened{++number, now.kind, now.desk, now.from, now.to, said.source});
  }
  for (size_t k = 0; k < record.cases.size() && said.complete; ++k) {
    const Case& before = record.cases[k];
    const bool still_to_run = before.to.none() || before.to > at;
    if (!met[k] && still_to_run)
      facts.push_back(CaseClosed{before.number, std::max(before.from, at), said.source});
  }
  return facts;
}

Answer run(Draft& draft, const StateCases& ask) {
  for (const CaseStated& one : ask.cases)
    if (draft.setting.directory.find(one.desk) == nullptr)
      return {.refusal = Refusal::no_such_party, .party = one.desk};
  for (Fact& fact : case_changes(draft.record(), ask, draft.at)) draft.add(std::move(fact));
  if (!ask.gp.none() && ask.gp != draft.record().gp) name_gp(draft, ask.gp, draft.command.caller.party);
  return {};
}

}  // namespace klynge
