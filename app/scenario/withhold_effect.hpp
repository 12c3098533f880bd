#pragma once
#include <fmt/format.h>

#include <string>

namespace trabecula {

/// The setting that takes away one effect of a compound and leaves the rules in their form: no dose reaches it.
inline std::string withhold_effect(const std::string& compound, const std::string& effect)
{
    return fmt::format("compound.{}.effect.{}.ec50=1e6 M", compound, effect);
}

}  // namespace trabecula
