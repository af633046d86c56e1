#pragma once
// Whole files, read and written so that half of one is never taken for one. Any thread.
#include "base/bytes.h"
#include "base/result.h"

namespace klynge::store {

// Problem: not now when it cannot be read, not understood when it is larger than the limit.
Result<Bytes> read_file(const std::string& path, size_t bytes_max = 16u << 20);
// Under another name (ending in .tmp) until all of it is on disk; sync_folder() makes the name last too.
Result<> write_file(const std::string& path, View bytes);
Result<> sync_folder(const std::string& folder);

}  // namespace klynge::store
