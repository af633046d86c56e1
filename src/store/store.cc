#include "store/store.h"

#include "store/batch.h"

namespace klynge::store {

bool Batch::empty() const {
  return entries.empty() && bodies.empty() && drop_bodies.empty() && drop_rows.empty() && rows.empty() &&
         points.empty() && drop_names.empty() && drop_names_of.empty() && names.empty() &&
         snapshots.empty() && drop_snapshots.empty() && meta.empty();
}

Result<> check_batch(const Batch& batch, Position last, const std::string& where) {
  for (const Entry& entry : batch.entries) {
    if (entry.position == ++last && last <= position_max) continue;
    return refused(where, "the journal goes on at " + std::to_string(last) + ", not at " +
                              std::to_string(entry.position));
  }
  for (const Body& body : batch.bodies) {
    if (body.part <= part_max && body.position <= position_max) continue;
    return refused(where, "part " + std::to_string(body.part) + " of body " + std::to_string(body.position) +
                              " has no place");
  }
  return Done{};
}

}  // namespace klynge::store
