#pragma once
// Contents in a folder: DIR/content, one file each (docs/format/store.md). A file is written under another
// name and gets its own when all of it is on disk, so that half of one is never taken for one.
#include "store/store.h"

namespace klynge::store {

inline constexpr char contents_folder[] = "content";
inline constexpr char unfinished[] = ".part";

std::unique_ptr<Contents> open_contents(const std::string& directory);

}  // namespace klynge::store
