#pragma once
// The pages of signing in: where one chooses how, or in a demonstration whom to be; and who one is, with the
// party to change and the way out. Server-made HTML without scripts. Pure; any thread.
#include "server/page.h"
#include "server/people.h"
#include "server/session.h"

namespace klynge::server {

struct SignInPage {
  std::string back;  // where to go then: a path of ours
  bool signed_out = false;
  std::vector<std::pair<std::string, Words>> providers = {};  // id, name
  const std::vector<Played>* people = nullptr;
  std::vector<CitizenThere> citizens = {};
};
Response sign_in_page(const PageFrame& frame, const SignInPage& page, const Setting& setting);

// "Ward nurse", "Citizen": what somebody is here.
Words name_of(CallerRole role);
Response me_page(const PageFrame& frame, const Session& session, const Setting& setting,
                 const std::string& back);

}  // namespace klynge::server
