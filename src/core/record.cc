#include "core/record.h"

#include <algorithm>

namespace klynge {
namespace {

// Courses and duties are kept by number, and none is ever taken out.
template <class Numbered>
const Numbered* with_number(const std::vector<Numbered>& all, uint16_t number) {
  const auto found = std::ranges::lower_bound(all, number, {}, &Numbered::number);
  return found != all.end() && found->number == number ? &*found : nullptr;
}

}  // namespace

const Duty* Record::duty(uint16_t number) const {
  return with_number(duties, number);
}

const Course* Record::course(uint16_t number) const {
  return with_number(courses, number);
}

const Course* Record::course_with(const Key& key) const {
  const Course* found = nullptr;
  for (const Course& course : courses) {
    if (std::ranges::find(course.keys, key) == course.keys.end()) continue;
    if (found == nullptr || course.open() || !found->open()) found = &course;
  }
  return found;
}

}  // namespace klynge
