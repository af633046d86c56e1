#include "core/view/worklist.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace klynge {
namespace {

constexpr Party ward{265161000016000}, desk{953741000016009}, team{99900071000016004},
    leader{99900101000016006};
constexpr Instant start{1'700'000'000'000'000};

Duty open_duty(uint16_t number) {
  Duty duty;
  duty.number = number;
  duty.course = 1;
  duty.task = "first-visit";
  duty.holder = desk;
  duty.rule = "municipal-care";
  duty.held_since = duty.opened = start;
  return duty;
}

Record record_of(std::vector<Duty> duties) {
  Record record;
  record.citizen = 7;
  record.identity_at = 40;
  Course course;
  course.number = 1;
  course.pathway = "hospital-stay";
  course.version = 2;
  course.stay = StayState::home;
  course.ward = ward;
  course.stay_start = start - days(2);
  record.courses = {course};
  record.duties = std::move(duties);
  return record;
}

const WorkRow* row_on(const std::vector<WorkRow>& rows, Party list, uint16_t duty = 1) {
  const auto found = std::ranges::find_if(
      rows, [&](const WorkRow& row) { return row.list == list.sor && row.duty == duty; });
  return found == rows.end() ? nullptr : &*found;
}

TEST(Worklist, HasEachOpenDutyOnItsHoldersListAndTheCourseOnce) {
  Duty done = open_duty(2);
  done.state = DutyState::done;
  const auto rows = worklist(record_of({open_duty(1), done}));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].list, desk.sor);
  EXPECT_EQ(rows[0].citizen, 7u);
  EXPECT_EQ(rows[0].course, 1);
  EXPECT_EQ(rows[0].part, WorkPart::holds);
  EXPECT_EQ(rows[0].task, "first-visit");
  EXPECT_EQ(rows[0].identity_at, 40u);
  EXPECT_EQ(
      course_rows(record_of({open_duty(1), done})),
      (std::vector<CourseRow>{{7, 1, "hospital-stay", 2, StayState::home, ward, start - days(2), {}, {}}}));
}

// Whatever happens to a record, its rows with the changes made are the rows of what it became.
RC_GTEST_PROP(Worklist, ChangesMakeTheRowsOfWhatItBecame, ()) {
  const auto some_record = [] {
    std::vector<Duty> duties;
    for (uint16_t number = 1; number <= 4; ++number) {
      if (*rc::gen::inRange(0, 4) == 0) continue;
      Duty duty = open_duty(number);
      if (*rc::gen::inRange(0, 3) == 0) duty.state = DutyState::done;
      if (*rc::gen::inRange(0, 2) == 0) duty.due = start + hours(*rc::gen::inRange(1, 3));
      if (*rc::gen::inRange(0, 3) == 0) duty.offer = Offer{team, desk, start, start + hours(2)};
      if (*rc::gen::inRange(0, 3) == 0) duty.told = {leader};
      duties.push_back(duty);
    }
    Record record = record_of(std::move(duties));
    if (*rc::gen::inRange(0, 2) == 0) record.courses[0].stay = StayState::admitted;
    if (*rc::gen::inRange(0, 4) == 0) record.courses.clear();
    if (*rc::gen::inRange(0, 4) == 0) record.identity_at = 41;
    return record;
  };
  const Record before = some_record(), after = some_record();
  const WorkChanges changes = worklist_changes(before, after);
  const auto place = [](const WorkRow& row) { return std::tuple(row.list, row.citizen, row.part, row.duty); };
  std::map<decltype(place(WorkRow{})), Bytes> rows, ought;
  for (const WorkRow& row : worklist(before)) rows[place(row)] = encode(row);
  for (const WorkRow& row : changes.gone) RC_ASSERT(rows.erase(place(row)) == 1u);
  for (const WorkRow& row : changes.put) rows[place(row)] = encode(row);
  for (const WorkRow& row : worklist(after)) ought[place(row)] = encode(row);
  RC_ASSERT(rows == ought);
  std::map<uint16_t, Bytes> courses, courses_ought;
  for (const CourseRow& row : course_rows(before)) courses[row.course] = encode(row);
  for (const CourseRow& row : changes.courses_gone) RC_ASSERT(courses.erase(row.course) == 1u);
  for (const CourseRow& row : changes.courses_put) courses[row.course] = encode(row);
  for (const CourseRow& row : course_rows(after)) courses_ought[row.course] = encode(row);
  RC_ASSERT(courses == courses_ought);
}

TEST(Worklist, PutsWhoIsAskedAndWhoIsToldOnTheirOwnLists) {
  Duty duty = open_duty(1);
  duty.due = start + hours(24);
  duty.offer = Offer{team, desk, start, start + hours(2)};
  duty.clock = start + hours(2);
  duty.told = {desk, team, leader};
  const auto rows = worklist(record_of({duty}));
  ASSERT_EQ(rows.size(), 3u);  // holder and asked are told too, and stand on their lists once
  EXPECT_EQ(row_on(rows, team)->part, WorkPart::is_asked);
  EXPECT_EQ(reading_order(*row_on(rows, team)), (start + hours(2)).us);
  EXPECT_EQ(row_on(rows, desk)->part, WorkPart::holds);
  EXPECT_EQ(reading_order(*row_on(rows, desk)), (start + hours(24)).us);
  EXPECT_EQ(row_on(rows, leader)->part, WorkPart::is_told);
  EXPECT_EQ(row_on(rows, leader)->asked, team);
  EXPECT_EQ(row_on(rows, leader)->wakes, start + hours(2));
}

TEST(Worklist, SortsOldestSilenceFirstThenByDeadlineThenWithout) {
  Duty without = open_duty(1), late = open_duty(2), soon = open_duty(3), silent = open_duty(4),
       long_silent = open_duty(5), with_citizen = open_duty(6);
  late.due = start + days(9);
  soon.due = start + hours(1);
  silent.silent_since = start + days(100);
  long_silent.silent_since = start;
  with_citizen.citizen_check_by = start + days(1);
  auto rows = worklist(record_of({without, late, soon, silent, long_silent, with_citizen}));
  std::ranges::sort(rows, {}, reading_order);
  std::vector<uint16_t> duties;
  for (const WorkRow& row : rows) duties.push_back(row.duty);
  EXPECT_EQ(duties, (std::vector<uint16_t>{5, 4, 3, 6, 2, 1}));
}

TEST(Worklist, WakesForAPassThatIsAnnounced) {
  Duty duty = open_duty(1);
  duty.coming = ComingPass{desk, start + hours(72), "hours-72"};
  EXPECT_EQ(worklist(record_of({duty}))[0].wakes, start + hours(72));
  duty.clock = start + hours(1);
  EXPECT_EQ(worklist(record_of({duty}))[0].wakes, start + hours(1));
}

TEST(Worklist, ADutyOfNoCourseHasARowToo) {
  Duty duty = open_duty(1);
  duty.course = 0;
  const auto rows = worklist(record_of({duty}));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].course, 0);
}

WorkRow decoded(const WorkRow& row) {
  const auto read = decode_work_row(row.list, row.citizen, row.duty, row.part, encode(row));
  RC_ASSERT(read.has_value());
  return *read;
}

RC_GTEST_PROP(Worklist, ARowIsReadBackAsItWasWritten, ()) {
  WorkRow row;
  row.list = *rc::gen::arbitrary<uint64_t>();
  row.citizen = *rc::gen::arbitrary<uint64_t>();
  row.duty = *rc::gen::arbitrary<uint16_t>();
  row.part = *rc::gen::element(WorkPart::holds, WorkPart::is_asked, WorkPart::is_told);
  row.task = *rc::gen::arbitrary<std::string>();
  row.course = *rc::gen::arbitrary<uint16_t>();
  row.strand = *rc::gen::element(Strand::none, Strand::contact, Strand::rehabilitation);
  row.holder.sor = *rc::gen::arbitrary<uint64_t>();
  row.ground = *rc::gen::element(Ground::accepted, Ground::by_rule, Ground::taken);
  row.rule = *rc::gen::arbitrary<std::string>();
  row.held_since.us = *rc::gen::arbitrary<int64_t>();
  row.asked.sor = *rc::gen::arbitrary<uint64_t>();
  row.answer_by.us = *rc::gen::arbitrary<int64_t>();
  row.due.us = *rc::gen::arbitrary<int64_t>();
  row.silent_since.us = *rc::gen::arbitrary<int64_t>();
  row.silences = *rc::gen::arbitrary<uint16_t>();
  row.identity_at = *rc::gen::arbitrary<uint64_t>();
  row.wakes.us = *rc::gen::arbitrary<int64_t>();
  RC_ASSERT(decoded(row) == row);
}

RC_GTEST_PROP(Worklist, ACoursesRowIsReadBackAsItWasWritten, ()) {
  CourseRow row;
  row.citizen = *rc::gen::arbitrary<uint64_t>();
  row.course = *rc::gen::arbitrary<uint16_t>();
  row.pathway = *rc::gen::arbitrary<std::string>();
  row.version = *rc::gen::arbitrary<uint16_t>();
  row.stay = static_cast<StayState>(*rc::gen::inRange(0, static_cast<int>(StayState::ready) + 1));
  row.ward.sor = *rc::gen::arbitrary<uint64_t>();
  row.stay_start.us = *rc::gen::arbitrary<int64_t>();
  RC_ASSERT(decode_course_row(row.citizen, row.course, encode(row)) == row);
}

RC_GTEST_PROP(Worklist, AnyBytesAreReadOrRefusedAndNeverHarm, (const std::string& bytes)) {
  (void)decode_work_row(1, 2, 3, WorkPart::holds, bytes);
  (void)decode_course_row(1, 2, bytes);
}

TEST(Worklist, RefusesAStrandThatDoesNotExist) {
  Bytes bytes;
  FieldWriter write(bytes);
  write.number(4, 6);
  write.number(6, 2);
  EXPECT_FALSE(decode_work_row(0, 1, 1, WorkPart::holds, bytes));
}

}  // namespace
}  // namespace klynge
