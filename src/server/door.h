#pragma once
// The front door: which request goes where, who asks, and what they may ask for. Messages and verbs go to the
// writer, look-ups to the reading desk, and the rest is answered at once. docs/operate/http.md is its manual.
//
// handle() is called on the server's thread; answers come from any.
#include "core/area/area.h"
#include "ledger/writer.h"
#include "server/api.h"
#include "server/area_desk.h"
#include "server/desk.h"
#include "server/http.h"
#include "server/live.h"
#include "server/page.h"
#include "server/post_office.h"
#include "server/record_system.h"
#include "server/sign_in.h"
#include "server/tokens.h"

namespace klynge::server {

struct DoorParts {
  Writer& writer;
  Desk& desk;
  const seal::Secrets& secrets;
  const LedgerOptions& options;
  const Setting& setting;        // names of parties in refusals, operations, pathways
  std::optional<Tokens> tokens;  // none: nobody is let in, but in the demonstration
  bool demonstration = false;
  store::Contents* contents = nullptr;  // for large messages; none: they are not taken
  seal::Random random = {};
  MemoryBudget* memory = nullptr;      // for large attachments, and /metrics; none: those are not shown
  const PostCounters* post = nullptr;  // likewise; none: nothing is sent
  Live* live = nullptr;                // none: no page is told of changes
  const Areas* areas = nullptr;        // none: the directory is not served
  Desk* survey = nullptr;              // a desk for what reads much; none: no figures and no list of messages
  std::function<Instant()> now;
  std::function<void(const std::string& event)> log;
  std::function<Clockwork()> clockwork = {};  // of a demonstration that lives; empty: time goes as it goes
  SignIn* sign_in = nullptr;                  // none: nobody signs in
  std::vector<RecordSystem> record_systems = {};
};

class Door {
 public:
  explicit Door(DoorParts parts);
  void handle(Request request, Respond respond);
  // "POST /api/duties/{citizen}/{duty}/accept": all that is served, each verb written out, in the order of
  // the table. data/openapi.yaml has the same, which openapi_test.cc sees to.
  static std::vector<std::string> served();
  // For HttpOptions: who may send a large body, and what memory it wants.
  Admission admit(const Request& request, std::optional<uint64_t> length) const;
  void count_with(const HttpCounters& counters) { counters_ = &counters; }  // for /metrics

 private:
  struct Visit;  // one request, with who asks
  struct Route;
  static const Route routes[];

  Asked who_asks(const Request& request, bool page) const;
  std::optional<Bearer> bearer_of(const Request& request) const;
  std::optional<Response> refused_before_reading(const Request& request, const Bearer& bearer) const;
  void read_message(Visit visit);
  void not_let_in(Visit& visit, bool page) const;
  PageFrame frame_of(const Visit& visit) const;
  bool open_demonstration() const {
    return parts_.demonstration && !parts_.tokens &&
           !(parts_.sign_in != nullptr && parts_.sign_in->is_set_up());
  }
  bool may_see_list(const Caller& caller, Party party) const;
  void act(Visit visit, Result<VerbAsk> ask, CitizenNumber citizen, bool opened);
  bool may_take_along(Visit& visit) const;                         // false: answered
  std::optional<Act> act_of(Visit& visit, CitizenNumber citizen);  // none: answered
  void submit(Act act, Respond respond, bool opened);
  void letter(Visit visit);
  void send_letter(Visit visit, Act act);
  void show_citizen(Visit visit, CitizenNumber citizen);

  void sign_in(Visit visit);
  void health(Visit visit);
  void metrics(Visit visit);
  void confirm_clock(Visit visit);
  void style(Visit visit);
  void about(Visit visit);
  void asset(Visit visit);
  void screen(Visit visit);
  void list_screen(Visit visit, Party party, const std::vector<std::string>& asks);
  void service_worker(Visit visit);
  void openapi_yaml(Visit visit);
  void openapi_json(Visit visit);
  void message(Visit visit);
  void verb(Visit visit);
  void open_duty(Visit visit);
  void tell(Visit visit);
  void citizen(Visit visit);
  void find(Visit visit);
  void find_course(Visit visit);
  void open_found(Visit visit, std::function<Result<std::optional<CitizenNumber>>(Lookup&)> find);
  Response seen_by(Lookup& lookup, const Setting& setting, CitizenNumber citizen, const Viewer& viewer,
                   std::optional<Asker> asker, bool to_act, Instant now) const;
  void break_glass(Visit visit);
  void looks(Visit visit);
  void party_duties(Visit visit);
  void party_needs(Visit visit);
  void pocket(Visit visit);
  void pocket_key(Visit visit);
  void events(Visit visit);
  void directory(Visit visit);
  void area(Visit visit);
  void messages(Visit visit);
  void refused_message(Visit visit);
  void look_at_message(Visit visit);
  void events_of_citizen(Visit visit, CitizenNumber citizen);
  void post(Visit visit);
  void send_again(Visit visit);
  void attachment(Visit visit);
  void raw_message(Visit visit);
  void import_roster(Visit visit);
  void import_log(Visit visit);
  void import_file(Visit visit, bool is_roster);
  void answer_link(Visit visit);
  void answer_given(Visit visit);

  DoorParts parts_;
  std::optional<AreaDesk> area_;
  const HttpCounters* counters_ = nullptr;
  WorkThread large_;  // large messages are read on a thread of their own; goes first
};

// "/fhir/%24process-message" -> "/fhir/$process-message"; nullopt when it is not well formed.
std::optional<std::string> percent_decoded(std::string_view text);
// "127.0.0.1:8080" "localhost": of this machine, whatever the port.
bool is_loopback_name(std::string_view host);
// The value of a parameter, decoded; empty when absent.
std::string query_value(std::string_view query, std::string_view name);

}  // namespace klynge::server
