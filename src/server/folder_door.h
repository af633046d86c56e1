#pragma once
// The folder door: messages as files, for systems that speak no HTTP (docs/operate/folder-door.md).
//
// A message becomes visible by a rename into inbox/; names that begin with a dot or end in .tmp are not
// looked at. It is read as at any door, committed, its acknowledgement is put into outbox/ by a rename under
// the message's id, and only then is it removed: a stop at any point loses nothing, and what is met again
// gets the same answer. What was not accepted moves to rejected/ with a complaint beside it that holds path,
// rule and ids, never a number or a word of the content; both go after 30 days, as the quarantine does.
//
// One thread, which looks once a second.
#include <condition_variable>
#include <mutex>
#include <thread>

#include "ledger/writer.h"
#include "server/memory_budget.h"
#include "server/tokens.h"

namespace klynge::server {

struct FolderDoorParts {
  Writer& writer;
  const seal::Secrets& secrets;
  store::Contents* contents = nullptr;
  seal::Random random;
  MemoryBudget& memory;
  std::string folder;
  Bearer bearer;  // who brings them, and for which senders
  std::function<void(const std::string& event)> log;
};

class FolderDoor {
 public:
  // Makes the three folders where they are not there. Problem: not now.
  static Result<> make_folders(const std::string& folder);

  explicit FolderDoor(FolderDoorParts parts);
  ~FolderDoor();  // finishes the message it has in hand

 private:
  void run();
  bool look();  // true when there was something
  bool take(const std::string& name);
  std::shared_ptr<MemoryShare> share_for(size_t bytes, bool is_xml);
  bool acknowledge(const Reply& reply, const message::Header& header);
  bool reject(const std::string& name, const message::Reading& reading, const Reply& reply,
              const std::vector<message::Issue>& issues);
  bool remove(const std::string& name);
  void forget_old();
  bool pause_for(std::chrono::milliseconds time);  // false: ending
  std::string path(std::string_view part, const std::string& name = {}) const;

  FolderDoorParts parts_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool ending_ = false;
  std::chrono::steady_clock::time_point forgot_at_{};
  std::string said_;  // the last trouble that was logged
  std::thread thread_;
};

}  // namespace klynge::server
