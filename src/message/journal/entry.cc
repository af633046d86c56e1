#include "message/journal/entry.h"

#include <cstdlib>

#include "message/journal/field_lists.h"

namespace klynge::message {
namespace {

constexpr size_t hash_bytes = 32;
constexpr uint64_t position_limit = 1ull << 48;
constexpr uint8_t kind_version_latest = 1;  // of every kind of entry

// What may not be written cannot be read again: a programmer's error, and stopped before it is kept.
void require(bool holds) {
  if (!holds) std::abort();
}

void put_u48(Bytes& out, uint64_t value) {
  require(value < position_limit);
  put_u16(out, static_cast<uint16_t>(value >> 32));
  put_u32(out, static_cast<uint32_t>(value));
}

void put_bound_header(const EntryHeader& header, Bytes& out) {
  require(known(header.kind) && header.kind_version == kind_version_latest);
  out.push_back(static_cast<char>(journal_format));
  put_u64(out, header.installation);
  put_u16(out, header.partition);
  put_u48(out, header.position);
  put_u32(out, header.epoch);
  put_u64(out, header.citizen);
  put_u64(out, header.controller);
  put_u64(out, static_cast<uint64_t>(header.stamp.us));
  put_u16(out, static_cast<uint16_t>(header.kind));
  out.push_back(static_cast<char>(header.kind_version));
  put_u64(out, header.setting);
  put_u64(out, header.previous_of_citizen);
}

// Takes big-endian numbers one after the other. REQUIRES: they are there.
class Taker {
 public:
  explicit Taker(View in) : in_(in) {}
  uint8_t u8() { return static_cast<uint8_t>(in_[std::exchange(at_, at_ + 1)]); }
  uint16_t u16() { return get_u16(in_, std::exchange(at_, at_ + 2)); }
  uint32_t u32() { return get_u32(in_, std::exchange(at_, at_ + 4)); }
  uint64_t u64() { return get_u64(in_, std::exchange(at_, at_ + 8)); }
  uint64_t u48() {
    const uint64_t high = u16();
    return high << 32 | u32();
  }
  View bytes(size_t n) { return in_.substr(std::exchange(at_, at_ + n), n); }

 private:
  View in_;
  size_t at_ = 0;
};

}  // namespace

Bytes associated_data(const EntryHeader& header) {
  Bytes out;
  out.reserve(header_bytes - hash_bytes);
  put_bound_header(header, out);
  return out;
}

Bytes encode(const JournalEntry& entry) {
  Bytes out;
  out.reserve(header_bytes + 160 + 64 * entry.facts.size() + entry.sealed.size());
  put_bound_header(entry.header, out);
  const Bytes& previous = entry.header.previous_hash;
  require(previous.empty() || previous.size() == hash_bytes);
  out.append(previous);
  out.resize(header_bytes, '\0');
  FieldsOut f(out);
  fields(f, entry);
  return out;
}

Result<EntryHeader> decode_header(View bytes) {
  if (bytes.empty()) return not_understood("entry", "an entry is empty");
  Taker take(bytes);
  const uint8_t format = take.u8();
  if (format > journal_format) {
    return refused("entry", "format " + std::to_string(format) + " was written by a newer Klynge");
  }
  if (format == 0) return not_understood("entry", "format 0 was never written");
  if (bytes.size() < header_bytes) return not_understood("entry", "an entry ends within its header");
  EntryHeader header;
  header.installation = take.u64();
  header.partition = take.u16();
  header.position = take.u48();
  header.epoch = take.u32();
  header.citizen = take.u64();
  header.controller = take.u64();
  header.stamp = {static_cast<int64_t>(take.u64())};
  header.kind = static_cast<EntryKind>(take.u16());
  header.kind_version = take.u8();
  header.setting = take.u64();
  header.previous_of_citizen = take.u64();
  header.previous_hash = take.bytes(hash_bytes);
  if (header.kind == EntryKind{} || header.kind_version == 0) {
    return not_understood("entry", "an entry without a kind, or of version 0");
  }
  if (!known(header.kind) || header.kind_version > kind_version_latest) {
    return refused("entry", "a kind of entry, or a version of it, that was written by a newer Klynge");
  }
  return header;
}

Result<JournalEntry> decode(View bytes) {
  auto header = decode_header(bytes);
  if (!header) return header.problem();
  JournalEntry entry;
  entry.header = std::move(*header);
  FieldsIn f(bytes.substr(header_bytes));
  fields(f, entry);
  if (auto problem = f.finish("entry")) return std::move(*problem);
  return entry;
}

void write_json(const JournalEntry& entry, json::Writer& out) {
  const EntryHeader& h = entry.header;
  Bytes setting;
  put_u64(setting, h.setting);
  Bytes installation;
  put_u64(installation, h.installation);
  out.begin_object();
  out.key("position").unsigned_number(h.position);
  out.field("kind", word(h.kind)).key("kind_version").unsigned_number(h.kind_version);
  out.field("stamp", format_utc(h.stamp));
  out.key("citizen").unsigned_number(h.citizen);
  out.field("controller", std::to_string(h.controller));
  out.key("previous_of_citizen").unsigned_number(h.previous_of_citizen);
  out.field("installation", to_hex(installation));
  out.key("partition").unsigned_number(h.partition);
  out.key("epoch").unsigned_number(h.epoch);
  out.field("setting", to_hex(setting));
  out.field("previous_hash", to_hex(h.previous_hash));
  FieldsJson f(out);
  fields(f, entry);
  out.end_object();
}

Bytes encode_texts(const std::vector<std::string>& texts) {
  Bytes out;
  FieldWriter fields_out(out);
  for (const auto& text : texts) fields_out.item(1, text);
  return out;
}

Result<std::vector<std::string>> decode_texts(View bytes) {
  std::vector<std::string> texts;
  FieldReader in(bytes);
  while (in.next()) {
    if (in.number() != 1) return refused("texts", "a field was written by a newer Klynge");
    texts.emplace_back(in.as_bytes());
  }
  if (!in.ok()) return not_understood("texts", "not written as Klynge writes it");
  return texts;
}

}  // namespace klynge::message
