#pragma once
// The letters that the post has in hand, one row each, by receiver and in the order they were sent: what is
// waiting, what is awaited, and what went wrong. What was acknowledged has left. Rows of a record are a
// function of it. Pure.
#include "base/bytes.h"
#include "core/record.h"

namespace klynge {

inline constexpr uint16_t post_view = 7, post_version = 2;

struct PostRow {
  Party to;      // the list
  Instant sent;  // its order
  CitizenNumber citizen = 0;
  uint16_t letter = 0, thread = 0;
  Key message;
  Party from;
  Post post;
  bool operator==(const PostRow&) const = default;
};

std::vector<PostRow> post_rows(const Record& record);

Bytes encode(const PostRow& row);  // what is not in its key
std::optional<PostRow> decode_post_row(uint64_t list, int64_t order, uint64_t citizen, uint64_t letter,
                                       View bytes);

}  // namespace klynge
