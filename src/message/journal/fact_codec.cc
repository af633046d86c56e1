// A fact in bytes: kind u16, version u8, then its tagged fields.
#include <array>

#include "message/journal/earlier.h"
#include "message/journal/field_lists.h"

namespace klynge::message {
namespace {

constexpr size_t prefix_bytes = 2 + 1;

template <size_t... I>
constexpr bool kinds_differ(std::index_sequence<I...>) {
  constexpr std::array kinds{std::variant_alternative_t<I, AnyFact>::kind...};
  for (size_t a = 0; a < kinds.size(); ++a)
    for (size_t b = 0; b < a; ++b)
      if (kinds[a] == kinds[b]) return false;
  return true;
}
using EachFact = std::make_index_sequence<std::variant_size_v<AnyFact>>;
static_assert(kinds_differ(EachFact{}), "a kind is for ever, and of one fact");

// Walks the fact of this kind; false when there is none.
template <size_t... I>
bool read_kind(uint16_t kind, FieldsIn& f, Fact& fact, std::index_sequence<I...>) {
  return ((std::variant_alternative_t<I, AnyFact>::kind == kind && (fields(f, fact.emplace<I>()), true)) ||
          ...);
}

}  // namespace

void encode_fact(const Fact& fact, Bytes& out) {
  std::visit(
      [&](const auto& x) {
        put_u16(out, x.kind);
        FieldsOut f(out);
        fields(f, x);
      },
      fact);
}

Result<Fact> decode_fact(View bytes) {
  if (bytes.size() < prefix_bytes) return not_understood("fact", "a fact ends before its kind and version");
  const uint16_t kind = get_u16(bytes, 0);
  if (auto old = read_earlier(Earlier{}, kind, static_cast<uint8_t>(bytes[2]), bytes.substr(prefix_bytes)))
    return std::move(*old);
  FieldsIn f(bytes.substr(prefix_bytes), static_cast<uint8_t>(bytes[2]));
  Fact fact;
  if (!read_kind(kind, f, fact, EachFact{})) {
    return refused("fact", "a fact of kind " + std::to_string(kind) + " was written by a newer Klynge");
  }
  if (auto problem = f.finish("fact " + std::to_string(kind))) return std::move(*problem);
  return fact;
}

void write_json(const Fact& fact, json::Writer& out) {
  FieldsJson f(out);
  out.begin_object();
  std::visit([&](const auto& x) { fields(f, x); }, fact);
  out.end_object();
}

}  // namespace klynge::message
