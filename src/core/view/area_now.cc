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

// What a reader knows that a number is.
struct Range {
  int64_t from = 0, to = 0;
};
constexpr int64_t unbounded = int64_t{1} << 40;

Range known(const Figure& figure) {
  switch (figure.form) {
    case Figure::Form::exact:
      return {figure.value, figure.value};
    case Figure::Form::under:
      return {1, figure.value - 1};
    case Figure::Form::at_least:
      return {figure.value, unbounded};
  }
  return {};
}

Range known(const std::vector<Figure>& parts) {
  Range all;
  for (const Figure& part : parts) {
    all.from += known(part).from;
    all.to += known(part).to;
  }
  return all;
}

// Whether the only value that a small part can have follows from the sum's being in that range.
bool gives_away(const std::vector<Figure>& parts, Range sum) {
  const Range all = known(parts);
  return std::ranges::any_of(parts, [&](const Figure& part) {
    if (part.form != Figure::Form::under) return false;
    const Range own = known(part);
    return std::max(own.from, sum.from - (all.to - own.to)) >=
           std::min(own.to, sum.to - (all.from - own.from));
  });
}

bool gives_away(const std::vector<SectorFigures>& sectors) {
  Range sum{0, unbounded};
  for (const SectorFigures& one : sectors) {
    const Range parts = known(one.parts), itself = known(one.sum);
    if (itself.to == 0) continue;  // it has none of it
    sum.from = std::max({sum.from, parts.from, itself.from});
    sum.to = std::min({sum.to, parts.to, itself.to});
  }
  if (sum.from > sum.to) return false;  // not the same people, as anyone can see
  return std::ranges::any_of(sectors, [&](const SectorFigures& one) { return gives_away(one.parts, sum); });
}

uint32_t least(const std::vector<Figure>& parts) {
  return static_cast<uint32_t>(known(parts).from);
}

// Tells one number less. False: there is none left.
bool keep_one_more(std::vector<SectorFigures>& sectors, std::span<const std::vector<Part>> from) {
  const auto is_exact = [](const Figure& figure) { return figure.form == Figure::Form::exact; };
  for (SectorFigures& one : sectors)
    if (is_exact(one.sum) && one.sum.value != 0 && !std::ranges::all_of(one.parts, is_exact)) {
      one.sum = {Figure::Form::at_least, least(one.parts)};
      return true;
    }
  SectorFigures* of = nullptr;
  Figure* smallest = nullptr;
  for (size_t i = 0; i < sectors.size(); ++i)
    for (size_t j = 0; j < from[i].size(); ++j) {
      Figure& part = sectors[i].parts[j];
      if (from[i][j].open || !is_exact(part) || part.value == 0) continue;
      if (smallest != nullptr && smallest->value <= part.value) continue;
      of = &sectors[i];
      smallest = &part;
    }
  if (smallest == nullptr) return false;
  *smallest = {Figure::Form::at_least, small_numbers_under};
  of->sum = {Figure::Form::at_least, least(of->parts)};
  return true;
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

Figure sum_of(std::span<const Part> parts) {
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
  const bool is_safe = unlisted ? unknown >= hidden + small_numbers_under
                                : hidden > 1 && unknown > hidden && unknown < most * hidden;
  if (is_safe) return {Figure::Form::exact, known + unknown};
  if (known + hidden == 0) return {Figure::Form::under, small_numbers_under};
  return {Figure::Form::at_least, known + hidden};
}

std::vector<SectorFigures> figures_of(std::span<const std::vector<Part>> sectors, bool counted_in_each) {
  std::vector<SectorFigures> all;
  for (const std::vector<Part>& parts : sectors) {
    SectorFigures& one = all.emplace_back();
    for (const Part& part : parts)
      one.parts.push_back(part.listed ? figure(part.value, part.open) : Figure{Figure::Form::at_least, 0});
    one.sum = sum_of(parts);
  }
  if (counted_in_each)
    while (gives_away(all) && keep_one_more(all, sectors)) {
    }
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
