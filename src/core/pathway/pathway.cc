#include "core/pathway/pathway.h"

#include <algorithm>

namespace klynge {
namespace {

template <class Item>
const Item* with_id(const std::vector<Item>& items, std::string_view id) {
  const auto found = std::ranges::find(items, id, &Item::id);
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Task* Pathway::task(std::string_view wanted) const {
  return with_id(tasks, wanted);
}

const Ladder* Pathway::ladder(std::string_view wanted) const {
  return with_id(ladders, wanted);
}

const Citation* Pathway::citation(std::string_view wanted) const {
  return with_id(citations, wanted);
}

const Pathway::Signature* Pathway::signature_of(std::string_view signer) const {
  const auto found = std::ranges::find_if(
      signatures, [&](const Signature& one) { return one.role == signer && one.digest == digest; });
  return found == signatures.end() ? nullptr : &*found;
}

std::vector<std::string_view> Pathway::missing_signers() const {
  std::vector<std::string_view> missing;
  for (const std::string_view signer : signers)
    if (signature_of(signer) == nullptr) missing.push_back(signer);
  return missing;
}

const NamedCondition* Pathway::condition(std::string_view wanted) const {
  return with_id(conditions, wanted);
}

bool Pathway::heeds_mark(std::string_view wanted) const {
  const auto asks = [&](const Condition& one) {
    return one.kind == Condition::Kind::marked && std::ranges::find(one.of, wanted) != one.of.end();
  };
  const auto heeds = [&](const Step& step) {
    return (step.on == StayEvent::task_marked && step.of == wanted) ||
           std::ranges::any_of(step.conditions, asks);
  };
  const auto is_due_by = [&](const Deadline& one) { return std::ranges::any_of(one.conditions, asks); };
  const auto excepts = [&](const NamedCondition::Exception& one) { return asks(one.when); };
  return std::ranges::any_of(tasks,
                             [&](const Task& one) {
                               return std::ranges::any_of(one.steps, heeds) ||
                                      std::ranges::any_of(one.due, is_due_by);
                             }) ||
         std::ranges::any_of(conditions, [&](const NamedCondition& one) {
           return std::ranges::any_of(one.all, asks) || std::ranges::any_of(one.except, excepts);
         });
}

std::string_view word(Asker asker) {
  switch (asker) {
    case Asker::nurse:
      return "nurse";
    case Asker::gp:
      return "gp";
    case Asker::citizen:
      return "citizen";
    case Asker::relative:
      return "relative";
  }
  return "unknown";
}

}  // namespace klynge
