#pragma once
// Bytes, and the tagged binary form that everything kept for ever is written in.
//
// A tagged record is a run of fields: varint tag = field number << 1 | shape, then the value.
// Shape 0: varint (integers, instants zig-zagged, booleans). Shape 1: varint length + that many bytes
// (text, nested records). Fields are written in rising number order (a list repeats its number), zero
// and empty values are left out, varints are shortest form: one value has exactly one encoding, so equal
// records have equal bytes. A reader skips numbers it does not know and refuses what breaks these rules.
// See docs/format/journal.md.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace klynge {

using Bytes = std::string;  // owned octets; std::string for its small-size storage and its operators
using View = std::string_view;

class FieldWriter {
 public:
  explicit FieldWriter(Bytes& out) : out_(out) {}
  void number(uint32_t field, uint64_t value);        // left out when 0
  void signed_number(uint32_t field, int64_t value);  // zig-zag; left out when 0
  void text(uint32_t field, View value);              // left out when empty
  void item(uint32_t field, View value);              // as text, but written even when empty (list items)
  template <class F>
  void nested(uint32_t field, F&& write) {  // write(FieldWriter&); written even when empty
    Bytes inner;
    FieldWriter w(inner);
    write(w);
    item(field, inner);
  }

 private:
  void tag(uint32_t field, unsigned shape);
  Bytes& out_;
  uint32_t last_ = 0;
};

// Reads fields one by one; the caller switches on `number`. After the loop, `ok()` tells whether the
// bytes were whole and canonical.
class FieldReader {
 public:
  explicit FieldReader(View in) : in_(in) {}
  bool next();  // false at the end or at the first fault
  uint32_t number() const { return field_; }
  bool is_bytes() const { return shape_ == 1; }
  uint64_t as_number();  // 0 and a fault when the field is bytes
  int64_t as_signed();   // undoes zig-zag
  View as_bytes();       // points into the input; empty and a fault when the field is a number
  Bytes as_text() { return Bytes(as_bytes()); }
  bool ok() const { return !bad_; }
  void fail() { bad_ = true; }

 private:
  View in_;
  size_t at_ = 0;
  uint32_t field_ = 0;
  unsigned shape_ = 0;
  uint64_t value_ = 0;
  View bytes_;
  bool bad_ = false;
};

void put_u16(Bytes& out, uint16_t v);  // big-endian, so that bytes sort as numbers do
void put_u32(Bytes& out, uint32_t v);
void put_u64(Bytes& out, uint64_t v);
uint16_t get_u16(View in, size_t at);
uint32_t get_u32(View in, size_t at);
uint64_t get_u64(View in, size_t at);

std::string to_hex(View bytes);
std::optional<Bytes> from_hex(View hex);
std::string to_base64(View bytes);
// White space is skipped, as FHIR allows it; the padding may be left out.
std::optional<Bytes> from_base64(View text);
// As in addresses and tokens (RFC 4648, 5): `-` and `_`, no padding.
std::string to_base64url(View bytes);
// Strict: none for padding, another letter, a length that cannot be, or bits left over.
std::optional<Bytes> from_base64url(View text);

}  // namespace klynge
