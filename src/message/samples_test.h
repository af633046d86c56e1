#pragma once
// For the tests of this room: the project's samples (test/samples) and the official ones, where they are.
#include <string>
#include <vector>

#include "message/message.h"

namespace klynge::message::test {

std::string sample(View name);                                    // "hospital-notification/STIN.json"
Reading received(View bytes);                                     // read, as it came on 21 November 2026
std::string compact(View json);                                   // without blanks, for changes by text
std::vector<std::vector<std::string>> expectations(View folder);  // expected.tsv without its head

struct Official {
  std::string name, bytes;
};
std::vector<Official> official(View folder);  // empty where ../shared/examples is absent

AcknowledgementIds some_ids();

// One issue of a rule, or nullptr.
const Issue* issue_of(const Reading& reading, View rule);
std::string listed(const Reading& reading);  // for the messages of failing tests

}  // namespace klynge::message::test
