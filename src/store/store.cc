#include "store/store.h"

namespace klynge::store {

bool Batch::empty() const {
  return entries.empty() && bodies.empty() && drop_bodies.empty() && drop_rows.empty() && rows.empty() &&
         points.empty() && drop_names.empty() && names.empty() && snapshots.empty() &&
         drop_snapshots.empty() && meta.empty();
}

}  // namespace klynge::store
