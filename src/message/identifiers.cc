// Numbers that carry their own proof.
#include <algorithm>

#include "message/message.h"

namespace klynge::message {

namespace {

bool all_digits(View text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int two_digits(View text, size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

bool begins_with_a_day(View digits) {
  const int day = two_digits(digits, 0), month = two_digits(digits, 2);
  if (month < 1 || month > 12 || day < 1) return false;
  static constexpr int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};  // the century is not asked
  return day <= days[month - 1];
}

}  // namespace

bool valid_cpr(View digits) {
  return digits.size() == 10 && all_digits(digits) && begins_with_a_day(digits);
}

bool valid_replacement_cpr(View text) {
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  return text.size() == 10 && all_digits(text.substr(0, 7)) && View("01567").contains(text[6]) &&
         capital(text[7]) && capital(text[8]) && all_digits(text.substr(9)) && begins_with_a_day(text);
}

bool valid_gln(View digits) {
  if (digits.size() != 13 || !all_digits(digits)) return false;
  int sum = 0;
  for (size_t i = 0; i < 12; ++i) sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return (10 - sum % 10) % 10 == digits[12] - '0';
}

bool valid_sor(View digits) {
  return digits.size() >= 11 && digits.size() <= 19 && all_digits(digits);
}

bool looks_like_uuid(View text) {
  if (text.size() != 36) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hexadecimal = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (hyphen ? c != '-' : !hexadecimal) return false;
  }
  return true;
}

}  // namespace klynge::message
