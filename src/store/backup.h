#pragma once
// A copy of a folder, taken while it is in use: a backup. It has each file as of one moment; the keys are
// copied last, so that whatever the copied journal and contents need is there (keys destroyed meanwhile are
// not: erased stays erased). The secrets of an installation and its list of erasures lie outside the folder,
// and outside its backup.
#include <functional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace klynge::store {

using Step = std::function<void(View file)>;  // told before each file is copied

// Copies the folder `from`, in use or not, to `to`, which must not be there yet; it appears when all of it is
// on disk. A writer and readers go on meanwhile. Not now: disk full, not readable. Refused: `to` is there,
// `from` is no folder of ours. A restore is the same, the other way.
Result<> copy_folder(const std::string& from, const std::string& to, const Step& step);

}  // namespace klynge::store
