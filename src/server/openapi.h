#pragma once
// The description of all that the doors serve (OpenAPI 3.1), as data/openapi.yaml has it, in the program: it
// tells of the program that runs. Any thread.
#include "base/bytes.h"

namespace klynge::server {

View openapi_yaml();
const Bytes& openapi_json();  // the same, made once

}  // namespace klynge::server
