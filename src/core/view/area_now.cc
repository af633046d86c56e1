#include "core/view/area_now.h"

#include <algorithm>

#include "core/view/need.h"

namespace klynge {
namespace {

bool has_time(const WorkRow& row) {
  return !row.due.none() || !row.answer_by.none() || !row.citizen_check_by.none() || !row.wakes.none() ||
         !row.silent_since.none();
}

// Days from the day of `now` to that of `at`, by the wall.
int64_t days_ahead(Instant at, Instant now) {
  return days_from_civil(denmark_date(at)) - days_from_civil(denmark_date(now));
}

void count_home(PartyNow& party, const CourseRow& course, Instant now) {
  constexpr int64_t looked_ahead = 6;
  party.ready += course.stay == StayState::ready;
  if (course.discharge_expected.none()) return;
  const int64_t ahead = days_ahead(course.discharge_expected, now);
  party.home_before += ahead < 0;
  party.home_today += ahead == 0;
  party.home_tomorrow += ahead == 1;
  party.home_later += ahead > 1 && ahead <= looked_ahead;
}

// What stands in several sectors, once a small part is hidden there.
void keep_parts(std::span<const std::vector<Part>> sectors, std::vector<SectorFigures>& all) {
  struct Sum {
    uint32_t open = 0, closed = 0, parts = 0;  // `parts`: closed ones of which there are any
  };
  std::vector<Sum> sums;
  for (const std::vector<Part>& parts : sectors) {
    Sum& sum = sums.emplace_back();
    for (const Part& part : parts) {
      (part.open ? sum.open : sum.closed) += part.value;
      sum.parts += !part.open && part.value != 0;
    }
  }
  // So much more than one each that a small part may be all that it can be.
  const bool is_told = std::ranges::all_of(sums, [](const Sum& sum) {
    return sum.parts == 0 || sum.closed - sum.parts >= small_numbers_under - 1;
  });
  for (size_t i = 0; i < sectors.size(); ++i) {
    for (size_t j = 0; j < sectors[i].size(); ++j)
      if (const Part& part = sectors[i][j]; part.listed && !part.open && part.value != 0)
        all[i].parts[j] = {Figure::Form::at_least, 1};
    const Sum& sum = sums[i];
    all[i].sum = is_told || sum.parts == 0 ? Figure{Figure::Form::exact, sum.open + sum.closed}
                                           : Figure{Figure::Form::at_least, sum.open + sum.parts};
  }
}

}  // namespace

void CountNow::add(CourseRow row) {
  Seen& seen = courses_[{row.citizen, row.course}];
  seen.timed = !row.discharge_expected.none();
  seen.course = std::move(row);
}

void CountNow::add(const WorkRow& row) {
  if (row.part == WorkPart::is_told) return;
  PartyNow& party = parties_[{row.list}];
  const auto found = courses_.find({row.citizen, row.course});
  static const CourseRow none{};
  const CourseRow& course = found == courses_.end() ? none : found->second.course;
  if (row.part == WorkPart::is_asked) {
    ++party.asked;
    return;
  }
  ++party.open;
  party.overdue += need_of(row, course, now_) == Need::overdue;
  if (!row.silent_since.none()) {
    ++party.silent;
    if (party.oldest.since.none() || row.silent_since < party.oldest.since)
      party.oldest = {row.silent_since, row.task, course.pathway, course.version};
  }
  if (found == courses_.end()) return;
  Seen& seen = found->second;
  seen.open = true;
  seen.timed = seen.timed || has_time(row);
  if (row.strand == Strand::contact) seen.contact = row.holder;
  // From the word "ready" somebody has the decision and payment; it is in force as long as that is so.
  if (row.strand == Strand::authority && in_hospital(seen.course.stay)) seen.course.stay = StayState::ready;
}

void CountNow::count_stay(const Seen& seen) {
  const bool there = in_hospital(seen.course.stay) || seen.course.stay == StayState::ready;
  if (there) {
    count_home(parties_[seen.course.ward], seen.course, now_);
    count_home(parties_[seen.course.municipality], seen.course, now_);
  }
  if (seen.timed || seen.contact.none()) return;
  PartyNow& party = parties_[seen.contact];
  ++(there ? party.unplanned_in_hospital : party.unplanned_at_home);
}

std::map<Party, PartyNow> CountNow::done() && {
  for (const auto& [key, seen] : courses_)
    if (seen.open) count_stay(seen);
  std::erase_if(parties_, [](const auto& one) { return one.first.none() || one.second == PartyNow{}; });
  return std::move(parties_);
}

Figure figure(uint32_t value, bool open) {
  if (open || value == 0 || value >= small_numbers_under) return {Figure::Form::exact, value};
  return {Figure::Form::under, small_numbers_under};
}

Figure sum_of(std::span<const Part> parts, bool within_another) {
  // Of each hidden part one knows that it is from 1 to 4. The sum gives one away when it is the only one, or
  // when all of them are as small, or as large, as they can be.
  uint32_t known = 0, unknown = 0, hidden = 0;
  bool unlisted = false;
  for (const Part& part : parts) {
    const bool is_shown = part.listed && figure(part.value, part.open).form == Figure::Form::exact;
    (is_shown ? known : unknown) += part.value;
    hidden += part.listed && !is_shown;
    unlisted = unlisted || !part.listed;
  }
  if (unknown == 0) return {Figure::Form::exact, known};
  const uint32_t most = small_numbers_under - 1;
  const bool is_safe = within_another && hidden > 0 ? false
                       : unlisted                   ? unknown >= hidden + small_numbers_under
                                  : hidden > 1 && unknown > hidden && unknown < most * hidden;
  if (is_safe) return {Figure::Form::exact, known + unknown};
  if (known + hidden == 0) return {Figure::Form::under, small_numbers_under};
  return {Figure::Form::at_least, known + hidden};
}

std::vector<SectorFigures> figures_of(std::span<const std::vector<Part>> sectors, Overlap overlap) {
  std::vector<SectorFigures> all;
  bool is_hidden = false;
  size_t with_any = 0;
  for (const std::vector<Part>& parts : sectors) {
    SectorFigures& one = all.emplace_back();
    for (const Part& part : parts)
      one.parts.push_back(part.listed ? figure(part.value, part.open) : Figure{Figure::Form::at_least, 0});
    one.sum = sum_of(parts, overlap == Overlap::within_another);
    is_hidden = is_hidden || std::ranges::any_of(parts, [](const Part& part) {
                  return figure(part.value, part.open).form != Figure::Form::exact;
                });
    with_any += std::ranges::any_of(parts, [](const Part& part) { return part.value != 0; });
  }
  if (overlap == Overlap::in_each_sector && is_hidden && with_any > 1) keep_parts(sectors, all);
  return all;
}

Flow flow_of(uint32_t came, uint32_t went, const Figure& before, const Figure& after, bool open) {
  const auto is_exact = [](const Figure& figure) { return figure.form == Figure::Form::exact; };
  const Flow flow{figure(came, open), figure(went, open)};
  const bool levels = open || (is_exact(before) && is_exact(after));
  if (levels && is_exact(flow.came) && is_exact(flow.went)) return flow;
  const uint32_t more = levels && came > went ? came - went : 0;
  const uint32_t fewer = levels && went > came ? went - came : 0;
  return {{Figure::Form::at_least, more}, {Figure::Form::at_least, fewer}};
}

Figure sum_of(std::span<const Figure> sums) {
  Figure all;
  for (const Figure& one : sums) {
    const bool is_exact = one.form == Figure::Form::exact;
    if (!is_exact) all.form = Figure::Form::at_least;
    all.value += one.form == Figure::Form::under ? 1 : one.value;
  }
  return all;
}

}  // namespace klynge
