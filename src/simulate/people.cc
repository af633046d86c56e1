#include "simulate/people.h"

#include <fmt/format.h>

#include <array>

namespace klynge::simulate {
namespace {

constexpr std::array<std::string_view, 24> given_names = {
    "Anna",   "Aksel",  "Birthe", "Børge",  "Edith", "Ejnar", "Else", "Frode",
    "Grethe", "Gunnar", "Inger",  "Jørgen", "Karen", "Kaj",   "Lis",  "Mogens",
    "Nina",   "Orla",   "Ruth",   "Poul",   "Sonja", "Svend", "Tove", "Verner"};

constexpr std::array<std::string_view, 17> family_names = {
    "Prøvesen",  "Eksempel",  "Øvegaard",  "Mønster",   "Forsøgsen",    "Skitsholm",
    "Modelsen",  "Testgaard", "Kladdeby",  "Udkastsen", "Påfundet",     "Attrapsen",
    "Tænkeholm", "Øvelund",   "Prøvekjær", "Opdigtet",  "Eksempelgaard"};

}  // namespace

// Two people have the same name only 408 numbers apart, and no two the same day and month of birth.
Person made_up_person(size_t number) {
  const size_t day = number * 11 % 28 + 1, month = number / 28 % 12 + 1, year = 30 + number * 7 % 35;
  Person person;
  person.given = given_names[number % given_names.size()];
  person.family = family_names[number % family_names.size()];
  person.cpr = fmt::format("{:02}{:02}{:02}0000", day, month, year);
  return person;
}

}  // namespace klynge::simulate
