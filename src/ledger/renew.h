#pragma once
// What follows from the journal (the rows of lists, the snapshots of records) is made anew when this program
// makes it otherwise than the one before it did. The versions of both are kept in the store's meta; the
// journal itself is never written anew (docs/operate/upgrade.md).
#include "store/store.h"

namespace klynge {

enum class Views : uint8_t { current, older };
// Whether lists and snapshots are as this program makes them. Problem refused: a newer program made them.
Result<Views> views_of(store::Reader& reader);

// Makes them anew when they are older: folds every citizen from the journal's beginning. May be broken off
// at any moment; it begins again. `told` is called now and then with entries done. Called by the one writer,
// before anything is read of the rows.
Result<> renew_views(store::Store& store, store::Reader& reader,
                     const std::function<void(store::Position done, store::Position of)>& told);

}  // namespace klynge
