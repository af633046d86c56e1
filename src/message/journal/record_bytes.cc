// A record in bytes: an octet for the form, then its tagged fields. Equal records have equal bytes. A form
// that is not this one is refused, and the record folded from the journal instead.
#include "message/journal/field_lists.h"

namespace klynge::message {
namespace {

constexpr char record_form = 1;

}  // namespace

Bytes encode_record(const Record& record) {
  Bytes out;
  out.reserve(1024);
  out.push_back(record_form);
  FieldsOut f(out);
  fields(f, record);
  return out;
}

Result<Record> decode_record(View bytes) {
  if (bytes.empty()) return not_understood("record", "a record is empty");
  if (bytes[0] != record_form) return refused("record", "a record of a form this Klynge does not keep");
  Record record;
  FieldsIn f(bytes.substr(1));
  fields(f, record);
  if (auto problem = f.finish("record")) return std::move(*problem);
  return record;
}

}  // namespace klynge::message
