// A record in bytes: an octet for the form, then its tagged fields. Equal records have equal bytes. A form
// that is not this one is refused, and the record folded from the journal instead.
#include <algorithm>

#include "core/evolve.h"
#include "message/journal/field_lists.h"

namespace klynge::message {
namespace {

constexpr char record_form = 1;

// What is put away in memory stands in its place by number: how a record lies in memory is not kept.
Record laid_out(const Record& record) {
  Record whole = record;
  whole.closed.clear();
  whole.courses.clear();
  for (const Course* course : record.all_courses()) whole.courses.push_back(*course);
  whole.duties.clear();
  for (const Duty* duty : record.all_duties()) whole.duties.push_back(*duty);
  return whole;
}

template <class Numbered>
bool rising(const std::vector<Numbered>& all) {
  const auto not_after = [](const Numbered& one, const Numbered& next) { return one.number >= next.number; };
  return std::ranges::adjacent_find(all, not_after) == all.end();
}

}  // namespace

Bytes encode_record(const Record& record) {
  Bytes out;
  out.reserve(1024);
  out.push_back(record_form);
  FieldsOut f(out);
  fields(f, record.closed.empty() ? record : laid_out(record));
  return out;
}

Result<Record> decode_record(View bytes) {
  if (bytes.empty()) return not_understood("record", "a record is empty");
  if (bytes[0] != record_form) return refused("record", "a record of a form this Klynge does not keep");
  Record record;
  FieldsIn f(bytes.substr(1));
  fields(f, record);
  if (auto problem = f.finish("record")) return std::move(*problem);
  if (!rising(record.courses) || !rising(record.duties) || !rising(record.cases) ||
      !rising(record.circumstances) || !rising(record.threads) || !rising(record.drafts))
    return not_understood(
        "record", "courses, duties, cases, circumstances, threads and drafts are expected by rising number");
  put_away(record);
  return record;
}

}  // namespace klynge::message
