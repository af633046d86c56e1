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

const NamedCondition* Pathway::condition(std::string_view wanted) const {
  return with_id(conditions, wanted);
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

bool Pathway::approved() const {
  const auto signed_by = [&](std::string_view role) {
    return std::ranges::find(signatures, role, &Signature::role) != signatures.end();
  };
  return signed_by("nurse") && signed_by("doctor") && signed_by("municipal-lead");
}

}  // namespace klynge
