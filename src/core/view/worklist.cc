#include "core/view/worklist.h"

#include <algorithm>
#include <limits>

namespace klynge {
namespace {

// One number that sorts as a nurse reads: the silent ones first, oldest silence first; then by deadline; then
// those without. Instants are far smaller than the distance between the three.
constexpr int64_t silent_first = std::numeric_limits<int64_t>::min() / 2;
constexpr int64_t without_last = std::numeric_limits<int64_t>::max();

Instant earlier(Instant a, Instant b) {
  if (a.none() || b.none()) return a.none() ? b : a;
  return std::min(a, b);
}

// What the row says, whoever's list it stands on.
WorkRow row_of(const Record& record, const Duty& duty) {
  WorkRow row;
  row.citizen = record.citizen;
  row.duty = duty.number;
  row.course = duty.course;
  row.task = duty.task;
  row.strand = duty.strand;
  row.holder = duty.holder;
  row.ground = duty.ground;
  row.rule = duty.rule;
  row.held_since = duty.held_since;
  if (duty.offer) {
    row.asked = duty.offer->to;
    row.answer_by = duty.offer->answer_by;
  }
  row.due = duty.due;
  row.silent_since = duty.silent_since;
  row.silences = duty.silences;
  row.citizen_check_by = duty.citizen_check_by;
  row.identity_at = record.identity_at;
  row.noted_at = duty.noted_at;
  row.said_at = duty.said_at;
  row.wakes = earlier(duty.clock, duty.coming ? duty.coming->at : Instant{});
  if (record.moving) row.wakes = earlier(row.wakes, record.moving->from);
  return row;
}

void add_rows(const Record& record, const Duty& duty, std::vector<WorkRow>& rows) {
  const WorkRow base = row_of(record, duty);
  const auto add = [&](uint64_t list, WorkPart part) {
    WorkRow row = base;
    row.list = list;
    row.part = part;
    rows.push_back(std::move(row));
  };
  add(duty.holder.sor, WorkPart::holds);
  if (duty.offer) add(duty.offer->to.sor, WorkPart::is_asked);
  for (const Party& party : duty.told) {
    const bool listed = party == duty.holder || (duty.offer && party == duty.offer->to);
    if (!listed) add(party.sor, WorkPart::is_told);
  }
}

CourseRow row_of(const Record& record, const Course& course) {
  return {record.citizen,     course.number, course.pathway,    course.version,
          course.stay,        course.ward,   course.stay_start, course.discharge_expected,
          course.municipality};
}

const Duty* open_duty(const Record& record, uint16_t number) {
  const Duty* duty = record.duty(number);
  return duty != nullptr && duty->open() ? duty : nullptr;
}

// The rows of `from` that are not among those of `but`.
template <class Row>
void take_but(const std::vector<Row>& from, const std::vector<Row>& but, std::vector<Row>& out) {
  for (const Row& row : from) {
    if (std::ranges::find(but, row) == but.end()) out.push_back(row);
  }
}

enum Field : uint32_t {
  task = 1,
  course = 2,
  strand = 4,
  holder = 5,
  ground = 6,
  rule = 7,
  held_since = 8,
  asked = 9,
  answer_by = 10,
  due = 11,
  silent_since = 12,
  silences = 13,
  citizen_check_by = 14,
  identity_at = 17,
  wakes = 18,
  noted_at = 19,
  said_at = 20,
};
enum CourseField : uint32_t {
  pathway = 1,
  version = 2,
  stay = 3,
  ward = 4,
  stay_start = 5,
  discharge_expected = 6,
  municipality = 7,
};

template <class Small>
Small small(FieldReader& in, uint64_t most) {
  const uint64_t value = in.as_number();
  if (value > most) in.fail();
  return static_cast<Small>(value);
}

}  // namespace

int64_t reading_order(const WorkRow& row) {
  if (!row.silent_since.none()) return silent_first + row.silent_since.us;
  Instant deadline = earlier(row.due, row.citizen_check_by);
  // Who is asked must answer before the duty itself is due.
  if (row.part == WorkPart::is_asked) deadline = earlier(row.answer_by, deadline);
  return deadline.none() ? without_last : deadline.us;
}

std::vector<WorkRow> worklist(const Record& record) {
  std::vector<WorkRow> rows;
  for (const Duty& duty : record.duties) {
    if (duty.open()) add_rows(record, duty, rows);
  }
  return rows;
}

std::vector<CourseRow> course_rows(const Record& record) {
  std::vector<CourseRow> rows;
  for (const Course& one : record.courses) rows.push_back(row_of(record, one));
  return rows;
}

WorkChanges worklist_changes(const Record& before, const Record& after) {
  WorkChanges changes;
  for (const Duty& was : before.duties) {
    if (was.open() && open_duty(after, was.number) == nullptr) add_rows(before, was, changes.gone);
  }
  for (const Duty& is : after.duties) {
    if (!is.open()) continue;
    const Duty* was = open_duty(before, is.number);
    if (was == nullptr) {
      add_rows(after, is, changes.put);
    } else if (*was != is || before.identity_at != after.identity_at || before.moving != after.moving) {
      std::vector<WorkRow> old_rows, new_rows;
      add_rows(before, *was, old_rows);
      add_rows(after, is, new_rows);
      take_but(old_rows, new_rows, changes.gone);
      take_but(new_rows, old_rows, changes.put);
    }
  }
  const auto old_courses = course_rows(before), new_courses = course_rows(after);
  for (const CourseRow& row : old_courses) {
    if (std::ranges::find(new_courses, row.course, &CourseRow::course) == new_courses.end())
      changes.courses_gone.push_back(row);
  }
  take_but(new_courses, old_courses, changes.courses_put);
  return changes;
}

Bytes encode(const WorkRow& row) {
  Bytes out;
  FieldWriter write(out);
  write.text(task, row.task);
  write.number(course, row.course);
  write.number(strand, static_cast<uint64_t>(row.strand));
  write.number(holder, row.holder.sor);
  write.number(ground, static_cast<uint64_t>(row.ground));
  write.text(rule, row.rule);
  write.signed_number(held_since, row.held_since.us);
  write.number(asked, row.asked.sor);
  write.signed_number(answer_by, row.answer_by.us);
  write.signed_number(due, row.due.us);
  write.signed_number(silent_since, row.silent_since.us);
  write.number(silences, row.silences);
  write.signed_number(citizen_check_by, row.citizen_check_by.us);
  write.number(identity_at, row.identity_at);
  write.signed_number(wakes, row.wakes.us);
  write.number(noted_at, row.noted_at);
  write.number(said_at, row.said_at);
  return out;
}

std::optional<WorkRow> decode_work_row(uint64_t list, CitizenNumber citizen, uint16_t duty, WorkPart part,
                                       View bytes) {
  WorkRow row;
  row.list = list;
  row.citizen = citizen;
  row.duty = duty;
  row.part = part;
  FieldReader in(bytes);
  while (in.next()) {
    switch (in.number()) {
      case task:
        row.task = in.as_text();
        break;
      case course:
        row.course = small<uint16_t>(in, UINT16_MAX);
        break;
      case strand:
        row.strand = small<Strand>(in, static_cast<uint64_t>(Strand::rehabilitation));
        break;
      case holder:
        row.holder.sor = in.as_number();
        break;
      case ground:
        row.ground = small<Ground>(in, static_cast<uint64_t>(Ground::taken));
        break;
      case rule:
        row.rule = in.as_text();
        break;
      case held_since:
        row.held_since.us = in.as_signed();
        break;
      case asked:
        row.asked.sor = in.as_number();
        break;
      case answer_by:
        row.answer_by.us = in.as_signed();
        break;
      case due:
        row.due.us = in.as_signed();
        break;
      case silent_since:
        row.silent_since.us = in.as_signed();
        break;
      case silences:
        row.silences = small<uint16_t>(in, UINT16_MAX);
        break;
      case citizen_check_by:
        row.citizen_check_by.us = in.as_signed();
        break;
      case identity_at:
        row.identity_at = in.as_number();
        break;
      case wakes:
        row.wakes.us = in.as_signed();
        break;
      case noted_at:
        row.noted_at = in.as_number();
        break;
      case said_at:
        row.said_at = in.as_number();
        break;
      default:  // of a newer version: not ours to know
        break;
    }
  }
  if (!in.ok() || row.ground == Ground{}) return std::nullopt;  // nobody holds without a ground
  return row;
}

Bytes encode(const CourseRow& row) {
  Bytes out;
  FieldWriter write(out);
  write.text(pathway, row.pathway);
  write.number(version, row.version);
  write.number(stay, static_cast<uint64_t>(row.stay));
  write.number(ward, row.ward.sor);
  write.signed_number(stay_start, row.stay_start.us);
  write.signed_number(discharge_expected, row.discharge_expected.us);
  write.number(municipality, row.municipality.sor);
  return out;
}

std::optional<CourseRow> decode_course_row(CitizenNumber citizen, uint16_t number, View bytes) {
  CourseRow row;
  row.citizen = citizen;
  row.course = number;
  FieldReader in(bytes);
  while (in.next()) {
    switch (in.number()) {
      case pathway:
        row.pathway = in.as_text();
        break;
      case version:
        row.version = small<uint16_t>(in, UINT16_MAX);
        break;
      case stay:
        row.stay = small<StayState>(in, static_cast<uint64_t>(StayState::ready));
        break;
      case ward:
        row.ward.sor = in.as_number();
        break;
      case stay_start:
        row.stay_start.us = in.as_signed();
        break;
      case discharge_expected:
        row.discharge_expected.us = in.as_signed();
        break;
      case municipality:
        row.municipality.sor = in.as_number();
        break;
      default:
        break;
    }
  }
  return in.ok() ? std::optional(std::move(row)) : std::nullopt;
}

}  // namespace klynge
