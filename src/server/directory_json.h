#pragma once
// The directory as pages want it: areas on a day, the municipalities and which areas each is in, the parties
// and how to reach them. Nothing of any citizen. Pure; any thread.
#include "core/area/area.h"
#include "core/setting.h"

namespace klynge::server {

std::string directory_json(const Areas& areas, const Setting& setting, Instant day);

}  // namespace klynge::server
