#pragma once
// The one writer. Takes a batch of requests; for each: same message or command before? whose citizen? decide,
// check the invariants, evolve the record in memory so that the next in the batch sees it, seal. Then one
// commit for the whole batch, and only then the answers. What is answered is on disk.
//
// A failed commit leaves memory ahead of disk: every request of the batch is answered "not now", the memory
// is thrown away, the store reopened, the epoch raised, and the journal's tail read again. Until that
// succeeds the ledger refuses to write and says why; readers go on.
//
// One thread at a time (ledger/writer.h gives it a thread and a queue; the simulation drives it directly).
// Order of a batch, in ledger.cc: receive/command/tick -> settle -> commit -> answer.
#include <atomic>
#include <map>
#include <memory>
#include <queue>
#include <unordered_map>

#include "core/decide.h"
#include "ledger/intake.h"
#include "ledger/seal/seal.h"
#include "message/care_communication_write.h"
#include "message/journal/entry.h"

namespace klynge {

struct SettingPart {
  std::string what, name;  // "pathway" "hospital-stay/1"
  Bytes content;           // the file as it was read
};

// What a commit has touched: whoever shows one of these may ask anew.
struct Touched {
  Position position = 0;                  // of the last entry that is on disk now
  std::vector<uint64_t> lists{};          // parties whose worklist has changed; sorted, each once
  std::vector<CitizenNumber> citizens{};  // likewise
};

struct LedgerOptions {
  uint64_t controller = 1;  // authority whose installation this is
  uint16_t partition = 1;
  std::string program = "0.1.0";
  Duration retention = days(3653);  // no erasing of anything younger
  bool everybody_has_basis = true;  // decided before it came here; else only citizens on the roster
  bool demonstration = false;       // nobody is real: lists show names to everybody
  size_t records_in_memory = 100'000;
  std::string erased_list;  // file outside backups; empty: none (tests)
  // Told while lists are made anew after an upgrade; may be empty.
  std::function<void(Position done, Position of)> renewing = {};
  // Told after every commit that touched somebody, on the ledger's thread; must be quick. May be empty.
  std::function<void(const Touched&)> touched = {};
};

struct Receive {
  Prepared prepared;
  Caller door;
};
// What a named person sends, beside SendLetter: all but the ids and the time, which the ledger gives.
struct LetterToSend {
  message::LetterContent content;
  std::shared_ptr<const message::Reading> before;  // what `content.before` points to, if it does
};
struct Act {  // somebody's verb
  CitizenNumber citizen = 0;
  Ask ask;
  Caller caller;
  Key id;       // keyed hash of caller and idempotency key
  Key request;  // keyed hash of the whole request; another one under the same id is refused
  std::vector<std::string> texts;        // sealed; Ask's `text` fields are indexes into it plus one
  Bytes body{};                          // of PrepareLetter: what the draft says, sealed as the entry's body
  std::optional<LetterToSend> letter{};  // of SendLetter; without a fault (care_communication_write.h)
  Position seen = 0;                     // what the caller saw was as of there; 0: not said
};
struct Erase {
  CitizenNumber citizen = 0;
  Position entry = 0;  // 0: the whole citizen; else that message only
  std::string reason, basis;
  std::vector<std::string> persons;  // two different ones
  Caller caller;
};
// What somebody brings in a file (ledger/import_file.h): that it was brought; what a roster says of one
// citizen; one row of a log. What is here already changes nothing and is not written again.
struct TakeFile {
  FileImported file;
  Caller caller;
};
struct TakeCases {
  std::string cpr;
  CitizenNumber citizen = 0;  // or this one, known by number
  StateCases said;
  Caller caller;
};
struct TakeNote {
  std::string cpr;
  NotifyStay said;
  std::string type;  // "STIN"
  Caller caller;
};
using Request = std::variant<Receive, Act, Erase, TakeFile, TakeCases, TakeNote, AskWhetherKept>;

struct Reply {
  enum class How : uint8_t {
    answered,       // see below
    not_now,        // nothing kept; `why`; send it again
    other_request,  // same id, another request before
    no_such_citizen,
    refused,  // erasing: `why`
  } how = How::not_now;
  std::string why;
  bool repeated = false;       // answered from the journal
  bool without_basis = false;  // nothing of it was kept
  bool would_be_kept = false;  // AskWhetherKept
  Position position = 0;
  CitizenNumber citizen = 0;
  klynge::Answer answer;  // Act
  // Receive: what to tell the sender. `acknowledge` is false when nobody is to be answered (we only listen
  // to that receiver, or it was itself an acknowledgement).
  message::Answer message_answer = message::Answer::none;
  std::vector<message::Issue> issues;
  bool acknowledge = false;
  message::AcknowledgementIds acknowledgement_ids;
  std::shared_ptr<const message::Reading> read;  // what is acknowledged
  // Written here, by whoever sends it, so that the ledger does not wait for it. REQUIRES: acknowledge.
  Bytes acknowledgement() const {
    return message::write_acknowledgement(*read, message_answer, issues, acknowledgement_ids);
  }
};

struct LedgerState {  // for health and metrics; read from any thread
  std::atomic<bool> can_write{false};
  std::atomic<uint64_t> position{0}, batches{0}, messages{0}, duplicates{0}, refused{0}, commands{0},
      ticks{0}, silences{0}, failed_commits{0}, frozen{0}, records_in_memory{0}, without_basis{0},
      gaps_seen{0}, gaps_filled{0}, letters_acknowledged{0}, acknowledgements_unknown{0};
};

class Ledger {
 public:
  // Takes the folder; raises the epoch; applies the erasure list; adopts the setting where it is new. A
  // Problem says what is wrong with keys, chain or disk.
  static Result<std::unique_ptr<Ledger>> open(store::Folder folder, seal::Secrets secrets, Setting setting,
                                              const std::vector<SettingPart>& parts, LedgerOptions options,
                                              seal::Random random, Instant now);
  ~Ledger();

  // Replies are in the order of the requests.
  std::vector<Reply> process(std::vector<Request> requests, Instant now);
  // Looks at up to `limit` records whose time has come. Answers how many it looked at. Problem: not now.
  Result<size_t> tick(Instant now, size_t limit = 1000);
  // When the earliest record wants to be looked at; none when none does.
  Instant wakes() const;
  // Daily work: quarantines older than 30 days and API ids older than 30 days are destroyed.
  Result<> housekeeping(Instant now);
  // Writes snapshots and flushes the indexes, so that the next start is quick.
  Result<> rest(Instant now);

  const LedgerState& state() const;
  std::string why_not_writing() const;  // same thread as process()
  const Setting& setting() const;       // with the parties learned
  store::Store& store();
  store::Keys& keys();
  store::Access& access();
  store::Contents* contents();  // any thread; null where there is no place for them

  // The record as memory has it, for tests and the simulation. Loads it when it is not there.
  Result<Record> record(CitizenNumber citizen);

 private:
  struct Impl;
  explicit Ledger(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Numbers of spaces and views in the store; kept for ever.
namespace space {
inline constexpr uint8_t message = 1, envelope = 2, head = 3, repeats = 4;  // points
inline constexpr uint8_t citizen = 1, request = 2, course = 3;              // names
}  // namespace space
inline constexpr uint16_t party_view = 2, refused_view = 3;
inline constexpr uint16_t content_view = 6;  // list: the position of its entry; bytes: the file's name

}  // namespace klynge
