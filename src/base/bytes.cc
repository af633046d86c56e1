#include "base/bytes.h"

#include <array>
#include <cstdlib>

namespace klynge {
namespace {

void put_varint(Bytes& out, uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(value) | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

// Nothing when the bytes end too early, the value does not fit, or a shorter form of it exists.
std::optional<uint64_t> take_varint(View in, size_t& at) {
  uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && at < in.size(); shift += 7) {
    const auto octet = static_cast<unsigned char>(in[at++]);
    if (shift == 63 && octet > 1) return std::nullopt;
    value |= static_cast<uint64_t>(octet & 0x7f) << shift;
    if (octet < 0x80) return octet == 0 && shift > 0 ? std::nullopt : std::optional(value);
  }
  return std::nullopt;
}

template <class T>
void put_big_endian(Bytes& out, T value) {
  std::array<char, sizeof(T)> octets;
  for (size_t i = 0; i < sizeof(T); ++i) octets[sizeof(T) - 1 - i] = static_cast<char>(value >> 8 * i & 0xff);
  out.append(octets.data(), octets.size());
}

// REQUIRES: the octets are there. Reading past the end is a programmer's error and stops the process.
template <class T>
T get_big_endian(View in, size_t at) {
  if (at > in.size() || in.size() - at < sizeof(T)) std::abort();
  uint64_t value = 0;
  for (size_t i = 0; i < sizeof(T); ++i) value = value << 8 | static_cast<unsigned char>(in[at + i]);
  return static_cast<T>(value);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

void FieldWriter::tag(uint32_t field, unsigned shape) {
  if (field == 0 || field < last_) std::abort();  // fields rise: a programmer's error, never an input's
  last_ = field;
  put_varint(out_, static_cast<uint64_t>(field) << 1 | shape);
}

void FieldWriter::number(uint32_t field, uint64_t value) {
  if (value == 0) return;
  tag(field, 0);
  put_varint(out_, value);
}

void FieldWriter::signed_number(uint32_t field, int64_t value) {
  number(field, static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63));
}

void FieldWriter::text(uint32_t field, View value) {
  if (!value.empty()) item(field, value);
}

void FieldWriter::item(uint32_t field, View value) {
  tag(field, 1);
  put_varint(out_, value.size());
  out_.append(value);
}

bool FieldReader::next() {
  if (bad_ || at_ == in_.size()) return false;
  bad_ = true;  // until this field has been read whole
  const auto tag = take_varint(in_, at_);
  if (!tag || *tag >> 33 != 0) return false;
  const auto field = static_cast<uint32_t>(*tag >> 1);
  const auto shape = static_cast<unsigned>(*tag & 1);
  if (field == 0 || field < field_ || (field == field_ && shape != shape_)) return false;
  const auto value = take_varint(in_, at_);
  if (!value) return false;
  if (shape == 1) {
    if (*value > in_.size() - at_) return false;
    bytes_ = in_.substr(at_, *value);
    at_ += *value;
  } else if (*value == 0) {
    return false;  // a zero is left out
  }
  field_ = field;
  shape_ = shape;
  value_ = *value;
  bad_ = false;
  return true;
}

uint64_t FieldReader::as_number() {
  if (shape_ == 0) return value_;
  bad_ = true;
  return 0;
}

int64_t FieldReader::as_signed() {
  const uint64_t value = as_number();
  return static_cast<int64_t>(value >> 1 ^ (0 - (value & 1)));
}

View FieldReader::as_bytes() {
  if (shape_ == 1) return bytes_;
  bad_ = true;
  return {};
}

void put_u16(Bytes& out, uint16_t v) {
  put_big_endian(out, v);
}
void put_u32(Bytes& out, uint32_t v) {
  put_big_endian(out, v);
}
void put_u64(Bytes& out, uint64_t v) {
  put_big_endian(out, v);
}
uint16_t get_u16(View in, size_t at) {
  return get_big_endian<uint16_t>(in, at);
}
uint32_t get_u32(View in, size_t at) {
  return get_big_endian<uint32_t>(in, at);
}
uint64_t get_u64(View in, size_t at) {
  return get_big_endian<uint64_t>(in, at);
}

std::string to_hex(View bytes) {
  static constexpr View digits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto octet = static_cast<unsigned char>(c);
    out.push_back(digits[octet >> 4]);
    out.push_back(digits[octet & 15]);
  }
  return out;
}

std::optional<Bytes> from_hex(View hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  Bytes out;
  out.reserve(hex.size() / 2);
  for (size_t i = 0; i < hex.size(); i += 2) {
    const int high = hex_digit(hex[i]), low = hex_digit(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out.push_back(static_cast<char>(high << 4 | low));
  }
  return out;
}

std::string to_base64(View bytes) {
  static constexpr View digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t here = std::min<size_t>(3, bytes.size() - i);
    uint32_t group = 0;
    for (size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < here ? static_cast<unsigned char>(bytes[i + k]) : 0);
    for (size_t k = 0; k < 4; ++k) out.push_back(k <= here ? digits[group >> (18 - 6 * k) & 63] : '=');
  }
  return out;
}

std::optional<Bytes> from_base64(View text) {
  Bytes out;
  out.reserve(text.size() / 4 * 3 + 3);
  uint32_t bits = 0;
  int count = 0;
  while (!text.empty() && View("= \t\r\n").contains(text.back())) text.remove_suffix(1);
  for (const char c : text) {
    uint32_t value = 0;
    if (c >= 'A' && c <= 'Z')
      value = static_cast<uint32_t>(c - 'A');
    else if (c >= 'a' && c <= 'z')
      value = static_cast<uint32_t>(c - 'a' + 26);
    else if (c >= '0' && c <= '9')
      value = static_cast<uint32_t>(c - '0' + 52);
    else if (c == '+')
      value = 62;
    else if (c == '/')
      value = 63;
    else if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
      continue;
    else
      return std::nullopt;
    bits = bits << 6 | value;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xff);
  }
  return out;
}

std::string to_base64url(View bytes) {
  std::string out = to_base64(bytes);
  while (out.ends_with('=')) out.pop_back();
  for (char& c : out) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return out;
}

std::optional<Bytes> from_base64url(View text) {
  static constexpr View digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  Bytes out;
  out.reserve(text.size() / 4 * 3 + 2);
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const size_t value = digits.find(c);
    if (value == View::npos) return std::nullopt;
    bits = (bits << 6 | static_cast<uint32_t>(value)) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out.push_back(static_cast<char>(bits >> count & 0xff));
  }
  if (count == 6 || (bits & ((1u << count) - 1)) != 0) return std::nullopt;
  return out;
}

}  // namespace klynge
