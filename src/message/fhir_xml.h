#pragma once
// FHIR R4 in XML, to and from the one document model (hl7.org/fhir/R4/xml.html, json.html). What is read
// becomes the JSON that says the same, and goes the same way as JSON from there; what is written is made from
// a document. Only the resources of fhir_elements.h. Pure; any thread.
#include "base/json.h"
#include "base/result.h"

namespace klynge::message {

// Does it look like XML rather than JSON? Any bytes.
bool looks_like_xml(View bytes);

// Problem.where is "line N, column N"; nothing of the content is quoted but names of elements.
Result<Bytes> json_from_xml(View xml);

// Problem.where is a path from the root. Members that FHIR does not have are refused: XML has no place for
// them.
Result<Bytes> xml_from_json(const json::Node& root);

}  // namespace klynge::message
