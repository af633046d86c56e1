#include "core/view/cutover.h"

#include <algorithm>

namespace klynge {
namespace {

struct Law {  // what the law says of a task that changes authority on a day
  const Tenure* before = nullptr;
  const Tenure* after = nullptr;
  bool changes() const { return after != nullptr && before->authority != after->authority; }
};

Law law_of(const WorkRow& row, Instant day, const std::vector<LegalTask>& tasks) {
  const auto task = std::ranges::find(tasks, row.task, &LegalTask::id);
  if (task == tasks.end()) return {};
  return {&task->on(day - Duration{1}), &task->on(day)};
}

void name_successor(CutOver& cut, const Handover* handover, const Law& law, Instant day,
                    const Directory& directory) {
  using enum CutOver::Unknown;
  if (handover == nullptr) {
    cut.why = no_unit_named;
    return;
  }
  cut.same_performer = handover->same_performer;
  cut.rule = handover->rule;
  const PartyInfo* to = directory.find(handover->to);
  if (to == nullptr || !directory.exists(handover->to, day)) {
    cut.why = successor_absent;
    return;
  }
  cut.after = handover->to;
  if (!law.changes()) cut.authority_after = to->kind;
  if (to->kind != cut.authority_after) cut.why = wrong_authority;
}

}  // namespace

std::optional<CutOver> cut_over(const WorkRow& row, Instant day, const Directory& directory,
                                const std::vector<LegalTask>& tasks) {
  using enum CutOver::Unknown;
  const Law law = law_of(row, day, tasks);
  const PartyInfo* holder = directory.find(row.holder);
  const Handover* handover = directory.handover(row.holder, row.task);
  if (handover != nullptr && handover->on != day) handover = nullptr;
  CutOver cut;
  cut.before = row.holder;
  cut.authority_before = holder == nullptr ? PartyKind::unknown : holder->kind;
  if (law.changes()) {
    cut.authority_after = law.after->authority;
    cut.performer_after = law.after->performer;
    cut.rule = law.after->source;
  }
  const bool of_old_authority = holder != nullptr && law.changes() && holder->kind == law.before->authority;
  if (handover != nullptr || of_old_authority) {
    name_successor(cut, handover, law, day, directory);
    return cut;
  }
  if (holder == nullptr || holder->kind == PartyKind::unknown) {
    if (!law.changes()) return std::nullopt;
    cut.why = no_such_holder;
    return cut;
  }
  if (holder->to != day) return std::nullopt;
  cut.rule = "ceased";
  const PartyInfo* to = directory.find(holder->successor);
  if (to == nullptr || !directory.exists(to->party, day)) {
    cut.why = nobody_after;
    return cut;
  }
  cut.after = to->party;
  cut.authority_after = to->kind;
  return cut;
}

}  // namespace klynge
