#include "core/view/post_list.h"

#include <algorithm>

namespace klynge {

std::vector<PostRow> post_rows(const Record& record) {
  std::vector<PostRow> rows;
  for (const Thread& thread : record.threads) {
    for (const Letter& letter : thread.letters) {
      const PostState state = state_of(letter.post);
      if (state == PostState::not_by_post || state == PostState::acknowledged) continue;
      rows.push_back({letter.to, letter.sent, record.citizen, letter.number, thread.number, letter.message,
                      letter.from, letter.post});
    }
  }
  return rows;
}

Bytes encode(const PostRow& row) {
  Bytes out;
  FieldWriter fields(out);
  fields.number(1, row.thread);
  fields.text(2, View(reinterpret_cast<const char*>(row.message.octets.data()), row.message.octets.size()));
  fields.number(3, row.from.sor);
  fields.number(5, row.post.wait_seconds);
  fields.number(6, row.post.resends);
  fields.number(7, row.post.sendings);
  fields.signed_number(8, row.post.delivered.us);
  fields.signed_number(9, row.post.sent_last.us);
  fields.signed_number(10, row.post.again.us);
  fields.number(11, static_cast<uint64_t>(row.post.answer));
  fields.signed_number(12, row.post.answered.us);
  fields.signed_number(13, row.post.given_up.us);
  fields.signed_number(14, row.post.posted.us);
  fields.number(15, row.post.taken_within_seconds);
  fields.signed_number(16, row.post.not_taken.us);
  fields.number(17, row.post.status);
  return out;
}

std::optional<PostRow> decode_post_row(uint64_t list, int64_t order, uint64_t citizen, uint64_t letter,
                                       View bytes) {
  PostRow row;
  row.to = {list};
  row.sent = {order};
  row.citizen = citizen;
  row.letter = static_cast<uint16_t>(letter);
  Post& post = row.post;
  FieldReader in(bytes);
  while (in.next()) {
    if (in.number() == 1) row.thread = static_cast<uint16_t>(in.as_number());
    if (in.number() == 2) {
      const View octets = in.as_bytes();
      if (octets.size() != row.message.octets.size()) return std::nullopt;
      std::copy(octets.begin(), octets.end(), row.message.octets.begin());
    }
    if (in.number() == 3) row.from.sor = in.as_number();
    if (in.number() == 5) post.wait_seconds = static_cast<uint32_t>(in.as_number());
    if (in.number() == 6) post.resends = static_cast<uint8_t>(in.as_number());
    if (in.number() == 7) post.sendings = static_cast<uint8_t>(in.as_number());
    if (in.number() == 8) post.delivered.us = in.as_signed();
    if (in.number() == 9) post.sent_last.us = in.as_signed();
    if (in.number() == 10) post.again.us = in.as_signed();
    if (in.number() == 11) post.answer = static_cast<PostAnswer>(in.as_number());
    if (in.number() == 12) post.answered.us = in.as_signed();
    if (in.number() == 13) post.given_up.us = in.as_signed();
    if (in.number() == 14) post.posted.us = in.as_signed();
    if (in.number() == 15) post.taken_within_seconds = static_cast<uint32_t>(in.as_number());
    if (in.number() == 16) post.not_taken.us = in.as_signed();
    if (in.number() == 17) post.status = static_cast<uint16_t>(in.as_number());
  }
  if (!in.ok()) return std::nullopt;
  post.by_post = true;
  return row;
}

}  // namespace klynge
