#pragma once
// Kinds of facts whose meaning has changed. The journal keeps what was written; it is read as what it means
// today. An earlier version is its struct as it was, with `kind` and `version`, its list of fields, and
// beside it a function `today(old)` that answers the fact of today; docs/format/journal.md says when one is
// needed. Pure.
#include "message/journal/fields.h"

namespace klynge::message {

template <class... Old>
struct EarlierKinds {};

using Earlier = EarlierKinds<>;  // none yet: every kind is of its first version

// nullopt: no earlier version of that kind. `bytes` are its fields.
template <class... Old>
std::optional<Result<Fact>> read_earlier(EarlierKinds<Old...>, uint16_t kind, uint8_t version, View bytes) {
  std::optional<Result<Fact>> read;
  [[maybe_unused]] const auto try_one = [&]<class One>(One old) {
    if (read || One::kind != kind || One::version != version) return;
    FieldsIn f(bytes, version);
    fields(f, old);
    if (auto problem = f.finish("fact " + std::to_string(kind)))
      read.emplace(std::move(*problem));
    else
      read.emplace(Fact(today(old)));
  };
  (try_one(Old{}), ...);
  return read;
}

}  // namespace klynge::message
