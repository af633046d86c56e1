#pragma once
// Signatures of a pathway. What is signed is what is read: the file's tree as YAML has it, without its
// `signatures`, as compact JSON (maps in the order of the file, every scalar as a string, nothing as null) in
// UTF-8; comments and layout are not signed. The digest is the SHA-256 of those octets, in hex. A signature
// carries it, so a file whose content has changed since is not signed any more. It says who answers for the
// content; it is no proof against somebody who may write the file. Pure; any thread.
#include "base/yaml.h"
#include "core/pathway/pathway.h"

namespace klynge {

Bytes signed_content(const yaml::Node& root);
std::string content_digest(const yaml::Node& root);

// The file with one more signature, of the content it has now; its other lines are as they were. Takes the
// place of one by the same signer that holds no more. Refused: a file that cannot be read, a signer, name or
// date that may not be, who has signed this content already, and `signatures` written so that they cannot be
// found line by line.
Result<std::string> sign_pathway(std::string_view text, const std::string& file_name,
                                 Pathway::Signature signature);

}  // namespace klynge
