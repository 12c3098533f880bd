#pragma once
#include "core/config/section.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace trabecula {

/// What fractions of a mixture are of.
enum class FractionOf : std::uint8_t { mass, amount };

/// A formula: compounds in fixed proportions, given as one. From `[mixture.NAME]`.
struct Mixture {
    struct Part {
        NameInFile compound;
        double fraction = 0.0;  // 0-1, more than 0
    };
    std::string name;
    std::string source;
    FractionOf fraction_of = FractionOf::mass;
    std::vector<Part> parts;  // by name of the compound
    double inert = 0.0;       // 0-1: the rest, which does nothing
};

/// What one compound of a mixture is of a dose of it; absent where that cannot be told.
struct ShareOfDose {
    std::optional<double> by_mass;    // g of it in a g of the mixture
    std::optional<double> by_amount;  // mol of it in a mol of the mixture
};

/// A compound that is given by itself.
inline constexpr ShareOfDose whole_dose{1.0, 1.0};

/// Reads `[mixture.NAME]`:
///
///     mass_fractions = { icariin = "20 %", berberine = "5 %" }   # or molar_fractions
///     inert = "75 %"                                             # may be absent: none
///     source = "..."
Mixture read_mixture(const std::string& name, Section& section);

/// The share of each part, in their order. Fractions by mass become shares by amount, and the other way round, where
/// all molar masses are known and nothing is inert.
/// @param molar_masses  of the parts, g/mol; absent where they are not known
std::vector<ShareOfDose> shares_of(const Mixture& mixture, std::span<const std::optional<double>> molar_masses);

}  // namespace trabecula
