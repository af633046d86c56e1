#include "ledger/listing.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "ledger/rows.h"

namespace klynge {
namespace {

constexpr size_t lists_at_most = 16;
constexpr size_t written_at_most = 100'000;

Problem unreadable() {
  return not_understood("rows", "a row of the worklist cannot be read; run klynge verify");
}

auto reading_place(const WorkRow& row) {
  const store::RowKey key = worklist_key(row);
  return std::tuple(reading_order(row), key.key_high, key.key_low);
}

Result<std::vector<WorkRow>> in_order(store::Reader& reader, Party list, size_t limit,
                                      const std::optional<store::RowKey>& after) {
  std::vector<WorkRow> rows;
  const auto keep_first = [&](size_t at_most) {
    if (rows.size() <= at_most) return;
    std::ranges::nth_element(rows, rows.begin() + static_cast<std::ptrdiff_t>(limit), {}, reading_place);
    rows.resize(limit);
  };
  limit = std::min(limit, SIZE_MAX / 2);
  bool is_readable = true;
  const auto take = [&](const store::Row& row) {
    auto work = read_work_row(row);
    is_readable = work.has_value();
    if (!work || (list.none() && work->part != WorkPart::holds)) return is_readable;
    if (after && reading_place(*work) <= std::tuple(after->order, after->key_high, after->key_low))
      return true;
    rows.push_back(std::move(*work));
    keep_first(std::max<size_t>(2 * limit, 1024));
    return true;
  };
  if (list.none()) {
    auto read = reader.all_rows(worklist_view, worklist_version, take);
    if (!read) return read.problem();
  } else {
    auto read = reader.rows(worklist_view, worklist_version, list.sor, std::nullopt, SIZE_MAX);
    if (!read) return read.problem();
    is_readable = std::ranges::all_of(*read, take);
  }
  if (!is_readable) return unreadable();
  keep_first(limit);
  std::ranges::sort(rows, {}, reading_place);
  return rows;
}

// The courses of rows; a citizen's rows mostly stand for one.
class CoursesOf {
 public:
  explicit CoursesOf(store::Reader& reader) : reader_(reader) {}
  Result<CourseRow> operator()(const WorkRow& row) {
    if (row.course == 0) return CourseRow{};
    const uint64_t key = row.citizen << 16 | row.course;
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
    const store::RowKey before{course_view, course_version, row.citizen, 0, row.course - 1u, UINT64_MAX >> 1};
    auto courses = reader_.rows(course_view, course_version, row.citizen, before, 1);
    if (!courses) return courses.problem();
    CourseRow course;
    if (!courses->empty() && courses->front().key.key_high == row.course) {
      auto read = decode_course_row(row.citizen, row.course, courses->front().bytes);
      if (!read) return not_understood("rows", "a row of a course cannot be read; run klynge verify");
      course = std::move(*read);
    }
    return known_.emplace(key, std::move(course)).first->second;
  }

 private:
  store::Reader& reader_;
  std::unordered_map<uint64_t, CourseRow> known_;
};

// A citizen's rows on a list.
Result<std::vector<WholeLists::Row>> rows_of(store::Reader& reader, Party list, CitizenNumber citizen) {
  constexpr size_t at_a_time = 16;  // more than a unit mostly has of one citizen
  std::vector<WholeLists::Row> found;
  CoursesOf course_of(reader);
  store::RowKey after{worklist_view, worklist_version, list.sor, 0, citizen, 0};
  for (;;) {
    auto read = reader.rows(worklist_view, worklist_version, list.sor, after, at_a_time);
    if (!read) return read.problem();
    for (const store::Row& row : *read) {
      if (row.key.key_high != citizen) return found;
      auto work = read_work_row(row);
      if (!work) return unreadable();
      auto course = course_of(*work);
      if (!course) return course.problem();
      found.push_back({std::move(*work), std::move(*course)});
    }
    if (read->size() < at_a_time) return found;
    after = read->back().key;
  }
}

}  // namespace

store::RowKey place_of(const WorkRow& row, Party list) {
  store::RowKey place = worklist_key(row);
  place.order = reading_order(row);
  place.list = list.sor;
  return place;
}

Result<std::vector<ListedRow>> listed(store::Reader& reader, Party list, size_t limit,
                                      const std::optional<store::RowKey>& after) {
  auto rows = in_order(reader, list, limit, after);
  if (!rows) return rows.problem();
  std::vector<ListedRow> listed;
  listed.reserve(rows->size());
  CoursesOf course_of(reader);
  for (WorkRow& work : *rows) {
    auto course = course_of(work);
    if (!course) return course.problem();
    const store::RowKey place = place_of(work, list);
    listed.push_back(ListedRow{std::move(work), std::move(*course), place, Identity{}, {}, {}});
  }
  return listed;
}

void WholeLists::written(Position at, CitizenNumber citizen) {
  if (citizen == 0 || lists_.empty()) return;
  if (written_.size() >= written_at_most) return forget();
  written_.emplace_back(at, citizen);
}

void WholeLists::forget() {
  lists_.clear();
  written_.clear();
}

Result<bool> WholeLists::renewed(store::Reader& reader, Party list, Kept& kept, Position now) {
  if (kept.as_of == now) return true;
  if (list.none() || kept.count >= rows_at_most) return false;
  std::set<CitizenNumber> changed;
  for (auto one =
           std::ranges::upper_bound(written_, kept.as_of, {}, &std::pair<Position, CitizenNumber>::first);
       one != written_.end(); ++one)
    changed.insert(one->second);
  // To find one citizen's rows costs as much as to read some on the way.
  constexpr size_t rows_for_a_citizen = 8;
  if (changed.size() * rows_for_a_citizen > kept.count) return false;
  for (const CitizenNumber citizen : changed) {
    auto rows = rows_of(reader, list, citizen);
    if (!rows) return rows.problem();
    std::vector<Row>& before = kept.rows[citizen];
    kept.count = kept.count - before.size() + rows->size();
    before = std::move(*rows);
    if (before.empty()) kept.rows.erase(citizen);
  }
  kept.as_of = now;
  return kept.count < rows_at_most;
}

Result<const WholeLists::Rows*> WholeLists::of(store::Reader& reader, Party list, Position now) {
  if (const auto known = lists_.find(list.sor); known != lists_.end()) {
    auto is_renewed = renewed(reader, list, known->second, now);
    if (is_renewed && *is_renewed) return &known->second.rows;
    lists_.erase(known);
    if (!is_renewed) return is_renewed.problem();
  }
  auto read = in_order(reader, list, rows_at_most, std::nullopt);
  if (!read) return read.problem();
  size_t all = read->size();
  for (const auto& [sor, kept] : lists_) all += kept.count;
  if (all > rows_at_most || lists_.size() >= lists_at_most) forget();
  if (lists_.empty()) written_.clear();
  Kept& kept = lists_[list.sor];
  kept.as_of = now;
  kept.count = read->size();
  CoursesOf course_of(reader);
  for (WorkRow& work : *read) {
    auto course = course_of(work);
    if (!course) {
      forget();
      return course.problem();
    }
    const CitizenNumber citizen = work.citizen;
    kept.rows[citizen].push_back({std::move(work), std::move(*course)});
  }
  return &kept.rows;
}

}  // namespace klynge
