#include "core/view/tally.h"

namespace klynge {

Held held(const Record& record) {
  Held all;
  all.joined = record.joined.size();
  all.is_part_of_another = record.merged_into != 0;
  for (const Duty& duty : record.duties)
    if (duty.open()) all.duties.push_back({duty.number, duty.holder, !duty.silent_since.none()});
  return all;
}

int64_t tally_day(Instant stamp) {
  return days_from_civil(denmark_date(stamp));
}

void add(Tally& to, const Tally& change) {
  to.opened += change.opened;
  to.ended += change.ended;
  to.came += change.came;
  to.went += change.went;
  to.silenced += change.silenced;
  to.heard += change.heard;
}

std::map<Party, Tally> tally_changes(const Held& before, const Held& after) {
  std::map<Party, Tally> changes;
  if (before == after) return changes;
  const auto counted = [&](Party party, const Tally& change) { add(changes[party], change); };
  const bool brings = after.joined != before.joined;
  const bool leaves = after.is_part_of_another != before.is_part_of_another;
  const auto begun = [&](const Held::Open& duty, bool is_new) {
    counted(duty.holder, {.opened = is_new, .came = !is_new, .silenced = duty.silent});
  };
  const auto over = [&](const Held::Open& duty, bool is_ended) {
    counted(duty.holder, {.ended = is_ended, .went = !is_ended, .heard = duty.silent});
  };
  auto was = before.duties.begin();
  auto is = after.duties.begin();
  while (was != before.duties.end() || is != after.duties.end()) {
    if (is == after.duties.end() || (was != before.duties.end() && was->duty < is->duty)) {
      over(*was++, !leaves);
      continue;
    }
    if (was == before.duties.end() || is->duty < was->duty) {
      begun(*is++, !brings);
      continue;
    }
    if (was->holder != is->holder) {
      over(*was, false);
      begun(*is, false);
    } else if (was->silent != is->silent) {
      counted(is->holder, {.silenced = is->silent, .heard = was->silent});
    }
    ++was;
    ++is;
  }
  return changes;
}

Bytes encode(const Tally& tally) {
  Bytes out;
  FieldWriter fields(out);
  fields.number(1, tally.opened);
  fields.number(2, tally.ended);
  fields.number(3, tally.came);
  fields.number(4, tally.went);
  fields.number(5, tally.silenced);
  fields.number(6, tally.heard);
  return out;
}

std::optional<Tally> decode_tally(View bytes) {
  Tally tally;
  FieldReader in(bytes);
  while (in.next()) {
    const auto count = static_cast<uint32_t>(in.as_number());
    if (in.number() == 1) tally.opened = count;
    if (in.number() == 2) tally.ended = count;
    if (in.number() == 3) tally.came = count;
    if (in.number() == 4) tally.went = count;
    if (in.number() == 5) tally.silenced = count;
    if (in.number() == 6) tally.heard = count;
  }
  return in.ok() ? std::optional(tally) : std::nullopt;
}

}  // namespace klynge
