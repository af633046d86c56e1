#pragma once
// The text for people that MedCom asks of every resource: XHTML inside a JSON string, appended to what is
// being written. Danish first, English beside it where a word is a term.
#include "base/json.h"

namespace klynge::message {

// Text for people inside XHTML inside a JSON string. A line break stays one; other control characters are not
// allowed in XHTML and say nothing: they are left out.
void put_xhtml(std::string& out, View text);

class Narrative {  // from its first to its last breath: `"text":{...},`
 public:
  explicit Narrative(std::string& out);
  ~Narrative();
  Narrative(const Narrative&) = delete;
  Narrative& operator=(const Narrative&) = delete;

  void line(View label, View value);  // nothing when there is no value

 private:
  std::string& out_;
};

// Every value of a resource that somebody else wrote without a text, by the names of its elements; no base64.
void put_narrative_of(std::string& out, const json::Node& resource);

}  // namespace klynge::message
