#pragma once
// The citizen's standing: who may be told and who may act for the citizen on a day, and what may be shown to
// relatives. Pure functions of the record and of the birth date, which is an argument: the record holds no
// CPR number. Any thread.
//
// Sources: sundhedsloven §§ 14 and 17 (consent; those of 15 to 17), § 43 (telling others with consent);
// forældreansvarsloven § 2; værgemålsloven § 5. What may be told a relative is the citizen's to say; that a
// relative agrees to something gives no power at all.
#include <optional>
#include <vector>

#include "core/record.h"

namespace klynge {

enum class Age : uint8_t { unknown = 0, under_15 = 1, from_15_to_17 = 2, adult = 3 };
std::string_view word(Age age);

// Somebody who has a say beside the professionals.
struct Voice {
  enum class Who : uint8_t { citizen = 1, custody = 2, guardian = 3, mandate = 4, relative = 5 } who{};
  bool told = false, acts = false;  // may be told; may act and consent for the citizen
  uint16_t circumstance = 0;        // where it was stated who that is; 0: by law alone
  Instant until{};                  // none: until further notice
  bool operator==(const Voice&) const = default;
};
std::string_view word(Voice::Who who);

struct Standing {
  Age age = Age::unknown;
  bool protected_address = false;
  bool no_residence = false;
  bool relatives_see_places = true;  // wards, phone numbers, addresses: in views, letters and links
  std::vector<Voice> voices;
  bool operator==(const Standing&) const = default;
};

// `born` none: not known, and then nobody is taken for a child or for an adult.
Standing standing_of(const Record& record, const std::optional<Date>& born, Instant at);

Age age_on(const std::optional<Date>& born, Instant at);  // by the Danish calendar day
// The birth date that ten digits say, with the seventh digit for the century; none for a replacement number
// and for a day that does not exist.
std::optional<Date> born_of_cpr(std::string_view cpr);

}  // namespace klynge
