#pragma once
// Several pathway files beside each other: what no file alone can show. Of one pathway each version stands in
// one file; a later version begins later; and a version that names its end does not reach into the next. (One
// that names none ends where the next begins: a signed file need not be changed when its successor comes.)
// Pure; any thread.
#include <span>

#include "base/result.h"
#include "core/pathway/pathway.h"

namespace klynge {

struct PathwayFile {
  std::string name, text;
  Pathway pathway;  // as read from the text
};

// The first fault, with file, line and column; none when the files go together.
std::optional<Problem> clash_of(std::span<const PathwayFile> files);

}  // namespace klynge
