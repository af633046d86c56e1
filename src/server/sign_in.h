#pragma once
// Signing in and out, and who asks by a session. Whoever signs in gets a cookie (session.h); what changes
// anything needs the session's token (`X-Klynge-CSRF`) beside it, and a browser that says it comes from a
// page of ours. In `klynge demo` a visitor is any of its people in one click (people.h), and nowhere else.
// docs/operate/sign-in.md is its manual.
//
// handle() and who() are called on the server's thread; answers come from any.
#include "server/desk.h"
#include "server/page.h"
#include "server/people.h"
#include "server/pocket.h"
#include "server/provider.h"
#include "server/session.h"
#include "server/systems.h"
#include "server/underway.h"

namespace klynge::server {

// "https://klynge.example.dk" -> its cookies are Secure and named __Host-. Empty: this machine alone, over
// plain HTTP.
struct SignInParts {
  Desk& desk;
  const Setting& setting;
  std::string public_address = {};
  std::string proxy = {};  // address of the proxy in front; it says who comes (X-Forwarded-For). Empty: none
  SessionLimits limits = {};
  RateLimit attempts = {5, 300};        // to sign in, of one address
  RateLimit of_token = {2000, 20'000};  // requests of one token
  std::vector<ProviderOptions> providers = {};
  std::vector<SystemClient> systems = {};
  std::vector<Played> people = {};                           // of a demonstration; none: nobody is played
  std::function<std::vector<CitizenThere>()> citizens = {};  // likewise; asked at the desk
  seal::Random random;
  std::function<Instant()> now;  // the machine's, whatever time a demonstration has
  std::function<void(const std::string& event)> log;
};

// Who asks by a cookie. All empty: no cookie, so it is for others to say.
struct Asked {
  std::optional<Bearer> bearer;
  std::optional<Session> session;  // of the bearer
  std::optional<Response> no;      // not by this cookie, or not like this
};

struct SignInVisit {
  Request request;
  Respond respond;
  PageFrame frame;
  std::optional<Bearer> by_token;  // who asks with a token and without a cookie
};

class SignIn {
 public:
  explicit SignIn(SignInParts parts);
  ~SignIn();

  // `page`: for a person to read, so that a "no" leads to where one signs in.
  Asked who(const Request& request, bool page);
  bool has_session(const Request& request);
  // Whether the session of this request has ended, for what goes on being told; outlives this, and ends with
  // it.
  std::function<bool()> ended(const Request& request) const;
  // What is sealed on the phone of who asks, and when it ends (pocket.h): that one, or a new one.
  // REQUIRES: the session of that request, which has chosen.
  Pocket take_pocket(const Request& request, const Session& session, View id);
  std::optional<Pocket> pocket_of(const Request& request, const Session& session, View id);
  int64_t seconds_left(const Pocket& pocket) const;
  // To where one signs in, and from there back to that page.
  Response to_sign_in(const Request& request) const;
  // Does anybody sign in here?
  bool is_open() const { return !parts_.people.empty() || !lines_.empty(); }
  // Is anybody known here but by the demonstration's people?
  bool is_set_up() const { return !lines_.empty() || systems_.any(); }
  // Whose access token it is (systems.h), or why not; all empty: not one that was given out here.
  Asked who_has(View token, const Request& request);
  // 0: go on. Else the seconds that whoever has the token is to wait.
  int wait_for(View token);
  // REQUIRES: one of the paths that door.cc hands over.
  void handle(SignInVisit visit);

 private:
  struct Way;  // one line a method and path
  static const Way ways[];

  // A provider, and the thread on which it is waited for.
  struct Line {
    Line(ProviderOptions options, const std::atomic<bool>* ending) : provider(std::move(options), ending) {}
    Provider provider;
    WorkThread thread{256};
  };

  void show(SignInVisit visit);
  void begin(SignInVisit visit, Line& line);
  void back(SignInVisit visit, Line& line);
  void came_back(SignInVisit& visit, Line& line, const Underway& underway, const std::string& code);
  void find_citizens(SignInVisit& visit, Mapped mapped, const Underway& underway);
  Result<> add_mandates(std::vector<Mandate>& mandates, Lookup& lookup, SignedIn& who) const;
  void play(SignInVisit visit);
  void play_citizen(SignInVisit visit, const Caller& caller, std::string id);
  void sign_out(SignInVisit visit);
  void me_page(SignInVisit visit);
  void me_chosen(SignInVisit visit);
  void me(SignInVisit visit);
  void choose(SignInVisit visit);
  void sessions(SignInVisit visit);
  void revoke(SignInVisit visit);
  void token(SignInVisit visit);
  void configuration(SignInVisit visit);

  void let_in(SignInVisit& visit, SignedIn who, const std::string& back);
  void not_let_in(SignInVisit& visit, View provider, const Problem& problem);
  Line* line_of(View id);
  Asked checked(const Request& request, bool page);
  // The session of a request that may go on; none: it was answered.
  std::optional<Session> session_of(SignInVisit& visit, bool page);
  struct Wanted {
    View party, role, citizen;  // empty: whatever
  };
  std::optional<size_t> choice_of(const Session& session, const Wanted& wanted) const;
  Response me_of(const Session& session, bool demonstration) const;
  Pockets::Owner owner_of(const Request& request, const Session& session) const;
  std::string origin_of(const Request& request) const;
  bool comes_from_us(const Request& request) const;
  bool is_right_token(const Request& request, const Session& session) const;
  std::string cookie_name(View more = {}) const;
  std::string cookie(View value, View more, View name_more = {}) const;
  int wait_of(const Request& request);

  SignInParts parts_;
  const bool is_secure_;
  std::shared_ptr<Sessions> sessions_;
  Pockets pockets_;
  Rate attempts_, of_token_;
  Underways underways_;
  Systems systems_;
  std::atomic<bool> ending_{false};
  std::vector<std::unique_ptr<Line>> lines_;  // goes first
};

// A path of ours, to go back to; anything else is no place to lead somebody who has just signed in.
bool is_own_path(View text);
// That path, or "/" where it is none of ours or leads in circles.
std::string return_of(View wanted);
Response go_to(std::string where);  // 303
Response json_answer(std::string body);
// 429, with Retry-After.
Response too_often(int seconds);
// A field of a form's body, decoded; empty when absent.
std::string form_value(View body, View name);

}  // namespace klynge::server
